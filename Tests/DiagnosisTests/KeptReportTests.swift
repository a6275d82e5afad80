// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Rules
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Diagnosis

@Suite struct KeptReportTests {
    /// The facts of the enterprise under test.
    static func state(_ site: KeptSite) throws {
        try site.register.set("人数", "12人", of: KeptSite.mine)
        try site.register.set("有资质", "是", of: KeptSite.mine, source: "自报")
        try site.register.set("成立日期", "2026-01-10", of: KeptSite.mine, source: "市场监管")
    }

    @Test(arguments: everyDialect)
    func `one click judges by the rules of the region, keeps the report and shows it`(dialect: Dialect)
        async throws
    {
        try await withKeptSite(dialect) { site in
            try Self.state(site)
            try await site.visit("applicant") { browser in
                let empty = try await browser.open("/reports")
                #expect(empty.text.contains("还没有报告"))
                let shown = try await browser.send(empty, [("purpose", "application")])
                #expect(shown.status == 200 && shown.address.hasPrefix("/reports/"))
                #expect(shown.text.contains("规则staff") && shown.text.contains("规则local"))
                #expect(!shown.text.contains("规则elsewhere"))
                #expect(shown.text.contains("苏州育苗科技有限公司") && shown.text.contains("申报人"))
                #expect(shown.text.contains("人数再增加 3人，达到 15人"))
                #expect(shown.text.contains("这是这一用途的第一份报告"))
                #expect(shown.headers[.cacheControl] == "no-store")
                let list = try await browser.open("/reports")
                #expect(list.link("2026年11月") == shown.address)
            }
        }
    }

