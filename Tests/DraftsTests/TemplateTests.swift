// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Policies
import Rules
import Site
import Testing

@testable import Drafts

@Suite("Templates and words of drafts")
struct TemplateTests {
    private func plain(_ visit: Visit) -> DraftPage {
        let listing = Listing<String>(
            id: "a", title: "drafts.title", empty: "drafts.list.empty", path: "/drafts", sort: "b",
            columns: [.init("b", "drafts.stage") { text, _ in .init(text) }])
        var page = DraftPage("甲", in: visit, below: [Link("a", visit.link("/drafts"))])
        page.lead = "a"
        page.badges = [Status("a", .good)]
        page.notices = [Notice("a", .info, text: "b", link: Link("c", visit.link("/")))]
        page.quotes = [.init(name: "a", text: "b")]
        page.drawings = ["a"]
        page.rows = KeyValueList([.init("a", "b")])
        page.form = Form.asking("/drafts", in: visit, fields: [Field("a", "b", .text())], button: "c")
        page.list = try? listing.shown(["a"], .places(next: nil), listing.query(in: visit), in: visit)
        page.charts = [
            Chart(
                .bars, id: "c", title: "a", description: "b", points: [.init("a", 1, text: "1")],
                labelHead: "a", valueHead: "b", empty: "c")
        ]
        page.panels = [Panel(id: "d", title: "b", text: "c")]
        page.pieces = [
            .init(text: "a", isAdded: true, isRemoved: false),
            .init(text: "a", isAdded: false, isRemoved: true),
            .init(text: "a", isAdded: false, isRemoved: false),
        ]
        page.actions = [Link("a", visit.link("/"))]
        return page
    }

    private func editor(_ visit: Visit, isFull: Bool) -> EditorPage {
        let form = Form.asking("/drafts", in: visit, fields: [], button: "c")
        let clause = EditorPage.Clause(
            id: "clause-1-1", number: "1", marks: [.init(text: "a", href: "#mark-1", colour: "m1")],
            words: "a", group: isFull ? "b" : nil, kind: "c", text: "d", status: Status("a", .good),
            note: isFull ? "e" : nil,
            proposal: isFull ? .init(title: "a", line: "b", form: form) : nil,
            suggestions: [
                .init(
                    id: "suggestion-1", title: "a", before: "b", quote: "c", after: "d",
                    mark: isFull ? .init(text: "a", href: "#mark-1", colour: "m1") : nil, line: "e",
                    caution: isFull ? "f" : nil, take: isFull ? form : nil,
                    mend: Link("a", visit.link("/drafts")), refuse: form)
            ],
            accept: isFull ? form : nil, change: isFull ? Link("a", visit.link("/drafts")) : nil)
        return EditorPage(
            title: "甲", breadcrumbs: nil, lead: "a", badges: [Status("a", .good)],
            notices: [Notice("a", .info)],
            lacks: isFull ? TaskList([.init("a", href: visit.link("/"), status: Status("a", .bad))]) : nil,
            actions: [Link("a", visit.link("/"))], rows: KeyValueList([.init("a", "b")]),
            original: .init(
                paragraphs: MarkedText("甲乙丙", citing: ["乙"]).paragraphs, note: "a",
                download: isFull ? Link("a", visit.link("/")) : nil),
            items: [
                .init(
                    id: "item-1", heading: "a", support: "b", rows: KeyValueList([.init("a", "b")]),
                    notices: [Notice("a", .info)], drawings: ["a"], acceptAll: isFull ? form : nil,
                    clauses: [clause],
                    actions: [Link("a", visit.link("/"))])
            ], panels: [Panel(id: "p", title: "b", text: "c")])
    }

    @Test("Every tag is a stored property", arguments: Language.allCases)
    func tags(language: Language) async throws {
        try await World.with { world in
            let visit = try Visit.example(rooms: [world.policies, world.room], at: "/drafts", in: language)
            let findings = try TemplateReview(of: world.room.shelf).findings(
                in: [
                    plain(visit), DraftPage("a", in: visit), editor(visit, isFull: true),
                    editor(visit, isFull: false),
                ])
            #expect(findings == [])
        }
    }

    @Test("Both languages have the same words")
    func words() async throws {
        try await World.with { world in
            let findings = try WordBook(shelves: [.site, world.policies.shelf, world.room.shelf]).findings()
            #expect(findings == [])
        }
    }

    @Test("Stages, steps, outcomes, decisions, fields and lacks are worded", arguments: Language.allCases)
    func kinds(language: Language) async throws {
        try await World.with { world in
            let words = try Visit.example(rooms: [world.policies, world.room], in: language).words
            var keys = PolicyStage.allCases.map { "policies.stage.\($0.rawValue)" }
            keys += PolicyComparison.Field.allCases.map { "policies.field.\($0.rawValue)" }
            keys += PolicyLevel.allCases.map { "policies.level.\($0.rawValue)" }
            keys += PolicyKind.allCases.map { "policies.kind.\($0.rawValue)" }
            keys += PolicyContent.Applying.allCases.map { "policies.applying.\($0.rawValue)" }
            keys += DraftStep.allCases.flatMap {
                ["drafts.step.\($0.rawValue)", "drafts.step.\($0.rawValue).lead"]
            }
            keys += CheckOutcome.allCases.flatMap {
                ["drafts.outcome.\($0.rawValue)", "drafts.checked.\($0.rawValue)"]
            }
            keys += ClauseDecision.Kind.allCases.flatMap {
                [
                    "drafts.decision.\($0.rawValue)", "drafts.choose.\($0.rawValue)",
                    "drafts.choose.\($0.rawValue).hint",
                ]
            }
            keys += ProposalProblem.allCases.map { "drafts.problem.\($0.rawValue)" }
            keys += ClauseProposal.State.allCases.map { "drafts.proposals.state.\($0.rawValue)" }
            keys += ProposerTests.faults.map(\.word.key)
            keys += DraftView.allCases.map { "drafts.view.\($0.rawValue)" }
            keys += ["eligible", "near", "open", "changes", "gains", "losses", "sum"].map {
                "drafts.effect.\($0)"
            }
            keys += ["region", "size", "industry"].flatMap {
                ["drafts.effect.by.\($0)", "drafts.effect.head.\($0)"]
            }
            for key in keys { #expect(!words(key).contains("⟦"), "\(key)") }
        }
    }
}
