// SPDX-License-Identifier: Apache-2.0
import Standards

extension Judging {
    /// Judges a clause with everything inside it; nothing is skipped, so that a report can show all of it.
    func judge(_ clause: Clause) -> ClauseJudgement {
        if let onlyFor = clause.onlyFor, onlyFor != purpose {
            return ClauseJudgement(
                clause: clause, outcome: .met, exemption: .otherPurpose, trace: Trace(), children: [])
        }
        var trace = Trace()
        var children: [ClauseJudgement] = []
        var outcome = structure(clause.condition, &trace, &children)
        var exemption: ClauseJudgement.Exemption?
        if let unless = clause.unless {
            let exempt = self.outcome(unless, &trace)
            if exempt == .met && outcome != .met { exemption = .exempted }
            outcome = exempt.or(outcome)
        }
        return ClauseJudgement(
            clause: clause, outcome: outcome, exemption: exemption, trace: trace, children: children)
    }

    /// The outcome of a condition whose clauses are kept as children.
    private func structure(
        _ condition: Condition, _ trace: inout Trace, _ children: inout [ClauseJudgement]
    ) -> Outcome {
        let clauses: [Clause]
        switch condition {
        case .all(let list), .any(let list), .none(let list), .atLeast(_, let list, _): clauses = list
        default: return outcome(condition, &trace)
        }
        children = clauses.map { judge($0) }
        for child in children { trace.add(child.trace) }
        let outcomes = children.map(\.outcome)
        switch condition {
        case .any: return Outcome.any(outcomes)
        case .none: return Outcome.any(outcomes).negated
        case .atLeast(let count, _, _): return Outcome.atLeast(count, of: outcomes)
        default: return Outcome.all(outcomes)
        }
    }

    /// The outcome of a condition, with what it looked at.
    func outcome(_ condition: Condition, _ trace: inout Trace) -> Outcome {
        switch condition {
        case .all, .any, .none, .atLeast:
            var children: [ClauseJudgement] = []
            return structure(condition, &trace, &children)
        case .and(let parts): return Outcome.all(parts.map { outcome($0, &trace) })
        case .or(let parts): return Outcome.any(parts.map { outcome($0, &trace) })
        case .not(let inner): return outcome(inner, &trace).negated
        case .compare(let comparison): return compare(comparison, &trace)
        case .holds(let fact):
            guard case .flag(let flag)? = value(key(fact), &trace) else { return .unknown }
            return Outcome(flag)
        case .option(let test): return option(test, &trace)
        case .includes(let test): return includes(test, &trace)
        case .within(let test): return within(test, &trace)
        case .date(let test):
            guard case .date(let day)? = value(key(test.fact), &trace) else { return .unknown }
            return Outcome(test.relation.holds(day, test.day))
        case .elapsed(let test):
            guard case .date(let day)? = value(key(test.fact), &trace) else { return .unknown }
            return Outcome(test.holds(day, asOf: asOf))
        case .satisfies(let reference): return satisfies(reference, &trace)
        case .judgement(let question):
            if !trace.questions.contains(question) { trace.questions.append(question) }
            return .person
        }
    }

    private func option(_ test: OptionTest, _ trace: inout Trace) -> Outcome {
        let questions = trace.questions.count
        guard let possible = options(key(test.fact), &trace) else {
            return trace.questions.count > questions ? .person : .unknown
        }
        if possible.isSubset(of: test.accepted) { return .met }
        return possible.isDisjoint(with: test.accepted) ? .missed : .unknown
    }

    private func includes(_ test: InclusionTest, _ trace: inout Trace) -> Outcome {
        guard case .options(let held)? = value(key(test.fact), &trace) else { return .unknown }
        switch test.mode {
        case .any: return Outcome(!held.isDisjoint(with: test.options))
        case .all: return Outcome(test.options.isSubset(of: held))
        case .none: return Outcome(held.isDisjoint(with: test.options))
        }
    }

    /// A code that is wider than one of those listed leaves it open: 59 may be 591 or 592.
    private func within(_ test: MembershipTest, _ trace: inout Trace) -> Outcome {
        let key = key(test.fact)
        let outcome: Outcome
        switch (value(key, &trace), test.codes) {
        case (.industry(let industry)?, .industries(let listed)):
            outcome = Outcome.membership(
                listed.contains { industry.isWithin($0) }, wider: listed.contains { $0.isWithin(industry) })
        case (.region(let region)?, .regions(let listed)):
            outcome = Outcome.membership(
                listed.contains { region.isWithin($0) }, wider: listed.contains { $0.isWithin(region) })
        default: return .unknown
        }
        if outcome == .unknown, !trace.undefined.contains(key) { trace.undefined.append(key) }
        return test.isNegated ? outcome.negated : outcome
    }

    /// Another rule's verdict; a rule of which no version is in force needs a person.
    private func satisfies(_ reference: RuleReference, _ trace: inout Trace) -> Outcome {
        guard let verdict = verdict(named: reference.name) else {
            trace.questions.append(
                Question(
                    text: "《\(reference.name)》在该日没有有效版本，请人工判断",
                    english: "No version of “\(reference.name)” is in force on that day; a person must judge",
                    place: reference.place))
            return .person
        }
        for clause in verdict.clauses { trace.add(clause.trace) }
        return verdict.outcome
    }
}

extension Outcome {
    fileprivate static func membership(_ isWithin: Bool, wider: Bool) -> Outcome {
        isWithin ? .met : wider ? .unknown : .missed
    }
}

extension ElapsedTest {
    /// Whether the time from the day to the anchor is as asked; whole calendar years and months, 以上 included.
    public func holds(_ day: Day, asOf: Day) -> Bool {
        let anchorDay = anchorDay(asOf: asOf)
        let reached =
            switch step {
            case .years: day.adding(years: count)
            case .months: day.adding(months: count)
            case .days: day.adding(days: count)
            }
        // The time is at least n exactly when the day plus n has been reached.
        return relation.holds(anchorDay, reached)
    }

    /// The day up to which time is counted.
    public func anchorDay(asOf: Day) -> Day {
        switch anchor {
        case .judgementDay: asOf
        case .endOfLastYear: Day(year: asOf.year - 1, month: 12, day: 31) ?? asOf
        }
    }
}
