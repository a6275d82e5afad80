// SPDX-License-Identifier: Apache-2.0
import Rules

/// What one clause of a rule says of one enterprise, and how far it is.
public struct Finding: Sendable, Equatable {
    /// The clause's place in the rule.
    public var clause: Int
    /// Its outcome.
    public var outcome: Outcome
    /// Of a missed clause the gap as a share of its bound (1 where it has none), else 0.
    public var distance: Double
}

extension Matcher {
    /// The rules worth showing an enterprise, the best first: those that it meets, then those that wait for a
    /// person or a fact, then those that it misses least of, by the share of conditions met.
    public func best(_ limit: Int, of ballot: Ballot) -> [Int] {
        func rank(_ rule: Int) -> (Int, Double) {
            let share = Double(ballot.degrees[rule]) / Double(max(plan.rules[rule].conditions, 1))
            switch ballot.outcome(ofRule: rule) {
            case .met: return (3, share)
            case .person: return (2, share)
            case .unknown: return (1, share)
            case .missed: return (0, share)
            }
        }
        let reached = ballot.bits.indices.filter { ballot.bits[$0] != 0 || ballot.degrees[$0] > 0 }
        let ranked = reached.map { (rule: $0, rank: rank($0)) }.sorted {
            ($0.rank.0, $0.rank.1, $1.rule) > ($1.rank.0, $1.rank.1, $0.rule)
        }
        return ranked.prefix(limit).map(\.rule)
    }

    /// Each clause of a rule for one enterprise. For words, sources and articles ask `Rules` about the same
    /// pair.
    public func findings(of enterprise: Int, by program: Program) throws(MatchingFault) -> [Finding] {
        let values = try population.values(of: enterprise)
        var findings: [Finding] = []
        for (place, clause) in program.clauses.enumerated() {
            let alone = try Plan(
                [Program(id: program.id, clauses: [clause])], schema: plan.schema, today: plan.today,
                residual: plan.residual)
            let outcome = try Matcher(alone, population).ballot(of: values, enterprise: enterprise)
                .outcome(ofRule: 0)
            let distance =
                outcome == .missed ? clause.distance(plan.schema, today: plan.today) { values[$0] } : 0
            findings.append(Finding(clause: place, outcome: outcome, distance: distance))
        }
        return findings
    }
}
