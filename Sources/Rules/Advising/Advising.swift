// SPDX-License-Identifier: Apache-2.0
import Standards

/// Looks for the cheapest change that makes a condition hold, or fail. Local to one search.
final class Advising {
    let library: Library
    let facts: Facts
    let verdict: Verdict
    /// Tells which key a reference means; judges nothing, so that nothing of one search stays in it.
    private let present: Judging

    init(library: Library, facts: Facts, verdict: Verdict) {
        self.library = library
        self.facts = facts
        self.verdict = verdict
        present = Judging(library: library, facts: facts, asOf: verdict.asOf, purpose: verdict.purpose)
    }

    var vocabulary: Vocabulary { library.vocabulary }

    /// What would make the clause hold: its own condition or its exemption, whichever is cheaper.
    func advice(_ clause: Clause) -> Advice? {
        cheapest([advice(clause.condition, wanted: true), clause.unless.flatMap { advice($0, wanted: true) }])
    }

    /// What would make the condition come out as wanted; nil when nothing that can be advised does.
    func advice(_ condition: Condition, wanted: Bool) -> Advice? {
        switch condition {
        case .all(let clauses): wanted ? all(clauses, true) : any(clauses, false)
        case .any(let clauses): wanted ? any(clauses, true) : all(clauses, false)
        case .none(let clauses): wanted ? all(clauses, false) : any(clauses, true)
        case .atLeast(let count, let clauses, _): wanted ? atLeast(count, clauses) : nil
        case .and(let parts): wanted ? all(parts, true) : any(parts, false)
        case .or(let parts): wanted ? any(parts, true) : all(parts, false)
        case .not(let inner): advice(inner, wanted: !wanted)
        default: isOpenOr(condition, wanted) ? .nothing : change(condition, wanted: wanted)
        }
    }

    /// Whether the condition already comes out as wanted, or is not known: then facts are asked for, not
    /// changed.
    private func isOpenOr(_ condition: Condition, _ wanted: Bool) -> Bool {
        outcome(condition) != Outcome(!wanted)
    }

    func outcome(_ condition: Condition, with changed: Facts? = nil) -> Outcome {
        var trace = Trace()
        return judging(changed ?? facts).outcome(condition, &trace)
    }

    /// A judging that knows the score of the rule, by the given facts.
    private func judging(_ facts: Facts) -> Judging {
        let judging = Judging(
            library: library, facts: facts, asOf: verdict.asOf, purpose: verdict.purpose)
        judging.score = verdict.rule.scoring.map { judging.scoreJudgement($0) }
        return judging
    }

    private func change(_ condition: Condition, wanted: Bool) -> Advice? {
        switch condition {
        case .compare(let comparison): return gap(comparison, wanted: wanted)
        case .holds(let fact):
            guard vocabulary[fact.word].improvement == (wanted ? .increase : .decrease) else { return nil }
            return Advice(steps: [.become(key(fact), wanted)], effort: 1)
        case .option(let test) where wanted:
            guard vocabulary[test.fact.word].improvement != .none else { return nil }
            return Advice(steps: [.reach(key(test.fact), test.accepted)], effort: 1)
        case .includes(let test) where wanted && test.mode == .any:
            guard vocabulary[test.fact.word].improvement == .increase else { return nil }
            return Advice(steps: [.reach(key(test.fact), test.options)], effort: 1)
        case .elapsed(let test) where wanted: return wait(test)
        default: return nil
        }
    }

    /// The key of a reference in a year of its period; `index` counts from the oldest year of a window.
    func key(_ fact: FactReference, _ index: Int = 0) -> Facts.Key { present.key(fact, index) }

    /// Time that has not passed yet will: the first day from which the test holds.
    private func wait(_ test: ElapsedTest) -> Advice? {
        guard test.relation == .atLeast || test.relation == .above,
            case .date(let day)? = facts[key(test.fact)]?.value
        else { return nil }
        var low = verdict.asOf.number
        var high = low + 60 * 366
        guard test.holds(day, asOf: Day(number: high)) else { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if test.holds(day, asOf: Day(number: middle)) { high = middle } else { low = middle }
        }
        return Advice(
            steps: [.wait(key(test.fact), until: Day(number: high))],
            effort: Double(high - verdict.asOf.number) / 365)
    }

    // MARK: - Structure

    private func all(_ clauses: [Clause], _ wanted: Bool) -> Advice? {
        joined(clauses.map { wanted ? advice($0) : advice($0.condition, wanted: false) })
    }

    private func any(_ clauses: [Clause], _ wanted: Bool) -> Advice? {
        cheapest(clauses.map { wanted ? advice($0) : advice($0.condition, wanted: false) })
    }

    private func all(_ parts: [Condition], _ wanted: Bool) -> Advice? {
        joined(parts.map { advice($0, wanted: wanted) })
    }

    private func any(_ parts: [Condition], _ wanted: Bool) -> Advice? {
        cheapest(parts.map { advice($0, wanted: wanted) })
    }

    private func atLeast(_ count: Int, _ clauses: [Clause]) -> Advice? {
        let found = clauses.compactMap { advice($0) }.sorted { $0.effort < $1.effort }
        return found.count < count ? nil : joined(found.prefix(count).map { $0 })
    }

    private func joined(_ parts: [Advice?]) -> Advice? {
        var whole = Advice.nothing
        for part in parts {
            guard let part else { return nil }
            whole = whole.and(part)
        }
        return whole
    }

    func cheapest(_ parts: [Advice?]) -> Advice? {
        parts.compactMap { $0 }.min { $0.effort < $1.effort }
    }

    // MARK: - Proof

    /// Whether the clause is no longer missed once the steps are taken; waiting moves the day.
    func suffices(_ advice: Advice, for clause: Clause) -> Bool {
        guard !advice.steps.isEmpty else { return false }
        var changed = facts
        var asOf = verdict.asOf
        for step in advice.steps {
            switch step {
            case .move(let gap): changed.set(Facts.Report(value: .number(gap.tried)), for: gap.key)
            case .become(let key, let flag): changed.set(Facts.Report(value: .flag(flag)), for: key)
            case .reach(let key, let options): reach(key, options, &changed)
            case .wait(_, let day): asOf = max(asOf, day)
            }
        }
        let judging = Judging(library: library, facts: changed, asOf: asOf, purpose: verdict.purpose)
        judging.score = verdict.rule.scoring.map { judging.scoreJudgement($0) }
        return asOf != verdict.asOf || judging.judge(clause).outcome != .missed
    }

    private func reach(_ key: Facts.Key, _ options: Set<Int>, _ facts: inout Facts) {
        guard let option = options.min() else { return }
        if case .options(let held)? = facts[key]?.value {
            facts.set(Facts.Report(value: .options(held.union([option]))), for: key)
        } else {
            facts.set(Facts.Report(value: .option(option)), for: key)
        }
    }
}

extension Gap {
    /// A value that certainly suffices: the needed one, or a little past it.
    var tried: Rational {
        guard isBeyond else { return needed }
        let step = max(needed.magnitude, .one) * Rational(1, over: 1_000_000)
        return change < .zero ? needed - step : needed + step
    }
}
