// SPDX-License-Identifier: Apache-2.0
import Foundation
import Matching
import MatchingWorld
import Rules

/// `MatchingBench agree PAIRS [SEED]`: random rules over random enterprises, judged by both engines until
/// that many pairs were compared. Ends with 1 when they disagree on one.
struct Agreement {
    let wanted: Int
    let firstSeed: UInt64

    /// The arguments after `agree`; nil when they are no numbers.
    init?(_ arguments: [String]) {
        guard let wanted = arguments.first.flatMap(Int.init) else { return nil }
        self.wanted = wanted
        firstSeed = arguments.dropFirst().first.flatMap(UInt64.init) ?? 1
    }

    /// Whether the engines agree on all pairs.
    func holds() throws -> Bool {
        var pairs = 0, disagreements = 0, clauses = 0
        var seed = firstSeed
        let run = try Bench.timed {
            while pairs < wanted {
                let world = RuleWorld(seed: seed, rules: 60, enterprises: 600)
                let comparison = try RuleComparison(world.library, world.rules, world.enterprises)
                pairs += comparison.pairs
                clauses += comparison.residualClauses
                disagreements += comparison.disagreements.count + world.faults.count
                for found in comparison.disagreements.prefix(5) { print("seed \(seed): \(found)") }
                for fault in world.faults.prefix(5) { print("seed \(seed): \(fault)") }
                seed += 1
            }
        }
        print(
            "seeds \(firstSeed)...\(seed - 1): \(pairs) pairs compared, \(disagreements) differ, "
                + "\(clauses) residual clauses, \(Bench.text(run.seconds)) s")
        return disagreements == 0
    }
}
