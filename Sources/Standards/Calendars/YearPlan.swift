// SPDX-License-Identifier: Apache-2.0

/// The holidays of one year as the State Council's General Office has published them (放假调休安排).
public struct YearPlan: Hashable, Sendable {
    /// Days off in a row under one name, weekends and exchanged days included.
    public struct Holiday: Hashable, Sendable {
        /// 元旦, 春节, 中秋节、国庆节 …
        public let name: String
        /// The first day off that lies in the year.
        public let first: Day
        /// The last day off that lies in the year.
        public let last: Day

        /// Days off from the first to the last.
        public init(name: String, first: Day, last: Day) {
            (self.name, self.first, self.last) = (name, first, last)
        }
    }

    /// The year, all of whose days the plan decides.
    public let year: Int
    /// The notice it comes from.
    public let source: String
    /// In the order of days.
    public let holidays: [Holiday]
    /// Saturdays and Sundays that are worked in exchange (调休上班), in order.
    public let exchanged: [Day]

    /// For the built-in plans and after checks.
    init(unchecked year: Int, source: String, holidays: [Holiday], exchanged: [Day]) {
        (self.year, self.source) = (year, source)
        self.holidays = holidays.sorted { $0.first < $1.first }
        self.exchanged = exchanged.sorted()
    }

    /// The name of the holiday on a day, if it is one.
    func holiday(on day: Day) -> Holiday? { holidays.first { $0.first <= day && day <= $0.last } }

    /// Whether a day of this year is worked.
    func isWorking(_ day: Day) -> Bool {
        if holiday(on: day) != nil { return false }
        return !day.weekday.isWeekend || exchanged.contains(day)
    }
}

extension YearPlan {
    /// Whether the plan contradicts itself or the law; nil when it does not.
    ///
    /// The fixed days are those of 《全国年节及纪念日放假办法》(2024-11-10): 1 January, 1 May (2 May too since 2025), 1 to
    /// 3 October. The others follow the lunar calendar, which nobody here computes.
    var contradiction: YearPlanFault.Problem? {
        for day in exchanged {
            if !day.weekday.isWeekend { return .exchangedWeekday(day) }
            if holiday(on: day) != nil { return .exchangedHoliday(day) }
        }
        var fixed = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)]
        if year >= 2_025 { fixed.append((5, 2)) }
        for (month, number) in fixed {
            if let day = Day(year: year, month: month, day: number), holiday(on: day) == nil {
                return .missingHoliday(day)
            }
        }
        for (earlier, later) in zip(holidays, holidays.dropFirst()) where later.first <= earlier.last {
            return .overlap(later.first)
        }
        return nil
    }
}
