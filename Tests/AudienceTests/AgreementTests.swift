// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Policies
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Audience
@testable import Example

/// The engine and `Rules` say the same of every pair of the example city.
@Suite struct AgreementTests {
    /// What of one enterprise differs from what `Rules` say, item by item.
    private func differences(
        _ results: [PolicyResult], _ facts: Facts, _ world: World
    ) -> [String] {
        results.flatMap { result in
            result.items.compactMap { item -> String? in
                let verdict = world.library.judge(facts, by: item.offered.rule, asOf: world.today)
                let entry = world.library.entry(of: verdict, facts: facts)
                let isSame =
                    item.group == PolicyFit.Group(entry.group) && item.clauses == verdict.clauses.count
                    && (item.group == .missed || item.met == verdict.metCount)
                return isSame
                    ? nil
                    : "\(item.offered.rule.code): \(item.group) \(item.met) of \(item.clauses), "
                        + "\(entry.group) \(verdict.metCount) of \(verdict.clauses.count)"
            }
        }
    }

    @Test func `every pair of the example city comes out as Rules judge it`() async throws {
        try await World.with { world in
            var source = try ExampleEnterprises(seed: 11, today: world.today)
            let made = try source.next(300, hasFacts: true)
            let ids = try await world.enterprises.take(made.map(\.registration), by: "test")
            let offers = ExamplePolicies(store: world.policies.store, library: world.library)
            for (place, offer) in try offers.contents(on: world.today).enumerated() {
                _ = try await world.policies.store.adopt(
                    offer.content, keptBy: .nation, department: nil, from: offer.from, by: world.editor,
                    once: "offer-\(place)")
            }
            try await world.audience.load()
            #expect(world.audience.faults == [])
            var (pairs, found): (Int, [String]) = (0, [])
            var eligible: [Int64: Set<EnterpriseID>] = [:]
            var groups: Set<PolicyFit.Group> = []
            for id in ids {
                let facts = try await world.enterprises.facts(of: id)
                let results = try await world.audience.results(of: facts, on: world.today)
                pairs += results.reduce(0) { $0 + $1.items.count }
                found += differences(results, facts, world)
                for result in results {
                    groups.insert(result.group)
                    if result.group == .eligible { eligible[result.policy.number, default: []].insert(id) }
                }
            }
            #expect(found == [], "of \(pairs) pairs")
            #expect(pairs > 10_000 && groups.count >= 4, "the city tries the engine: \(pairs), \(groups)")
            for policy in world.audience.policiesInForce where !policy.items.isEmpty {
                let matches = try #require(try await world.audience.matches(of: policy.number))
                let all = Set(matches.eligible(from: 0, limit: 1_000))
                #expect(all == eligible[policy.number] ?? [], "\(policy.content.title)")
            }
        }
    }
}
