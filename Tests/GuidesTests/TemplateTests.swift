// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Site
import Testing

@testable import Guides

@Suite struct TemplateTests {
    private func sample(_ visit: Visit) -> GuidePage {
        var page = GuidePage("甲", in: visit)
        page.titleLanguage = "zh-Hans"
        page.lead = "a"
        page.badges = [Status("a", .good)]
        page.notices = [Notice("a", .info)]
        page.summary = SummaryBox(label: "a", figure: "b")
        page.countdown = Countdown(
            .soon, label: "a", figure: "1", unit: "b", date: "c", isoDate: "2026-01-01")
        page.form = Form.asking("/policies", in: visit, fields: [Field("a", "b", .text())], button: "c")
        let chart = Chart(
            .bars, id: "c", title: "a", description: "b", points: [.init("a", 1, text: "1")], labelHead: "a",
            valueHead: "b", empty: "c")
        let table = DataTable(id: "t", caption: "a", columns: [.init("a")], rows: [], empty: "b")
        page.sections = [
            GuideSection(
                id: "a", title: "b", titleLanguage: "zh-Hans", text: "c",
                rows: KeyValueList([.init("a", "b")]),
                lines: ["a"], points: ["a"], cards: [Card(title: "a", href: visit.link("/"))], table: table,
                chart: chart,
                timeline: Timeline([.init(date: "a", isoDate: "2026-01-01", title: "b")]),
                form: Form.asking(
                    "/policies", in: visit,
                    fields: [Field("d", "e", .text()).suggesting(["f"])], button: "c"),
                links: [Link("a", visit.link("/"))]),
            GuideSection(id: "b", title: "b"),
        ]
        page.panels = [Panel(id: "p", title: "a")]
        page.code = QRCode("a", label: "b")
        page.actions = [Link("a", visit.link("/"))]
        page.isPrinted = true
        return page
    }

    private func list(_ visit: Visit, isFull: Bool) -> PolicyListPage {
        PolicyListPage(
            title: "a", breadcrumbs: nil, lead: "b", ways: [Link("a", visit.link("/"))],
            form: Form.asking("/policies", in: visit, fields: [Field("q", "b", .text())], button: "c"),
            notices: [Notice("a", .info)],
            chips: isFull ? [.init(text: "a", href: visit.link("/"), unseen: "b")] : [], hasChips: isFull,
            clear: isFull ? Link("a", visit.link("/")) : nil, count: "1",
            orders: [
                .init(text: "a", href: visit.link("/"), isCurrent: true),
                .init(text: "a", href: visit.link("/"), isCurrent: false),
            ], cards: [Card(title: "a", href: visit.link("/"))],
            empty: isFull ? .init(text: "a", links: [Link("a", visit.link("/"))]) : nil,
            pager: isFull ? Pager(page: 1, of: 3, in: visit) : nil,
            facets: [
                .init(
                    title: "a", isOpen: isFull,
                    options: [
                        .init(
                            text: "a", language: isFull ? "zh-Hans" : nil, count: "1", href: visit.link("/"),
                            isChosen: isFull)
                    ],
                    more: isFull
                        ? Form.asking(
                            "/policies", in: visit, fields: [Field("region", "b", .menu([.init("c", "d")]))],
                            button: "e") : nil)
            ], exports: [Link("a", visit.link("/"))])
    }

    @Test(arguments: Language.allCases)
    func `each tag is a stored property and each template is used`(language: Language) async throws {
        try await World.with { (world: World) async throws -> Void in
            let visit = try Visit.example(rooms: [world.room], in: language)
            let findings = try TemplateReview(of: world.room.shelf).findings(
                in: [
                    sample(visit), GuidePage("a", in: visit), list(visit, isFull: true),
                    list(visit, isFull: false),
                ])
            #expect(findings == [])
        }
    }

    @Test func `both languages have the same words, and every kind is worded`() async throws {
        try await World.with { (world: World) async throws -> Void in
            #expect(try WordBook(shelves: [.site, world.room.shelf]).findings() == [])
            let words = try Visit.example(rooms: [world.room]).words
            let keys =
                Standing.allCases.map { "standing.\($0)" } + PolicyLevel.allCases.map { "level.\($0)" }
                + PolicyKind.allCases.map { "kind.\($0)" } + PolicyStage.allCases.map { "stage.\($0)" }
                + PolicyContent.Applying.allCases.map { "applying.\($0)" }
                + GuideFilter.Facet.allCases.map { "facet.\($0)" }
                + GuideQuery.Order.allCases.map { "order.\($0)" }
                + PolicyFit.Group.allCases.map { "fit.\($0)" }
                + TagDimension.allCases.map { "dimension.\($0)" }
                + TagName.Fault.allCases.map { "tag.name.\($0)" }
            for key in keys { #expect(!words("guides.\(key)").contains("⟦"), "\(key)") }
            for fault in GuideFault.allCases {
                let told = fault.explanation(in: words)
                #expect(![told.title, told.reason, told.advice].contains { $0.contains("⟦") })
            }
        }
    }
}
