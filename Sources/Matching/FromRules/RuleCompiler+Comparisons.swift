// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

extension RuleCompiler {
    /// Two numbers compared, exactly, for each year of a window; nil where products of facts or scores are.
    mutating func formula(_ comparison: Rules.Comparison) -> Formula? {
        switch comparison.left {
        case .score: return nil
        case .growth(.compound, let fact): return compound(fact, comparison)
        case .aggregate(let aggregate, let inner) where aggregate == .highest || aggregate == .lowest:
            return extreme(aggregate, inner, comparison)
        default: break
        }
        guard let left = fractions(comparison.left), let right = fractions(comparison.right) else {
            return nil
        }
        var years: [Formula] = []
        for place in 0..<max(left.count, right.count) {
            let a = left[left.count == 1 ? 0 : place], b = right[right.count == 1 ? 0 : place]
            guard let year = compare(a, comparison.relation, b) else { return nil }
            years.append(year)
        }
        return comparison.quantifier == .some ? .any(years) : .all(years)
    }

    /// The highest or the lowest of several years, all of which must be known.
    private mutating func extreme(
        _ aggregate: Rules.Expression.Aggregate, _ inner: Rules.Expression, _ comparison: Rules.Comparison
    ) -> Formula? {
        guard let left = fractions(inner), let right = fractions(comparison.right), right.count == 1 else {
            return nil
        }
        let isAny: Bool
        switch comparison.relation {
        case .atLeast, .above: isAny = aggregate == .highest
        case .atMost, .below: isAny = aggregate == .lowest
        case .equal, .unequal: return nil
        }
        var years: [Formula] = [], known: [Formula] = []
        for year in left {
            guard let formula = compare(year, comparison.relation, right[0]) else { return nil }
            years.append(formula)
            known.append(.any([formula, .not(formula)]))
        }
        return (isAny ? Formula.any(years) : .all(years)).unknownUnless(.all(known))
    }

    /// A rate of compound growth is at least r exactly when the quotient is at least the power of 1 + r.
    private mutating func compound(_ fact: FactReference, _ comparison: Rules.Comparison) -> Formula? {
        guard case .literal(let literal) = comparison.right else { return nil }
        let years = fact.period.count
        let last = Facts.Key(word: fact.word, year: key(fact, years - 1).year)
        let first = Facts.Key(word: fact.word, year: last.year - years)
        let start = LinearSum(factors: [first: .one]), end = LinearSum(factors: [last: .one])
        let base = literal.value + 1
        let relation = comparison.relation
        let holds: Formula
        if base > .zero {
            guard let power = base.power(years), let found = sign(end.plus(start, times: -power), relation)
            else {
                return nil
            }
            holds = found
        } else {
            holds = .constant(Outcome(relation.holds(Rational.one, .zero)))
        }
        guard let isPositive = sign(start, .above), let isSound = sign(end, .atLeast) else { return nil }
        return holds.unknownUnless(.all([isPositive, isSound]))
    }

    private mutating func compare(
        _ left: LinearFraction, _ relation: Relation, _ right: LinearFraction
    ) -> Formula? {
        guard let difference = left.difference(right), let formula = sign(difference, relation) else {
            return nil
        }
        var guards: [Formula] = []
        for positive in left.positives + right.positives {
            guard let isPositive = sign(positive, .above) else { return nil }
            guards.append(isPositive)
        }
        return guards.isEmpty ? formula : formula.unknownUnless(.all(guards))
    }

    /// How a sum stands to zero, over columns of whole numbers.
    private mutating func sign(_ sum: LinearSum, _ relation: Relation) -> Formula? {
        guard !sum.factors.isEmpty else {
            return .constant(Outcome(relation.holds(sum.constant, .zero)))
        }
        var scaled: [(column: Int, factor: Rational)] = []
        for (key, factor) in sum.factors.sorted(by: {
            ($0.key.word, $0.key.year) < ($1.key.word, $1.key.year)
        }) {
            let grid = Rational(columns.grid(of: key.word))
            guard let perStep = factor.divided(by: grid) else { return nil }
            scaled.append((columns.place(of: .number(key)), perStep))
        }
        guard let whole = RuleCompiler.whole(scaled.map(\.factor) + [-sum.constant]), let bound = whole.last
        else {
            return nil
        }
        let terms = zip(scaled, whole).map { Formula.Term($0.column, times: $1) }
        if terms.count == 1, terms[0].factor != 0, bound % terms[0].factor == 0 {
            let isTurned = terms[0].factor < 0
            return .compare(
                column: terms[0].column, (isTurned ? relation.mirrored : relation).comparison,
                bound / terms[0].factor)
        }
        return .linear(terms, relation.comparison, bound, positive: [])
    }

