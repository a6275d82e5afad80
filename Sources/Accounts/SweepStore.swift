// SPDX-License-Identifier: Apache-2.0
import Store

/// What is over and cleared away each day.
struct Sweep: Sendable {
    static let kind = JobKind<Int64>("accounts.sweep")
    static let schedule = Schedule("accounts.sweep", .daily(minute: 3 * 60 + 20), kind: kind)
}

extension Transaction {
    /// Clears away sessions that have ended, forgotten failures and spent states.
    func sweepAccounts() throws {
        let now = ground.now()
        try run(
            "DELETE FROM sign_in_session WHERE ends_at <= $1 OR last_seen_at + idle_milliseconds <= $1", now)
        try run(
            "DELETE FROM sign_in_throttle WHERE last_at < $1 AND blocked_until < $2",
            now - Throttle.memorySeconds * 1000, now)
        try run("DELETE FROM spent_token WHERE expires_at <= $1", now)
    }
}
