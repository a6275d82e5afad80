// SPDX-License-Identifier: Apache-2.0
import Standards

extension Condition {
    /// The clauses directly inside, for the forms that hold clauses.
    var clauses: [Clause] {
        switch self {
        case .all(let list), .any(let list), .none(let list), .atLeast(_, let list, _): list
        default: []
        }
    }

    /// The conditions directly inside, those of clauses and of their 除非 included.
    var inner: [Condition] {
        switch self {
        case .and(let parts), .or(let parts): parts
        case .not(let inner): [inner]
        default: clauses.flatMap { [$0.condition] + ($0.unless.map { [$0] } ?? []) }
        }
    }

    /// This condition and everything inside it.
    var everything: [Condition] { [self] + inner.flatMap(\.everything) }

    /// Whether a person must judge any of it.
    var hasJudgement: Bool {
        everything.contains { if case .judgement = $0 { true } else { false } }
    }

    /// The facts that this one condition speaks of, without those of conditions inside.
    var ownFacts: [FactReference] {
        switch self {
        case .compare(let comparison): comparison.left.facts + comparison.right.facts
        case .holds(let fact): [fact]
        case .option(let test): [test.fact]
        case .includes(let test): [test.fact]
        case .within(let test): [test.fact]
        case .date(let test): [test.fact]
        case .elapsed(let test): [test.fact]
        default: []
        }
    }

    /// Both sides of a comparison.
    var ownExpressions: [Expression] {
        if case .compare(let comparison) = self { return [comparison.left, comparison.right] }
        return []
    }

    /// The other rule that it asks for.
    var ownReference: RuleReference? {
        if case .satisfies(let reference) = self { return reference }
        return nil
    }
}

extension Expression {
    /// This expression and everything inside it.
    var everything: [Expression] {
        switch self {
        case .literal, .fact, .score, .growth: [self]
        case .negated(let inner), .aggregate(_, let inner): [self] + inner.everything
        case .arithmetic(_, let left, let right): [self] + left.everything + right.everything
        }
    }
}

extension RulePart {
    /// Every condition, with what is inside.
    var allConditions: [Condition] { conditions.flatMap(\.everything) }

    /// Every expression, those of conditions included, with what is inside.
    var allExpressions: [Expression] {
        (expressions + allConditions.flatMap(\.ownExpressions)).flatMap(\.everything)
    }

    var facts: [FactReference] { allConditions.flatMap(\.ownFacts) + expressions.flatMap(\.facts) }

    /// Every number with its unit.
    var allLiterals: [Literal] {
        literals + allExpressions.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
    }
}
