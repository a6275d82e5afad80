// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Policies
import Site
import SiteTesting
import Standards
import Store
import Testing

@testable import Guides

/// Pages through the real router.
@Suite struct PageTests {
    /// Three policies: one open with a rule, one always open, one whose term is over.
    private func furnish(_ world: World) async throws {
        try await world.add("宿迁市技术改造综合奖补项目申报通知") { content in
            content.themes = ["技术改造"]
            content.documentNumber = "宿工信发〔2026〕18号"
            content.kinds = [.subsidy]
            content.applyFrom = World.today.adding(days: -10)
            content.applyTo = World.today.adding(days: 5)
            content.materials = ["营业执照复印件"]
            content.sourceAddress = "https://example.test/a"
            content.text = "第一条 对设备投资给予补助。"
            var item = PolicyItem(key: "1", name: "设备补助")
            item.support = "按照投资额的10%给予补助，最高400万元。"
            item.mostFen = 400_000_000
            item.office = "技术改造处"
            item.phone = "0527-0000 0101"
            item.rule = """
                规则: 设备补助
                代码: x
                类别: 资助
                依据: {文件: 某通知, 可信: 全文}
                适用: [{用途: 新申请, 自: 2026-01-01}]
                地域: "321300"
                结论: 可以申请
                原文: [{号: "1", 文: 上年度营业收入2000万元以上。}]
                条件: {全部: [{据: "1", 名: 营业收入, 当: 上年度.营业收入 ≥ 2000万元}]}

                """
            content.items = [item]
        }
        try await world.add("融资担保费补贴办法") {
            $0.applyTo = nil
            $0.kinds = [.guarantee]
        }
        try await world.add("旧办法") { $0.validTo = World.today.adding(days: -1) }
    }

