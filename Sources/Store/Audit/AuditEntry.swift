// SPDX-License-Identifier: Apache-2.0

/// One thing that somebody did, as the audit keeps it.
public struct AuditEntry: Hashable, Sendable {
    /// The chain; SQLite has one, PostgreSQL one for each connection that writes.
    public let lane: Int64
    /// The place in its chain, counted from 1 without gaps.
    public let sequence: Int64
    /// Milliseconds since 1970.
    public let recordedAt: Int64
    /// Who: the id of a person, or the name of a job.
    public let actor: String
    /// What was done: `appeal.transfer`.
    public let action: String
    /// To what: the id of the thing.
    public let subject: String
    /// What else matters, as JSON or plain words; no secrets.
    public let detail: String
    /// The digest of the entry before it in its chain.
    public let previous: String
    /// The digest of this entry.
    public let digest: String

    static let beginning = String(repeating: "0", count: 64)

    /// What the digest of this entry must be.
    var expectedDigest: String {
        Self.digest(
            of: [
                String(lane), String(sequence), String(recordedAt), actor, action, subject, detail, previous,
            ])
    }

    /// Each part carries its length, so that no two entries read the same when their parts are joined.
    static func digest(of parts: [String]) -> String {
        SHA256.hex(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)
    }
}

/// The end of a chain. Kept elsewhere (a backup's manifest, a printed sheet) it shows later whether the end
/// was cut off.
public struct AuditHead: Hashable, Sendable, Codable {
    /// The chain.
    public let lane: Int64
    /// The place of its last entry.
    public let sequence: Int64
    /// The digest of its last entry.
    public let digest: String
}

/// What a check of the audit found.
public struct AuditReport: Hashable, Sendable {
    /// How many entries were read.
    public var entries = 0
    /// The end of each chain.
    public var heads: [AuditHead] = []
    /// Where the chains do not hold; empty when they do.
    public var breaks: [Break] = []

    /// A place at which a chain does not hold.
    public struct Break: Hashable, Sendable {
        /// The chain.
        public let lane: Int64
        /// The place of the entry.
        public let sequence: Int64
        /// What is wrong there.
        public let kind: Kind
    }

    /// What can be wrong.
    public enum Kind: String, Hashable, Sendable {
        /// The entry's content does not fit its digest.
        case changed
        /// An entry before this one is missing.
        case missing
        /// The entry does not follow from the one before it.
        case unlinked
        /// A chain no longer holds an end that was kept elsewhere.
        case cutOff
    }
}
