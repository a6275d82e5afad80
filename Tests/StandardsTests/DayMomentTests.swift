// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@Suite struct DayMomentTests {
    @Test("A day begins at midnight in China, sixteen hours into the day before in UTC")
    func midnight() throws {
        let day = try #require(Day(year: 2026, month: 11, day: 22))
        #expect(day.startMilliseconds == 1_795_276_800_000)
        #expect(Day(milliseconds: day.startMilliseconds) == day)
        #expect(Day(milliseconds: day.startMilliseconds - 1) == day.adding(days: -1))
        #expect(Day.clock(at: day.startMilliseconds) == "00:00")
        #expect(Day.clock(at: day.startMilliseconds - 1) == "23:59")
        #expect(Day.clock(at: day.startMilliseconds + (16 * 60 + 5) * 60_000) == "16:05")
    }

    @Test("Moments before 1970 have their day too")
    func early() throws {
        let day = try #require(Day(year: 1969, month: 7, day: 20))
        #expect(Day(milliseconds: day.startMilliseconds) == day)
        #expect(Day(milliseconds: day.startMilliseconds + 86_399_999) == day)
        #expect(Day.clock(at: day.startMilliseconds + 86_399_999) == "23:59")
    }
}
