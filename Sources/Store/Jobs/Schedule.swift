// SPDX-License-Identifier: Apache-2.0

/// Work that comes back by the clock: once for each due time, whichever servers run, and once, not ten
/// times, after a pause of ten due times.
public struct Schedule: Sendable {
    /// When the work is due.
    public enum Rule: Hashable, Sendable {
        /// At every multiple of so many minutes since 1970.
        case everyMinutes(Int)
        /// Each day at a minute of the day, by a clock that is `offsetMinutes` ahead of UTC (480 in China).
        case daily(minute: Int, offsetMinutes: Int = 480)
        /// Each week on a day (1 is Monday, 7 is Sunday) at a minute of the day.
        case weekly(day: Int, minute: Int, offsetMinutes: Int = 480)
    }

    /// Unique; the name of what is done.
    public let name: String
    /// When it is due.
    public let rule: Rule
    private let add: @Sendable (Transaction, Int64) throws -> Void

    /// Enqueues a job of a kind at each due time; its payload is that time in milliseconds since 1970.
    public init(_ name: String, _ rule: Rule, kind: JobKind<Int64>) {
        self.name = name
        self.rule = rule
        add = { tx, due in try tx.enqueue(kind, due, key: .lasting("\(name)@\(due)"), at: due) }
    }

    func enqueueIfDue(in database: Database) async throws {
        let due = rule.latestDue(at: database.ground.now())
        let last = try await database.read { try $0.lastDue(name) }
        if let last, last >= due { return }
        try await database.write { tx in
            // A new schedule begins with its next due time; what lay before it was nobody's to do.
            if try tx.advance(name, to: due) { try add(tx, due) }
        }
    }
}

extension Schedule.Rule {
    private static let day: Int64 = 86_400_000
    private static let minute: Int64 = 60_000

    /// The last due time that is not after `now`.
    func latestDue(at now: Int64) -> Int64 {
        switch self {
        case .everyMinutes(let minutes):
            return floored(now, to: Int64(minutes) * Self.minute, phase: 0)
        case .daily(let minute, let offset):
            return floored(now, to: Self.day, phase: Int64(minute - offset) * Self.minute)
        case .weekly(let day, let minute, let offset):
            // 1970-01-01 was a Thursday, day 4.
            let phase = Int64(day - 4) * Self.day + Int64(minute - offset) * Self.minute
            return floored(now, to: 7 * Self.day, phase: phase)
        }
    }

    private func floored(_ now: Int64, to period: Int64, phase: Int64) -> Int64 {
        let since = (now - phase) % period
        return now - (since >= 0 ? since : since + period)
    }
}
