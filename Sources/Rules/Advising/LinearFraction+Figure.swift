// SPDX-License-Identifier: Apache-2.0
import Standards

/// A fraction as a function of one figure, all others being numbers.
extension LinearFraction {
    static func constant(_ value: Rational) -> LinearFraction {
        LinearFraction(top: LinearSum(constant: value))
    }

    /// The figure itself.
    static func variable(_ key: Facts.Key) -> LinearFraction {
        LinearFraction(top: LinearSum(factors: [key: .one]))
    }

    /// The number, where no figure is in it.
    var constantValue: Rational? { bottom == nil && top.isConstant ? top.constant : nil }

    func negated() -> LinearFraction {
        LinearFraction(top: top.times(-1), bottom: bottom, positives: positives)
    }

    /// The figure at which the fraction equals the number; nil when it never or always does.
    func solve(for number: Rational, moving key: Facts.Key) -> Rational? {
        let below = bottom ?? LinearSum(constant: .one)
        let slope = (top.factors[key] ?? .zero) - number * (below.factors[key] ?? .zero)
        return slope == .zero ? nil : (number * below.constant - top.constant).divided(by: slope)
    }
}
