// SPDX-License-Identifier: Apache-2.0
import MatchingWorld
import Rules
import Standards
import Testing

@testable import Matching

/// Random rules, read and checked as text, over random enterprises: the engine and `Rules` agree on every
/// pair.
///
/// `Benchmarks/agreement.sh` compares more than a million pairs in a release build, in CI as well.
@Suite("The engine agrees with Rules", .serialized)
struct RuleAgreementTests {
    @Test("on outcomes and degrees of random rules", arguments: [1, 2] as [UInt64])
    func randomRules(seed: UInt64) throws {
        let world = RuleWorld(seed: seed, rules: 24, enterprises: 100)
        #expect(world.faults.isEmpty, "seed \(seed): \(world.faults.prefix(3))")
        let comparison = try RuleComparison(world.library, world.rules, world.enterprises)
        print("seed \(seed): \(comparison.pairs) pairs, \(comparison.residualClauses) residual clauses")
        #expect(comparison.disagreements.isEmpty, "seed \(seed): \(comparison.disagreements.prefix(5))")
        #expect(comparison.outcomes.count >= 3, "seed \(seed): the world is too uniform to prove anything")
    }

    @Test("and a disagreement would be noticed")
    func negativeControl() throws {
        let world = RuleWorld(seed: 3, rules: 8, enterprises: 60)
        var facts = world.enterprises
        let loaded = facts
        let word = try #require(world.library.vocabulary.word(named: "有自主品牌"))
        for place in facts.indices {
            facts[place].set(
                Facts.Report(value: .flag(place.isMultiple(of: 2))), for: Facts.Key(word: word.id))
        }
        let comparison = try RuleComparison(world.library, world.rules, facts, loaded: loaded)
        #expect(!comparison.disagreements.isEmpty)
    }
}
