// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Testing

@testable import Consultations

@Suite("The clock of a question")
struct ClockTests {
    private func day(_ text: String) throws -> Day { try #require(Day(isoText: text)) }

    private func moment(_ text: String) throws -> Int64 { try day(text).startMilliseconds + 36_000_000 }

    @Test("Holidays and exchanged working days of 2026 count as published")
    func holidays() throws {
        // 2026-09-30 is a Wednesday; 1 to 7 October are off, Saturday the 10th is worked in exchange.
        let clock = InquiryClock(on: try day("2026-09-30"), for: .question, by: .standard)
        #expect(clock.acceptDue == (try day("2026-10-08")))
        #expect(clock.due == (try day("2026-10-09")))
        let appeal = InquiryClock(on: try day("2026-09-30"), for: .complaint, by: .standard)
        #expect(appeal.due == (try day("2026-10-20")))
        // The control: without holidays the second day after a Wednesday is a Friday.
        #expect(
            InquiryClock(on: try day("2026-11-18"), for: .question, by: .standard).due
                == (try day("2026-11-20")))
    }

    @Test("A year that is not published gives no deadline, and one once it is")
    func unpublished() throws {
        var clock = InquiryClock(on: try day("2026-12-30"), for: .question, by: .standard)
        #expect(clock.acceptDue == (try day("2026-12-31")))
        #expect(clock.due == nil)
        clock.acceptedAt = try moment("2026-12-31")
        #expect(clock.standing(on: try day("2026-12-31"), kind: .question, by: .standard) == .unknown)
        let isNew = clock.complete(kind: .question, by: .standard)
        #expect(!isNew)
        let plan = try YearPlan(
            text: """
                年份: 2027
                依据: 测试
                放假: 元旦 1月1日至1月3日
                放假: 劳动节 5月1日至5月5日
                放假: 国庆节 10月1日至10月7日
                """)
        let isCounted = clock.complete(kind: .question, by: WorkCalendar(adding: [plan]))
        #expect(isCounted)
        #expect(clock.due == (try day("2027-01-04")))
    }

    @Test("While it stands still no day is lost, and none is won")
    func pause() throws {
        var clock = InquiryClock(on: try day("2026-11-19"), for: .complaint, by: .standard)
        #expect(clock.due == (try day("2026-12-03")))
        clock.acceptedAt = try moment("2026-11-20")
        clock.pause(at: try moment("2026-11-23"), by: .standard)
        #expect(clock.pausedLeft == 8)
        #expect(
            clock.standing(on: try day("2026-12-31"), kind: .complaint, by: .standard) == .paused(left: 8))
        clock.resume(at: try moment("2026-11-30"), kind: .complaint, by: .standard)
        #expect(clock.due == (try day("2026-12-10")))
        #expect(clock.pausedDays == 5)
    }

    @Test("Normal, due soon and overdue follow from the working days that are left")
    func standings() throws {
        var clock = InquiryClock(on: try day("2026-11-19"), for: .question, by: .standard)
        let (accept, due) = (try day("2026-11-20"), try day("2026-11-23"))
        func standing(_ text: String) throws -> InquiryClock.Standing {
            clock.standing(on: try day(text), kind: .question, by: .standard)
        }
        #expect(try standing("2026-11-19") == .ample(left: 1, last: accept))
        #expect(try standing("2026-11-20") == .soon(left: 0, last: accept))
        #expect(try standing("2026-11-23") == .overdue(by: 1, since: accept))
        clock.acceptedAt = try moment("2026-11-19")
        #expect(try standing("2026-11-19") == .ample(left: 2, last: due))
        #expect(try standing("2026-11-20") == .soon(left: 1, last: due))
        #expect(try standing("2026-11-22") == .soon(left: 1, last: due))
        #expect(try standing("2026-11-25") == .overdue(by: 2, since: due))
    }
}
