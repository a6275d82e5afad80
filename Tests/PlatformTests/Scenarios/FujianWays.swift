// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import Testing

@testable import Platform

extension FujianScenarios {
    @Test
    func `FJ1: made, published by two, read, consulted, decided and paid, each person with one account`()
        async throws
    {
        let house = try await House.lively.value
        let editor = try await Visitor(house, as: "政策编辑")
        let supervisor = try await Visitor(house, as: "市级督导")
        let official = try await Visitor(house, as: "市工信局经办人")
        let member = try await Visitor(house, as: "企业管理员")
        let notice = Notice(name: "全流程情景补助", number: 311)
        // Made; who wrote it does not check it, and who released it first does not do it again.
        let path = try await house.paste(notice, by: editor)
        try await editor.send(try await editor.open(path + "/submit"))
        let own = try await editor.open(path + "/check")
        #expect(own.text.contains("不能审核自己起草的内容") && !own.forms.contains { $0.isPost })
        try await supervisor.send(try await supervisor.open(path + "/check"), ["outcome": "approve"])
        let first = try await supervisor.open(path + "/release")
        try await supervisor.send(first)
        let again = try await supervisor.open(path + "/release")
        #expect(again.text.contains("两次发布须由两人完成") && !again.forms.contains { $0.isPost })
        // Nor does the form that was open before do it.
        try await supervisor.send(first)
        #expect(try await house.published().contains { $0.content.title == notice.title } == false)
        try await editor.send(try await editor.open(path + "/release"))
        let version = try await house.policy(titled: notice.title)
        let number = version.policy.number
        // Read.
        let words = "在宿城区登记满一年的企业，一次性补助三万元，明年六月底前申报。"
        let write = try await official.open("/interpretations/write/\(number)")
        try await official.send(
            write, ["kind": "text", "title": "一看就懂", "author": "市工信局", "text": words])
        let page = try await member.open("/policies/\(number)")
        #expect(page.text.contains("一看就懂"))
        // Consulted.
        let ask = try await member.open("/questions/new?policy=\(number)")
        let asked = try await member.send(ask, ["kind": "question", "words": "迁入不满一年的可以申报吗？"])
        let question = String(try #require(asked.html.firstMatch(of: /ZX\d{4}-\d{6}/)).0)
        let inbox = try await official.open("/questions/inbox")
        let link = try #require(inbox.links.first { $0.words.contains(question) }?.address)
        let answer = "可以，成立日期以营业执照为准，见通知第二条。"
        try await official.send(try await official.open(link + "/answer"), ["answer": answer])
        #expect(try await member.open(link).text.contains(answer))
        // Decided and paid.
        let code = try await house.ownEnterprise().enterprise.code.text
        let sheet = """
            统一社会信用代码,政策编号,申请日期,结果,金额,审定日期,拨付日期
            \(code),\(number),2026-11-02,通过,30000,2026-11-06,2026-11-16

            """
        let upload = try await official.open("/entitlements/outcomes")
        let report = try await official.send(upload, file: ("sheet", "兑现.csv", Array(sheet.utf8)))
        #expect(report.status == 200)
        let mine = try await member.open("/my/policies")
        let paid = try #require(mine.rows.first { $0.first == notice.title })
        #expect(paid.contains("3万元") && paid.contains("已于2026年11月16日拨付"))
    }

    @Test func `FJ4: a few answers sort out what is out of the question; the full profile decides far more`()
        async throws
    {
        let house = try await House.still.value
        let all = try await house.published()
        let visitor = Visitor(house)
        let place = try await visitor.open("/match")
        let field = try #require(place.forms.first { $0.isPost }?.names.first { $0.hasPrefix("f") })
        let trade = try await visitor.send(place, [field: "宿迁市宿城区"])
        #expect(trade.heading.contains("行业"))
        let next = try #require(trade.forms.first { $0.isPost }?.names.first { $0.hasPrefix("f") })
        let third = try await visitor.send(trade, [next: "C358"])
        let link = try #require(third.links.first { $0.words == "现在就看结果" }?.address)
        let quick = try await visitor.open(link)
        func numbers(_ page: Shown) -> Set<Int64> {
            Set(page.main.matches(of: /href="\/(?:my\/)?policies\/(\d+)"/).compactMap { Int64($0.1) })
        }
        let inForce = house.platform.audience.policiesInForce.filter {
            $0.isOffered(on: house.today) && !$0.items.isEmpty
        }
        #expect(quick.text.contains("按您回答的 2 项与现行 \(inForce.count) 项政策对照"), "\(quick.text.prefix(200))")
        // Two answers make nobody eligible; what nobody asked stays open and is no “no”.
        #expect(quick.value("可以申请") == "0 项")
        let open = Int(try #require(quick.value("待补充")).prefix { $0.isNumber }) ?? 0
        #expect(open > 5)
        let elsewhere = all.filter { version in
            version.content.level == .county && version.content.region.code != "321302"
                && Facet.status(of: version, on: house.today) == "open"
        }
        let more = try await visitor.open(
            quick.links.first { $0.words.hasPrefix("查看全部") }?.address ?? link)
        #expect(!elsewhere.isEmpty)
        #expect(numbers(more).isDisjoint(with: elsewhere.map(\.policy.number)), "other counties are out")
        // The same enterprise by its whole profile.
        let member = try await Visitor(house, as: "企业管理员")
        let exact = try await member.open("/my/policies")
        let left = Int(try #require(exact.value("待补充")).prefix { $0.isNumber }) ?? 0
        #expect(exact.value("可以申请") != "0 项" && left < open)
        let fee = try #require(all.first { $0.content.title == "小微企业融资担保费补贴办法（示例）" })
        let earned = try #require(try house.number("营业收入", 2025, of: try await house.ownEnterprise()))
        let judged = try await member.open("/my/policies/\(fee.policy.number)")
        #expect(earned <= 50_000_000 && judged.text.contains("“上年度营业收入不超过5000万元。”"))
        #expect(judged.text.contains("可以申请"))
    }

    @Test func `FJ6: a text message goes by industry, size and county to those it is for and to nobody else`()
        async throws
    {
        let house = try await House.lively.value
        let member = try await Visitor(house, as: "沭阳企业管理员")
        let telephone = "13900000601"
        let blank = try await member.open("/subscriptions/sms")
        let asked = try await member.send(blank, ["address": telephone])
        try await house.wait("the code is there") { try await !house.letters(to: telephone).isEmpty }
        let letter = try #require(try await house.letters(to: telephone).last)
        let code = String(try #require(letter.firstMatch(of: /\d{6}/)).0)
        try await member.send(asked, ["code": code])
        // Text messages bring what is urgent; who wants the bureau's notices by them says so.
        let wishes = try await member.open("/subscriptions")
        try await member.send(wishes, to: "/subscriptions", many: ["topics-sms": ["notice"]])

        let small = try await house.everybody().filter {
            try $0.enterprise.region.code == "321322"
                && House.isSmallManufacturer($0, house.platform.library)
        }.map(\.enterprise)
        let members = try await house.withMembers()
        let reached = small.filter { members.contains($0.id.text) }
        #expect(small.count > 3 && reached.count == 1)
        let operators = try await Visitor(house, as: "平台运营")
        func mail(_ size: String, _ words: String) async throws -> Shown {
            let blank = try await operators.open("/outreach/mailings/new")
            return try await operators.send(
                blank,
                [
                    "region": "321322", "section": "C", "label": size, "topic": "notice", "title-zh": words,
                    "text-zh": "请留意。", "title-en": words, "text-en": "Please note.", "path": "/policies",
                ])
        }
        let check = try await mail("小型", "小型制造企业情景通知")
        #expect(check.text.contains("符合条件的企业 \(small.count) 家，其中 1 家"), "\(check.text.prefix(300))")
        try await operators.send(check, ["count": "1"])
        try await house.wait("the text message is sent") {
            try await house.letters(to: telephone).contains { $0.contains("小型制造企业情景通知") }
        }
        let same = try await house.letters(to: telephone).filter { $0.contains("小型制造企业情景通知") }
        #expect(same.count == 1)
        #expect(try await house.addressees("小型制造企业情景通知") == Set(reached.map(\.id.text)))
        // The control: another size reaches nobody.
        #expect(try await mail("大型", "大型制造企业情景通知").text.contains("其中 0 家"))
        let box = try await operators.open("/outreach/letterbox")
        #expect(box.rows.contains { $0.contains(telephone) && $0.contains("小型制造企业情景通知") })
    }
}
