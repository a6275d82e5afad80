// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import HTTPTypes
import Policies
import SiteTesting
import Standards
import Store
import Testing

@testable import Platform

/// What hangs on days and hours: readings that are owed, questions that are due, comments before a policy,
/// what is made of it afterwards. One house whose clock goes on, one scenario after another.
@Suite(.serialized) struct ClockScenarios {
    private func house() async throws -> House { try await House.later.value }

    /// Titles and topics of what people were told since a moment, of one thing.
    private func told(_ house: House, _ words: String, since moment: Int64) async throws -> [String] {
        try await house.platform.database.read { reader in
            try reader.rows(
                """
                SELECT m.topic, p.name FROM outreach_message m JOIN person p ON p.id = m.person
                WHERE m.title_zh LIKE $1 AND m.created_at >= $2
                ORDER BY m.topic, p.name LIMIT 100
                """, "%\(words)%", moment
            ).map { try $0["topic"] + " " + $0["name"] }
        }
    }

    @Test
    func `QD6: a question goes to the issuing department, is due by working days, and lateness is told`()
        async throws
    {
        let house = try await house()
        let begin = house.today
        #expect(begin.isoText == "2026-11-18", "a Wednesday")
        let call = try #require(try await house.openCalls().first { $0.policy.department != nil })
        let member = try await Visitor(house, as: "企业管理员")
        let page = try await member.open("/policies/\(call.policy.number)")
        for item in call.content.items {
            #expect(!item.phone.isEmpty && page.text.contains(item.office) && page.text.contains(item.phone))
        }
        let ask = try await member.open("/questions/new?policy=\(call.policy.number)")
        // One working day after Wednesday is Thursday, two are Friday.
        #expect(ask.value("受理期限") == "2026年11月19日")
        #expect(ask.value("答复期限")?.hasPrefix("2026年11月20日") == true)
        #expect(ask.value("答复部门")?.contains("宿迁市工业和信息化局（示例）") == true)
        let sent = try await member.send(ask, ["kind": "question", "words": "情景提问：租来的设备算不算投入？"])
        let code = String(try #require(sent.html.firstMatch(of: /ZX\d{4}-\d{6}/)).0)
        let official = try await Visitor(house, as: "市工信局经办人")
        #expect(try await official.open("/questions/inbox").text.contains(code))
        // Another county's office sees nothing of it.
        let other = try await Visitor(house, as: "沭阳县工信局经办人")
        #expect(try await !other.open("/questions/inbox").text.contains(code))
        // Nobody answers; on the next working day behind the last one the supervisor learns of it.
        let late = try #require(Day(isoText: "2026-11-23"))
        house.clock.move(to: late, hour: 9)
        let moment = late.startMilliseconds
        try await house.wait("it is told to be late") {
            try await house.platform.database.read { reader in
                let count: Int? = try reader.value(
                    """
                    SELECT count(*) FROM outreach_message m JOIN person p ON p.id = m.person
                    WHERE p.name = '周督导' AND m.topic LIKE 'question%' AND m.created_at >= $1
                    """, moment)
                return (count ?? 0) > 0
            }
        }
        let again = try await Visitor(house, as: "市工信局经办人")
        let inbox = try await again.open("/questions/inbox")
        #expect(inbox.text.contains("1 件超期"))
        let link = try #require(inbox.links.first { $0.words.contains(code) }?.address)
        let answer = "融资租赁的设备按合同金额计入，见通知第二条。"
        try await again.send(try await again.open(link + "/answer"), ["answer": answer])
        #expect(try await again.open("/questions/inbox").text.contains("0 件超期"))
        let asker = try await Visitor(house, as: "企业管理员")
        #expect(try await asker.open(link).text.contains(answer))
    }

    @Test
    func `QD4: a reading is owed in two working days and asked for until it is there; answers are quoted`()
        async throws
    {
        let house = try await house()
        house.clock.move(to: try #require(Day(isoText: "2026-11-25")), hour: 10)
        let editor = try await Visitor(house, as: "政策编辑")
        let supervisor = try await Visitor(house, as: "市级督导")
        let notice = Notice(name: "解读时限情景补助", number: 321)
        try await house.release(try await house.paste(notice, by: editor), editor, supervisor)
        let number = try await house.policy(titled: notice.title).policy.number
        let duties = try await supervisor.open("/interpretations/duties")
        let row = try #require(duties.rows.first { $0.contains { $0.contains(notice.name) } })
        // Two working days after Wednesday, 25 November: Friday.
        #expect(row.last == "2026年11月27日", "\(row)")
        var days: [String: Set<String>] = [:]
        for text in ["2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30", "2026-12-01"] {
            let day = try #require(Day(isoText: text))
            house.clock.move(to: day, hour: 9)
            house.clock.move(by: 60_000)
            let isWorkday = text != "2026-11-28"
            if isWorkday {
                try await house.wait("reminded on \(text)") {
                    try await !told(house, notice.name, since: day.startMilliseconds)
                        .filter { $0.hasPrefix("interpretation") }.isEmpty
                }
            } else {
                try await Task.sleep(for: .seconds(2))
            }
            days[text] = Set(
                try await told(house, notice.name, since: day.startMilliseconds)
                    .filter { $0.hasPrefix("interpretation") })
        }
        let due: Set<String> = ["interpretation.due 陈经办"]
        let late: Set<String> = ["interpretation.overdue 陈经办", "interpretation.overdue 周督导"]
        #expect(due.isSubset(of: days["2026-11-26"] ?? []) && due.isSubset(of: days["2026-11-27"] ?? []))
        #expect(days["2026-11-26"]?.contains { $0.contains("督导") } == false)
        #expect(days["2026-11-28"] == [], "nobody on a Saturday")
        #expect(late.isSubset(of: days["2026-11-30"] ?? []) && late.isSubset(of: days["2026-12-01"] ?? []))

        // A sound needs its transcript; with it the clock ends.
        let official = try await Visitor(house, as: "市工信局经办人")
        let sound = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 7, count: 400)
        let form = try await official.open("/interpretations/write/\(number)")
        let fields = ["kind": "sound", "title": "听懂情景补助", "author": "市工信局"]
        let bare = try await official.send(form, fields, file: ("file", "a.mp3", sound))
        #expect(bare.status == 422 && bare.html.contains("听懂情景补助"))
        let words = "登记满一年的企业可以申报，一次性补助三万元，由市工信局企业处受理。"
        let shown = try await official.send(
            bare, fields.merging(["text": words]) { $1 }, file: ("file", "a.mp3", sound))
        #expect(shown.html.contains("<audio") && shown.text.contains(words))
        let path = try #require(shown.html.firstMatch(of: /\/interpretations\/[0-9a-f-]{36}\/file/)).0
        let part = try await official.open(String(path), .range, "bytes=0-9")
        #expect(part.status == 206 && part.bytes == Array(sound[0..<10]))
        let rest = try await Visitor(house, as: "市级督导").open("/interpretations/duties")
        #expect(!rest.rows.contains { $0.contains { $0.contains(notice.name) } })

        // At every hour: what is asked in everyday words is quoted, or handed on.
        let visitor = Visitor(house)
        let call = try #require(
            try await house.published().last { $0.content.title.contains("2026年宿迁市技术改造") })
        let found = try await visitor.open("/ask?q=\(Browser.encode("技术改造最高补多少钱？"))")
        let quote = "按照技术改造项目投资额的10%给予补助，最高400万元。"
        #expect(call.content.text.contains(quote) && found.text.contains(quote))
        #expect(found.links.contains { $0.address == "/policies/\(call.policy.number)" })
        let unknown = try await visitor.open("/ask?q=\(Browser.encode("火星移民怎么报名"))")
        #expect(unknown.text.contains("没有找到可靠的答案"))
        #expect(unknown.links.contains { $0.address.hasPrefix("/questions/new") })
    }

