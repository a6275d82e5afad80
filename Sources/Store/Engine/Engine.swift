// SPDX-License-Identifier: Apache-2.0

/// A database that runs bodies of SQL on threads of its own. There are two: SQLite and PostgreSQL.
protocol Engine: Sendable {
    var dialect: Dialect { get }

    /// Runs a body on one unchanging view of the data.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws
        -> Value

    /// Runs a body in a transaction and returns only when it is durable.
    func write<Value: Sendable>(
        _ manner: WriteManner,
        _ body: @escaping @Sendable (any Session) throws -> Value
    ) async throws -> Value

    /// What the engine can say of its own state, for the doctor and the metrics.
    func condition() async -> EngineCondition

    /// Writes that wait for their turn now.
    var waitingWrites: Int { get }

    /// Ends all threads and connections; what waits is told ``StoreFault/closed``.
    func close() async
}

/// How a write may be treated when things go wrong.
struct WriteManner: Sendable {
    /// The body looks its outcome up by a key, so that it may be run again after a COMMIT of unknown outcome.
    var isIdempotent = false
    /// The write frees space and may use the reserve that is kept for it.
    var freesSpace = false
    /// The write takes the next free work and needs no serial view of it.
    var takesWork = false
}

/// One connection inside a transaction, used by one thread at a time.
protocol Session: AnyObject {
    var dialect: Dialect { get }

    /// Runs one statement.
    func execute(_ sql: SQL, _ values: [SQLValue]) throws -> Answer

    /// Runs a query and hands over its rows one by one, without holding them all.
    func stream(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Void) throws

    /// Runs several statements that take no values.
    func script(_ text: String) throws

    /// Tells listeners of this and other servers, once the transaction is committed.
    func announce(_ announcement: Announcement) throws

    /// The audit chain of this connection, extended only by it while it lives.
    var auditLane: AuditLane { get set }

    /// Makes sure that this connection has a chain of the audit to itself.
    func claimAuditLane() throws
}

/// Which chain of the audit a connection extends, and its end as far as the connection knows it.
struct AuditLane: Sendable {
    var number: Int64
    /// The end of the chain; nil when it has to be read from the table.
    var head: AuditHead?
}

/// A piece of news that servers tell one another; it carries no personal data.
public struct Announcement: Hashable, Sendable {
    /// What it is about: lower-case letters, digits and underscores.
    public let channel: String
    /// At most 2,000 bytes: an id, not the content.
    public let text: String

    /// News on a channel.
    public init(channel: String, text: String) {
        precondition(text.utf8.count <= 2_000, "An announcement carries an id, not the content.")
        self.channel = channel
        self.text = text
    }
}

/// How an engine is doing.
public enum EngineCondition: Hashable, Sendable {
    /// Reads and writes work.
    case well
    /// Reads work; writes are refused until there is space.
    case diskFull
    /// Writes are refused until the storage works again.
    case storageFailed
    /// The server of the database is not reached.
    case unreachable
    /// The store was closed.
    case closed
}
