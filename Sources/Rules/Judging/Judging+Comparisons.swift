// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

extension Judging {
    /// Two numbers compared, for each year of a window, or a score against its limit.
    func compare(_ comparison: Comparison, _ trace: inout Trace) -> Outcome {
        if case .score(let group, _) = comparison.left { return compareScore(group, comparison, &trace) }
        if case .growth(.compound, let fact) = comparison.left {
            return compareCompound(fact, comparison, &trace)
        }
        let left = numbers(comparison.left, &trace)
        let right = numbers(comparison.right, &trace)
        let count = max(left.count, right.count)
        let outcomes = (0..<count).map { index -> Outcome in
            guard let a = left[index], let b = right[index] else { return .unknown }
            return Outcome(comparison.relation.holds(a, b))
        }
        let outcome = comparison.quantifier == .some ? Outcome.any(outcomes) : Outcome.all(outcomes)
        trace.measures.append(
            Measure(
                comparison: comparison, values: (0..<count).map { left[$0] },
                thresholds: (0..<count).map { right[$0] }, outcome: outcome, lastYear: lastYear(comparison)))
        return outcome
    }

    /// The rate of compound growth is a root; held against a limit it is exact as a power.
    private func compareCompound(
        _ fact: FactReference, _ comparison: Comparison, _ trace: inout Trace
    ) -> Outcome {
        let limit = scalar(comparison.right, &trace)
        let quotient = compoundQuotient(fact, &trace)
        var outcome = Outcome.unknown
        if let quotient, let limit {
            let base = limit + 1
            if base >= .zero, let power = base.power(quotient.years) {
                outcome = Outcome(comparison.relation.holds(quotient.quotient, power))
            } else if base < .zero {
                // A rate below −100% is under every rate there is.
                outcome = Outcome(comparison.relation.holds(Rational(1), .zero))
            }
        }
        trace.measures.append(
            Measure(
                comparison: comparison,
                values: [quotient.map { Judging.shownRate($0.quotient, years: $0.years) }],
                thresholds: [limit], outcome: outcome, lastYear: lastYear(comparison)))
        return outcome
    }

    /// A score is a range while facts are missing: enough at its low end is met, too little at its high end
    /// missed.
    private func compareScore(_ group: String?, _ comparison: Comparison, _ trace: inout Trace) -> Outcome {
        guard let score, let limit = scalar(comparison.right, &trace) else { return .unknown }
        let part = group.map { name in score.groups.first { $0.group.name == name } }
        let range = part.map { $0?.range ?? Scoring.Points(low: .zero, high: .zero) } ?? score.range
        let indicators = part.map { $0?.indicators ?? [] } ?? score.groups.flatMap(\.indicators)
        for indicator in indicators { trace.addFacts(of: indicator.trace) }
        let atLow = comparison.relation.holds(range.low, limit)
        let atHigh = comparison.relation.holds(range.high, limit)
        let missing = indicators.contains { !$0.trace.missing.isEmpty || !$0.trace.undefined.isEmpty }
        var outcome: Outcome = missing ? .unknown : .person
        if range.low == range.high || (comparison.relation.isOrder && atLow == atHigh) {
            outcome = Outcome(atLow)
        }
        trace.measures.append(
            Measure(
                comparison: comparison, values: [range.low], thresholds: [limit], outcome: outcome,
                lastYear: 0))
        return outcome
    }

    /// The rate of compound growth to four decimals of a percent, rounded down; for show only, as comparison
    /// is exact. A floating-point root is only where the search begins.
    static func shownRate(_ quotient: Rational, years: Int) -> Rational {
        let grid = 1_000_000
        let root = pow(quotient.double, 1 / Double(years))
        // Beyond that no enterprise has grown, and the grid would leave whole numbers.
        guard years > 1, root < 1e12 else { return quotient - 1 }
        func isBelow(_ units: Int) -> Bool {
            Rational(units, over: grid).power(years).map { $0 <= quotient } ?? false
        }
        var units = Int(root * Double(grid))
        while units > 0, !isBelow(units) { units -= 1 }
        while isBelow(units + 1) { units += 1 }
        return Rational(units, over: grid) - 1
    }

    private func lastYear(_ comparison: Comparison) -> Int {
        for fact in comparison.left.facts + comparison.right.facts where vocabulary[fact.word].isPeriodic {
            return key(fact, fact.period.count - 1).year
        }
        return 0
    }
}

extension Relation {
    /// Whether it orders; = and ≠ do not.
    var isOrder: Bool { self != .equal && self != .unequal }
}

extension Trace {
    /// Takes over what was looked at, without the comparisons.
    mutating func addFacts(of other: Trace) {
        var facts = other
        facts.measures = []
        add(facts)
    }
}
