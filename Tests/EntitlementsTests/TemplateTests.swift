// SPDX-License-Identifier: Apache-2.0
import Audience
import Foundation
import Rules
import Site
import Testing

@testable import Entitlements

@Suite("Templates and words of entitlements")
struct TemplateTests {
    private func sample(_ visit: Visit) -> EntitlementPage {
        var page = EntitlementPage("甲", in: visit)
        page.titleLanguage = "zh-Hans"
        page.lead = "a"
        page.progress = StepProgress("a", step: 1, of: 2)
        page.notices = [Notice("a", .info)]
        page.summary = SummaryBox(label: "a", figure: "b")
        page.actions = [Link("a", visit.link("/"))]
        page.form = Form.asking("/", in: visit, fields: [Field("a", "b", .text())], button: "c")
        let item = ResultCard.ItemView(
            name: "a", language: "zh-Hans", support: .init(text: "a", language: "zh-Hans"),
            statuses: [Status("a", .good)], pointsTitle: "a",
            points: [.init(clause: "a", distance: "b", detail: "c")], office: "a",
            clauses: [Fold("a", lines: ["b"])])
        let card = ResultCard(
            title: "a", language: "zh-Hans", href: visit.link("/"), figure: "a", meta: ["a"],
            statuses: [Status("a", .good)], items: [item], links: [Link("a", visit.link("/"))])
        page.groups = [
            ResultGroup(id: "a", title: "b", note: "c", cards: [card], more: Link("a", visit.link("/")))
        ]
        page.charts = [
            Chart(
                .bars, id: "c", title: "a", description: "b", points: [.init("a", 1, text: "1")],
                labelHead: "a", valueHead: "b", empty: "c")
        ]
        page.panels = [Panel(id: "p", title: "b", text: "c")]
        return page
    }

    @Test("Every tag is a stored property", arguments: Language.allCases)
    func tags(language: Language) async throws {
        try await World.with { (world: World) async throws -> Void in
            let visit = try Visit.example(rooms: [world.room], in: language)
            let findings = try TemplateReview(of: world.room.shelf).findings(
                in: [sample(visit), EntitlementPage("a", in: visit)])
            #expect(findings == [])
        }
    }

    @Test("Both languages have the same words, and every case is worded")
    func words() async throws {
        try await World.with { (world: World) async throws -> Void in
            #expect(try WordBook(shelves: [.site, world.room.shelf]).findings() == [])
            for language in Language.allCases {
                let words = try Visit.example(rooms: [world.room], in: language).words
                var told = OutcomeProblem.allCases.map { words("entitlements.problem.\($0.rawValue)") }
                for group in PolicyFit.Group.allCases {
                    told.append(words("entitlements.group.\(group.rawValue)"))
                    told.append(words("entitlements.points.\(group.rawValue)"))
                }
                let explained = EntitlementFault.noEnterprise.explanation(in: words)
                told += [explained.title, explained.reason, explained.advice]
                told += ApplicationOutcome.Result.allCases.map { words("entitlements.result.\($0.rawValue)") }
                told += OutcomeNews.Stage.allCases.map {
                    words("entitlements.message.outcome.\($0.rawValue).title")
                }
                for kind in MessageKind.allCases {
                    told.append(words("entitlements.message.\(kind.rawValue).title"))
                    if kind != .facts { told.append(words("entitlements.message.\(kind.rawValue)")) }
                }
                #expect(!told.contains { $0.contains("⟦") })
            }
        }
    }
}
