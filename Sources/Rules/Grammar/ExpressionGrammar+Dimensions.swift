// SPDX-License-Identifier: Apache-2.0
import Standards

extension ExpressionGrammar {
    /// What the expression counts. Literals without a unit are pure numbers here; see `requireEqual`.
    func dimension(_ expression: Expression) -> Dimension {
        switch expression {
        case .literal(let literal): literal.unit.dimension
        case .fact(let fact): dimension(of: fact)
        case .score: .base(.point)
        case .negated(let inner), .aggregate(_, let inner): dimension(inner)
        case .growth: .none
        case .arithmetic(.times, let left, let right): dimension(left).times(dimension(right))
        case .arithmetic(.over, let left, let right): dimension(left).over(dimension(right))
        case .arithmetic(_, let left, _): dimension(left)
        }
    }

    /// How many numbers the expression yields: 1, or the years of its window.
    func window(_ expression: Expression) -> Int {
        switch expression {
        case .literal, .score, .aggregate, .growth: 1
        case .fact(let fact): fact.period.count
        case .negated(let inner): window(inner)
        case .arithmetic(_, let left, let right): max(window(left), window(right))
        }
    }

    private func dimension(of fact: FactReference) -> Dimension {
        if case .number(let unit) = vocabulary[fact.word].kind { unit.dimension } else { .none }
    }

    /// Both sides must count the same; a bare number beside points is points.
    func requireEqual(_ left: Expression, _ right: Expression, _ place: Place) throws(RuleFault) {
        let (a, b) = (dimension(left), dimension(right))
        if a == b { return }
        for (side, other) in [(left, b), (right, a)] {
            guard case .literal(let literal) = side, literal.unit == .plain else { continue }
            if other.isPoints { return }
            throw RuleFault(.missingUnit(digits: literal.text, expected: other.name), at: literal.place)
        }
        throw RuleFault(.dimensions(left: a.name, right: b.name), at: place)
    }

    /// Windows of different lengths cannot be paired year by year.
    func requireSameWindow(_ left: Expression, _ right: Expression, _ place: Place) throws(RuleFault) {
        let (a, b) = (window(left), window(right))
        if a != b && a != 1 && b != 1 { throw RuleFault(.windowsDiffer(a, b), at: place) }
    }

    /// A score is a range while facts are missing, and a compound rate a root: neither can be computed with.
    /// Each may only stand by itself on the left, against one number.
    func requireAlone(_ left: Expression, against right: Expression) throws(RuleFault) {
        try requireNoneAlone(right)
        switch left {
        case .score, .growth(.compound, _):
            if window(right) > 1, let fault = alone(left) { throw fault }
        default: try requireNoneAlone(left)
        }
    }

    /// Neither a score nor a compound rate anywhere in the expression.
    func requireNoneAlone(_ expression: Expression) throws(RuleFault) {
        for part in expression.everything {
            if let fault = alone(part) { throw fault }
        }
    }

    private func alone(_ expression: Expression) -> RuleFault? {
        switch expression {
        case .score(_, let place): RuleFault(.scoreNotAlone, at: place)
        case .growth(.compound, let fact):
            RuleFault(.compoundNotAlone(word: vocabulary[fact.word].name), at: fact.place)
        default: nil
        }
    }
}
