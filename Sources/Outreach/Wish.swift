// SPDX-License-Identifier: Apache-2.0
import Standards

/// How a person wants to be told. What nobody chose is the standard: at once, not at night, ten a day.
struct Wish: Hashable, Sendable {
    /// How often messages leave the platform.
    enum Pace: String, CaseIterable, Hashable, Sendable {
        case atOnce = "at-once"
        case daily
        case weekly
    }

    var pace = Pace.atOnce
    /// Minutes after midnight in China; equal ends mean no quiet hours.
    var quietFrom = 22 * 60
    /// Minutes after midnight in China.
    var quietUntil = 7 * 60
    /// Messages that leave on one day; the rest goes into the digest.
    var dailyLimit = 10
    /// The language of letters: `zh-Hans` or `en`.
    var language = "zh-Hans"
    /// Grows when the address of the feed is made anew.
    var feedIssue = 1
}

/// Minutes of a day in China, and the moments at which letters may go.
enum LetterTime {
    static let minute: Int64 = 60_000
    static let day: Int64 = 86_400_000
    /// When digests go: 8:30, before work begins.
    static let digestMinute = 8 * 60 + 30

    /// The minute of the day in China.
    static func minuteOfDay(_ moment: Int64) -> Int {
        Int((moment - Day(milliseconds: moment).startMilliseconds) / minute)
    }

    /// The end of the quiet hours that the moment lies in; nil when it lies in none. The hours may go over
    /// midnight; the first minute is quiet, the last is not.
    static func quietEnd(at moment: Int64, from: Int, until: Int) -> Int64? {
        guard from != until else { return nil }
        let now = minuteOfDay(moment)
        let start = Day(milliseconds: moment).startMilliseconds
        let end = start + Int64(until) * minute
        if from < until { return now >= from && now < until ? end : nil }
        if now >= from { return end + day }
        return now < until ? end : nil
    }

    /// The next time of a digest after a moment, each day or each Monday.
    static func nextDigest(after moment: Int64, isWeekly: Bool) -> Int64 {
        var day = Day(milliseconds: moment)
        while day.startMilliseconds + Int64(digestMinute) * minute <= moment
            || (isWeekly && day.weekday != .monday)
        {
            day = day.adding(days: 1)
        }
        return day.startMilliseconds + Int64(digestMinute) * minute
    }
}

extension Wish {
    /// When a message may leave, and why not before.
    struct Plan: Hashable, Sendable {
        let dueAt: Int64
        let reason: DeliveryReason
        var isDigest: Bool { reason == .digest || reason == .limit }
        var state: DeliveryState { reason == .none ? .waiting : .held }
    }

    /// The plan for a message to a person. Urgent ones go at once; what would reach its reader in a digest
    /// less than a day before it is of no use any more goes by itself, but not in quiet hours.
    /// - Parameter told: how many messages leave on the day with a number.
    func plan(isUrgent: Bool, validUntil: Int64? = nil, at now: Int64, told: (Int) -> Int) -> Plan {
        if isUrgent { return Plan(dueAt: now, reason: .none) }
        let single = single(at: now)
        guard let digest = digest(beside: single, at: now, told) else { return single }
        if let validUntil, digest.dueAt + LetterTime.day > validUntil { return single }
        return digest
    }

    /// The plan for a letter of its own.
    private func single(at now: Int64) -> Plan {
        quietEnd(at: now).map { Plan(dueAt: $0, reason: .quiet) } ?? Plan(dueAt: now, reason: .none)
    }

    /// The digest that a message would go into; nil when it may go by itself.
    private func digest(beside single: Plan, at now: Int64, _ told: (Int) -> Int) -> Plan? {
        switch pace {
        case .daily: return digest(.digest, isWeekly: false, after: now)
        case .weekly: return digest(.digest, isWeekly: true, after: now)
        case .atOnce:
            // What leaves tomorrow morning is one of tomorrow's.
            let isFull = told(LetterTime.dayNumber(single.dueAt)) >= dailyLimit
            return isFull ? digest(.limit, isWeekly: false, after: now) : nil
        }
    }

    private func digest(_ reason: DeliveryReason, isWeekly: Bool, after now: Int64) -> Plan {
        let due = LetterTime.nextDigest(after: now, isWeekly: isWeekly)
        return Plan(dueAt: quietEnd(at: due) ?? due, reason: reason)
    }

    private func quietEnd(at moment: Int64) -> Int64? {
        LetterTime.quietEnd(at: moment, from: quietFrom, until: quietUntil)
    }
}

extension LetterTime {
    /// The number of the day in China.
    static func dayNumber(_ moment: Int64) -> Int { Day(milliseconds: moment).number }
}

extension LetterTime {
    /// The day in China without signs, `20261128`.
    static func day(_ moment: Int64) -> String {
        Day(milliseconds: moment).isoText.filter { $0 != "-" }
    }
}
