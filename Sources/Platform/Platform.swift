// SPDX-License-Identifier: Apache-2.0
import Diagnosis
import Hummingbird
import Logging
import Rules
import ServiceLifecycle
import Site
import Store

/// The composition root: which rooms there are, in the order of the menu. A new capability is one line here.
///
/// ```swift
/// let platform = try await Platform.open(library: library, home: home, ground: .machine())
/// try await platform.run(settings, logger: logger)
/// ```
public struct Platform: Sendable {
    /// Name and version, as backups and health pages state them.
    public static let programName = "yumiao 0.1"

    let library: Library
    let database: Database

    /// Tables of all rooms, in the order in which they build on each other.
    public static let migrations: [Migration] = []

    /// Who is told of which event.
    public static let subscriptions: [Subscription] = []

    /// - Parameters:
    ///   - library: the packs in use, free of errors.
    ///   - database: opened with ``migrations`` and ``subscriptions``.
    public init(library: Library, database: Database) {
        self.library = library
        self.database = database
    }

    /// Opens the data of a home, and brings it up to this program.
    ///
    /// - Throws: `StoreFault` when the data cannot be reached or does not fit the program.
    public static func open(library: Library, home: DataHome, ground: Ground) async throws -> Platform {
        let database = try await Database.open(
            home.configuration, ground: ground, migrations: migrations, subscriptions: subscriptions)
        return Platform(library: library, database: database)
    }

    /// Every room of the house that visitors see.
    ///
    /// - Throws: what keeps a room from being set up.
    public func rooms() throws -> [any Room] {
        [try Diagnosis(library: library)]
    }

    /// The server; `whenReady` is told the port once it listens.
    ///
    /// - Throws: `SiteSetupFault` or a room's fault, before the first request.
    public func application(
        _ settings: SiteSettings, logger: Logger = Logger(label: "yumiao"),
        whenReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> Application<SiteResponder> {
        let database = database
        return try buildApplication(
            settings, rooms: rooms(), isReady: { await database.condition() == .well },
            gauges: { await Self.gauges(of: database) }, logger: logger, whenReady: whenReady)
    }

    /// What the store adds to the figures.
    private static func gauges(of database: Database) async -> [Gauge] {
        do {
            let counts = try await database.read { try $0.jobCounts() }
            let jobs = counts.map { state, count in
                Gauge("yumiao_jobs", "Jobs by state.", Double(count), labels: [("state", state.rawValue)])
            }
            return jobs + [Gauge("yumiao_store_up", "Whether the store answers.", 1)]
        } catch {
            return [Gauge("yumiao_store_up", "Whether the store answers.", 0)]
        }
    }

    /// The responder alone, for tests.
    ///
    /// - Throws: as `application`.
    public func responder(_ settings: SiteSettings) throws -> SiteResponder {
        try buildResponder(settings, rooms: rooms())
    }

    /// Serves, and does the jobs that are due, until a signal ends it; requests under way are finished first.
    public func run(
        _ settings: SiteSettings, logger: Logger,
        whenReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        var application = try application(settings, logger: logger, whenReady: whenReady)
        let runner = JobRunner(database, handlers: [], holder: "\(settings.host):\(settings.port)") {
            kind, error in
            logger.error(
                "job failed", metadata: ["kind": .string(kind), "error": .string(String(reflecting: error))])
        }
        application.addServices(JobService(runner: runner))
        try await application.runService()
        await close()
    }

    /// Ends all connections to the data.
    public func close() async { await database.close() }
}

/// Jobs, as one of the services that end together.
struct JobService: Service {
    let runner: JobRunner

    func run() async throws {
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}
