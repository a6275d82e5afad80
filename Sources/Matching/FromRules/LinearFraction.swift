// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// A sum of facts times numbers, plus a number. A factor may be zero: the fact must still be known.
struct LinearSum: Equatable {
    var factors: [Facts.Key: Rational] = [:]
    var constant = Rational.zero

    var isConstant: Bool { factors.isEmpty }

    func plus(_ other: LinearSum, times factor: Rational = .one) -> LinearSum {
        var sum = times(.one)
        for (key, own) in other.factors { sum.factors[key] = (sum.factors[key] ?? .zero) + own * factor }
        sum.constant = sum.constant + other.constant * factor
        return sum
    }

    func times(_ factor: Rational) -> LinearSum {
        LinearSum(factors: factors.mapValues { $0 * factor }, constant: constant * factor)
    }
}

/// A sum over a sum, and what must be positive for it to have a meaning.
struct LinearFraction {
    var top: LinearSum
    /// Nil for one.
    var bottom: LinearSum?
    var positives: [LinearSum] = []

    /// Nil where the result is no fraction of sums.
    func plus(_ other: LinearFraction, times factor: Rational) -> LinearFraction? {
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

    func times(_ other: LinearFraction) -> LinearFraction? {
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
    func over(_ other: LinearFraction) -> LinearFraction? {
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
    func difference(_ other: LinearFraction) -> LinearSum? {
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

extension Rational {
    /// The reduced numerator and denominator when both fit 62 bits, by its continued fraction.
    var parts: (top: Int64, bottom: Int64)? {
        var rest = self
        var (top, bottom) = (Int64(1), Int64(0)), (lastTop, lastBottom) = (Int64(0), Int64(1))
        for _ in 0..<200 {
            let whole = rest.floor
            guard let digit = whole.int64,
                let nextTop = Rational.fit(digit, top, lastTop),
                let nextBottom = Rational.fit(digit, bottom, lastBottom)
            else { return nil }
            (lastTop, lastBottom, top, bottom) = (top, bottom, nextTop, nextBottom)
            let fraction = rest - whole
            guard fraction != .zero else { return (top, bottom) }
            guard let inverse = Rational.one.divided(by: fraction) else { return nil }
            rest = inverse
        }
        return nil
    }

    private static func fit(_ digit: Int64, _ one: Int64, _ other: Int64) -> Int64? {
        let (product, isOver) = digit.multipliedReportingOverflow(by: one)
        let (sum, isBeyond) = product.addingReportingOverflow(other)
        return isOver || isBeyond || sum.magnitude > 1 << 62 ? nil : sum
    }
}
