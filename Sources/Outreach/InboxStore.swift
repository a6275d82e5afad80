// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// A message in somebody's inbox.
struct InboxEntry: Hashable, Sendable {
    let message: KeptMessage
    /// Milliseconds since 1970; nil while it is unread.
    let readAt: Int64?
}

/// How far one message has come on one channel.
struct DeliveryRecord: Hashable, Sendable {
    let channel: ChannelKind
    let state: DeliveryState
    let reason: DeliveryReason
    let isDigest: Bool
    let dueAt: Int64
    let endedAt: Int64?
}

/// What people find when they look here.
struct InboxStore: Sendable {
    let database: Database
    /// Beyond that a count says `99+`.
    static let countLimit = 100

    /// A part of the inbox, the latest first: those before a message, and whether there are more.
    func entries(
        of person: ID<Person>, before place: ID<KeptMessage>?, onlyUnread: Bool, limit: Int
    ) async throws -> (entries: [InboxEntry], hasMore: Bool) {
        let found = try await database.read { reader in
            try reader.rows(
                "SELECT " + KeptMessage.columns + ", r.read_at "
                    + """
                    FROM outreach_receipt r JOIN outreach_message m ON m.id = r.message
                    WHERE r.person = $1 AND r.message < $2 AND (r.read_at IS NULL OR $3 = 0)
                    ORDER BY r.message DESC
                    LIMIT $4
                    """, person, place?.text ?? "g", onlyUnread ? 1 : 0, limit + 1
            ).map { try InboxEntry(message: KeptMessage(row: $0), readAt: $0["read_at"]) }
        }
        return (Array(found.prefix(limit)), found.count > limit)
    }

    /// How many wait to be read, at most ``countLimit``.
    func unread(of person: ID<Person>) async throws -> Int {
        try await database.read { reader in
            let count: Int? = try reader.value(
                """
                SELECT count(*) FROM (
                    SELECT 1 FROM outreach_receipt WHERE person = $1 AND read_at IS NULL LIMIT $2
                ) AS unread
                """, person, Self.countLimit)
            return count ?? 0
        }
    }

    /// A message of one's own, marked as read; nil when there is none.
    func open(_ id: ID<KeptMessage>, of person: ID<Person>) async throws -> InboxEntry? {
        let found = try await database.read { reader in
            try reader.first(
                "SELECT " + KeptMessage.columns + ", r.read_at "
                    + """
                    FROM outreach_receipt r JOIN outreach_message m ON m.id = r.message
                    WHERE r.person = $1 AND r.message = $2
                    """, person, id
            ).map { try InboxEntry(message: KeptMessage(row: $0), readAt: $0["read_at"]) }
        }
        if let found, found.readAt == nil {
            try await database.write { tx in
                try tx.run(
                    """
                    UPDATE outreach_receipt SET read_at = $1
                    WHERE person = $2 AND message = $3 AND read_at IS NULL
                    """, tx.ground.now(), person, id)
            }
        }
        return found
    }

    /// Marks all as read that are there now.
    func readAll(of person: ID<Person>, once key: String) async throws {
        try await database.write(once: key) { tx in
            try tx.run(
                "UPDATE outreach_receipt SET read_at = $1 WHERE person = $2 AND read_at IS NULL",
                tx.ground.now(), person) > 0
        }
    }

    /// How far a message to a person has come, on each channel.
    func deliveries(of id: ID<KeptMessage>, to person: ID<Person>) async throws -> [DeliveryRecord] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT channel, state, reason, is_digest, due_at, ended_at
                FROM outreach_delivery
                WHERE message = $1 AND person = $2
                ORDER BY channel
                """, id, person
            ).map { row in
                DeliveryRecord(
                    channel: try row["channel"], state: try row["state"], reason: try row["reason"],
                    isDigest: try row["is_digest"], dueAt: try row["due_at"], endedAt: try row["ended_at"])
            }
        }
    }
}
