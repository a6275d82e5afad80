// SPDX-License-Identifier: Apache-2.0

/// A number with its unit, as a person typed it.
///
/// Multipliers are folded into the value and spellings into one canonical unit: `1,200万元` is 12,000,000 元,
/// `3％` is 3/100 %, `两名` is 2 人, `3个月` is 3 月.
public struct Figure: Hashable, Sendable {
    /// The number, in the unit itself: 3% is 3/100.
    public let value: Rational
    /// The canonical unit, or nil when none was written.
    public let unit: String?

    /// A number and its canonical unit.
    public init(value: Rational, unit: String?) {
        self.value = value
        self.unit = unit
    }

    /// The longest text that is read, in characters.
    public static let longestText = 80

    /// Reads what a person typed. Full-width forms, thousands separators, Chinese numerals and 万/亿 are
    /// understood; whatever could mean two things is refused with its place and the way to write it.
    public static func read(_ text: String) -> Result<Figure, FigureFault> {
        do throws(FigureFault) {
            var reader = try FigureReader(text)
            return .success(try reader.figure())
        } catch {
            return .failure(error)
        }
    }

    /// The figure as people write it, exact where a decimal is: `1200万元`, `3%`, `2人`. Read back, it is the
    /// same.
    public var text: String {
        switch unit {
        case nil: Figure.number(value)
        case "元"?: Money(yuan: value)?.text ?? Figure.number(value) + "元"
        case "%"?: Figure.number(value * 100) + "%"
        case "‰"?: Figure.number(value * 1_000) + "‰"
        case let unit?: Figure.number(value) + unit
        }
    }

    private static func number(_ value: Rational) -> String { value.decimalText(places: 20) }
}
