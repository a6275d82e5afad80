// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import SiteTesting
import Standards
import Testing

@testable import Platform

/// What Fujian's platform gives: the policy's whole way, two kinds of diagnosis, a calendar, text messages.
@Suite struct FujianScenarios {
    @Test func `FJ5: the month shows what opens and closes, and marks what is only guessed from past years`()
        async throws
    {
        let house = try await House.still.value
        let day = house.today
        let all = try await house.published()
        let first = try #require(Day(year: day.year, month: 12, day: 1))
        let last = first.adding(days: 30)
        let current = all.filter { Facet.status(of: $0, on: day) != "ended" }
        var expected: Set<[String]> = []
        for version in current {
            let content = version.content
            for (moment, what) in [(content.applyFrom, "开始申报"), (content.applyTo, "申报截止")] {
                guard let moment, first <= moment, moment <= last else { continue }
                expected.insert([moment.chineseText, what, content.title])
            }
        }
        let page = try await Visitor(house).open("/policies/calendar?month=\(day.year)-12")
        let rows = page.rows.filter { $0.count == 5 && $0[0].hasPrefix("2026年12月") }
        let published = rows.filter { $0[4] == "已公布" }
        #expect(Set(published.map { Array($0[0...2]) }) == expected && expected.count > 8)
        // Two earlier years had this call, and this year's is not out: a year after the last one.
        let earlier = try #require(
            all.filter { $0.content.title.contains("工业互联网标杆工厂") }.max {
                ($0.content.applyFrom ?? day) < ($1.content.applyFrom ?? day)
            })
        let guess = try #require(earlier.content.applyFrom).adding(years: 1)
        let guessed = rows.filter { $0[4].contains("往年推算") }
        #expect(guessed.map { $0[0] } == [guess.chineseText])
        #expect(guessed.first?[2] == earlier.content.title && guessed.first?[4].contains("2 个年度") == true)
        #expect(rows.count == published.count + guessed.count)

        let file = try await Visitor(house).open("/policies/calendar/\(day.year)-12.ics")
        let calendar = file.html.replacingOccurrences(of: "\r\n ", with: "")
        #expect(calendar.hasPrefix("BEGIN:VCALENDAR\r\n") && calendar.hasSuffix("END:VCALENDAR\r\n"))
        #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count - 1 == rows.count)
        let marked = calendar.components(separatedBy: "\r\n").filter { $0.hasPrefix("SUMMARY:［往年推算") }
        #expect(marked.count == 1 && marked.first?.contains("标杆工厂") == true)
        // Each policy has a square code of its own that leads to it.
        let codes = try await [current[0], current[1]].asyncMap { version in
            let policy = try await Visitor(house).open("/policies/\(version.policy.number)")
            let figure = policy.html.firstMatch(of: /<figure class="qr">([\s\S]*?)<\/figure>/)
            return try #require(figure.map { String($0.1) })
        }
        #expect(codes[0] != codes[1] && codes[0].contains("/policies/\(current[0].policy.number)"))
    }
}

extension Array {
    /// The results of asking for each, one after another.
    func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
