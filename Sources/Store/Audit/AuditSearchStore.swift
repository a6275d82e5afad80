// SPDX-License-Identifier: Apache-2.0

/// What somebody looks for in the audit. What is nil is not asked for.
public struct AuditQuestion: Hashable, Sendable {
    /// Who did it, exactly as recorded.
    public var actor: String?
    /// What was done, or how its name begins: `account.` finds all that has to do with accounts.
    public var action: String?
    /// To what, exactly as recorded.
    public var subject: String?
    /// From this moment on, in milliseconds since 1970.
    public var from: Int64?
    /// Before this moment.
    public var until: Int64?

    /// A question for everything.
    public init() {}
}

/// The place after which a list goes on: the last entry of the page before.
public struct AuditPlace: Hashable, Sendable {
    /// When the entry was recorded, in milliseconds since 1970.
    public let recordedAt: Int64
    /// Its chain.
    public let lane: Int64
    /// Its place in the chain.
    public let sequence: Int64

    /// The place of an entry.
    public init(recordedAt: Int64, lane: Int64, sequence: Int64) {
        self.recordedAt = recordedAt
        self.lane = lane
        self.sequence = sequence
    }
}

extension Reader {
    /// Entries that answer a question, the newest first, after a place.
    public func auditEntries(
        _ question: AuditQuestion, after place: AuditPlace? = nil, limit: Int = 50
    ) throws -> [AuditEntry] {
        let last = place ?? AuditPlace(recordedAt: .max, lane: .max, sequence: .max)
        return try rows(
            """
            SELECT lane, seq, recorded_at, actor, action, subject, detail, previous, digest
            FROM store_audit
            WHERE ($1 = '' OR actor = $1)
            AND ($2 = '' OR substr(action, 1, length($2)) = $2)
            AND ($3 = '' OR subject = $3)
            AND recorded_at >= $4 AND recorded_at < $5
            AND (recorded_at, lane, seq) < ($6, $7, $8)
            ORDER BY recorded_at DESC, lane DESC, seq DESC
            LIMIT $9
            """, question.actor ?? "", question.action ?? "", question.subject ?? "", question.from ?? 0,
            question.until ?? Int64.max, last.recordedAt, last.lane, last.sequence, limit
        ).map(AuditEntry.init)
    }
}
