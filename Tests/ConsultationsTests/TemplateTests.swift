// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Testing

@testable import Consultations

@Suite("Templates and words of consultations")
struct TemplateTests {
    private func sample(_ visit: Visit) -> ConsultationPage {
        var page = ConsultationPage("a", in: visit)
        page.lead = "a"
        page.badges = [Status("a", .good)]
        page.notices = [Notice("a", .info, text: "b", link: Link("c", visit.link("/")))]
        page.receipt = Receipt(title: "a", numberLabel: "b", number: "c", next: ["d"])
        page.countdown = Countdown(
            .soon, label: "a", figure: "1", unit: "b", date: "c", isoDate: "2026-11-19")
        page.summary = SummaryBox(label: "a", figure: "b")
        page.rows = KeyValueList([.init("a", "b")])
        page.passages = [
            .init(id: "p", title: "a", in: .chinese, "b", note: "c", links: [Link("a", visit.link("/"))])
        ]
        page.chart = Chart(
            .bars, id: "c", title: "a", description: "b", points: [.init("a", 1, text: "1")], labelHead: "a",
            valueHead: "b", empty: "c")
        page.panels = [Panel(id: "a", title: "b", text: "c")]
        let listing = Listing<Int>(
            id: "l", title: "consultations.title", empty: "consultations.list.empty", path: "/questions",
            sort: "n", columns: [.init("n", "consultations.number") { item, _ in .init(String(item)) }])
        if let query = try? listing.query(in: visit) {
            page.list = listing.shown([1], .numbers(count: 1), query, in: visit)
        }
        let form = Form.asking("/", in: visit, fields: [Field("a", "b", .text())], button: "c")
        page.asking = form
        page.forms = [.init(id: "f", title: "a", form: form)]
        page.actions = [Link("a", visit.link("/"))]
        return page
    }

    @Test("Every tag is a stored property", arguments: Language.allCases)
    func tags(language: Language) async throws {
        try await World.with { world in
            let visit = try Visit.example(rooms: [world.room], in: language)
            let findings = try TemplateReview(of: world.room.shelf).findings(
                in: [sample(visit), ConsultationPage("a", in: visit)])
            #expect(findings == [])
        }
    }

    @Test("Both languages have the same words")
    func words() async throws {
        try await World.with { (world: World) async throws -> Void in
            #expect(try WordBook(shelves: [.site, world.room.shelf]).findings() == [])
        }
    }

    @Test("Every fault, kind, state, reason, step and level is worded", arguments: Language.allCases)
    func kinds(language: Language) async throws {
        try await World.with { world in
            let words = try Visit.example(rooms: [world.room], in: language).words
            for fault in ConsultationFault.allCases {
                let told = fault.explanation(in: words)
                #expect(![told.title, told.reason, told.advice].contains { $0.contains("⟦") }, "\(fault)")
            }
            let keys =
                Inquiry.Kind.allCases.flatMap { ["kind.\($0.rawValue)", "due.note.\($0.rawValue)"] }
                + Inquiry.State.allCases.map { "state.\($0.rawValue)" }
                + Inquiry.Route.allCases.map { "route.\($0.rawValue)" }
                + InquiryStep.Kind.allCases.map { "step.\($0.rawValue)" }
                + Level.allCases.map { "level.\($0.rawValue)" }
            for key in keys { #expect(!words("consultations.\(key)").contains("⟦"), "\(key)") }
        }
    }
}
