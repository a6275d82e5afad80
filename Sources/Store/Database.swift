// SPDX-License-Identifier: Apache-2.0

/// The data of the house, on SQLite or PostgreSQL.
///
/// Reads see one unchanging moment and never wait for writes. A write has happened when its call returns,
/// also when the power fails in the next instant; a write that throws has not happened, with the one
/// exception of ``StoreFault/outcomeUnknown``, which a write with a key never gives.
public final class Database: Sendable {
    /// Time and ids.
    public let ground: Ground
    /// Where the data is and which limits hold.
    public let configuration: StoreConfiguration
    let engine: any Engine
    let bulletin: Bulletin
    let subscriptions: Subscriptions

    /// Opens the data and brings its schema up to `migrations`, in one step from any release.
    ///
    /// - Parameters:
    ///   - migrations: those of all rooms; the store adds its own.
    ///   - subscriptions: who is told of which event.
    /// - Throws: ``StoreFault`` when the data cannot be reached or does not fit the program.
    public static func open(
        _ configuration: StoreConfiguration,
        ground: Ground,
        migrations: [Migration],
        subscriptions: [Subscription] = []
    ) async throws -> Database {
        let database = try Database(configuration, ground, Subscriptions(subscriptions))
        do {
            try await database.migrate(migrations)
            return database
        } catch {
            await database.close()
            throw error
        }
    }

    /// Opens the data as it is, without a look at its schema: for checks, backups and restores.
    init(_ configuration: StoreConfiguration, _ ground: Ground, _ subscriptions: Subscriptions) throws {
        self.configuration = configuration
        self.ground = ground
        self.subscriptions = subscriptions
        bulletin = Bulletin()
        switch configuration.location {
        case .sqlite(let path):
            engine = try SQLiteEngine(path: path, configuration: configuration, bulletin: bulletin)
        case .postgres(let connection):
            engine = PostgresEngine(connection: connection, configuration: configuration, bulletin: bulletin)
        }
    }

    /// Which database answers.
    public var dialect: Dialect { engine.dialect }

    /// Runs queries on one unchanging view of the data.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Reader) throws -> Value
    ) async throws -> Value {
        let tally = QueryTally.current
        return try await engine.read { try body(Reader($0, tally: tally)) }
    }

    /// Runs a body as one transaction and returns when it is durable.
    ///
    /// What a person sends belongs into ``write(once:fingerprint:_:)``, so that a repeated request takes
    /// effect once.
    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await write(WriteManner(), body)
    }

    /// Runs a body that frees space; it works on a full disk, for it may use the reserve that is kept for it.
    @discardableResult
    public func makeRoom<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await write(WriteManner(freesSpace: true), body)
    }

    @discardableResult
    func write<Value: Sendable>(
        _ manner: WriteManner, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let (tally, ground, subscriptions) = (QueryTally.current, ground, subscriptions)
        return try await engine.write(manner) { session in
            try body(Transaction(session, tally: tally, ground: ground, events: subscriptions))
        }
    }

    /// What servers tell one another on a channel from now on, see ``Transaction/announce(_:_:)``. SQLite
    /// tells within this process only. An empty text says that news may have been missed: look again at
    /// everything.
    public func announcements(on channel: String) -> AsyncStream<Announcement> {
        (engine as? PostgresEngine)?.listen()
        return bulletin.announcements(on: channel)
    }

    /// How the database is doing: for `/readyz` and the doctor.
    public func condition() async -> EngineCondition { await engine.condition() }

    /// Serves what waits, then ends all connections.
    public func close() async {
        await engine.close()
        bulletin.close()
    }
}