    /// Numbers times their common denominator, over their common divisor; nil where that does not fit.
    private static func whole(_ numbers: [Rational]) -> [Int64]? {
        var common = Int64(1)
        for number in numbers {
            guard let bottom = number.parts?.bottom else { return nil }
            let (product, isOver) = (common / divisor(common, bottom)).multipliedReportingOverflow(by: bottom)
            if isOver { return nil }
            common = product
        }
        var whole: [Int64] = []
        for number in numbers {
            guard let value = (number * Rational(common)).int64 else { return nil }
            whole.append(value)
        }
        let shared = max(whole.reduce(0) { divisor($0, $1) }, 1)
        whole = whole.map { $0 / shared }
        return whole.allSatisfy { $0.magnitude <= UInt64(greatestValue) / 2 } ? whole : nil
    }

    private static func divisor(_ one: Int64, _ other: Int64) -> Int64 {
        var (a, b) = (one.magnitude, other.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        return Int64(clamping: a)
    }

    // Expressions: one fraction, or one a year

    private func fractions(_ expression: Rules.Expression) -> [LinearFraction]? {
        switch expression {
        case .literal(let literal):
            return [LinearFraction(top: LinearSum(constant: literal.value))]
        case .fact(let fact):
            return (0..<fact.period.count).map { place in
                LinearFraction(top: LinearSum(factors: [key(fact, place): .one]))
            }
        case .score: return nil
        case .negated(let inner):
            return fractions(inner)?.map {
                LinearFraction(top: $0.top.times(-1), bottom: $0.bottom, positives: $0.positives)
            }
        case .arithmetic(let sign, let left, let right):
            guard let a = fractions(left), let b = fractions(right) else { return nil }
            return RuleCompiler.combine(sign, a, b)
        case .aggregate(let aggregate, let inner):
            guard let years = fractions(inner) else { return nil }
            return RuleCompiler.aggregate(aggregate, years).map { [$0] }
        case .growth(let growth, let fact):
            // The mean of several rates has several denominators; of one rate it is the rate.
            guard growth != .compound, fact.period.count == 1 else { return nil }
            let after = LinearSum(factors: [key(fact): .one])
            let before = LinearSum(factors: [Facts.Key(word: fact.word, year: key(fact).year - 1): .one])
            return [
                LinearFraction(top: after.plus(before, times: -1), bottom: before, positives: [before])
            ]
        }
    }

    private static func combine(
        _ sign: Rules.Expression.Operator, _ a: [LinearFraction], _ b: [LinearFraction]
    ) -> [LinearFraction]? {
        var found: [LinearFraction] = []
        for place in 0..<max(a.count, b.count) {
            let x = a[a.count == 1 ? 0 : place], y = b[b.count == 1 ? 0 : place]
            let result: LinearFraction?
            switch sign {
            case .plus: result = x.plus(y, times: .one)
            case .minus: result = x.plus(y, times: -1)
            case .times: result = x.times(y)
            case .over: result = x.over(y)
            }
            guard let result else { return nil }
            found.append(result)
        }
        return found
    }

    private static func aggregate(
        _ aggregate: Rules.Expression.Aggregate, _ years: [LinearFraction]
    ) -> LinearFraction? {
        guard let first = years.first, aggregate == .sum || aggregate == .mean else { return nil }
        var sum = first
        for year in years.dropFirst() {
            guard let next = sum.plus(year, times: .one) else { return nil }
            sum = next
        }
        if aggregate == .mean {
            sum.top = sum.top.times(Rational(1, over: years.count))
        }
        return sum
    }
}

extension Formula {
    /// The formula where the other is met, and unknown everywhere else.
    func unknownUnless(_ other: Formula) -> Formula {
        .any([.all([self, other]), .all([.constant(.unknown), .not(other)])])
    }
}
