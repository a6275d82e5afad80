// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Standards
import Store
import Testing

@testable import Audience
@testable import Drafts

@Suite("What a draft would do, as the page says it")
struct EffectTests {
    private let preview = AudiencePreview(
        enterprises: 2_653_000, eligible: 412, near: 1_203, open: 77, gains: 12, losses: 3,
        sumFen: 8_240_000_00, amountsUnknown: 5,
        clauses: [
            .init(name: "营业收入", missed: 900, excludedAlone: 10, cliff: nil),
            .init(name: "研发费用占比", missed: 500, excludedAlone: 320, cliff: (below: 41, above: 38)),
        ],
        byRegion: [
            .init(name: "鄞州区", count: 400, sumFen: 800_000_000), .init(name: "海曙区", count: 12, sumFen: nil),
        ],
        bySize: [], byIndustry: [],
        examples: .init(eligible: [], gains: [], losses: [], near: []))

    @Test(
        "Counts stand in a sentence, the clause that alone keeps most out comes first",
        arguments: Language.allCases)
    func page(language: Language) async throws {
        try await World.with { world in
            let visit = try Visit.example(rooms: [world.policies, world.room], at: "/drafts", in: language)
            var page = DraftPage("甲", in: visit)
            let library = try World.library.get()
            let rule = try #require(library.rules.first { $0.classification == nil })
            let facts = Facts()
            let entry = library.entry(of: library.judge(facts, by: rule, asOf: .earliest), facts: facts)
            let near = AudienceExample(
                id: ID("00000000-0000-4000-8000-000000000001")!, name: "近乎机械", entry: entry)
            EffectView(
                preview: preview, item: PolicyItem(key: "1", name: "甲"),
                examples: [.init(group: "near", one: near)], library: library, visit: visit
            ).fill(&page)
            let told = String(describing: page)
            #expect(
                told.contains(language == .chinese ? "412 家符合，1,203 家差一项（共 2,653,000 家）" : "412 are eligible")
            )
            let clauses = String(describing: try #require(page.panels.first))
            let first = try #require(clauses.range(of: "研发费用占比"))
            let second = try #require(clauses.range(of: "营业收入"))
            #expect(first.lowerBound < second.lowerBound)
            #expect(clauses.contains("320"))
            #expect(page.charts.count == 3)
            #expect(told.contains("近乎机械") && told.contains("/enterprises/00000000"))
            #expect(!told.contains("⟦"))
        }
    }

    @Test("Without an amount in the rule the item's own sums make the cost; with one they do not")
    func cost() async throws {
        let visit = try Visit.example(rooms: [], at: "/", in: .chinese)
        var item = PolicyItem(key: "1", name: "甲")
        var uncounted = preview
        uncounted.sumFen = nil
        #expect(EffectCost(uncounted, item).text(3, nil, visit) == nil)
        item.mostFen = 50_000_000
        (item.leastFen, item.mostFen) = (10_000_000, 50_000_000)
        #expect(EffectCost(uncounted, item).text(3, nil, visit) == "30万元 – 150万元")
        item.leastFen = 50_000_000
        #expect(EffectCost(uncounted, item).text(3, nil, visit) == "150万元")
        #expect(EffectCost(preview, item).text(3, 1_000_000, visit) == "1万元")
        #expect(EffectCost(preview, item).text(3, nil, visit) == nil)
    }

    @Test("Numbers are grouped by thousands")
    func numbers() throws {
        let visit = try Visit.example(rooms: [], at: "/", in: .chinese)
        #expect(
            [0, 12, 1_203, -4_000, 2_653_000].map(visit.number) == [
                "0", "12", "1,203", "−4,000", "2,653,000",
            ])
    }
}
