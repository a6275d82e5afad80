// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// Sends what is due on a channel.
let sendingKind = JobKind<String>("outreach.send")

/// A delivery that a worker has in hand.
struct ClaimedDelivery: Sendable {
    let id: String
    let message: KeptMessage
    let person: ID<Person>
    let attempt: Int
    /// When it was first tried.
    let triedSince: Int64
    let isDigest: Bool
    /// Whether an earlier worker began it and did not come back.
    let wasBegun: Bool
    /// Nil when the person has none any more.
    let address: String?
}

/// What is written about a delivery.
struct DeliveryResult: Sendable {
    let id: String
    let state: DeliveryState
    let reason: DeliveryReason
    /// When it is tried again, for those that wait.
    var dueAt: Int64?
}

/// Who has which delivery in hand. A claim ends by itself after a while without a sign of life, and what its
/// worker writes later counts for nothing.
struct DeliveryStore: Sendable {
    let database: Database
    /// After how long without a sign of life a claim ends.
    var claimMilliseconds: Int64 = 300_000

    /// Takes deliveries that are due, with all of each person's digest; none when nothing is due.
    func claim(_ channel: ChannelKind, as claim: String, limit: Int) async throws -> [ClaimedDelivery] {
        let until = database.ground.now() + claimMilliseconds
        return try await database.write { tx in
            let now = tx.ground.now()
            let taking =
                "WITH free AS MATERIALIZED (" + Self.due
                + SQL(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED")
                + ") UPDATE outreach_delivery SET " + Self.taken
                + " WHERE id IN (SELECT id FROM free) RETURNING person, is_digest"
            let digested = try tx.rows(taking, channel, now, limit, claim, until).filter {
                try $0["is_digest"]
            }.map { row in try row["person"] as ID<Person> }
            for person in Set(digested) {
                try tx.run(
                    "UPDATE outreach_delivery SET " + Self.taken
                        + """
                         WHERE channel = $1 AND due_at <= $2 AND person = $3 AND is_digest
                           AND state IN ('waiting', 'held')
                        """, channel, now, person, claim, until)
            }
            return try tx.claimed(as: claim)
        }
    }

    /// Takes over what workers had in hand who did not come back. Looking costs a reader; only when there is
    /// something does the writer have to move.
    func takeOverLost(
        _ channel: ChannelKind, as claim: String, limit: Int
    ) async throws -> [ClaimedDelivery] {
        let now = database.ground.now()
        guard try await database.read({ try $0.hasLost(on: channel, at: now) }) else { return [] }
        let until = database.ground.now() + claimMilliseconds
        return try await database.write { tx in
            let now = tx.ground.now()
            try tx.run(
                """
                WITH lost AS MATERIALIZED (
                    SELECT id FROM outreach_delivery
                    WHERE channel = $1 AND state = 'sending' AND claimed_until < $2
                    ORDER BY claim, person, id LIMIT $3
                """ + SQL(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED")
                    + """
                    ) UPDATE outreach_delivery SET claim = $4, claimed_until = $5
                    WHERE id IN (SELECT id FROM lost)
                    """, channel, now, limit, claim, until)
            return try tx.claimed(as: claim)
        }
    }

    /// Notes that these are begun now, and gives those that are still in this worker's hand.
    func begin(_ ids: [String], as claim: String) async throws -> Set<String> {
        let until = database.ground.now() + claimMilliseconds
        return try await database.write { tx in
            let values: [any SQLBindable] = [tx.ground.now(), claim] + ids
            let rows = try tx.rows(
                """
                UPDATE outreach_delivery SET begun_at = $1
                WHERE claim = $2 AND state = 'sending' AND id IN
                """ + SQL.list(from: 3, count: ids.count) + " RETURNING id", values: values)
            // The rest of the claim is still wanted, too.
            try tx.run(
                "UPDATE outreach_delivery SET claimed_until = $1 WHERE claim = $2 AND state = 'sending'",
                until, claim)
            return Set(try rows.map { row in try row["id"] as String })
        }
    }

    /// Writes what became of deliveries, as far as they are still in this worker's hand.
    func write(_ results: [DeliveryResult], as claim: String) async throws {
        guard !results.isEmpty else { return }
        try await database.write { tx in
            let groups = Dictionary(grouping: results) { Outcome(state: $0.state, reason: $0.reason) }
            for (outcome, group) in groups where outcome.state != .waiting {
                let values: [any SQLBindable] =
                    [outcome.state, outcome.reason, tx.ground.now(), claim] + group.map(\.id)
                try tx.run(
                    """
                    UPDATE outreach_delivery SET state = $1, reason = $2, ended_at = $3
                    WHERE claim = $4 AND state = 'sending' AND id IN
                    """ + SQL.list(from: 5, count: group.count), values: values)
            }
            for one in results where one.state == .waiting {
                try tx.run(
                    """
                    UPDATE outreach_delivery
                    SET state = 'waiting', reason = $1, due_at = $2, begun_at = NULL
                    WHERE claim = $3 AND state = 'sending' AND id = $4
                    """, one.reason, one.dueAt ?? tx.ground.now(), claim, one.id)
            }
        }
    }

    /// Whether something waits for a worker now.
    func hasWork(for channel: ChannelKind) async throws -> Bool {
        let now = database.ground.now()
        return try await database.read { try $0.hasWork(for: channel, at: now) }
    }

    private struct Outcome: Hashable {
        let state: DeliveryState
        let reason: DeliveryReason
    }

    private static let due: SQL = """
        SELECT id FROM outreach_delivery
        WHERE channel = $1 AND state IN ('waiting', 'held') AND due_at <= $2
        ORDER BY due_at, id LIMIT $3
        """

    private static let taken: SQL = """
        state = 'sending', claim = $4, claimed_until = $5, attempt = attempt + 1, begun_at = NULL,
        tried_since = COALESCE(tried_since, $2)
        """
}

extension Transaction {
    /// Wakes workers for a channel.
    func wake(_ channel: ChannelKind) throws {
        try enqueue(sendingKind, channel.rawValue, key: .whileWaiting(channel.rawValue))
    }

    fileprivate func claimed(as claim: String) throws -> [ClaimedDelivery] {
        try rows(
            "SELECT " + KeptMessage.columns
                + """
                , d.id AS delivery, d.person AS reader, d.attempt, d.tried_since, d.is_digest, d.begun_at,
                    a.address
                FROM outreach_delivery d
                    JOIN outreach_message m ON m.id = d.message
                    LEFT JOIN outreach_address a ON a.person = d.person AND a.channel = d.channel
                WHERE d.claim = $1 AND d.state = 'sending'
                ORDER BY d.person, d.id
                """, claim
        ).map { row in
            let (begunAt, triedSince): (Int64?, Int64?) = (try row["begun_at"], try row["tried_since"])
            return ClaimedDelivery(
                id: try row["delivery"], message: try KeptMessage(row: row), person: try row["reader"],
                attempt: try row["attempt"], triedSince: triedSince ?? ground.now(),
                isDigest: try row["is_digest"], wasBegun: begunAt != nil,
                address: try row["address"])
        }
    }
}

extension Reader {
    func hasWork(for channel: ChannelKind, at now: Int64) throws -> Bool {
        if let pause = try pause(of: channel), now < pause.endsAt { return false }
        return try first(
            """
            SELECT 1 FROM outreach_delivery
            WHERE channel = $1 AND state IN ('waiting', 'held') AND due_at <= $2 LIMIT 1
            """, channel, now) != nil
            || hasLost(on: channel, at: now)
    }

    fileprivate func hasLost(on channel: ChannelKind, at now: Int64) throws -> Bool {
        try first(
            """
            SELECT 1 FROM outreach_delivery
            WHERE channel = $1 AND state = 'sending' AND claimed_until < $2 LIMIT 1
            """, channel, now) != nil
    }
}
