// SPDX-License-Identifier: Apache-2.0
import BigInt

extension Rational: AdditiveArithmetic, Comparable {
    /// The exact sum.
    public static func + (left: Rational, right: Rational) -> Rational {
        guard left.large == nil, right.large == nil else {
            return Rational(
                big: left.numerator * right.denominator + right.numerator * left.denominator,
                left.denominator * right.denominator)
        }
        // Products of two 63-bit numbers stay below 2^126, and so does their sum below 2^127.
        let cross = Int128(left.smallNumerator) * Int128(right.smallDenominator)
        let other = Int128(right.smallNumerator) * Int128(left.smallDenominator)
        return Rational(wide: cross + other, Int128(left.smallDenominator) * Int128(right.smallDenominator))
    }

    /// The exact difference.
    public static func - (left: Rational, right: Rational) -> Rational { left + -right }

    /// The order of numbers.
    public static func < (left: Rational, right: Rational) -> Bool {
        guard left.large == nil, right.large == nil else {
            return left.numerator * right.denominator < right.numerator * left.denominator
        }
        return Int128(left.smallNumerator) * Int128(right.smallDenominator)
            < Int128(right.smallNumerator) * Int128(left.smallDenominator)
    }

    /// The product.
    public static func * (left: Rational, right: Rational) -> Rational {
        guard left.large == nil, right.large == nil else {
            return Rational(big: left.numerator * right.numerator, left.denominator * right.denominator)
        }
        return Rational(
            wide: Int128(left.smallNumerator) * Int128(right.smallNumerator),
            Int128(left.smallDenominator) * Int128(right.smallDenominator))
    }

    /// The product, in place.
    public static func *= (left: inout Rational, right: Rational) { left = left * right }

    /// The number with the other sign.
    public static prefix func - (value: Rational) -> Rational {
        guard value.large == nil else { return Rational(big: -value.numerator, value.denominator) }
        return Rational(wide: -Int128(value.smallNumerator), Int128(value.smallDenominator))
    }

    /// The quotient, or nil when the divisor is zero.
    public func divided(by divisor: Rational) -> Rational? {
        guard divisor != .zero else { return nil }
        guard large == nil, divisor.large == nil else {
            return Rational(big: numerator * divisor.denominator, denominator * divisor.numerator)
        }
        return Rational(
            wide: Int128(smallNumerator) * Int128(divisor.smallDenominator),
            Int128(smallDenominator) * Int128(divisor.smallNumerator))
    }

    /// The largest exponent, either way, that `power` takes: enough for any compound growth, too small to
    /// exhaust the memory.
    public static let largestExponent = 1_024

    /// The number multiplied with itself `exponent` times; a negative exponent takes the reciprocal.
    ///
    /// - Returns: nil for a negative power of zero and for exponents beyond `largestExponent`.
    public func power(_ exponent: Int) -> Rational? {
        guard (-Rational.largestExponent...Rational.largestExponent).contains(exponent) else { return nil }
        if exponent < 0 { return Rational.one.divided(by: self)?.power(-exponent) }
        return Rational(big: numerator.power(exponent), denominator.power(exponent))
    }

    /// The distance from zero.
    public var magnitude: Rational { self < .zero ? -self : self }

    /// Whether there is nothing behind the decimal point.
    public var isInteger: Bool { large.map { $0.denominator == 1 } ?? (smallDenominator == 1) }

    /// The value, when it is whole and fits.
    public var int64: Int64? {
        if let large { return large.denominator == 1 ? Int64(exactly: large.numerator) : nil }
        return smallDenominator == 1 ? smallNumerator : nil
    }

    /// The largest whole number that is not above this one.
    public var floor: Rational {
        if isInteger { return self }
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return Rational(big: remainder.sign == .minus ? quotient - 1 : quotient, 1)
    }

    /// Rounded to so many decimals, halves away from zero (四舍五入). Negative places round to tens, hundreds …
    ///
    /// Places beyond ±100 are taken as ±100.
    public func rounded(places: Int = 0) -> Rational {
        let bounded = Swift.max(-100, Swift.min(100, places))
        let scale = BigInt(10).power(bounded.magnitude.asInt)
        let top = bounded >= 0 ? numerator * scale : numerator
        let bottom = bounded >= 0 ? denominator : denominator * scale
        let (quotient, remainder) = top.magnitude.quotientAndRemainder(dividingBy: bottom.magnitude)
        let units = remainder * 2 >= bottom.magnitude ? quotient + 1 : quotient
        let signed = BigInt(sign: top.sign, magnitude: units)
        return bounded >= 0 ? Rational(big: signed, scale) : Rational(big: signed * scale, 1)
    }

    /// The nearest binary number: for charts and the like, never for a decision.
    public var double: Double {
        guard large != nil else { return Double(smallNumerator) / Double(smallDenominator) }
        // Both parts may exceed what a Double can hold although their quotient does not.
        let shift = Swift.max(0, Swift.max(numerator.bitWidth, denominator.bitWidth) - 1_000)
        return Double(numerator >> shift) / Double(denominator >> shift)
    }
}

extension UInt {
    /// A small magnitude as an `Int`; the callers have bounded it.
    fileprivate var asInt: Int { Int(self) }
}
