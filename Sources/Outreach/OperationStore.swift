// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// How many deliveries of a channel are in a state.
struct DeliveryCount: Hashable, Sendable {
    let channel: ChannelKind
    let state: DeliveryState
    let count: Int
}

/// Failures of one channel for one reason.
struct FailureCount: Hashable, Sendable {
    let channel: ChannelKind
    let reason: DeliveryReason
    let count: Int
    let latest: Int64
}

/// What the operators see and do.
struct OperationStore: Sendable {
    let database: Database

    /// Deliveries by channel and state.
    func counts() async throws -> [DeliveryCount] {
        try await database.read { reader in
            try reader.rows(
                "SELECT channel, state, count(*) AS n FROM outreach_delivery GROUP BY channel, state"
            ).map {
                DeliveryCount(channel: try $0["channel"], state: try $0["state"], count: try $0["n"])
            }
        }
    }

    /// Failures by channel and reason, the latest first.
    func failures() async throws -> [FailureCount] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT channel, reason, count(*) AS n, max(ended_at) AS latest
                FROM outreach_delivery
                WHERE state = 'failed'
                GROUP BY channel, reason
                ORDER BY latest DESC, channel, reason
                """
            ).map {
                FailureCount(
                    channel: try $0["channel"], reason: try $0["reason"], count: try $0["n"],
                    latest: try $0["latest"])
            }
        }
    }

    /// How many messages were told, and how many of them wait for their recipients to be found.
    func messages() async throws -> (all: Int, fresh: Int) {
        let found = try await database.read { reader -> [Int] in
            let all: Int? = try reader.value("SELECT count(*) FROM outreach_message")
            let fresh: Int? = try reader.value(
                "SELECT count(*) FROM outreach_message WHERE expanded_at IS NULL")
            return [all ?? 0, fresh ?? 0]
        }
        return (found[0], found[1])
    }

    /// Tries failures of a channel again that had a reason; gives how many. Those of no use any more are not
    /// sent: they end as expired.
    func retry(
        _ channel: ChannelKind, _ reason: DeliveryReason, by actor: String, once key: String
    ) async throws -> Int {
        try await database.write(once: key) { tx in
            try tx.run(
                """
                UPDATE outreach_delivery SET state = 'expired'
                WHERE channel = $1 AND reason = $2 AND state = 'failed' AND EXISTS (
                    SELECT 1 FROM outreach_message m
                    WHERE m.id = outreach_delivery.message AND m.valid_until <= $3)
                """, channel, reason, tx.ground.now())
            let count = try tx.run(
                """
                UPDATE outreach_delivery
                SET state = 'waiting', reason = '', due_at = $1, attempt = 0, tried_since = NULL,
                    ended_at = NULL, begun_at = NULL
                WHERE channel = $2 AND reason = $3 AND state = 'failed'
                """, tx.ground.now(), channel, reason)
            if count > 0 { try tx.wake(channel) }
            try tx.audit(
                actor: actor, action: "outreach.retry", subject: channel.rawValue,
                detail: "\(reason.rawValue) \(count)")
            return count
        }
    }

    /// The channels whose server is not there.
    func pauses() async throws -> [ChannelKind: ChannelPause] {
        try await database.read { reader in
            try ChannelKind.allCases.reduce(into: [:]) { $0[$1] = try reader.pause(of: $1) }
        }
    }

    /// The latest letters in the stand-in.
    func laid() async throws -> [LaidLetter] {
        try await database.read { try $0.laidLetters(limit: 50) }
    }
}
