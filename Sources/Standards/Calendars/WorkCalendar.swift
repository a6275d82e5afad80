// SPDX-License-Identifier: Apache-2.0

/// Working days (工作日) as published year by year. A year that was not published is an error, never a guess.
///
/// ```swift
/// try WorkCalendar.standard.adding(workingDays: 10, to: received)   // the day on which ten working days end
/// ```
public struct WorkCalendar: Sendable, Hashable {
    /// The built-in years, 2021 to 2026.
    public static let standard = WorkCalendar(plans: YearPlan.published)

    /// The plans in use, by year.
    private let plans: [Int: YearPlan]
    /// For each year, how many working days lie before each of its days, and in all of it as the last
    /// element.
    private let counts: [Int: [Int]]

    /// The built-in years and those an operator has entered. A plan for a built-in year replaces it, as an
    /// amended notice wants.
    public init(published: WorkCalendar = .standard, adding plans: [YearPlan]) {
        self.init(plans: Array(published.plans.values) + plans)
    }

    private init(plans list: [YearPlan]) {
        plans = Dictionary(list.map { ($0.year, $0) }) { _, later in later }
        counts = plans.mapValues(WorkCalendar.counts)
    }

    /// The years that are published, in order.
    public var years: [Int] { plans.keys.sorted() }

    /// The plan of a year.
    public func plan(of year: Int) throws(CalendarFault) -> YearPlan {
        guard let plan = plans[year] else { throw .notPublished(year: year, known: years) }
        return plan
    }

    /// What kind of day it is.
    public enum Kind: Hashable, Sendable {
        /// Monday to Friday, and no holiday.
        case working
        /// A Saturday or Sunday that is worked in exchange (调休上班).
        case exchanged
        /// Saturday or Sunday.
        case weekend
        /// Off, with the name of the holiday; exchanged days off and the weekends beside them included.
        case holiday(String)
    }

    /// What kind of day it is.
    public func kind(of day: Day) throws(CalendarFault) -> Kind {
        let plan = try plan(of: day.year)
        if let holiday = plan.holiday(on: day) { return .holiday(holiday.name) }
        guard day.weekday.isWeekend else { return .working }
        return plan.exchanged.contains(day) ? .exchanged : .weekend
    }

    /// Whether the day is worked.
    public func isWorkingDay(_ day: Day) throws(CalendarFault) -> Bool {
        let counts = try counts(of: day.year)
        let index = WorkCalendar.index(of: day)
        return counts[index + 1] > counts[index]
    }

    /// The day on which so many working days end. The day itself does not count (民法典第二百零一条: 开始的当日不计入), so one
    /// working day after a Friday is the next Monday. Negative numbers count backwards. Zero is the day
    /// itself when it is worked, and otherwise the next that is.
    public func adding(workingDays: Int, to day: Day) throws(CalendarFault) -> Day {
        let before = try counted(before: day)
        let own = try isWorkingDay(day) ? 1 : 0
        // Further than any calendar reaches, and far from overflow.
        let bounded = max(-10_000_000, min(10_000_000, workingDays))
        return try workingDay(number: before + bounded + (bounded > 0 ? own - 1 : 0), from: day.year)
    }

    /// The day itself when it is worked, and otherwise the next that is (民法典第二百零三条).
    public func workingDay(onOrAfter day: Day) throws(CalendarFault) -> Day {
        try adding(workingDays: 0, to: day)
    }

    /// How many working days lie after the first day, up to and including the second: the number that
    /// `adding(workingDays:to:)` takes to come from one working day to the other. Negative when the second is
    /// earlier.
    public func workingDays(from first: Day, to second: Day) throws(CalendarFault) -> Int {
        if second < first { return -(try workingDays(from: second, to: first)) }
        var total = 0
        for year in first.year...second.year {
            let counts = try counts(of: year)
            let start = year == first.year ? counts[WorkCalendar.index(of: first) + 1] : 0
            let end =
                year == second.year ? counts[WorkCalendar.index(of: second) + 1] : counts[counts.count - 1]
            total += end - start
        }
        return total
    }

    // MARK: - Tables

    /// Working days of its year before the day.
    private func counted(before day: Day) throws(CalendarFault) -> Int {
        try counts(of: day.year)[WorkCalendar.index(of: day)]
    }

    /// The working day with this number, counted from 0 at the beginning of the year; it may lie in another
    /// year.
    private func workingDay(number: Int, from start: Int) throws(CalendarFault) -> Day {
        var (number, year) = (number, start)
        while true {
            let counts = try counts(of: year)
            let total = counts[counts.count - 1]
            if number < 0 {
                year -= 1
                number += try self.counts(of: year).last ?? 0
            } else if number >= total {
                number -= total
                year += 1
            } else {
                let index = WorkCalendar.index(ofWorkingDay: number, in: counts)
                return WorkCalendar.newYear(year).adding(days: index)
            }
        }
    }

    private func counts(of year: Int) throws(CalendarFault) -> [Int] {
        guard let counts = counts[year] else { throw .notPublished(year: year, known: years) }
        return counts
    }

    /// The largest index before which only `number` working days lie: that day is the one.
    private static func index(ofWorkingDay number: Int, in counts: [Int]) -> Int {
        var (low, high) = (0, counts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if counts[middle] <= number { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private static func counts(of plan: YearPlan) -> [Int] {
        let first = newYear(plan.year)
        var result = [0]
        for index in 0..<(Day.isLeap(plan.year) ? 366 : 365) {
            result.append(result[index] + (plan.isWorking(first.adding(days: index)) ? 1 : 0))
        }
        return result
    }

    private static func index(of day: Day) -> Int { day.number - newYear(day.year).number }

    private static func newYear(_ year: Int) -> Day { Day(year: year, month: 1, day: 1) ?? .earliest }
}

/// What can go wrong with working days.
public enum CalendarFault: Error, Hashable, Sendable {
    /// The arrangement of the year is not known here; the years that are.
    case notPublished(year: Int, known: [Int])

    /// What happened and what an operator can do, in Chinese.
    public var chineseText: String {
        switch self {
        case .notPublished(let year, let known):
            "系统中没有 \(year) 年的放假调休安排（现有：\(known.map(String.init).joined(separator: "、"))），因此不能计算该年的工作日。"
                + "请管理员在国务院办公厅公布后录入该年安排（年份、放假、上班各行，见《工作日历》说明）；公布前不推算。"
        }
    }

    /// What happened and what an operator can do, in English.
    public var englishText: String {
        switch self {
        case .notPublished(let year, let known):
            "The holiday arrangement of \(year) is not in the system (it has "
                + known.map(String.init).joined(separator: ", ")
                + "), so its working days cannot be counted. An administrator can enter it once the State Council's "
                + "General Office has published it; until then nothing is guessed."
        }
    }
}
