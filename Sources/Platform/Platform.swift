// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Consultations
import Diagnosis
import Drafts
import Enterprises
import Entitlements
import Example
import Guides
import Hummingbird
import Intakes
import Interpretations
import Logging
import Outreach
import Policies
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
    let accounts: Accounts
    let enterprises: Enterprises
    let diagnosis: Diagnosis
    let policies: Policies
    let audience: Audience
    let outreach: Outreach
    let drafts: Drafts
    let guides: Guides
    let entitlements: Entitlements
    let consultations: Consultations
    let intakes: Intakes
    let interpretations: Interpretations
    /// Who is admitted to what, for every room.
    public let authorisation: Authorisation
    /// Whether the data is that of the example city.
    let isExample: Bool

    /// Tables of all rooms, in the order in which they build on each other.
    public static let migrations =
        Accounts.migrations + Enterprises.migrations + Diagnosis.migrations + ExampleCity.migrations
        + Outreach.migrations + Policies.migrations + Drafts.migrations + Guides.migrations
        + Entitlements.migrations + Consultations.migrations + Intakes.migrations
        + Interpretations.migrations

    /// Who is told of which event.
    public static let subscriptions =
        Enterprises.subscriptions + Outreach.subscriptions + Drafts.subscriptions + Guides.subscriptions
        + Entitlements.subscriptions + Consultations.subscriptions + Intakes.subscriptions
        + Interpretations.subscriptions

    /// Every room of the house that visitors see, in the order of the menu.
    public var rooms: [any Room] {
        [
            diagnosis, guides, entitlements, consultations, interpretations, drafts, intakes, policies,
            enterprises, outreach, accounts,
        ]
    }

    /// Work that is done in the background.
    var handlers: [JobWork] {
        accounts.handlers + enterprises.handlers + outreach.handlers + drafts.handlers + guides.handlers
            + entitlements.handlers + consultations.handlers + intakes.handlers + interpretations.handlers
    }

    /// Work that comes back by the clock.
    private var schedules: [Schedule] {
        accounts.schedules + outreach.schedules + drafts.schedules + guides.schedules
            + entitlements.schedules + consultations.schedules + intakes.schedules
            + interpretations.schedules
    }

    /// Opens the data of a home, and brings it up to this program.
    ///
    /// - Parameters:
    ///   - library: the packs in use, free of errors.
    ///   - providers: where else people may sign in.
    ///   - outreach: which channels messages leave on, and how the site is reached from outside.
    ///   - proposer: which language model may propose clauses; none by default.
    ///   - fetching: how watched sites are asked.
    /// - Throws: `StoreFault` when the data cannot be reached or does not fit the program, and what keeps
    ///   a room from being set up.
    public static func open(
        library: Library, home: DataHome, ground: Ground, providers: [IdentityProvider] = [],
        outreach: OutreachSettings = OutreachSettings(), proposer: ProposerSettings? = nil,
        fetching: FetchSettings = FetchSettings()
    ) async throws -> Platform {
        let database = try await Database.open(
            home.configuration, ground: ground, migrations: migrations, subscriptions: subscriptions)
        do {
            return try await Platform(library, database, home, providers, outreach, proposer, fetching)
        } catch {
            await database.close()
            throw error
        }
    }

    private init(
        _ library: Library, _ database: Database, _ home: DataHome, _ providers: [IdentityProvider],
        _ reaching: OutreachSettings, _ proposer: ProposerSettings?, _ fetching: FetchSettings
    ) async throws {
        let vault = try FileVault(path: home.configuration.filesPath, ground: database.ground)
        let example = ExampleCity(database: database)
        let authorisation = try Authorisation([
            Accounts.admissions, Enterprises.admissions, Diagnosis.admissions, Outreach.admissions,
            Drafts.admissions, Guides.admissions, Entitlements.admissions, Consultations.admissions,
            Intakes.admissions, Interpretations.admissions,
        ])
        let accounts = try Accounts(
            database: database, vault: vault, authorisation: authorisation, key: home.key(for: "accounts"),
            exampleSignIns: try await example.signIns(), providers: providers,
            address: { $0.clientKey })
        self.library = library
        self.database = database
        self.accounts = accounts
        self.authorisation = authorisation
        isExample = try await example.isHere()
        enterprises = Enterprises(
            database: database, vault: vault, library: library, authorisation: authorisation,
            codeKey: try CodeKey(seed: home.key(for: "codes")),
            recipients: { try await Self.banks(of: accounts) })
        let keeping = ReportKeeping(
            database: database, enterprises: enterprises, authorisation: authorisation)
        diagnosis = try Diagnosis(library: library, keeping: keeping)
        policies = Policies(database: database)
        audience = Audience(
            database: database, enterprises: enterprises, policies: policies, library: library)
        var reaching = reaching
        // What the example city has no server for is laid where its operators can read it.
        if isExample { reaching.hasLetterbox = true }
        outreach = try Outreach(
            database: database, authorisation: authorisation, key: home.key(for: "outreach"),
            settings: reaching, enterprises: enterprises)
        drafts = Drafts(
            database: database, authorisation: authorisation, policies: policies, audience: audience,
            accounts: accounts, library: library, vault: vault, proposer: proposer)
        guides = Guides(
            database: database, authorisation: authorisation, policies: policies, audience: audience,
            enterprises: enterprises, library: library)
        entitlements = Entitlements(
            database: database, authorisation: authorisation, policies: policies, audience: audience,
            enterprises: enterprises, library: library)
        intakes = Intakes(
            database: database, authorisation: authorisation, policies: policies, accounts: accounts,
            library: library, vault: vault, fetching: fetching)
        let interpretations = Interpretations(
            database: database, authorisation: authorisation, policies: policies, accounts: accounts,
            library: library, vault: vault)
        self.interpretations = interpretations
        consultations = try Consultations(
            database: database, authorisation: authorisation, policies: policies, accounts: accounts,
            enterprises: enterprises, library: library,
            readings: { try await interpretations.texts().map(AnswerText.init) })
    }

    /// To whom an enterprise may show its file: the institutions in which somebody holds the role of a bank.
    private static func banks(of accounts: Accounts) async throws -> [ConsentRecipient] {
        try await accounts.store.departments(holding: .bank).map {
            ConsentRecipient(id: $0.id.text, name: $0.name)
        }
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
            settings, rooms: rooms, gate: accounts.gate, isReady: { await database.condition() == .well },
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
        try buildResponder(settings, rooms: rooms, gate: accounts.gate)
    }

    /// Serves, and does the jobs that are due, until a signal ends it; requests under way are finished first.
    public func run(
        _ settings: SiteSettings, logger: Logger,
        whenReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        var application = try application(settings, logger: logger, whenReady: whenReady)
        let runner = JobRunner(
            database, handlers: handlers, schedules: schedules, holder: "\(settings.host):\(settings.port)"
        ) {
            kind, error in
            logger.error(
                "job failed", metadata: ["kind": .string(kind), "error": .string(String(reflecting: error))])
        }
        application.addServices(BackgroundJobs(runner: runner), AudienceWatch(audience: audience))
        try await application.runService()
        await close()
    }

    /// The path of the one-time link that makes the first administrators; nil once there is one.
    public func setUpLink() async throws -> String? { try await accounts.setUpLink() }

    /// Whether the data is an example city.
    public func hasExampleCity() -> Bool { isExample }

    /// Makes the example city in data that is empty.
    ///
    /// - Throws: `ExampleFault`, when there is anything already.
    public func makeExampleCity(_ count: Int) async throws {
        let editor = try await ExampleCity(database: database).make(
            count, enterprises: enterprises, accounts: accounts.store,
            policies: ExamplePolicies(store: policies.store, library: library))
        try await guides.keepExample(by: editor)
    }

    /// Ends all connections to the data.
    public func close() async { await database.close() }
}

/// Jobs, as one of the services that end together.
struct BackgroundJobs: Service {
    let runner: JobRunner

    func run() async throws {
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}

/// Everybody as columns, loaded and followed as long as the service runs.
struct AudienceWatch: Service {
    let audience: Audience

    func run() async throws {
        await cancelWhenGracefulShutdown { await audience.run() }
    }
}