    @Test(arguments: everyDialect)
    func `a form that is sent twice keeps one report`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            try await site.visit("applicant") { browser in
                let page = try await browser.open("/reports")
                let once = try await browser.send(page, [("purpose", "review")])
                let again = try await browser.send(page, [("purpose", "review")])
                #expect(once.address == again.address)
                let other = try await browser.send(
                    try await browser.open("/reports"), [("purpose", "review")])
                #expect(other.address != once.address)
                let wrong = try await browser.send(page, [("purpose", "x")])
                #expect(wrong.status == 422 && wrong.text.contains("请选择用途"))
            }
            let kept = try await ReportStore(database: site.database).list(of: KeptSite.mine)
            #expect(kept.count == 2)
        }
    }

    @Test(arguments: everyDialect)
    func `a kept report recomputes to the same bytes, and a changed fact does not`(dialect: Dialect)
        async throws
    {
        try await withKeptSite(dialect) { site in
            try Self.state(site)
            let id = try await site.made()
            try site.register.set("人数", "9人", of: KeptSite.mine)
            site.clock.pass(days: 400)
            let stored = try #require(try await ReportStore(database: site.database).report(id))
            let library = site.library
            try await site.visit("applicant") { browser in
                let json = try await browser.open("/api/v1/reports/\(id)")
                #expect(json.html == stored.json)
                #expect(json.headers[.contentType] == "application/json")
                let again = try KeptReport(json: json.html).recomputed(by: library)
                #expect(try again.json() == json.html)
                let forged = json.html.replacing("\"12人\"", with: "\"8人\"")
                #expect(forged != json.html)
                #expect(try KeptReport(json: forged).recomputed(by: library).json() != forged)
            }
        }
    }

    @Test func `all official rules recompute from what a report keeps`() throws {
        let library = try TestSite.national().library
        var facts = Facts()
        for (name, year, text) in [
            ("所属行业", 0, "3670"), ("营业收入", 2025, "12000万元"), ("营业收入", 2024, "10000万元"), ("从业人员", 2025, "120人"),
            ("研发费用", 2025, "600万元"),
        ] {
            let word = try #require(library.vocabulary.word(named: name))
            let value = try #require(word.storedValue(text))
            facts.set(
                Facts.Report(value: value, source: "税务", recorded: Day(reading: "2026-05-31")),
                for: Facts.Key(word: word.id, year: year))
        }
        let ground = TestGround().ground
        let enterprise = ReportedEnterprise(
            id: KeptSite.mine, name: "甲", creditCode: "", region: try #require(Region(code: "321300")))
        let report = library.keptReport(
            ground.id(), on: enterprise, facts, asOf: try #require(Day(reading: "2026-11-21")),
            for: .application,
            madeAt: ground.now())
        #expect(report.verdicts.count > 10)
        #expect(try report.recomputed(by: library).json() == report.json())
        #expect(try KeptReport(json: report.json()) == report)
    }

    @Test(arguments: everyDialect)
    func `what belongs to others is not there`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            try Self.state(site)
            let id = try await site.made()
            let paths = ["/reports/\(id)", "/reports/\(id)/pdf", "/api/v1/reports/\(id)"]
            let list = "/reports?enterprise=\(KeptSite.mine)"
            for name in ["applicant", "viewer"] {
                try await site.visit(name) { browser in
                    for path in paths + [list] { try await browser.expect(200, at: path) }
                }
            }
            for name in ["stranger", "faraway", "official"] {
                try await site.visit(name) { browser in
                    let open = name == "official" ? 1 : 0
                    for path in paths.dropFirst(open) + [list, "/reports/\(id)/shares"] {
                        let status = try await browser.open(path).status
                        #expect([403, 404].contains(status), "\(name) \(path) \(status)")
                    }
                }
            }
            try await site.visit { browser in
                for path in paths + [list] { try await browser.expect(403, at: path) }
            }
            try await site.visit("viewer") { browser in
                try await browser.expect(403, at: "/reports/\(id)/shares")
                let list = try await browser.open("/reports")
                #expect(!list.html.contains("name=\"purpose\""))
            }
            try await site.visit("applicant") { browser in
                try await browser.expect(404, at: "/reports/no-id")
            }
            try await site.visit("homeless") { browser in
                let none = try await browser.open("/reports")
                #expect(none.status == 409 && none.text.contains("还没有代表任何企业"))
            }
        }
    }

    @Test(arguments: everyDialect)
    func `officials of the region read a report with what is sensitive hidden`(dialect: Dialect) async throws
    {
        let rules = KeptFixture.rules + [Fixture.rule("share", ["占比 ≥ 3%", "人数 ≥ 20人"])]
        try await withKeptSite(dialect, rules: rules) { site in
            try Self.state(site)
            try site.register.set("占比", "2.75%", of: KeptSite.mine)
            let id = try await site.made()
            try await site.visit("official") { browser in
                let page = try await browser.open("/reports/\(id)")
                #expect(page.status == 200 && page.text.contains("涉及敏感数据，已隐去"))
                #expect(page.text.contains("人数再增加 3人") && page.text.contains("人数再增加 8人"))
                #expect(!page.html.contains("2.75") && !page.html.contains("0.25"), "\(page.text)")
                #expect(!page.html.contains("/pdf") && !page.html.contains("/api/v1/reports"))
                #expect(page.link("苏州育苗科技有限公司") == "/enterprises/\(KeptSite.mine)")
            }
            try await site.visit("viewer") { browser in
                let page = try await browser.open("/reports/\(id)")
                #expect(page.text.contains("2.75") && !page.text.contains("已隐去"))
            }
            let stored = try #require(try await ReportStore(database: site.database).report(id))
            let mask = ReportMask(above: [.open, .restricted], site.library.vocabulary)
            let covered = stored.report.verdicts.filter(mask.covers).map(\.rule)
            #expect(covered == ["share"])
            #expect(!stored.report.verdicts.contains(where: ReportMask.none.covers))
        }
    }

    @Test func `without a database the room is as it was`() async throws {
        try await TestSite.small().visit { browser in
            try await browser.expect(404, at: "/reports")
            let check = try await browser.open("/check")
            #expect(!check.html.contains("我的报告"))
        }
    }

    @Test(arguments: everyDialect)
    func `the file and the desk show the last report in numbers with the best three`(dialect: Dialect)
        async throws
    {
        try await withKeptSite(dialect) { site in
            try Self.state(site)
            let desk = ReportDesk(room: try site.room, keeping: try #require(try site.room.keeping))
            let visit = try Visit.example(rooms: [try site.room])
            let nobody = try await desk.panel(visit, KeptSite.mine)
            #expect(nobody == nil)
            let id = try await site.made()
            try await withBlocks(site, as: "official") { panels in
                #expect(panels.contains("规则staff") && panels.contains("/reports/\(id)"), "\(panels)")
                #expect(!panels.contains("/reports?enterprise"))
            }
            for name in ["stranger", "faraway"] {
                try await withBlocks(site, as: name) { #expect($0 == "[]") }
            }
            try await withBlocks(site, as: "applicant") { panels in
                #expect(panels.contains("term: \"可以申请\", value: \"2 条规则\""), "\(panels)")
                #expect(panels.contains("规则staff") && panels.contains("/reports/\(id)"))
            }
        }
    }

    /// The file of the enterprise, as a room that owns the page shows it.
    private func withBlocks(
        _ site: KeptSite, as name: String, _ body: @escaping @Sendable (String) -> Void
    ) async throws {
        try await site.visit(name, with: [FileRoom()]) { browser in
            let page = try await browser.open("/file")
            #expect(page.status == 200)
            body(page.html)
        }
    }
}

/// A room whose page takes contributions.
struct FileRoom: Room {
    var shelf: Shelf { Shelf(folder: nil) }
    var navigation: [NavigationEntry] { [] }
    var routes: [Route] {
        [
            .page("/file", "file", .everyone) { visit in
                let panels = try await visit.panels(at: .enterpriseFile, about: KeptSite.mine.text)
                return .bytes(Array("\(panels)".utf8), type: "text/plain")
            }
        ]
    }
}
