// SPDX-License-Identifier: Apache-2.0
import Standards

extension Advising {
    /// The cheapest move of one figure (in each year that fails) that makes a comparison come out as wanted.
    func gap(_ comparison: Comparison, wanted: Bool) -> Advice? {
        if case .score(let group, _) = comparison.left {
            return wanted ? scoreAdvice(group, comparison) : nil
        }
        let relation = wanted ? comparison.relation : comparison.relation.opposite
        let wantsAll = (comparison.quantifier != .some) == wanted
        let count = window(comparison)
        let years = (0..<count).map { index in
            holds(comparison, relation, index, in: facts) ? Advice.nothing : move(comparison, relation, index)
        }
        if !wantsAll { return cheapest(years) }
        var whole = Advice.nothing
        for year in years {
            guard let year else { return nil }
            whole = whole.and(year)
        }
        return whole
    }

    private func window(_ comparison: Comparison) -> Int {
        max(comparison.left.windowLength, comparison.right.windowLength)
    }

    /// The cheapest figure that can be moved in one year of the window.
    private func move(_ comparison: Comparison, _ relation: Relation, _ index: Int) -> Advice? {
        let keys = figures(comparison.left, index) + figures(comparison.right, index)
        let gaps = keys.compactMap { gap(comparison, relation, index, moving: $0) }
        let offers = gaps.map { Advice(steps: [.move($0)], effort: effort($0)) }
        return cheapest(offers)
    }

    private func effort(_ gap: Gap) -> Double {
        guard case .number(let unit) = vocabulary[gap.key.word].kind else { return 1 }
        return gap.effort(unit)
    }

    private func gap(_ comparison: Comparison, _ relation: Relation, _ index: Int, moving key: Facts.Key)
        -> Gap?
    {
        guard case .number(let present)? = facts[key]?.value,
            let needed = target(comparison, index, moving: key)
        else { return nil }
        let gap = Gap(
            key: key, present: present, needed: needed,
            isBeyond: relation == .above || relation == .below || relation == .unequal)
        let direction: Word.Improvement = gap.change < .zero ? .decrease : .increase
        guard vocabulary[key.word].improvement == direction, needed >= .zero || present < .zero else {
            return nil
        }
        var changed = facts
        changed.set(Facts.Report(value: .number(gap.tried)), for: key)
        return holds(comparison, relation, index, in: changed) ? gap : nil
    }

    /// The value of the figure at which both sides are equal.
    private func target(_ comparison: Comparison, _ index: Int, moving key: Facts.Key) -> Rational? {
        if case .growth(.compound, let fact) = comparison.left {
            return compoundTarget(fact, comparison, moving: key)
        }
        guard let left = fraction(comparison.left, index, key),
            let right = fraction(comparison.right, index, key)
        else { return nil }
        if let number = right.constantValue { return left.solve(for: number, moving: key) }
        if let number = left.constantValue { return right.solve(for: number, moving: key) }
        return left.plus(right.negated())?.solve(for: .zero, moving: key)
    }

    /// The last year's figure that the asked growth leads to: base × (1 + rate)ⁿ.
    private func compoundTarget(
        _ fact: FactReference, _ comparison: Comparison, moving key: Facts.Key
    ) -> Rational? {
        let years = fact.period.count
        let base = Facts.Key(word: fact.word, year: verdict.asOf.year - 1 - years)
        guard key == Facts.Key(word: fact.word, year: verdict.asOf.year - 1),
            case .number(let start)? = facts[base]?.value, case .literal(let rate) = comparison.right
        else { return nil }
        return (rate.value + .one).power(years).map { start * $0 }
    }

    private func holds(
        _ comparison: Comparison, _ relation: Relation, _ index: Int, in facts: Facts
    ) -> Bool {
        let judging = Judging(library: library, facts: facts, asOf: verdict.asOf, purpose: verdict.purpose)
        var trace = Trace()
        if case .growth(.compound, _) = comparison.left {
            let asked = Comparison(
                left: comparison.left, quantifier: nil, relation: relation, right: comparison.right)
            return judging.compare(asked, &trace) == .met
        }
        let left = judging.numbers(comparison.left, &trace)
        let right = judging.numbers(comparison.right, &trace)
        guard let a = left[index], let b = right[index] else { return false }
        return relation.holds(a, b)
    }

    // MARK: - Expressions as functions of one figure

    /// The stated figures that an expression rests on in one year of the window.
    private func figures(_ expression: Expression, _ index: Int) -> [Facts.Key] {
        var keys: [Facts.Key] = []
        for fact in expression.facts {
            let years =
                isGathered(fact, in: expression)
                ? [fact.period.count - 1] : [min(index, fact.period.count - 1)]
            for year in years {
                let key = self.key(fact, year)
                if facts[key] == nil, let derivation = vocabulary[fact.word].derivation {
                    keys += derivation.facts.map { Facts.Key(word: $0.word, year: key.year) }
                } else {
                    keys.append(key)
                }
            }
        }
        return keys
    }

