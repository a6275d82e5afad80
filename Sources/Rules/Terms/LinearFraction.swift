// SPDX-License-Identifier: Apache-2.0
import Standards

/// A sum of facts times numbers, plus a number. A factor may be zero: the fact must still be known.
package struct LinearSum: Equatable {
    package var factors: [Facts.Key: Rational]
    package var constant: Rational

    /// Without factors it is a number, without anything zero.
    package init(factors: [Facts.Key: Rational] = [:], constant: Rational = .zero) {
        self.factors = factors
        self.constant = constant
    }

    /// Whether no fact is in it, not even with a factor of zero.
    package var isConstant: Bool { factors.isEmpty }

    /// This and the other, which counts so many times.
    package func plus(_ other: LinearSum, times factor: Rational = .one) -> LinearSum {
        var sum = times(.one)
        for (key, own) in other.factors { sum.factors[key] = (sum.factors[key] ?? .zero) + own * factor }
        sum.constant = sum.constant + other.constant * factor
        return sum
    }

    /// Every factor and the number multiplied.
    package func times(_ factor: Rational) -> LinearSum {
        LinearSum(factors: factors.mapValues { $0 * factor }, constant: constant * factor)
    }
}

/// A sum over a sum, and what must be positive for it to have a meaning. Every expression of a rule that
/// columns can be compared by, or an advice be given for, has this form; for the rest there is none.
package struct LinearFraction {
    package var top: LinearSum
    /// Nil for one.
    package var bottom: LinearSum?
    package var positives: [LinearSum]

    /// A plain sum where there is no bottom.
    package init(top: LinearSum, bottom: LinearSum? = nil, positives: [LinearSum] = []) {
        self.top = top
        self.bottom = bottom
        self.positives = positives
    }

    /// Nil where the result is no fraction of sums.
    package func plus(_ other: LinearFraction, times factor: Rational = .one) -> LinearFraction? {
        let positives = positives + other.positives
        if bottom == other.bottom {
            return LinearFraction(
                top: top.plus(other.top, times: factor), bottom: bottom, positives: positives)
        }
        if let bottom, other.bottom == nil, other.top.isConstant {
            let sum = top.plus(bottom, times: other.top.constant * factor)
            return LinearFraction(top: sum, bottom: bottom, positives: positives)
        }
        if let below = other.bottom, bottom == nil, top.isConstant {
            let sum = other.top.times(factor).plus(below, times: top.constant)
            return LinearFraction(top: sum, bottom: below, positives: positives)
        }
        return nil
    }

    /// Nil where neither is a number.
    package func times(_ other: LinearFraction) -> LinearFraction? {
        let positives = positives + other.positives
        if bottom == nil, top.isConstant {
            return LinearFraction(
                top: other.top.times(top.constant), bottom: other.bottom, positives: positives)
        }
        if other.bottom == nil, other.top.isConstant {
            return LinearFraction(top: top.times(other.top.constant), bottom: bottom, positives: positives)
        }
        return nil
    }

    /// The divisor must be positive, and a plain sum.
    package func over(_ other: LinearFraction) -> LinearFraction? {
        guard other.bottom == nil else { return nil }
        let positives = positives + other.positives + [other.top]
        if other.top.isConstant {
            guard other.top.constant > .zero, let inverse = Rational.one.divided(by: other.top.constant)
            else {
                return nil
            }
            return LinearFraction(top: top.times(inverse), bottom: bottom, positives: self.positives)
        }
        guard bottom == nil else { return nil }
        return LinearFraction(top: top, bottom: other.top, positives: positives)
    }

    /// The sum that is above, at or below zero as this is above, at or below the other.
    package func difference(_ other: LinearFraction) -> LinearSum? {
        switch (bottom, other.bottom) {
        case (nil, nil): return top.plus(other.top, times: -1)
        case (let below?, nil):
            return other.top.isConstant ? top.plus(below, times: -other.top.constant) : nil
        case (nil, let below?):
            return top.isConstant ? below.times(top.constant).plus(other.top, times: -1) : nil
        case (let one?, let two?): return one == two ? top.plus(other.top, times: -1) : nil
        }
    }
}
