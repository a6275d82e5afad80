// SPDX-License-Identifier: Apache-2.0

/// An amount of 人民币, exact to the fen.
///
/// Sums that do not fit into 64 bits of fen (about 92 quadrillion yuan) are reported, never wrapped and never
/// a trap.
public struct Money: Hashable, Comparable, Sendable {
    /// The amount in fen, a hundredth of a yuan.
    public let fen: Int64

    /// No money.
    public static let zero = Money(fen: 0)

    /// So many fen.
    public init(fen: Int64) { self.fen = fen }

    /// So many yuan, or nil when that is not a whole number of fen or does not fit.
    public init?(yuan: Rational) {
        guard let fen = (yuan * 100).int64 else { return nil }
        self.init(fen: fen)
    }

    /// So many yuan, rounded to fen with halves away from zero (四舍五入); nil when it does not fit.
    public init?(rounding yuan: Rational) {
        guard let fen = (yuan * 100).rounded().int64 else { return nil }
        self.init(fen: fen)
    }

    /// The amount in yuan.
    public var yuan: Rational { Rational(fen).divided(by: 100) ?? .zero }

    /// Smaller amounts, and debts, come first.
    public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

    /// The sum.
    public static func + (left: Money, right: Money) throws(MoneyFault) -> Money {
        let (sum, overflow) = left.fen.addingReportingOverflow(right.fen)
        guard !overflow else { throw .overflow }
        return Money(fen: sum)
    }

    /// The difference; debts are negative.
    public static func - (left: Money, right: Money) throws(MoneyFault) -> Money {
        let (difference, overflow) = left.fen.subtractingReportingOverflow(right.fen)
        guard !overflow else { throw .overflow }
        return Money(fen: difference)
    }

    /// The sum, or nil when it does not fit.
    public func adding(_ other: Money) -> Money? { try? self + other }

    /// The difference, or nil when it does not fit.
    public func subtracting(_ other: Money) -> Money? { try? self - other }

    /// The amount times a share or a count, rounded to fen with halves away from zero; nil when it does not
    /// fit.
    public func times(_ factor: Rational) -> Money? { Money(rounding: yuan * factor) }

    /// The sum of all, reported when it does not fit.
    public static func sum(_ amounts: some Sequence<Money>) throws(MoneyFault) -> Money {
        var total = Money.zero
        for amount in amounts { total = try total + amount }
        return total
    }
}

/// What can go wrong with amounts.
public enum MoneyFault: Error, Hashable, Sendable {
    /// The result does not fit into 64 bits of fen.
    case overflow

    /// What happened and what to do, in Chinese.
    public var chineseText: String {
        switch self {
        case .overflow: "金额超出可以记录的范围（约 922 万亿元）。请检查是否多输了几位数，或单位选错。"
        }
    }

    /// What happened and what to do, in English.
    public var englishText: String {
        switch self {
        case .overflow:
            "The amount is beyond what can be recorded (about CNY 92 quadrillion). "
                + "Check for extra digits or a wrong unit."
        }
    }
}

extension Money: Codable {
    /// Decodes fen.
    public init(from decoder: any Decoder) throws {
        self.init(fen: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Encodes fen.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fen)
    }
}
