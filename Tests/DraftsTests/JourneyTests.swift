// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Drafts

@Suite("From a pasted official text to a policy in force")
struct JourneyTests {
    @Test(
        "A pasted text becomes a draft whose clauses stand beside their marked words", arguments: everyDialect
    )
    func read(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.draft()
            #expect(version.content.title.contains("宁波市制造业单项冠军培育企业奖励资金申报工作"))
            #expect(version.content.documentNumber == "甬经信企业〔2023〕41号")
            #expect(version.content.applyTo == Day(isoText: "2023-07-31"))
            #expect(version.policy.region == World.ningbo)
            try await world.visit(as: world.writer) { browser in
                let page = try await browser.open(version.path())
                #expect(page.status == 200)
                #expect(page.text.contains("上年度.营业收入 ≥ 4000万元"))
                #expect(page.html.contains("<mark id=\"mark-1\""))
                let number = /<mark id="(mark-\d+)"[^>]*><b>\d+<\/b> 甬经信企业〔2023〕41号<\/mark>/
                let mark = try #require(page.html.firstMatch(of: number)?.1)
                #expect(page.html.contains("href=\"#\(mark)\""), "a fact leads to its words")
                #expect(page.text.contains("正在载入"), "the audience is not loaded, and the page says so")
                #expect(page.text.contains("没有责任科室") || page.text.contains("没有联系电话"))
            }
        }
    }

    @Test(
        "A clause is mended in words that are checked, and proposed when it is read again",
        arguments: everyDialect)
    func mend(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.draft()
            let sheet = RuleSheet(
                version.content.items[0], of: version.policy.number, library: try World.library.get())
            let clause = try #require(sheet.clauses.first { $0.text.contains("研发费用占营业收入") })
            let way = version.path("/items/1/clauses/\(clause.number)")
            try await world.visit(as: world.writer) { browser in
                let form = try await browser.open(way)
                let wrong = "上年度.研发费 / 上年度.营业收入 ≥ 3%"
                let refused = try await browser.send(
                    form, to: way, [("decision", "mended"), ("line", wrong)])
                #expect(refused.status == 422)
                #expect(refused.text.contains("是否想写：研发费用"), "the nearest known word")
                #expect(refused.html.contains(Shown.encode(wrong)), "what was typed is still there")
                let mended = try await browser.send(
                    refused, to: way,
                    [("decision", "mended"), ("line", "上年度.研发费用 / 上年度.营业收入 ≥ 3%")])
                #expect(mended.status == 200)
                #expect(mended.text.contains("已修改"))
            }
            let now = try #require(try await world.policies.store.version(version.id))
            #expect(now.content.items[0].rule.contains("上年度.研发费用 / 上年度.营业收入 ≥ 3%"))
            let second = try await world.draft()
            #expect(second.id != version.id)
            try await world.visit(as: world.checker) { browser in
                let page = try await browser.open(second.path())
                #expect(page.text.contains("上次这样改过（林编辑"))
                #expect(!second.content.items[0].rule.contains("上年度.研发费用 /"), "never silently")
                let line = Shown.encode("上年度.研发费用 / 上年度.营业收入 ≥ 3%")
                let form = try #require(
                    page.html.components(separatedBy: "<form ").first { $0.contains("value=\"\(line)\"") })
                let taken = try await browser.send(
                    Shown(
                        status: 200, headers: page.headers, html: "<main><form " + form, bytes: [],
                        address: page.address), [])
                #expect(taken.status == 200)
                #expect(taken.text.contains("已修改"))
                let phrases = try await browser.open("/drafts/phrases")
                #expect(phrases.text.contains("研发费用占营业收入比重不低于3%"))
                let phrase = try await browser.open(
                    try #require(phrases.link("研发费用占营业收入比重不低于3%")))
                #expect(phrase.text.contains("使用次数 1"))
                let left = try await browser.send(phrase, [])
                #expect(!left.text.contains("研发费用占营业收入比重不低于3%"))
            }
        }
    }

    @Test("What is no condition is removed, and the reason stands beside its words", arguments: everyDialect)
    func remove(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.draft()
            let sheet = RuleSheet(
                version.content.items[0], of: version.policy.number, library: try World.library.get())
            let clause = try #require(sheet.clauses.first { $0.text.contains("经营业绩优秀") })
            try await world.visit(as: world.writer) { browser in
                var page = try await browser.open(version.path("/items/1/clauses/\(clause.number)"))
                page = try await browser.send(page, [("decision", "removed")])
                #expect(page.status == 422, "it needs a reason")
                page = try await browser.send(page, [("decision", "removed"), ("reason", "由专家掌握")])
                #expect(page.status == 200)
                // The last one leaves no clause of its number behind.
                page = try await browser.open(version.path("/items/1/clauses/\(sheet.clauses.count - 1)"))
                page = try await browser.send(page, [("decision", "removed"), ("reason", "由专家掌握")])
                #expect(page.status == 200)
            }
            let now = try #require(try await world.policies.store.version(version.id))
            let rule = now.content.items[0].rule
            #expect(rule.contains("\(clause.words)\n    标: 略\n    因: \"由专家掌握\""))
            #expect(!rule.contains("需人工判断: \(clause.words)"))
            #expect(rule.ranges(of: "由专家掌握").count == 1, "words that an amount still cites are no omission")
        }
    }

    @Test("Two people put it in force; who wrote it does not check it", arguments: everyDialect)
    func release(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.draft()
            try await world.visit(as: world.writer) { browser in
                let item = try await browser.open(version.path("/items/1"))
                let saved = try await browser.send(
                    item, to: "/items/1", [("office", "市经信局企业处"), ("phone", "0574-89186321")])
                #expect(saved.status == 200)
                let early = try await browser.open(version.path("/submit"))
                #expect(early.text.contains("还有 10 条条件待核对"), "nobody has looked at what was read")
                #expect(!early.html.contains("name=\"note\""))
                let draft = try await browser.open(version.path())
                let accepted = try await browser.send(draft, to: "/items/1/clauses", [])
                #expect(!accepted.text.contains("待核对") && accepted.text.contains("已采纳"))
                let late = try await browser.send(draft, to: "/items/1/clauses", [])
                #expect(late.status == 200, "the same form takes effect once")
                let sent = try await browser.send(
                    try await browser.open(version.path("/submit")), to: "/submit", [("note", "请审核")])
                #expect(sent.text.contains("待审核"))
                let own = try await browser.open(version.path("/check"))
                #expect(own.text.contains("不能审核自己起草的内容"))
                #expect(!own.html.contains("name=\"outcome\""))
                // The form of a colleague's tab does not help either: the store refuses.
                let forced = try await world.policies.store.hands(of: version.id)
                #expect(forced.contains(world.writer.person))
            }
            try await world.visit(as: world.supervisor) { browser in
                let form = try await browser.open(version.path("/check"))
                let returned = try await browser.send(form, to: "/check", [("outcome", "refuse")])
                #expect(returned.status == 422, "sending back needs a reason")
                let passed = try await browser.send(returned, to: "/check", [("outcome", "approve")])
                #expect(passed.text.contains("待发布"))
                let first = try await browser.send(
                    try await browser.open(version.path("/release")), to: "/release", [])
                #expect(first.text.contains("等待第二人"))
                let again = try await browser.open(version.path("/release"))
                #expect(again.text.contains("两次发布须由两人完成"))
            }
            try await world.visit(as: world.writer) { browser in
                let done = try await browser.send(
                    try await browser.open(version.path("/release")), to: "/release",
                    [("day", world.today.isoText)])
                #expect(done.text.contains("已发布"))
            }
            let shown = try #require(try await world.policies.store.shown(version.policy.id))
            #expect(shown.stage == .released)
            #expect(shown.isInForce(on: world.today))
        }
    }

    @Test("It is open for comment until a day, and approved after it; withdrawing needs a reason")
    func comment() async throws {
        try await World.with { world in
            let version = try await world.draft()
            try await world.policies.store.move(
                version.id, to: .checking, over: version.revision, note: "", by: world.writer, once: "a")
            try await world.visit(as: world.supervisor) { browser in
                let form = try await browser.open(version.path("/check"))
                let day = ("day", world.today.adding(days: 7).isoText)
                let silent = try await browser.send(form, to: "/check", [("outcome", "comment"), day])
                #expect(silent.status == 422 && silent.text.contains("征求意见少于 30 天，要写明理由"))
                let open = try await browser.send(
                    form, to: "/check", [("outcome", "comment"), day, ("note", "上级要求年底前兑付")])
                #expect(open.text.contains("正在征求意见"))
                let again = try await browser.open(version.path("/check"))
                let early = try await browser.send(again, to: "/check", [("outcome", "approve")])
                #expect(early.status == 422)
                #expect(early.text.contains("征求意见还没有结束"))
                world.ground.pass(milliseconds: 8 * 86_400_000)
                let passed = try await browser.send(
                    try await browser.open(version.path("/check")), to: "/check", [("outcome", "approve")])
                #expect(passed.text.contains("待发布"))
                let other = try await browser.open(version.path("/withdraw"))
                #expect(other.text.contains("现在不能这样做"))
            }
        }
    }

    @Test("What is missing keeps a policy from being released, and is listed with the way to mend it")
    func notReady() async throws {
        try await World.with { world in
            let version = try await world.draft()
            let store = world.policies.store
            var content = version.content
            content.items[0].phone = ""
            try await store.save(
                content, in: version.id, over: version.revision, by: world.writer, once: "clear")
            try await store.move(
                version.id, to: .checking, over: version.revision + 1, note: "", by: world.writer, once: "a")
            try await store.approve(
                version.id, over: version.revision + 2, note: "", by: world.checker, once: "b")
            try await world.visit(as: world.checker) { browser in
                let page = try await browser.open(version.path("/release"))
                #expect(page.text.contains("还不能发布"))
                #expect(page.text.contains("没有联系电话"))
                #expect(!page.html.contains("name=\"day\""))
            }
        }
    }

    @Test("Two versions are compared field by field and sentence by sentence")
    func compare() async throws {
        try await World.with { world in
            let region = World.ningbo
            var content = PolicyContent(title: "甲", level: .city, region: region)
            content.text = "第一句。第二句。"
            let first = try await world.policies.store.adopt(
                content, keptBy: region, department: nil, from: world.today, by: world.writer, once: "one")
            let policy = try #require(try await world.policies.store.version(first)).policy.id
            let second = try await world.policies.store.revise(policy, by: world.writer, once: "two")
            let draft = try #require(try await world.policies.store.version(second))
            content.title = "乙"
            content.text = "第一句。改过的第二句。"
            try await world.policies.store.save(
                content, in: second, over: draft.revision, by: world.writer, once: "three")
            try await world.visit(as: world.checker) { browser in
                let page = try await browser.open("/drafts/\(second.text)/compare/\(first.text)")
                #expect(page.html.contains("<ins>改过的第二句。</ins>"))
                #expect(page.html.contains("<del>第二句。</del>"))
                #expect(page.text.contains("第 1 版 → 第 2 版"))
            }
        }
    }
}
