// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

@Suite("Pages of enterprises")
struct PageTests {
    @Test("The file shows register, facts by year with sources, disagreements, and what happened")
    func file() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("苏州甲技术有限公司", 1, industry: "3913")
            try await world.state(
                [
                    ("营业收入", 2025, "900万元", "自报"), ("营业收入", 2025, "800万元", "税务"),
                    ("从业人员", 2025, "30人", "社保"), ("已获称号", 0, "专精特新中小企业", "部门认定"),
                ], of: one)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/enterprises/\(one.id.text)")
                #expect(page.status == 200 && !page.html.contains("⟦"))
                for text in [
                    one.code.text, "姑苏区", "800万元 〔税务", "900万元 〔企业自报", "来源不一致", "专精特新中小企业", "按划型规定推算",
                    "进入企业库",
                ] {
                    #expect(page.text.contains(text), "\(text)")
                }
                let english = try await browser.open("/enterprises/\(one.id.text)?lang=en")
                #expect(english.text.contains("Sources differ") && !english.html.contains("⟦"))
            }
        }
    }

    @Test("A look back shows what was known on that day")
    func past() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            try await world.state([("营业收入", 2025, "800万元", "税务")], of: one)
            let day = Day(milliseconds: world.database.ground.now())
            world.ground.pass(milliseconds: 3 * 86_400_000)
            try await world.state([("营业收入", 2025, "950万元", "税务")], of: one)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let now = try await browser.open("/enterprises/\(one.id.text)").text
                #expect(now.contains("950万元") && !now.contains("800万元"))
                let then = try await browser.open("/enterprises/\(one.id.text)?at=\(day.isoText)").text
                #expect(then.contains("800万元") && !then.contains("950万元"))
            }
        }
    }

    @Test("Sensitive values stay on the server until an official states a reason, which the enterprise sees")
    func unmasking() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            try await world.state([("应纳税所得额", 2025, "123.45万元", "税务")], of: one)
            let member = world.member(of: one)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                for path in ["", "/facts"] {
                    #expect(try await browser.open("/enterprises/\(one.id.text)\(path)").html.contains("已隐去"))
                    #expect(
                        try await !browser.open("/enterprises/\(one.id.text)\(path)").html.contains("123.45"))
                }
                #expect(
                    try await !browser.open("/api/v1/enterprises/\(one.id.text)/facts").html.contains(
                        "123.45"))
                #expect(try await !browser.open("/enterprises/export.csv").html.contains("123.45"))
                let form = try await browser.open("/enterprises/\(one.id.text)/unmask")
                let refused = try await browser.send(form, [("reason", "看")])
                #expect(refused.status == 422 && !refused.html.contains("123.45"))
                let shown = try await browser.send(form, [("reason", "核对贴息申请")])
                #expect(shown.status == 200 && shown.html.contains("123.45"))
            }
            try await world.visit(as: member) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open("/enterprises/\(one.id.text)").html.contains("123.45"))
                let accesses = try await browser.open("/enterprises/\(one.id.text)/consents").text
                #expect(accesses.contains("核对贴息申请") && accesses.contains("王经办"))
            }
            let entries = try await world.database.read { try $0.auditEntries(of: one.id.text) }
            #expect(entries.contains { $0.action == "enterprise.unmask" && $0.detail == "核对贴息申请" })
        }
    }

    @Test("A member is asked only for what is missing, keeps what they typed, and states it once")
    func declaring() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            try await world.state([("营业收入", 2025, "800万元", "税务")], of: one)
            let vocabulary = world.room.library.vocabulary
            let revenue = try #require(vocabulary.word(named: "营业收入"))
            try await world.visit(as: world.member(of: one)) { (browser: Browser) async throws -> Void in
                var page = try await browser.open("/enterprises/\(one.id.text)/declare")
                let link = try #require(page.link(revenue.theme))
                page = try await browser.open(link)
                #expect(page.text.contains("800万元"), "known ones are shown")
                #expect(!page.fieldNames.contains("f\(revenue.id)-2025"), "and not asked")
                #expect(page.fieldNames.contains("f\(revenue.id)-2024"))
                let faulty = try await browser.send(page, [("f\(revenue.id)-2024", "很多")])
                #expect(faulty.status == 422 && faulty.html.contains("value=\"很多\""))
                let kept = try await browser.send(page, [("f\(revenue.id)-2024", "700")])
                #expect(kept.status == 200 && kept.text.contains("已保存 1 项"))
                let again = try await browser.send(page, [("f\(revenue.id)-2024", "700")])
                #expect(again.status == 200)
            }
            let facts = try await world.room.facts(of: one.id)
            let report = facts[Facts.Key(word: revenue.id, year: 2024)]
            #expect(report?.source == "自报" && report.map { revenue.storedText(of: $0.value) } == "700万元")
            #expect(try await world.room.factStore.records(of: one.id).count == 2)
        }
    }

    @Test("Evidence is kept with the fact, given out to those who see it, and other kinds are refused")
    func evidence() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            let revenue = try #require(world.room.library.vocabulary.word(named: "营业收入"))
            let theme = try #require(
                world.room.library.vocabulary.words.filter { $0.suppliers.contains("企业") }.map(\.theme)
                    .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                    .firstIndex(of: revenue.theme))
            try await world.visit(as: world.member(of: one)) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/enterprises/\(one.id.text)/declare?theme=\(theme)")
                let answer = [("f\(revenue.id)-2025", "700")]
                let refused = try await browser.send(
                    page, answer, file: ("evidence", "报表.html", Array("<html>".utf8)))
                #expect(refused.status == 422)
                let sent = try await browser.send(
                    page, answer, file: ("evidence", "报表.pdf", Array("%PDF-1.7 报表".utf8)))
                #expect(sent.status == 200)
                let facts = try await browser.open("/enterprises/\(one.id.text)/facts")
                let file = try await browser.open(try #require(facts.link("依据材料")))
                #expect(file.bytes.starts(with: Array("%PDF".utf8)))
            }
        }
    }

    @Test("An official records a fact, corrects it with a reason, and both stand in the list")
    func correcting() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let form = try await browser.open("/enterprises/\(one.id.text)/facts/new")
                let bad = try await browser.send(
                    form, [("word", "营业收入"), ("value", "900"), ("source", "税务")])
                #expect(bad.status == 422 && bad.text.contains("哪一年"))
                let facts = try await browser.send(
                    form, [("word", "营业收入"), ("year", "2025"), ("value", "900万元"), ("source", "税务")])
                #expect(facts.text.contains("900万元"))
                let page = try await browser.open(try #require(facts.link("更正")))
                let none = try await browser.send(page, [("value", "90万元"), ("reason", "")])
                #expect(none.status == 422 && none.html.contains("90万元"))
                let done = try await browser.send(page, [("value", "90万元"), ("reason", "报表错位")])
                #expect(
                    done.text.contains("90万元") && done.text.contains("900万元") && done.text.contains("已更正"))
            }
        }
    }

    @Test("Adding one enterprise refuses wrong codes, doubled ones and other regions, field by field")
    func adding() async throws {
        try await World.with { (world: World) async throws -> Void in
            let known = try await world.add("甲厂", 1)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/enterprises/new")
                func send(_ code: String, _ region: String) async throws -> Shown {
                    try await browser.send(page, [("creditCode", code), ("name", "乙厂"), ("region", region)])
                }
                let wrong = try await send("91320508MA0000010A", "320508")
                #expect(
                    wrong.status == 422 && wrong.html.contains("#field-creditCode")
                        && wrong.html.contains("乙厂"))
                #expect(try await send(known.code.text, "320508").text.contains("已经有这个代码"))
                #expect(try await send(World.code(2).text, "320211").text.contains("不在您负责的地区"))
                #expect(try await send(World.code(2).text, "").text.contains("请填写行政区划"))
                let done = try await send(World.code(2).text, "姑苏区")
                #expect(done.status == 200 && done.text.contains(World.code(2).text))
            }
        }
    }

    @Test("The list pages on by a link, and its filter stands in the address")
    func list() async throws {
        try await World.with { (world: World) async throws -> Void in
            for number in 1...60 { _ = try await world.add("甲\(number)厂", number) }
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let first = try await browser.open("/enterprises?state=active")
                #expect(first.text.contains("甲50厂") && !first.text.contains("甲51厂"))
                let next = try await browser.open(try #require(first.link("下一页")))
                #expect(next.text.contains("甲60厂") && !next.text.contains("甲50厂"))
                #expect(next.html.contains("state=active") && next.link("下一页") == nil)
                #expect(try await browser.open("/enterprises?industry=XX").text.contains("读不懂"))
                #expect(try await browser.open("/enterprises?q=%E6%97%A0%E6%AD%A4").text.contains("没有找到"))
            }
        }
    }

    @Test("The list asks the database three times at most, however many rows it shows")
    func queries() async throws {
        try await World.with { (world: World) async throws -> Void in
            for number in 1...55 { _ = try await world.add("甲\(number)厂", number) }
            let selection = Selection(scope: [World.suzhou])
            let count = try await QueryTally.counting {
                let part = try await world.room.part("", selection, after: nil)
                _ = try await world.room.register.labels(of: part.enterprises.map(\.number))
            }
            #expect(count == 2)
        }
    }

    @Test("The gold mark needs a reason and a day to come, and shows on file and card")
    func gold() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let form = try await browser.open("/enterprises/\(one.id.text)/gold")
                let bad = try await browser.send(
                    form, [("act", "give"), ("reason", "优秀企业"), ("until", "2020-01-01")])
                #expect(bad.status == 422)
                let good = try await browser.send(
                    form, [("act", "give"), ("reason", "优秀企业"), ("until", "2027-12-31")])
                #expect(good.text.contains("金码企业") && good.text.contains("优秀企业"))
            }
        }
    }
}
