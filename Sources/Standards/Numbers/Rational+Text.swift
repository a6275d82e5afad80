// SPDX-License-Identifier: Apache-2.0
import BigInt

extension Rational {
    /// The longest decimal text that is read.
    public static let longestDecimal = 40

    /// Reads plain decimals such as `12.50` and `-0.03`: ASCII digits, at most one point with digits on both
    /// sides, at most `longestDecimal` characters, no exponent, no separators. For what people type see
    /// `Figure`.
    public init?(decimal text: String) {
        let bytes = Array(text.utf8)
        guard (1...Rational.longestDecimal).contains(bytes.count) else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        let parts = bytes.dropFirst(isNegative ? 1 : 0)
            .split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Rational.isDigit) }) else {
            return nil
        }
        let places = parts.count == 2 ? parts[1].count : 0
        let digits = String(decoding: parts.joined(), as: UTF8.self)
        guard let units = BigInt(digits, radix: 10) else { return nil }
        self.init(big: isNegative ? -units : units, BigInt(10).power(places))
    }

    /// The number as people write decimals: rounded half away from zero to at most `places` decimals,
    /// trailing zeros trimmed, never with an exponent.
    public func decimalText(places: Int) -> String {
        let shown = Swift.max(0, Swift.min(100, places))
        let rounded = self.rounded(places: shown)
        let units = (rounded * Rational(big: BigInt(10).power(shown), 1)).numerator
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: Swift.max(0, shown + 1 - digits.count)) + digits
        let sign = units.sign == .minus ? "-" : ""
        let fraction = padded.suffix(shown).reversed().drop { $0 == "0" }.reversed()
        return sign + padded.dropLast(shown) + (fraction.isEmpty ? "" : "." + String(fraction))
    }

    /// Whether a decimal with finitely many places writes this number without rounding.
    public var isDecimal: Bool {
        var rest = denominator
        for prime in [BigInt(2), BigInt(5)] {
            while rest.isMultiple(of: prime) { rest /= prime }
        }
        return rest == 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension BigInt {
    fileprivate func isMultiple(of other: BigInt) -> Bool { (self % other).isZero }
}

extension Rational: CustomStringConvertible, Codable {
    /// `3/100`, or `45` when whole: the exact form in which numbers are stored.
    public var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }

    /// Reads what `description` wrote: `a/b` in any reduction, or a whole number.
    public init?(exactText text: String) {
        guard text.utf8.count <= 4_096 else { return nil }
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { BigInt($0, radix: 10) }
        guard numbers.count == parts.count, (1...2).contains(parts.count),
            numbers.last != 0 || parts.count == 1
        else { return nil }
        self.init(big: numbers[0], parts.count == 2 ? numbers[1] : 1)
    }

    /// Decodes `a/b`, a whole number in text, or a JSON integer.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let whole = try? container.decode(Int64.self) {
            self.init(whole)
            return
        }
        let text = try container.decode(String.self)
        guard let value = Rational(exactText: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A number is written as a whole number or as a/b.")
        }
        self = value
    }

    /// Encodes the exact form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
