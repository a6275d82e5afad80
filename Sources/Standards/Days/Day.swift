// SPDX-License-Identifier: Apache-2.0

/// A date of the Gregorian calendar without a time of day, from 0001-01-01 to 9999-12-31.
///
/// Days are numbered, so differences are subtraction and order is integer order. Sums that would leave the
/// range stop at its ends: no deadline lies there, and nothing traps.
public struct Day: Hashable, Comparable, Sendable {
    private let offset: Int32

    /// Days since 1970-01-01, negative before it.
    public var number: Int { Int(offset) }

    /// 0001-01-01.
    public static let earliest = Day(number: -719_162)
    /// 9999-12-31.
    public static let latest = Day(number: 2_932_896)

    /// The day so many days after 1970-01-01, kept within `earliest` and `latest`.
    public init(number: Int) {
        offset = Int32(max(-719_162, min(2_932_896, number)))
    }

    /// The date, or nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.init(number: Day.number(year: year, month: month, day: day))
    }

    /// 1 to 9999.
    public var year: Int { parts.year }
    /// 1 to 12.
    public var month: Int { parts.month }
    /// 1 to 31.
    public var day: Int { parts.day }
    /// The day of the week.
    public var weekday: Weekday { Weekday(days: number) }

    /// Earlier days come first.
    public static func < (left: Day, right: Day) -> Bool { left.offset < right.offset }

    /// The day so many days later, or earlier when negative.
    public func adding(days: Int) -> Day {
        let (sum, overflow) = number.addingReportingOverflow(days)
        return overflow ? (days < 0 ? .earliest : .latest) : Day(number: sum)
    }

    /// The same day so many months later; where that month is too short, its last day.
    public func adding(months: Int) -> Day {
        let (year, month, day) = parts
        let (total, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        if overflow || total >= 10_000 * 12 { return months < 0 ? .earliest : .latest }
        if total < 12 { return .earliest }
        let (targetYear, targetMonth) = (total / 12, total % 12 + 1)
        let last = Day.length(ofMonth: targetMonth, year: targetYear)
        return Day(number: Day.number(year: targetYear, month: targetMonth, day: min(day, last)))
    }

    /// The same day so many years later; 29 February becomes 28 February in common years.
    public func adding(years: Int) -> Day {
        let (months, overflow) = years.multipliedReportingOverflow(by: 12)
        return overflow ? (years < 0 ? .earliest : .latest) : adding(months: months)
    }

    /// How many full years have passed on `other`: the largest n for which `adding(years: n)` is not after
    /// it. Negative, and counted the same way from the earlier day, when `other` comes first.
    public func years(until other: Day) -> Int {
        if other < self { return -other.years(until: self) }
        let difference = other.year - year
        return adding(years: difference) <= other ? difference : difference - 1
    }

    /// How many full months have passed on `other`, counted as `years(until:)` does.
    public func months(until other: Day) -> Int {
        if other < self { return -other.months(until: self) }
        let difference = (other.year - year) * 12 + other.month - month
        return adding(months: difference) <= other ? difference : difference - 1
    }

    /// How many days later `other` is.
    public func days(until other: Day) -> Int { other.number - number }

    /// How many days the month has.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether the year has a 29 February.
    public static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// Years are counted from March here, so that the leap day comes last (Howard Hinnant, "chrono-compatible
    /// low-level date algorithms", public domain).
    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The inverse of `number(year:month:day:)`.
    var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

/// The days of the week, numbered as GB/T 7408 and ISO 8601 do: Monday is 1.
public enum Weekday: Int, CaseIterable, Sendable, Codable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The weekday of the day so many days after Thursday, 1970-01-01.
    init(days: Int) {
        let index = ((days + 3) % 7 + 7) % 7
        self = Weekday.allCases[index]
    }

    /// Saturday and Sunday, before any 调休.
    public var isWeekend: Bool { self == .saturday || self == .sunday }

    /// 星期一 … 星期日.
    public var chineseText: String { "星期" + ["一", "二", "三", "四", "五", "六", "日"][rawValue - 1] }
}
