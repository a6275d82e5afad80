// SPDX-License-Identifier: Apache-2.0
import Rules

/// A condition over columns: what rules are compiled to before they are run on many enterprises.
///
/// A comparison with an unknown fact is unknown; connectives follow `Outcome`.
public indirect enum Formula: Sendable, Hashable {
    /// The same for every enterprise; `.person` is a judgement clause.
    case constant(Outcome)
    /// A number column compared with a constant.
    case compare(column: Int, Comparison, Int64)
    /// A sum of scaled number columns compared with a constant, exactly; unknown as well when one of the
    /// `positive` columns is not positive (the denominator of a ratio).
    case linear([Term], Comparison, Int64, positive: [Int])
    /// A day column compared with a day that depends on the day of judgement.
    case day(column: Int, Comparison, DayBound)
    /// A code column's code is one of the first; unknown where it is one of `perhaps`, the codes too wide to
    /// tell.
    case code(column: Int, CodeBits, perhaps: CodeBits? = nil)
    /// A flag column is 是.
    case flag(column: Int)
    /// The verdict that a column holds.
    case verdict(column: Int)
    /// What only the plan's `Residual` can judge, by its number there.
    case residual(Int)
    /// The opposite; unknown and person stay.
    case not(Formula)
    /// All must hold.
    case all([Formula])
    /// One must hold.
    case any([Formula])
    /// So many must hold.
    case some(Int, of: [Formula])

    /// How a value is compared.
    public enum Comparison: Sendable, Hashable, CaseIterable {
        /// The value is at least, at most, more than, less than, equal to, other than the constant.
        case atLeast, atMost, moreThan, lessThan, equal, other

        /// Whether it holds.
        public func holds<Number: Comparable>(_ value: Number, _ constant: Number) -> Bool {
            switch self {
            case .atLeast: value >= constant
            case .atMost: value <= constant
            case .moreThan: value > constant
            case .lessThan: value < constant
            case .equal: value == constant
            case .other: value != constant
            }
        }
    }

    /// A scaled column.
    public struct Term: Sendable, Hashable {
        /// Which number column.
        public var column: Int
        /// By what it is multiplied; within ±2^60.
        public var factor: Int64

        /// A column times a factor.
        public init(_ column: Int, times factor: Int64) {
            self.column = column
            self.factor = factor
        }
    }

    /// numerator / denominator compared with a share of so many parts of `of`, the denominator being
    /// positive.
    public static func ratio(
        _ numerator: Int, _ denominator: Int, _ comparison: Comparison, parts: Int64, of whole: Int64
    ) -> Formula {
        .linear(
            [Term(numerator, times: whole), Term(denominator, times: -parts)], comparison, 0,
            positive: [denominator])
    }
}

/// A day (days since 1970-01-01) that follows from the day of judgement.
public enum DayBound: Sendable, Hashable {
    /// A fixed day.
    case day(Int64)
    /// The last day from which so many months and then days have passed by the day of judgement. Where the
    /// month of arrival lacks the day, its last day counts.
    case before(months: Int, days: Int)
    /// The same, or by 31 December of the year before.
    case elapsed(months: Int, days: Int, isToday: Bool)

    /// The day itself, judged on a day.
    public func day(asOf today: Int64) -> Int64 {
        switch self {
        case .day(let day): day
        case .elapsed(let months, let days, false):
            DayBound.last(
                months: months,
                by: CivilDay(year: CivilDay(today).parts.year, month: 1, day: 1).days - 1 - Int64(days))
        case .before(let months, let days), .elapsed(let months, let days, true):
            DayBound.last(months: months, by: today - Int64(days))
        }
    }

    private static func last(months: Int, by today: Int64) -> Int64 {
        var day = CivilDay(today).adding(months: -months).days
        while CivilDay(day).adding(months: months).days > today { day -= 1 }
        while CivilDay(day + 1).adding(months: months).days <= today { day += 1 }
        return day
    }
}

/// A day of the proleptic Gregorian calendar by its number of days since 1970-01-01.
struct CivilDay {
    var days: Int64

    init(_ days: Int64) { self.days = days }

    /// Howard Hinnant's days_from_civil: eras of 400 years that begin in March.
    init(year: Int64, month: Int64, day: Int64) {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    var parts: (year: Int64, month: Int64, day: Int64) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let century = dayOfEra / 36_524 - dayOfEra / 146_096
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + century) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400
        return (
            month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    func adding(months: Int) -> CivilDay {
        let (year, month, day) = parts
        let index = year * 12 + month - 1 + Int64(months)
        let newYear = index >= 0 ? index / 12 : (index - 11) / 12
        let newMonth = index - newYear * 12 + 1
        let first = CivilDay(year: newYear, month: newMonth, day: 1)
        let next = CivilDay(year: newMonth == 12 ? newYear + 1 : newYear, month: newMonth % 12 + 1, day: 1)
        return CivilDay(first.days + min(day, next.days - first.days) - 1)
    }
}

/// A set of codes of one dictionary, as bits.
public struct CodeBits: Sendable, Hashable {
    /// How many codes the dictionary has.
    public let count: Int
    /// 64 codes a word.
    public private(set) var words: [UInt64]

    /// The codes given, of a dictionary of so many words.
    public init(_ codes: some Sequence<Int>, of count: Int) {
        self.count = count
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for code in codes where code >= 0 && code < count { words[code >> 6] |= 1 << UInt64(code & 63) }
    }

    /// Whether a code is in it.
    public func contains(_ code: Int) -> Bool {
        code >= 0 && code >> 6 < words.count && words[code >> 6] >> UInt64(code & 63) & 1 == 1
    }
}

/// One rule as the engine takes it.
public struct Program: Sendable, Hashable {
    /// The caller's number for it.
    public var id: Int
    /// The clauses, all of which must hold; each but those on a region alone counts in the degree.
    public var clauses: [Formula]
    /// What it pays to whom it is met, when that is known.
    public var amount: Payment?

    /// A rule of clauses.
    public init(id: Int, clauses: [Formula], amount: Payment? = nil) {
        self.id = id
        self.clauses = clauses
        self.amount = amount
    }
}
