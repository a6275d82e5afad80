// SPDX-License-Identifier: Apache-2.0
import Standards

/// A number that a rule computes from facts: a scalar, or one number a year over a window.
public indirect enum Expression: Hashable, Sendable {
    case literal(Literal)
    case fact(FactReference)
    /// The rule's own score, or the score of one of its groups.
    case score(group: String?, Place)
    case negated(Expression)
    case arithmetic(Operator, Expression, Expression)
    case aggregate(Aggregate, Expression)
    /// Growth of a yearly fact over the years of its window, each against the year before.
    case growth(Growth, FactReference)

    /// The four operations; a quotient needs a positive divisor, else it is unknown.
    public enum Operator: Hashable, Sendable { case plus, minus, times, over }

    /// How a window of numbers becomes one.
    public enum Aggregate: String, Hashable, Sendable, CaseIterable {
        case sum = "合计"
        case mean = "平均"
        case highest = "最高"
        case lowest = "最低"
    }

    /// How growth over a window becomes one number.
    public enum Growth: String, Hashable, Sendable, CaseIterable {
        /// 增长率: of the one year named.
        case single = "增长率"
        /// 平均增长率: arithmetic mean of the yearly rates.
        case mean = "平均增长率"
        /// 复合增长率: the constant rate that leads from the base year to the last.
        case compound = "复合增长率"
    }
}

/// A number as written, exact, in base units.
public struct Literal: Hashable, Sendable {
    public let value: Rational
    public let unit: Unit
    /// The digits and unit as written, for messages.
    public let text: String
    /// Where the digits stand, without the unit.
    public let place: Place
}

/// A fact, of a period where the word has one.
public struct FactReference: Hashable, Sendable {
    public let word: Word.ID
    public let period: Period
    public let place: Place
}

/// The years that a reference means, seen from the day of judgement.
public enum Period: Hashable, Sendable {
    /// The word has no period.
    case present
    /// The year that many years before that of the day of judgement: 0 本年度, 1 上年度 or 上年末.
    case year(Int)
    /// The given number of years that end with 上年度, oldest first.
    case years(Int)
    /// The period of the word that is being derived.
    case inherited

    /// How many numbers it yields.
    public var count: Int { if case .years(let n) = self { n } else { 1 } }
}
