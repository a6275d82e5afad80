// SPDX-License-Identifier: Apache-2.0
import BigInt
import Foundation
import Testing

@testable import Standards

/// The same arithmetic with big integers only and no fast path: what `Rational` must agree with.
private struct Fraction: Equatable {
    let top: BigInt
    let bottom: BigInt

    init(_ top: BigInt, _ bottom: BigInt) {
        let divisor = top.greatestCommonDivisor(with: bottom)
        let sign: BigInt = bottom < 0 ? -1 : 1
        (self.top, self.bottom) = (sign * top / divisor, sign * bottom / divisor)
    }

    init(_ value: Rational) { (top, bottom) = (value.numerator, value.denominator) }
}

@Suite("Rational: exact numbers")
struct RationalTests {
    /// Numbers around every border: zero, one, 31, 32, 62, 63 bits and beyond.
    private static func samples(seed: UInt64, count: Int) -> [Rational] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let top = part(&generator)
            let bottom = max(1, part(&generator).magnitude)
            return Rational(big: top, BigInt(bottom))
        }
    }

    private static func part(_ generator: inout SeededGenerator) -> BigInt {
        let edges: [BigInt] = [0, 1, -1, BigInt(Int64.max), BigInt(Int64.min), BigInt(Int64.max) + 1, 10_000]
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return edges[Int.random(in: edges.indices, using: &generator)]
        case 1: return BigInt(Int.random(in: -100...100, using: &generator))
        case 2: return BigInt(Int32.random(in: .min ... .max, using: &generator))
        case 3: return BigInt(Int64.random(in: .min ... .max, using: &generator)) * 1_000_003
        default: return BigInt(Int64.random(in: .min ... .max, using: &generator))
        }
    }

    @Test("arithmetic agrees with big integers on 4,000 random pairs", arguments: [1, 2] as [UInt64])
    func agreesWithBigIntegers(seed: UInt64) {
        let left = Self.samples(seed: seed, count: 2_000)
        let right = Self.samples(seed: seed + 100, count: 2_000)
        for (a, b) in zip(left, right) {
            let (x, y) = (Fraction(a), Fraction(b))
            #expect(Fraction(a + b) == Fraction(x.top * y.bottom + y.top * x.bottom, x.bottom * y.bottom))
            #expect(Fraction(a - b) == Fraction(x.top * y.bottom - y.top * x.bottom, x.bottom * y.bottom))
            #expect(Fraction(a * b) == Fraction(x.top * y.top, x.bottom * y.bottom))
            #expect((a < b) == (x.top * y.bottom < y.top * x.bottom))
            if y.top == 0 {
                #expect(a.divided(by: b) == nil)
            } else {
                #expect(a.divided(by: b).map(Fraction.init) == Fraction(x.top * y.bottom, x.bottom * y.top))
            }
        }
    }

    @Test("a number has one form: equal results are equal, hash alike, and are small whenever they fit")
    func isCanonical() throws {
        for value in Self.samples(seed: 7, count: 1_000) {
            let there = value * Rational(big: BigInt(10).power(30), 7)
            let back = try #require(there.divided(by: Rational(big: BigInt(10).power(30), 7)))
            #expect(back == value && back.hashValue == value.hashValue)
            #expect(value - value == .zero)
            #expect(-(-value) == value)
            let fits =
                Int64(exactly: value.numerator).map { $0 != .min } == true
                && Int64(exactly: value.denominator) != nil
            #expect((value.large == nil) == fits)
            #expect(value.denominator > 0)
            #expect(value.numerator.greatestCommonDivisor(with: value.denominator) == 1)
        }
    }

    @Test("the ends of 64 bits neither trap nor lose anything")
    func edges() {
        let least = Rational(Int64.min)
        #expect(least.int64 == .min && (-least).description == "9223372036854775808")
        #expect(least.magnitude == -least && -(-least) == least)
        #expect(Rational(Int.min, over: -1) == -least)
        #expect(Rational(Int.min, over: Int.min) == 1)
        #expect((Rational(Int64.max) + 1).int64 == nil)
        #expect((Rational(Int64.max) + 1 - 1).int64 == .max)
        #expect(least * least == Rational(big: BigInt(2).power(126), 1))
    }

    @Test("decimals are read exactly")
    func readsDecimals() {
        #expect(Rational(decimal: "12.50") == Rational(25, over: 2))
        #expect(Rational(decimal: "-0.03") == Rational(-3, over: 100))
        #expect(Rational(decimal: "0.1").map { $0 + Rational(2, over: 10) } == Rational(3, over: 10))
        #expect(Rational(decimal: "007") == 7)
        #expect(Rational(decimal: String(repeating: "9", count: 40))?.isInteger == true)
    }

    @Test(
        "what is no plain decimal is refused",
        arguments: [
            "", "-", ".", "1.", ".5", "1.2.3", "+1", "1e5", "1,000", " 1", "１", "0x10", "--1", "1-", "NaN",
            String(repeating: "1", count: 41),
        ])
    func refusesDecimals(text: String) {
        #expect(Rational(decimal: text) == nil)
    }

    @Test("decimal text trims zeros, rounds halves away from zero and never uses an exponent")
    func writesDecimals() {
        #expect(Rational(25, over: 2).decimalText(places: 4) == "12.5")
        #expect(Rational(1, over: 3).decimalText(places: 4) == "0.3333")
        #expect(Rational(2, over: 3).decimalText(places: 2) == "0.67")
        #expect(Rational(5, over: 1_000).decimalText(places: 2) == "0.01")
        #expect(Rational(-5, over: 1_000).decimalText(places: 2) == "-0.01")
        #expect(Rational(-1, over: 1_000).decimalText(places: 2) == "0")
        #expect(Rational(1_200).decimalText(places: 0) == "1200")
        #expect(Rational(1, over: 1_000_000_000_000).decimalText(places: 12) == "0.000000000001")
        #expect(
            Rational(big: BigInt(10).power(30), 1).decimalText(places: 2) == "1"
                + String(repeating: "0", count: 30))
    }

    @Test("a decimal with enough places reads back as itself")
    func decimalsRoundTrip() {
        for value in Self.samples(seed: 3, count: 500) {
            let cents = (value * 10_000).floor.divided(by: 10_000) ?? .zero
            let text = cents.decimalText(places: 4)
            if text.utf8.count <= Rational.longestDecimal { #expect(Rational(decimal: text) == cents) }
            #expect(cents.isDecimal)
        }
        #expect(!Rational(1, over: 3).isDecimal)
    }

    @Test("rounding and floor")
    func rounds() {
        #expect(Rational(5, over: 2).rounded() == 3 && Rational(-5, over: 2).rounded() == -3)
        #expect(
            Rational(12_345).rounded(places: -2) == 12_300 && Rational(12_350).rounded(places: -2) == 12_400)
        #expect(Rational(7, over: 3).rounded(places: 1) == Rational(23, over: 10))
        #expect(
            Rational(-7, over: 2).floor == -4 && Rational(7, over: 2).floor == 3 && Rational(4).floor == 4)
        #expect(Rational(1).rounded(places: .max) == 1 && Rational(1).rounded(places: .min) == 0)
    }

    @Test("powers take the reciprocal for negative exponents and have a limit")
    func powers() {
        #expect(Rational(11, over: 10).power(2) == Rational(121, over: 100))
        #expect(Rational(2).power(-3) == Rational(1, over: 8))
        #expect(Rational.zero.power(0) == 1 && Rational.zero.power(-1) == nil)
        #expect(Rational(2).power(100)?.description == "1267650600228229401496703205376")
        #expect(Rational(2).power(Rational.largestExponent + 1) == nil && Rational(2).power(.min) == nil)
    }

    @Test("the exact text and JSON bring back the number")
    func codes() throws {
        for value in Self.samples(seed: 5, count: 300) {
            #expect(Rational(exactText: value.description) == value)
            let data = try JSONEncoder().encode([value])
            #expect(try JSONDecoder().decode([Rational].self, from: data) == [value])
        }
        #expect(
            try JSONDecoder().decode([Rational].self, from: Data("[3, \"3/6\"]".utf8)) == [
                3, Rational(1, over: 2),
            ])
        for bad in ["1/0", "", "/", "1/2/3", "a", "1/", "0.5"] {
            #expect(Rational(exactText: bad) == nil, "\(bad)")
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Rational].self, from: Data("[0.5]".utf8))
        }
    }

    @Test("the double is near, also for parts that no double holds")
    func doubles() {
        #expect(Rational(1, over: 4).double == 0.25)
        let huge = Rational(big: BigInt(10).power(400) * 3, BigInt(10).power(400) * 2 + 1)
        #expect(abs(huge.double - 1.5) < 1e-9)
    }
}