    @Test func `the list finds, narrows, counts, and says what it did not understand`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.visit(as: nil) { browser in
                let all = try await browser.open("/policies")
                #expect(all.status == 200 && all.text.contains("找到 3 项政策"))
                #expect(all.text.contains("还剩 5 天") && all.text.contains("最高 400万元"))
                let found = try await browser.open("/policies?q=\(Browser.encode("技改"))")
                #expect(found.text.contains("找到 1 项政策") && found.text.contains("综合奖补"))
                #expect(!found.text.contains("融资担保费"))
                let open = try await browser.open("/policies?status=open&kind=subsidy")
                #expect(open.text.contains("找到 1 项政策"))
                #expect(open.link("补贴")?.contains("kind=subsidy") == false, "the chip takes it away")
                let wrong = try await browser.open("/policies?status=x")
                #expect(wrong.status == 200 && wrong.text.contains("看不懂"))
                let typo = try await browser.open("/policies?q=\(Browser.encode("技术该造"))")
                #expect(typo.text.contains("您是不是要找“技术改造”"))
                let none = try await browser.open("/policies?q=\(Browser.encode("龘靐齉"))")
                #expect(none.text.contains("没有符合条件的政策") && none.link("查看全部政策") != nil)
                let english = try await browser.open("/policies?lang=en")
                #expect(english.text.contains("3 policies"))
                let sheet = try await browser.open("/policies?as=csv&lang=zh-Hans")
                #expect(sheet.html.contains("宿工信发〔2026〕18号"))
            }
        }
    }

    @Test func `a policy's page says who, how much, until when, how, whom to ask, and the conditions`()
        async throws
    {
        try await World.with { world in
            try await furnish(world)
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies/1")
                #expect(page.status == 200)
                for words in [
                    "距截止还有", "400万元", "技术改造处", "0527-0000 0101", "上年度营业收入2000万元以上",
                    "营业执照复印件", "第一条 对设备投资给予补助", "第 1 版", "现行有效",
                ] { #expect(page.text.contains(words), "\(words)") }
                #expect(page.link("查看原文出处") == "https://example.test/a")
                #expect(page.html.contains("https://yumiao.test/policies/1"))
                let missing = try await browser.open("/policies/99")
                #expect(missing.status == 404)
                #expect(try await browser.open("/policies/abc").status == 404)
                let ended = try await browser.open("/policies/3")
                #expect(ended.text.contains("已失效"))
            }
        }
    }

    @Test func `people are counted, robots are not`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.visit(as: nil) { browser in
                _ = try await browser.open("/policies/1")
                _ = try await browser.open("/policies/1", agent: "ExampleBot/1.0")
            }
            let counted = try #require(world.room.counter.due(at: 0, isForced: true))
            #expect(counted.views.values.reduce(0, +) == 1)
        }
    }

    @Test func `today lists what is open, the first to close on top`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.add("下月开始的办法") {
                $0.applyFrom = World.today.adding(days: 10)
                $0.applyTo = World.today.adding(days: 40)
            }
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies/today")
                #expect(page.text.contains("综合奖补") && page.text.contains("下月开始的办法"))
                #expect(!page.text.contains("旧办法") && !page.text.contains("融资担保费"))
            }
        }
    }

    @Test func `today and the calendar are narrowed, say totals, and cut nothing silently`()
        async throws
    {
        try await World.with { world in
            let day = World.today.adding(days: 20)
            for number in 1...63 {
                try await world.add("沭阳第\(number)项办法") { $0.region = World.shuyang }
            }
            try await world.add("省级办法") { $0.region = World.jiangsu }
            try await world.add("只限软件业的办法") { $0.industries = ["I65"] }
            try await world.add("苏州的办法") { $0.region = Region(code: "320500") ?? .nation }
            let gone = try await world.add("废止的办法")
            let policy = try #require(try await world.policies.store.policy(numbered: gone))
            let version = try #require(try await world.policies.store.shown(policy))
            try await world.policies.store.move(
                version.id, to: .withdrawn, over: version.revision, note: "废止", by: World.editor,
                once: "withdraw")
            try await world.settle()
            try await world.visit(as: nil) { browser in
                let today = try await browser.open("/policies/today")
                #expect(today.text.contains("66 项政策") && !today.text.contains("废止的办法"))
                let rest = try #require(today.link("查看全部 66 项"))
                #expect(try await browser.open(rest + "&page=2").text.contains("苏州的办法"))
                let county = try await browser.open("/policies/today?region=321322&industry=C")
                #expect(county.text.contains("64 项政策") && !county.text.contains("苏州的办法"))
                #expect(!county.text.contains("只限软件业"))
                let month = "/policies/calendar?month=\(day.isoText.prefix(7))"
                let whole = try await browser.open(month)
                #expect(whole.text.contains("这个月共 66 项") && !whole.text.contains("废止的办法"))
                let suzhou = try await browser.open(month + "&region=320500")
                #expect(suzhou.text.contains("这个月共 2 项") && suzhou.text.contains("省级办法"))
                #expect(!suzhou.text.contains("沭阳第"))
                #expect(try await browser.open(month + "&region=abc").text.contains("看不懂"))
            }
        }
    }

    @Test func `the calendar guesses from earlier years, says so, and not where this year is announced`()
        async throws
    {
        try await World.with { world in
            func window(_ from: String, _ to: String) -> (inout PolicyContent) -> Void {
                { content in
                    content.applyFrom = Day(isoText: from)
                    content.applyTo = Day(isoText: to)
                }
            }
            try await world.add("2024年标杆工厂申报通知", window("2024-12-05", "2024-12-25"))
            try await world.add("2025年标杆工厂申报通知", window("2025-12-06", "2025-12-26"))
            try await world.add("2025年服务券公告", window("2025-12-01", "2025-12-20"))
            try await world.add("2026年服务券公告", window("2026-12-03", "2026-12-22"))
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies/calendar?month=2026-12")
                #expect(page.text.contains("2026年12月6日") && page.text.contains("往年推算（2 个年度）"))
                #expect(page.text.contains("2026年12月3日") && !page.text.contains("2026年12月1日"))
                let before = try await browser.open("/policies/calendar?month=2026-10")
                #expect(!before.text.contains("往年推算（"))
                #expect(try await browser.open("/policies/calendar?month=2026-13").status == 400)
                let file = try await browser.open("/policies/calendar/2026-12.ics")
                #expect(FileChecks.calendarFaults(file.bytes) == [])
                #expect(FileChecks.unfolded(file.bytes).contains("［往年推算（2 个年度）］"))
            }
        }
    }

    @Test func `feeds and calendars of a search are what their formats ask for`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.add("带“&<>”与,;\\的名称") { $0.summary = "第一行\n第二行" }
            try await world.visit(as: nil) { browser in
                let feed = try await browser.open("/policies/feed.atom?q=\(Browser.encode("办法"))")
                #expect(feed.headers[.contentType] == "application/atom+xml; charset=utf-8")
                let titles = try FileChecks.atomTitles(feed.bytes)
                #expect(titles.count == 2 && titles.contains("旧办法"))
                #expect(
                    try FileChecks.atomTitles(try await browser.open("/policies/feed.atom").bytes).count == 4)
                let file = try await browser.open("/policies/calendar.ics")
                #expect(FileChecks.calendarFaults(file.bytes) == [])
                #expect(FileChecks.unfolded(file.bytes).contains("SUMMARY:申报截止：带“&<>”与\\,\\;\\\\的名称"))
                #expect(try await browser.open("/policies/feed.atom?status=x").status == 400)
            }
            #expect(FileChecks.calendarFaults(Array("BEGIN:VCALENDAR\nEND:VCALENDAR\n".utf8)) != [])
        }
    }

    @Test func `policies stand beside each other, three at most`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.add("第四项")
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies/compare?n=1&n=2&n=3&n=4")
                #expect(page.text.contains("一次最多对比三项") && page.text.contains("旧办法"))
                #expect(!page.text.contains("第四项"))
                #expect(try await browser.open("/policies/compare?n=x").status == 400)
                _ = try await browser.open("/policies/2")
                let one = try await browser.open("/policies/compare?n=1")
                #expect(one.link("融资担保费补贴办法")?.contains("n=1") == true)
            }
        }
    }

    @Test func `where a facet has many values each can be chosen, and its count is what choosing shows`()
        async throws
    {
        try await World.with { world in
            for number in 10...40 {
                try await world.add("办法\(number)") { $0.issuers = ["第\(number)局"] }
            }
            try await world.add("省级办法") { $0.region = World.jiangsu }
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies")
                #expect(page.text.contains("全部 32 个选项") && page.html.contains("value=\"第40局\""))
                #expect(page.text.contains("宿迁市 (32)"), "with what holds in the province")
                let one = try await browser.open("/policies?office=\(Browser.encode("第40局"))")
                #expect(one.text.contains("找到 1 项政策"))
                let place = try await browser.open("/policies?region=321300")
                #expect(place.text.contains("找到 32 项政策"))
            }
        }
    }

    @Test func `statistics and the yearly list count what there is`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.add("省级办法") {
                $0.level = .province
                $0.region = World.jiangsu
                $0.publishedOn = Day(isoText: "2025-05-01")
            }
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies/statistics")
                #expect(page.text.contains("库内共 4 项政策") && page.text.contains("江苏省"))
                let table = try #require(page.html.split(separator: "各省各类政策").last)
                let cells = table.matches(of: /<td[^>]*>(\d+)<\/td>/).prefix(3).map { String($0.1) }
                // Of four in Jiangsu none is an award and one a subsidy.
                #expect(cells == ["4", "0", "1"])
                let year = try await browser.open("/policies/yearly/2025")
                #expect(year.text.contains("省级办法") && !year.text.contains("旧办法"))
                #expect(try await browser.open("/policies/yearly/x").status == 404)
            }
        }
    }

    @Test func `a shared link says who shared it and needs no account`() async throws {
        try await World.with { world in
            try await furnish(world)
            let address = Locked("")
            try await world.visit(as: World.member) { browser in
                let before = try await browser.open("/policies/1/share")
                let after = try await browser.send(before, [])
                let code = try #require(after.html.firstMatch(of: /\/p\/([a-z0-9]{10})/)?.1)
                address.set("/p/\(code)")
                let again = try await browser.open("/policies/1/share")
                #expect(again.html.contains("/p/\(code)"))
            }
            try await world.visit(as: nil) { browser in
                let page = try await browser.open(address.value)
                #expect(page.text.contains("赵会计 分享给您的政策") && page.text.contains("综合奖补"))
                #expect(try await browser.open("/p/aaaaaaaaaa").status == 404)
                let stranger = try await browser.open("/policies/1/share")
                #expect(!stranger.html.contains("method=\"post\""))
            }
        }
    }

    @Test func `editors declare zones; what makes no sense is told beside its field`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.visit(as: World.editor) { browser in
                let blank = try await browser.open("/policies/zones/manage/new")
                let refused = try await browser.send(
                    blank,
                    [
                        ("name", "JG!"), ("title", ""), ("intro", "简介"), ("query", "colour=red"),
                        ("numbers", "77"), ("place", "-1"),
                    ])
                #expect(refused.status == 422)
                for words in ["小写字母开头", "请填写名称", "检索条件看不懂", "已发布政策的编号", "0 到 100000"] {
                    #expect(refused.text.contains(words), "\(words)")
                }
                #expect(refused.html.contains("colour=red"), "what was typed stays")
                let made = try await browser.send(
                    refused,
                    [
                        ("name", "jg"), ("title", "技改专区"), ("intro", "买设备有补助"),
                        ("query", "theme=技术改造"), ("numbers", "2"), ("place", "1"),
                    ])
                #expect(made.status == 200 && made.text.contains("技改专区"))
                #expect(made.text.contains("融资担保费补贴办法") && made.text.contains("综合奖补"))
                #expect(!made.text.contains("旧办法"))
                let twice = try await browser.send(
                    try await browser.open("/policies/zones/manage/new"),
                    [("name", "jg"), ("title", "另一个"), ("intro", "x"), ("numbers", "1"), ("place", "2")])
                #expect(twice.status == 422 && twice.text.contains("已被另一个专区占用"))
            }
            try await world.visit(as: nil) { browser in
                let zones = try await browser.open("/policies/zones")
                #expect(zones.link("技改专区") == "/policies/zones/jg")
                #expect(try await browser.open("/policies/zones/manage").status == 403)
                #expect(try await browser.open("/policies/zones/none").status == 404)
            }
        }
    }

    @Test func `a booklet is a page, a PDF and an e-book`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies/booklet?status=open")
                #expect(page.text.contains("综合奖补") && !page.text.contains("旧办法"))
                let pdf = try await browser.open("/policies/booklet?status=open&as=pdf")
                #expect(pdf.bytes.starts(with: Array("%PDF-".utf8)))
                let book = try await browser.open("/policies/booklet?as=epub")
                #expect(try FileChecks.bookFaults(book.bytes) == [])
                var broken = book.bytes
                broken[broken.count / 3] ^= 0xFF
                #expect(try FileChecks.bookFaults(broken) != [])
                #expect(try await browser.open("/policies/booklet?q=\(Browser.encode("龘靐"))").status == 422)
            }
        }
    }

    @Test func `the interface lists policies and gives one whole`() async throws {
        try await World.with { world in
            try await furnish(world)
            try await world.visit(as: nil) { browser in
                let list = try await browser.open("/api/v1/policies?status=open&limit=1")
                #expect(list.status == 200 && list.html.contains("\"count\":1"))
                let one = try await browser.open("/api/v1/policies/1")
                #expect(one.html.contains("\"mostFen\":400000000") && one.html.contains("设备补助"))
                #expect(try await browser.open("/api/v1/policies/99").status == 404)
                #expect(try await browser.open("/api/v1/policies?status=x").status == 422)
                let search = try await browser.open("/search?q=\(Browser.encode("技改"))")
                #expect(search.text.contains("综合奖补"))
            }
        }
    }
}
