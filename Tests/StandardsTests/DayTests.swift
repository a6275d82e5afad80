// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Standards

@Suite("Day: dates of the calendar")
struct DayTests {
    private func day(_ text: String) throws -> Day { try #require(Day(isoText: text)) }

    @Test("every day from 1600 to 2400 follows the one before, and its parts bring it back")
    func walksEightCenturies() throws {
        var expected = (year: 1_600, month: 1, day: 1)
        var weekday = try day("1600-01-01").weekday.rawValue
        let first = try day("1600-01-01").number
        var mistakes = 0
        for number in first..<(try day("2400-01-01").number) {
            let day = Day(number: number)
            if day.parts != expected || day.weekday.rawValue != weekday { mistakes += 1 }
            if Day(year: expected.year, month: expected.month, day: expected.day) != day { mistakes += 1 }
            weekday = weekday % 7 + 1
            expected.day += 1
            if expected.day > Day.length(ofMonth: expected.month, year: expected.year) {
                expected = (expected.year, expected.month + 1, 1)
            }
            if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
        }
        #expect(mistakes == 0)
    }

    @Test("known days have known numbers and weekdays")
    func knownDays() throws {
        #expect(try day("1970-01-01").number == 0)
        #expect(try day("2026-11-21").weekday == .saturday)
        #expect(try day("1949-10-01").weekday == .saturday)
        #expect(try day("2000-02-29").number == 11_016)
        #expect(Day.earliest.isoText == "0001-01-01" && Day.latest.isoText == "9999-12-31")
    }

    @Test(
        "the calendar has no such days",
        arguments: [
            (2026, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31),
            (0, 1, 1), (10_000, 1, 1), (1900, 2, 29), (2026, 1, 0), (Int.min, 1, 1), (2026, Int.max, 1),
        ])
    func refuses(parts: (Int, Int, Int)) {
        #expect(Day(year: parts.0, month: parts.1, day: parts.2) == nil)
    }

    @Test("29 February becomes 28 February, and month ends stay in their month")
    func addsMonthsAndYears() throws {
        #expect(try day("2024-02-29").adding(years: 1) == day("2025-02-28"))
        #expect(try day("2024-02-29").adding(years: 4) == day("2028-02-29"))
        #expect(try day("2024-02-29").adding(years: -1) == day("2023-02-28"))
        #expect(try day("2026-01-31").adding(months: 1) == day("2026-02-28"))
        #expect(try day("2026-12-15").adding(months: 1) == day("2027-01-15"))
        #expect(try day("2026-01-15").adding(months: -1) == day("2025-12-15"))
        #expect(try day("2026-01-15").adding(months: -13) == day("2024-12-15"))
    }

    @Test("full years agree with the last anniversary that is not later")
    func countsYears() throws {
        #expect(try day("2023-04-01").years(until: day("2026-03-31")) == 2)
        #expect(try day("2023-04-01").years(until: day("2026-04-01")) == 3)
        #expect(try day("2024-02-29").years(until: day("2025-02-28")) == 1)
        #expect(try day("2026-04-01").years(until: day("2023-04-02")) == -2)
        #expect(try day("2026-01-31").months(until: day("2026-02-28")) == 1)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let start = Day(number: Int.random(in: -50_000...50_000, using: &generator))
            let end = start.adding(days: Int.random(in: 0...40_000, using: &generator))
            let years = start.years(until: end)
            #expect(start.adding(years: years) <= end && start.adding(years: years + 1) > end)
            let months = start.months(until: end)
            #expect(start.adding(months: months) <= end && start.adding(months: months + 1) > end)
            #expect(start.adding(days: start.days(until: end)) == end)
        }
    }

    @Test("sums beyond the calendar stop at its ends")
    func staysInRange() {
        #expect(Day.latest.adding(days: .max) == .latest && Day.earliest.adding(days: .min) == .earliest)
        #expect(Day.latest.adding(months: 1) == .latest && Day.earliest.adding(years: .min) == .earliest)
        #expect(Day.latest.adding(years: .max) == .latest && Day.earliest.adding(months: .min) == .earliest)
        #expect(Day(number: .max) == .latest && Day(number: .min) == .earliest)
    }

    @Test(
        "documents' forms of one date are read",
        arguments: [
            "2026-04-01", "2026/4/1", "2026.4.1", "2026年4月1日", "２０２６年４月１日", "二〇二六年四月一日", "二零二六年四月一日",
            "二○二六年四月一日", "2026 年 4 月 1 日", "2026年4月1號", "2026年04月01号", "20260401", " 2026－04－01 ",
            "2026/04/01",
        ])
    func reads(text: String) throws {
        #expect(try Day(reading: text) == day("2026-04-01"))
    }

    @Test("months and days in Chinese numerals are read")
    func readsNumerals() throws {
        #expect(try Day(reading: "二零二六年十二月三十一日") == day("2026-12-31"))
        #expect(try Day(reading: "二〇二六年十月二十日") == day("2026-10-20"))
        #expect(try Day(reading: "二〇二六年十一月廿一日") == day("2026-11-21"))
        #expect(Day(reading: "二〇二六年二月卅日") == nil)
    }

    @Test(
        "what is no date, or an uncertain one, is refused",
        arguments: [
            "", "2026", "2026-4", "26-4-1", "2026-4/1", "2026-13-01", "2026年2月30日", "2026年4月", "4月1日",
            "二六年四月一日",
            "2026-04-01T00:00", "２０２６年４月", "2026--04-01", "-2026-04-01", "2026年四月1", "20261301", "2026年4月1日起",
            "年月日",
            "1/4/2026", "二〇二六年四月百日",
        ])
    func refusesTexts(text: String) {
        #expect(Day(reading: text) == nil)
    }

    @Test("texts and JSON bring the day back")
    func writes() throws {
        let april = try day("2026-04-01")
        #expect(april.chineseText == "2026年4月1日" && april.englishText == "1 April 2026")
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let day = Day(number: Int.random(in: -300_000...2_000_000, using: &generator))
            #expect(Day(isoText: day.isoText) == day && Day(reading: day.chineseText) == day)
        }
        #expect(try String(decoding: JSONEncoder().encode([april]), as: UTF8.self) == "[\"2026-04-01\"]")
        #expect(try JSONDecoder().decode([Day].self, from: Data("[\"2026-04-01\"]".utf8)) == [april])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Day].self, from: Data("[\"2026-4-1\"]".utf8))
        }
    }

    @Test("the weekday in Chinese")
    func weekdays() throws {
        #expect(try day("2026-11-22").weekday.chineseText == "星期日")
        #expect(try day("2026-11-23").weekday.chineseText == "星期一")
        #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
    }
}
