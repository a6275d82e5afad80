// SPDX-License-Identifier: Apache-2.0
import Standards

/// The clock of a question in working days: accepted within one, answered within as many as its kind has.
/// It stands still only while the asker has to add something, and says so.
struct InquiryClock: Hashable, Sendable {
    /// The day from which it counts; the day itself does not count (民法典第二百零一条).
    var begunOn: Day
    /// The last day for accepting; nil while the calendar of its year is not published.
    var acceptDue: Day?
    /// The last day for the answer; nil while the calendar of its year is not published.
    var due: Day?
    /// When it was accepted, in milliseconds since 1970.
    var acceptedAt: Int64?
    /// Since when it stands still; nil while it runs.
    var pausedAt: Int64?
    /// Working days that were left when it was stopped.
    var pausedLeft: Int?
    /// Working days for which it stood still so far.
    var pausedDays: Int

    /// A clock that begins on a day.
    init(on day: Day, for kind: Inquiry.Kind, by calendar: WorkCalendar) {
        begunOn = day
        acceptDue = Self.day(Inquiry.Kind.acceptDays, after: day, calendar)
        due = Self.day(kind.answerDays, after: day, calendar)
        pausedDays = 0
    }

    /// A clock as it was kept.
    init(
        begunOn: Day, acceptDue: Day?, due: Day?, acceptedAt: Int64?, pausedAt: Int64?, pausedLeft: Int?,
        pausedDays: Int
    ) {
        self.begunOn = begunOn
        self.acceptDue = acceptDue
        self.due = due
        self.acceptedAt = acceptedAt
        self.pausedAt = pausedAt
        self.pausedLeft = pausedLeft
        self.pausedDays = pausedDays
    }

    /// Stops it on a day.
    mutating func pause(at moment: Int64, by calendar: WorkCalendar) {
        pausedAt = moment
        pausedLeft = due.flatMap { due in
            Self.known { () throws(CalendarFault) in
                try calendar.workingDays(from: Day(milliseconds: moment), to: due)
            }
        }
    }

    /// Lets it go on: what was left is left still. A clock whose year was unknown counts anew.
    mutating func resume(at moment: Int64, kind: Inquiry.Kind, by calendar: WorkCalendar) {
        guard let pausedAt else { return }
        let today = Day(milliseconds: moment)
        let rest = Self.known { () throws(CalendarFault) in
            try calendar.workingDays(from: Day(milliseconds: pausedAt), to: today)
        }
        pausedDays += rest ?? 0
        // What was overdue when it was stopped stays as late as it was.
        if let left = pausedLeft {
            due = Self.day(left, after: today, calendar)
        } else {
            due = Self.day(kind.answerDays + pausedDays, after: begunOn, calendar)
        }
        self.pausedAt = nil
        pausedLeft = nil
    }

    /// Counts what could not be counted before its year was published; false when there is nothing new.
    mutating func complete(kind: Inquiry.Kind, by calendar: WorkCalendar) -> Bool {
        let before = self
        if acceptDue == nil { acceptDue = Self.day(Inquiry.Kind.acceptDays, after: begunOn, calendar) }
        if due == nil, pausedAt == nil {
            due = Self.day(kind.answerDays + pausedDays, after: begunOn, calendar)
        }
        return self != before
    }

    /// How it stands on a day, for accepting as long as that was not done, and for the answer after.
    func standing(on today: Day, kind: Inquiry.Kind, by calendar: WorkCalendar) -> Standing {
        if pausedAt != nil { return .paused(left: pausedLeft) }
        let isAccepted = acceptedAt != nil
        guard let last = isAccepted ? due : acceptDue else { return .unknown }
        do throws(CalendarFault) {
            let left = try calendar.workingDays(from: today, to: last)
            if today > last { return .overdue(by: -left, since: last) }
            let soon = isAccepted ? max(1, kind.answerDays / 5) : 0
            return left <= soon ? .soon(left: left, last: last) : .ample(left: left, last: last)
        } catch {
            return .unknown
        }
    }

    /// Whether an answer at a moment is late: its day had gone by when it came or when the clock was stopped,
    /// or the question was accepted late. Nil where that hangs on a year that is not published.
    func isLate(at moment: Int64) -> Bool? {
        func isPast(_ last: Day?, _ moment: Int64) -> Bool? { last.map { Day(milliseconds: moment) > $0 } }
        let parts = [isPast(acceptDue, acceptedAt ?? moment), isPast(due, pausedAt ?? moment)]
        if parts.contains(true) { return true }
        return parts.contains(nil) ? nil : false
    }

    /// Whether it is past its day, for accepting or for the answer: then it is not stopped any more.
    func isOverdue(at moment: Int64, kind: Inquiry.Kind, by calendar: WorkCalendar) -> Bool {
        if case .overdue = standing(on: Day(milliseconds: moment), kind: kind, by: calendar) { return true }
        return false
    }

    /// How a clock stands: 正常, 临期, 超期.
    enum Standing: Hashable, Sendable {
        case ample(left: Int, last: Day)
        case soon(left: Int, last: Day)
        case overdue(by: Int, since: Day)
        case paused(left: Int?)
        /// The calendar of the year is not published.
        case unknown
    }

    private static func day(_ days: Int, after day: Day, _ calendar: WorkCalendar) -> Day? {
        known { () throws(CalendarFault) in try calendar.adding(workingDays: days, to: day) }
    }

    /// The value, or nil where it hangs on a year that is not published; pages then say which.
    private static func known<Value>(_ value: () throws(CalendarFault) -> Value) -> Value? {
        do throws(CalendarFault) { return try value() } catch { return nil }
    }
}
