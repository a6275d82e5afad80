// SPDX-License-Identifier: Apache-2.0
import BigInt

/// An exact number: 3% is 3/100, and a third stays a third.
///
/// Always reduced, with a positive denominator, so equal numbers have equal parts. Numbers whose two parts
/// fit into 64 bits are kept and computed without allocation; all others fall back to `BigInt` by themselves.
///
/// ```swift
/// Rational(3, over: 100) * Rational(1_500)      // 45
/// Rational(decimal: "12.50")                    // 25/2
/// ```
public struct Rational: Hashable, Sendable {
    /// The two parts of a number that is too large for 64 bits. A class, so that the common case stays small.
    final class Large: Sendable {
        let numerator: BigInt
        let denominator: BigInt

        init(numerator: BigInt, denominator: BigInt) {
            self.numerator = numerator
            self.denominator = denominator
        }
    }

    /// Meaningful only while `large` is nil. Never `Int64.min`, so that negation cannot overflow.
    let smallNumerator: Int64
    let smallDenominator: Int64
    let large: Large?

    /// Nothing at all.
    public static let zero = Rational(0)
    /// The number one.
    public static let one = Rational(1)

    /// A whole number.
    public init(_ value: Int64) {
        self.init(reducedWide: Int128(value), 1)
    }

    /// A whole number.
    public init(_ value: Int) {
        self.init(reducedWide: Int128(value), 1)
    }

    /// A fraction. The denominator must not be zero; for one that a person typed use `divided(by:)`.
    public init(_ numerator: Int, over denominator: Int) {
        precondition(denominator != 0, "A fraction needs a denominator other than zero.")
        self.init(wide: Int128(numerator), Int128(denominator))
    }

    /// Reduces; `denominator` must not be zero, and neither part may be `Int128.min`.
    init(wide numerator: Int128, _ denominator: Int128) {
        let divisor = Int128(Rational.divisor(numerator.magnitude, denominator.magnitude))
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.init(reducedWide: sign * (numerator / divisor), sign * (denominator / divisor))
    }

    /// Reduces; `denominator` must not be zero.
    init(big numerator: BigInt, _ denominator: BigInt) {
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator.sign == .minus ? -1 : 1
        let top = sign * (numerator / divisor)
        let bottom = sign * (denominator / divisor)
        if let top = Int64(exactly: top), let bottom = Int64(exactly: bottom), top != .min {
            self.init(top: top, bottom: bottom, large: nil)
        } else {
            self.init(top: 0, bottom: 1, large: Large(numerator: top, denominator: bottom))
        }
    }

    private init(reducedWide numerator: Int128, _ denominator: Int128) {
        if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator), top != .min {
            self.init(top: top, bottom: bottom, large: nil)
        } else {
            let large = Large(numerator: BigInt(numerator), denominator: BigInt(denominator))
            self.init(top: 0, bottom: 1, large: large)
        }
    }

    private init(top: Int64, bottom: Int64, large: Large?) {
        smallNumerator = top
        smallDenominator = bottom
        self.large = large
    }

    /// The upper part of the reduced fraction, with the sign.
    var numerator: BigInt { large?.numerator ?? BigInt(smallNumerator) }

    /// The lower part of the reduced fraction, always positive.
    var denominator: BigInt { large?.denominator ?? BigInt(smallDenominator) }

    /// Whether both are the same number.
    public static func == (left: Rational, right: Rational) -> Bool {
        switch (left.large, right.large) {
        case (nil, nil):
            left.smallNumerator == right.smallNumerator && left.smallDenominator == right.smallDenominator
        case (let left?, let right?):
            left.numerator == right.numerator && left.denominator == right.denominator
        default: false
        }
    }

    /// Hashes the reduced parts.
    public func hash(into hasher: inout Hasher) {
        if let large {
            hasher.combine(large.numerator)
            hasher.combine(large.denominator)
        } else {
            hasher.combine(smallNumerator)
            hasher.combine(smallDenominator)
        }
    }

    /// The greatest number that divides both; one of them is not zero.
    private static func divisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
        var (larger, smaller) = (first, second)
        while smaller != 0 {
            // Most numbers are short, and dividing 64 bits is many times faster than dividing 128.
            if larger <= UInt128(UInt64.max), smaller <= UInt128(UInt64.max) {
                var (left, right) = (UInt64(larger), UInt64(smaller))
                while right != 0 { (left, right) = (right, left % right) }
                return UInt128(left)
            }
            (larger, smaller) = (smaller, larger % smaller)
        }
        return larger
    }
}

extension Rational: ExpressibleByIntegerLiteral {
    /// A whole number written in source code.
    public init(integerLiteral value: Int) { self.init(value) }
}