    /// Whether the fact stands under 合计, 平均 or growth: then only its last year is worth moving.
    private func isGathered(_ fact: FactReference, in expression: Expression) -> Bool {
        switch expression {
        case .aggregate(_, let inner): inner.facts.contains(fact)
        case .growth(_, let grown): grown == fact
        case .negated(let inner): isGathered(fact, in: inner)
        case .arithmetic(_, let left, let right): isGathered(fact, in: left) || isGathered(fact, in: right)
        case .literal, .fact, .score: false
        }
    }

    private func fraction(_ expression: Expression, _ index: Int, _ key: Facts.Key) -> LinearFraction? {
        switch expression {
        case .literal(let literal): return .constant(literal.value)
        case .fact(let fact): return fraction(self.key(fact, min(index, fact.period.count - 1)), key)
        case .score: return nil
        case .negated(let inner): return fraction(inner, index, key)?.negated()
        case .arithmetic(let sign, let left, let right):
            guard let a = fraction(left, index, key), let b = fraction(right, index, key) else { return nil }
            switch sign {
            case .plus: return a.plus(b)
            case .minus: return a.plus(b.negated())
            case .times: return a.times(b)
            case .over: return a.over(b)
            }
        case .aggregate(let aggregate, let inner): return gathered(aggregate, inner, key)
        case .growth(let growth, let fact): return growth == .compound ? nil : growthFraction(fact, key)
        }
    }

    /// A stated figure, or the formula that stands in for it.
    private func fraction(_ figure: Facts.Key, _ key: Facts.Key) -> LinearFraction? {
        if figure == key { return .variable(key) }
        if case .number(let number)? = facts[figure]?.value { return .constant(number) }
        guard let derivation = vocabulary[figure.word].derivation else { return nil }
        return derived(derivation, year: figure.year, key)
    }

    private func derived(_ expression: Expression, year: Int, _ key: Facts.Key) -> LinearFraction? {
        switch expression {
        case .literal(let literal): return .constant(literal.value)
        case .fact(let fact): return fraction(Facts.Key(word: fact.word, year: year), key)
        case .negated(let inner): return derived(inner, year: year, key)?.negated()
        case .arithmetic(let sign, let left, let right):
            guard let a = derived(left, year: year, key), let b = derived(right, year: year, key) else {
                return nil
            }
            switch sign {
            case .plus: return a.plus(b)
            case .minus: return a.plus(b.negated())
            case .times: return a.times(b)
            case .over: return a.over(b)
            }
        case .score, .aggregate, .growth: return nil
        }
    }

    private func gathered(
        _ aggregate: Expression.Aggregate, _ inner: Expression, _ key: Facts.Key
    ) -> LinearFraction? {
        guard aggregate == .sum || aggregate == .mean else { return nil }
        var sum = LinearFraction.constant(.zero)
        let count = inner.windowLength
        for index in 0..<count {
            guard let part = fraction(inner, index, key), let next = sum.plus(part) else { return nil }
            sum = next
        }
        return aggregate == .sum ? sum : sum.over(.constant(Rational(count)))
    }

    /// Mean of the yearly rates, as a function of the last year's figure.
    private func growthFraction(_ fact: FactReference, _ key: Facts.Key) -> LinearFraction? {
        let years = fact.period.count
        let last = self.key(fact, years - 1)
        var sum = LinearFraction.constant(.zero)
        for year in (last.year - years + 1)...last.year {
            let before = Facts.Key(word: fact.word, year: year - 1)
            let after = Facts.Key(word: fact.word, year: year)
            guard let base = fraction(before, key), base.constantValue != nil, let now = fraction(after, key),
                let rate = now.over(base)?.plus(.constant(-.one)), let next = sum.plus(rate)
            else { return nil }
            sum = next
        }
        return sum.over(.constant(Rational(years)))
    }
}

extension Expression {
    /// 1, or the years of its window.
    var windowLength: Int {
        switch self {
        case .literal, .score, .aggregate, .growth: 1
        case .fact(let fact): fact.period.count
        case .negated(let inner): inner.windowLength
        case .arithmetic(_, let left, let right): max(left.windowLength, right.windowLength)
        }
    }
}

extension Relation {
    /// The relation that holds exactly when this one does not.
    var opposite: Relation {
        switch self {
        case .atLeast: .below
        case .atMost: .above
        case .above: .atMost
        case .below: .atLeast
        case .equal: .unequal
        case .unequal: .equal
        }
    }
}
