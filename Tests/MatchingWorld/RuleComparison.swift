// SPDX-License-Identifier: Apache-2.0
import Matching
import Rules
import Standards

/// Every pair by both engines.
package struct RuleComparison {
    package var disagreements: [String] = []
    package var pairs: Int
    package var residualClauses: Int
    package var outcomes: Set<Outcome> = []

    /// `loaded` differs from `facts` only to prove that the comparison can fail.
    package init(
        _ library: Library, _ rules: [Rule], _ facts: [Facts], on day: Day = RuleWorld.today,
        loaded: [Facts]? = nil
    )
        throws
    {
        let table = try RuleTable(library, rules, on: day)
        let columns = loaded ?? facts
        let population = try table.population(count: facts.count) { columns[$0] }
        let matcher = try Matcher(table.plan { columns[$0] }, population)
        pairs = facts.count * rules.count
        residualClauses = table.residualClauses
        let counts = matcher.counts()
        var expected = Counts(rules.count)
        let rows = try Threads.map(facts.count, threads: Threads.all) { enterprise in
            Result {
                let ballot = try matcher.ballot(of: enterprise)
                return rules.indices.map { place in
                    let verdict = library.judge(facts[enterprise], by: rules[place], asOf: day)
                    let judged = Judged(
                        outcome: verdict.outcome, met: verdict.metCount, first: verdict.clauses.first?.outcome
                    )
                    return Pair(
                        outcome: verdict.outcome, isEqual: ballot.outcome(ofRule: place) == verdict.outcome,
                        hasEqualDegree: table.agrees(ballot, judged, place))
                }
            }
        }.map { try $0.get() }
        for (enterprise, row) in rows.enumerated() {
            for (place, pair) in row.enumerated() {
                expected.add(pair.outcome, place)
                outcomes.insert(pair.outcome)
                if !pair.isEqual {
                    disagreements.append("\(enterprise) \(rules[place].title): \(pair.outcome)")
                }
                if !pair.hasEqualDegree { disagreements.append("\(rules[place].title): degree") }
            }
        }
        if counts.eligible != expected.eligible || counts.unknown != expected.unknown
            || counts.person != expected.person
        {
            disagreements.append("counts")
        }
    }

    /// What came of one pair.
    private struct Pair: Sendable {
        var outcome: Outcome
        var isEqual: Bool
        var hasEqualDegree: Bool
    }

    struct Judged: Sendable {
        var outcome: Outcome
        var met: Int
        var first: Outcome?
    }
}

extension RuleTable {
    /// The region's own clause, and how certain a classification is, count on one side only.
    func agrees(_ ballot: Ballot, _ judged: RuleComparison.Judged, _ place: Int) -> Bool {
        let region = regionClauses(ofRule: place)
        let rule = rules[place]
        // A rule's own clause on the place of registration alone is a region's clause as well.
        if rule.classification != nil || region > (rule.isNational ? 0 : 1) { return true }
        if region == 1 && judged.first != .met { return true }
        return Int(ballot.degrees[place]) + region == judged.met
    }
}

extension Counts {
    mutating func add(_ outcome: Outcome, _ rule: Int) {
        switch outcome {
        case .met: eligible[rule] += 1
        case .unknown: unknown[rule] += 1
        case .person: person[rule] += 1
        case .missed: break
        }
    }
}