    @Test func `LC1: everybody comments on a draft, each comment is answered, and names stay out of it`()
        async throws
    {
        let house = try await house()
        house.clock.move(to: try #require(Day(isoText: "2026-12-02")), hour: 10)
        let editor = try await Visitor(house, as: "政策编辑")
        let supervisor = try await Visitor(house, as: "市级督导")
        let notice = Notice(name: "征求意见情景补助", number: 331)
        let path = try await house.paste(notice, by: editor)
        try await editor.send(try await editor.open(path + "/submit"))
        let check = try await supervisor.open(path + "/check")
        let silent = try await supervisor.send(check, ["outcome": "comment", "day": "2026-12-10"])
        #expect(silent.status == 422 && silent.text.contains("征求意见少于 30 天，要写明理由"))
        let open = ["outcome": "comment", "day": "2026-12-10", "note": "年底前须兑付，缩短征求意见"]
        let out = try await supervisor.send(silent, open)
        #expect(out.text.contains("截止 2026年12月10日"))
        // The same day and the reason stand on the page that everybody reads.
        let stranger = Visitor(house)
        let list = try await stranger.open("/opinions")
        let card = try #require(list.cards.first { $0.title == notice.title })
        #expect(card.text.contains("还剩 8 天") && card.text.contains("2026年12月10日"))
        let draft = try await stranger.open(card.link)
        #expect(draft.text.contains("成立满1年") && draft.text.contains("年底前须兑付，缩短征求意见"))
        let empty = try await stranger.send(draft, ["stance": "suggestion", "clause": "", "words": ""])
        #expect(empty.status == 422)
        let words = "建议补助提高到五万元，我是王小明，电话 13812345678"
        let sent = try await stranger.send(
            empty, ["stance": "suggestion", "words": words, "contact": "13812345678"])
        #expect(sent.text.contains("意见已收到"))
        let member = try await Visitor(house, as: "企业管理员")
        try await member.send(
            try await member.open(card.link), ["stance": "support", "words": "赞成，早点发布。"])
        // Nobody passes it while comments are taken.
        let early = try await supervisor.send(
            try await supervisor.open(path + "/check"), ["outcome": "approve"])
        #expect(early.status == 422 && early.text.contains("征求意见还没有结束"))
        let work = try await editor.open(card.link + "/work")
        let boxes = work.html.matches(of: /name="opinions" value="([^"]*)"/).map { String($0.1) }
        #expect(boxes.count == 2)
        let done = try await editor.send(
            work, ["verdict": "partly", "gist": "建议提高补助金额", "reason": "明年预算确定后再研究提高。"],
            many: ["opinions": boxes])
        #expect(done.text.contains("所有意见都已答复"), "\(done.text.prefix(300))")

        house.clock.move(to: try #require(Day(isoText: "2026-12-11")), hour: 10)
        let after = try await Visitor(house).open(card.link)
        for text in ["部分采纳", "建议提高补助金额", "明年预算确定后再研究提高。"] { #expect(after.text.contains(text), "\(text)") }
        for text in ["王小明", "13812345678", "云杉"] { #expect(!after.text.contains(text), "\(text)") }
        #expect(!after.forms.contains { $0.isPost }, "no comment after the end")
        let second = try await Visitor(house, as: "市级督导")
        try await second.send(try await second.open(path + "/check"), ["outcome": "approve"])
        try await second.send(try await second.open(path + "/release"))
        let writer = try await Visitor(house, as: "政策编辑")
        try await writer.send(try await writer.open(path + "/release"))
        let version = try await house.policy(titled: notice.title)
        #expect(version.isInForce(on: house.today))
    }

    @Test func `QD5: a draft shows whom it would reach at what cost; later the list follows its own formula`()
        async throws
    {
        let house = try await house()
        house.clock.move(to: try #require(Day(isoText: "2026-12-14")), hour: 10)
        let editor = try await Visitor(house, as: "政策编辑")
        let notice = Notice(name: "预匹配情景补助", number: 341, conditions: ["成立满5年。"])
        let path = try await house.paste(notice, by: editor)
        let effect = try await editor.open(path + "/items/1/effect")
        let day = house.today
        let old = try #require(Day(year: day.year - 5, month: day.month, day: day.day))
        let county = try await house.everybody().map(\.enterprise).filter { $0.region.code == "321302" }
        let gain = county.filter { $0.founded.map { $0 <= old } == true }
        #expect(gain.count > 5 && gain.count < county.count)
        #expect(
            effect.text.contains("\(gain.count) 家符合，\(county.count - gain.count) 家差一项"),
            "\(effect.text.prefix(200))")
        #expect(effect.value("预计金额") == "\(gain.count * 3)万元")
        let sections = Dictionary(grouping: gain) { $0.industry?.section.code ?? "" }.mapValues(\.count)
        for (section, count) in sections {
            #expect(
                effect.rows.contains { row in
                    row.count == 2 && row[0].hasPrefix(section) && row[1] == "\(count) · \(count * 3)万元"
                }, "\(section) \(count)")
        }
        // Afterwards: counted days of one policy, and the score by the formula that the page shows.
        let version = try await house.offer("红黑榜情景补助", ["注册地 属于 宿迁市"])
        let counters: [PolicyCounter: Int64] = [
            .ratingSum: 45, .ratings: 10, .applications: 100, .approvals: 81, .payments: 10, .paidDays: 350,
            .views: 1000, .complaints: 5, .questions: 20,
        ]
        try await house.platform.database.write { tx in
            for (name, count) in counters { try tx.count(name, of: version.policy.id, by: count) }
        }
        let supervisor = try await Visitor(house, as: "市级督导")
        let page = try await supervisor.open("/policies-board/\(version.policy.number)")
        var (sum, weights) = (0.0, 0.0)
        let measures = page.rows.filter { $0.count == 7 && Double($0[1]) != nil }
        #expect(measures.count == 6)
        for row in measures {
            let numbers = row[1...4].compactMap { Double($0) }
            let ratio = row[5].split(separator: "/").compactMap { Double($0.filter { $0 != " " }) }
            try #require(numbers.count == 4 && ratio.count == 2, "\(row)")
            guard ratio[1] >= numbers[3] else {
                #expect(Double(row[6]) == nil, "too few say nothing: \(row)")
                continue
            }
            let share = (ratio[0] / ratio[1] - numbers[1]) / (numbers[2] - numbers[1])
            sum += numbers[0] * min(1, max(0, share))
            weights += numbers[0]
        }
        let score = try #require(
            page.main.firstMatch(of: /<strong>([0-9.]+)<\/strong>/).flatMap { Double($0.1) })
        #expect(weights >= 50 && abs(score - sum / weights * 100) < 0.11, "\(score), \(sum / weights * 100)")
        let list = try await supervisor.open("/policies-board")
        #expect(list.rows.contains { $0.first == version.content.title && $0.contains(String(score)) })
        // The controls: what has too little data has no score, and members do not see the list.
        let other = try await house.offer("红黑榜情景空白", ["注册地 属于 宿迁市"])
        let blank = try await supervisor.open("/policies-board/\(other.policy.number)")
        #expect(blank.main.firstMatch(of: /<strong>[0-9.]+<\/strong>/) == nil)
        #expect(try await Visitor(house, as: "企业管理员").open("/policies-board").status == 403)
    }
}
