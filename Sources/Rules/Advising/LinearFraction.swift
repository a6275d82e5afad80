// SPDX-License-Identifier: Apache-2.0
import Standards

/// (ax + b) / (cx + d): what an expression is as a function of one fact, all others being as they are. Every
/// expression of a rule that is worth an advice has this form; for the rest there is none.
struct LinearFraction {
    let a: Rational
    let b: Rational
    let c: Rational
    let d: Rational

    static func constant(_ value: Rational) -> LinearFraction {
        LinearFraction(a: .zero, b: value, c: .zero, d: .one)
    }

    /// The fact itself.
    static let variable = LinearFraction(a: .one, b: .zero, c: .zero, d: .one)

    var isConstant: Bool { a == .zero && c == .zero }

    func plus(_ other: LinearFraction) -> LinearFraction? {
        if c == other.c && d == other.d { return LinearFraction(a: a + other.a, b: b + other.b, c: c, d: d) }
        if let k = other.constantValue { return LinearFraction(a: a + k * c, b: b + k * d, c: c, d: d) }
        if let k = constantValue { return other.plus(.constant(k)) }
        guard c == .zero, other.c == .zero, let m = Rational.one.divided(by: d),
            let n = Rational.one.divided(by: other.d)
        else { return nil }
        return LinearFraction(a: a * m + other.a * n, b: b * m + other.b * n, c: .zero, d: .one)
    }

    func negated() -> LinearFraction { LinearFraction(a: -a, b: -b, c: c, d: d) }

    func times(_ other: LinearFraction) -> LinearFraction? {
        if let k = other.constantValue { return LinearFraction(a: a * k, b: b * k, c: c, d: d) }
        if let k = constantValue { return other.times(.constant(k)) }
        return nil
    }

    func over(_ other: LinearFraction) -> LinearFraction? {
        let inverse = LinearFraction(a: other.c, b: other.d, c: other.a, d: other.b)
        if other.isConstant || isConstant { return times(inverse) }
        guard c == .zero, other.c == .zero, let m = Rational.one.divided(by: d),
            let n = Rational.one.divided(by: other.d)
        else { return nil }
        return LinearFraction(a: a * m, b: b * m, c: other.a * n, d: other.b * n)
    }

    private var constantValue: Rational? { isConstant ? b.divided(by: d) : nil }

    /// The x at which the fraction equals the number; nil when it never or always does.
    func solve(for number: Rational) -> Rational? {
        let slope = a - number * c
        return slope == .zero ? nil : (number * d - b).divided(by: slope)
    }
}
