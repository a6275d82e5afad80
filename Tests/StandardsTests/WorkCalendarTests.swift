// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Standards

@Suite("WorkCalendar: working days")
struct WorkCalendarTests {
    private let calendar = WorkCalendar.standard

    private func day(_ text: String) throws -> Day { try #require(Day(isoText: text)) }

    /// The marks of each month in the fixture.
    private func fixture() throws -> [(month: Day, marks: [Character])] {
        try workdayFixture.split(separator: "\n").map { line in
            let parts = line.split(separator: " ")
            return (try day("\(parts[0])-01"), Array(parts[1]))
        }
    }

    @Test("every day of 2021 to 2026 agrees with the package chinesecalendar")
    func agreesWithFixture() throws {
        var days = 0
        for (month, marks) in try fixture() {
            #expect(marks.count == Day.length(ofMonth: month.month, year: month.year))
            for (index, mark) in marks.enumerated() {
                let day = month.adding(days: index)
                let kind = try calendar.kind(of: day)
                #expect(try calendar.isWorkingDay(day) == (mark == "1"), "\(day)")
                #expect((kind == .working || kind == .exchanged) == (mark == "1"), "\(day)")
                days += 1
            }
        }
        #expect(days == 2_191)
    }

    @Test("kinds of days are told apart")
    func kinds() throws {
        #expect(try calendar.kind(of: day("2026-02-17")) == .holiday("春节"))
        #expect(try calendar.kind(of: day("2026-02-14")) == .exchanged)
        #expect(try calendar.kind(of: day("2026-11-21")) == .weekend)
        #expect(try calendar.kind(of: day("2026-11-23")) == .working)
    }

    @Test("a year that is not published is an error that says what to do")
    func refusesUnpublished() throws {
        let fault = CalendarFault.notPublished(
            year: 2_027, known: [2_021, 2_022, 2_023, 2_024, 2_025, 2_026])
        let (inside, outside) = (try day("2026-12-31"), try day("2027-01-04"))
        #expect(throws: fault) { try calendar.isWorkingDay(outside) }
        #expect(throws: fault) { try calendar.adding(workingDays: 1, to: inside) }
        #expect(throws: fault) { try calendar.workingDays(from: inside, to: outside) }
        #expect(throws: CalendarFault.self) { try calendar.adding(workingDays: .max, to: inside) }
        #expect(throws: CalendarFault.self) { try calendar.adding(workingDays: .min, to: inside) }
        #expect(fault.chineseText.contains("2027") && fault.chineseText.contains("录入"))
        #expect(fault.englishText.contains("2027"))
    }

    @Test("ten working days across the Spring Festival of 2026")
    func acrossSpringFestival() throws {
        // 9 to 13, Saturday 14 (exchanged), 24 to 27 February: ten days.
        #expect(try calendar.adding(workingDays: 10, to: day("2026-02-08")) == day("2026-02-27"))
        #expect(try calendar.adding(workingDays: 1, to: day("2026-11-20")) == day("2026-11-23"))
        #expect(try calendar.adding(workingDays: 0, to: day("2026-11-21")) == day("2026-11-23"))
        #expect(try calendar.adding(workingDays: 0, to: day("2026-11-20")) == day("2026-11-20"))
        #expect(try calendar.adding(workingDays: -1, to: day("2026-11-23")) == day("2026-11-20"))
        #expect(try calendar.workingDay(onOrAfter: day("2026-10-01")) == day("2026-10-08"))
        #expect(try calendar.adding(workingDays: 5, to: day("2025-12-30")) == day("2026-01-07"))
    }

    @Test("adding and counting agree with walking day by day")
    func agreesWithWalking() throws {
        let marks = try fixture().flatMap { month, marks in
            marks.enumerated().map { (month.adding(days: $0.offset), $0.element == "1") }
        }
        let working = marks.filter(\.1).map(\.0)
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<1_500 {
            let start = marks[Int.random(in: marks.indices, using: &generator)].0
            let end = marks[Int.random(in: marks.indices, using: &generator)].0
            let between = working.filter { start < $0 && $0 <= end }.count
            let back = working.filter { end < $0 && $0 <= start }.count
            #expect(try calendar.workingDays(from: start, to: end) == between - back)
            let count = Int.random(in: 1...400, using: &generator)
            let later = working.filter { $0 > start }
            if count <= later.count {
                #expect(try calendar.adding(workingDays: count, to: start) == later[count - 1])
            }
            let earlier = working.filter { $0 < start }
            if count <= earlier.count {
                #expect(try calendar.adding(workingDays: -count, to: start) == earlier[earlier.count - count])
            }
        }
    }

    @Test("an operator's year joins the built-in ones, and may replace one of them")
    func takesPlans() throws {
        let plan = try YearPlan(text: YearPlanTests.example)
        let extended = WorkCalendar(adding: [plan])
        #expect(extended.years == [2_021, 2_022, 2_023, 2_024, 2_025, 2_026, 2_099])
        #expect(try extended.isWorkingDay(day("2099-01-05")) && !extended.isWorkingDay(day("2099-01-02")))
        #expect(throws: CalendarFault.self) { try extended.adding(workingDays: 1, to: day("2026-12-31")) }
        let amended = try YearPlan(
            text: calendar.plan(of: 2_026).text.replacing("2026-02-28", with: "2026-03-01"))
        let replaced = WorkCalendar(adding: [amended])
        #expect(try replaced.isWorkingDay(day("2026-03-01")) && !replaced.isWorkingDay(day("2026-02-28")))
        #expect(try !calendar.isWorkingDay(day("2026-03-01")))
    }
}
