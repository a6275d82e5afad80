// SPDX-License-Identifier: Apache-2.0
import Standards

/// One number, or one a year; nil where facts are missing or the operation has no result.
enum Numbers {
    case one(Rational?)
    case window([Rational?])

    /// The number of the year at an index; a single number stands for every year.
    subscript(index: Int) -> Rational? {
        switch self {
        case .one(let number): number
        case .window(let numbers): numbers[index]
        }
    }

    var count: Int { if case .window(let numbers) = self { numbers.count } else { 1 } }

    func map(_ transform: (Rational?) -> Rational?) -> Numbers {
        switch self {
        case .one(let number): .one(transform(number))
        case .window(let numbers): .window(numbers.map(transform))
        }
    }
}

extension Judging {
    /// An expression that yields one number; `year` is that of a derivation.
    func scalar(_ expression: Expression, year: Int = 0, _ trace: inout Trace) -> Rational? {
        numbers(expression, year: year, &trace)[0]
    }

    func numbers(_ expression: Expression, year: Int = 0, _ trace: inout Trace) -> Numbers {
        switch expression {
        case .literal(let literal): .one(literal.value)
        case .fact(let fact): numbers(of: fact, year: year, &trace)
        case .score: .one(nil)
        case .negated(let inner): numbers(inner, year: year, &trace).map { $0.map { -$0 } }
        case .arithmetic(let sign, let left, let right):
            arithmetic(sign, left, right, year: year, &trace)
        case .aggregate(let aggregate, let inner):
            .one(self.aggregate(aggregate, numbers(inner, year: year, &trace)))
        case .growth(let growth, let fact): .one(self.growth(growth, fact, &trace))
        }
    }

    private func numbers(of fact: FactReference, year: Int, _ trace: inout Trace) -> Numbers {
        guard case .years(let count) = fact.period else {
            return .one(number(key(fact, inherited: year), &trace))
        }
        return .window((0..<count).map { number(key(fact, $0), &trace) })
    }

    private func arithmetic(
        _ sign: Expression.Operator, _ left: Expression, _ right: Expression, year: Int, _ trace: inout Trace
    ) -> Numbers {
        let (a, b) = (numbers(left, year: year, &trace), numbers(right, year: year, &trace))
        if case .one(let x) = a, case .one(let y) = b {
            return .one(combine(sign, x, y, right, 0, year: year, &trace))
        }
        return .window(
            (0..<max(a.count, b.count)).map { combine(sign, a[$0], b[$0], right, $0, year: year, &trace) })
    }

    private func combine(
        _ sign: Expression.Operator, _ x: Rational?, _ y: Rational?, _ divisor: Expression, _ index: Int,
        year: Int, _ trace: inout Trace
    ) -> Rational? {
        guard let x, let y else { return nil }
        switch sign {
        case .plus: return x + y
        case .minus: return x - y
        case .times: return x * y
        case .over:
            // A share of nothing, or of less than nothing, has no meaning: the divisor is to be looked at
            // again.
            if y > .zero { return x.divided(by: y) }
            noteUndefined(divisor, index, year: year, &trace)
            return nil
        }
    }

    private func noteUndefined(_ divisor: Expression, _ index: Int, year: Int, _ trace: inout Trace) {
        for fact in divisor.facts {
            let key = key(fact, min(index, fact.period.count - 1), inherited: year)
            if !trace.undefined.contains(key) { trace.undefined.append(key) }
        }
    }

    private func aggregate(_ aggregate: Expression.Aggregate, _ numbers: Numbers) -> Rational? {
        var known: [Rational] = []
        for index in 0..<numbers.count {
            guard let number = numbers[index] else { return nil }
            known.append(number)
        }
        switch aggregate {
        case .sum: return known.reduce(.zero, +)
        case .mean: return known.reduce(.zero, +).divided(by: Rational(known.count))
        case .highest: return known.max()
        case .lowest: return known.min()
        }
    }

    /// Growth needs the year before the window as its base, and a positive base.
    private func growth(_ growth: Expression.Growth, _ fact: FactReference, _ trace: inout Trace) -> Rational?
    {
        let values = growthValues(fact, &trace)
        switch growth {
        case .single, .mean:
            var rates: [Rational] = []
            for (before, after) in zip(values, values.dropFirst()) {
                guard let rate = rate(before, after, &trace) else { return nil }
                rates.append(rate)
            }
            return rates.reduce(.zero, +).divided(by: Rational(rates.count))
        case .compound:
            // Compared through its power; see `compoundGrowth`. As a number it is only shown.
            return nil
        }
    }

    typealias DatedNumber = (key: Facts.Key, number: Rational?)

    /// The years of a growth window with the base year first.
    func growthValues(_ fact: FactReference, _ trace: inout Trace) -> [DatedNumber] {
        let first = key(fact).year - 1
        return (0...fact.period.count).map { offset in
            let key = Facts.Key(word: fact.word, year: first + offset)
            return (key, number(key, &trace))
        }
    }

    private func rate(_ before: DatedNumber, _ after: DatedNumber, _ trace: inout Trace) -> Rational? {
        guard let base = before.number, let value = after.number else { return nil }
        if base > .zero { return (value - base).divided(by: base) }
        if !trace.undefined.contains(before.key) { trace.undefined.append(before.key) }
        return nil
    }

    /// Last over base of a compound growth window, and its number of years: the rate is the root of the
    /// quotient less one, which is compared exactly as a power.
    func compoundQuotient(_ fact: FactReference, _ trace: inout Trace) -> (quotient: Rational, years: Int)? {
        let years = fact.period.count
        let last = Facts.Key(word: fact.word, year: key(fact, years - 1).year)
        let base = Facts.Key(word: fact.word, year: last.year - years)
        guard let start = number(base, &trace), let end = number(last, &trace) else { return nil }
        if start > .zero, end >= .zero, let quotient = end.divided(by: start) {
            return (quotient, years)
        }
        let key = start > .zero ? last : base
        if !trace.undefined.contains(key) { trace.undefined.append(key) }
        return nil
    }
}

extension Expression {
    /// The facts that it speaks of, in order.
    var facts: [FactReference] {
        switch self {
        case .literal, .score: []
        case .fact(let fact), .growth(_, let fact): [fact]
        case .negated(let inner), .aggregate(_, let inner): inner.facts
        case .arithmetic(_, let left, let right): left.facts + right.facts
        }
    }
}
