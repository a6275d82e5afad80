// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Policies
import Rules
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Intakes

/// The room on a new database, with a fixed day, the official packs, and people of each kind.
struct World: Sendable {
    let database: Database
    let room: Intakes
    let accounts: Accounts
    let ground: TestGround
    let authorisation: Authorisation

    static let suzhou = Region(code: "320500")!
    static let wuxi = Region(code: "320200")!
    static let migrations = Accounts.migrations + Policies.migrations + Intakes.migrations

    static let library = RepositoryPacks.library

    /// Runs a test in a new world.
    static func with(
        _ dialect: Dialect = .sqlite, fetching settings: FetchSettings = FetchSettings(),
        _ body: (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        try await withDatabase(dialect, migrations, ground: ground) { database in
            let vault = try FileVault(path: database.configuration.filesPath, ground: ground.ground)
            let authorisation = try Authorisation([Accounts.admissions, Intakes.admissions])
            let accounts = try Accounts(
                database: database, vault: vault, authorisation: authorisation,
                key: Array(repeating: 5, count: 32))
            let room = Intakes(
                database: database, authorisation: authorisation, policies: Policies(database: database),
                accounts: accounts, library: try library.get(), vault: vault, fetching: settings)
            try await body(
                World(
                    database: database, room: room, accounts: accounts, ground: ground,
                    authorisation: authorisation))
        }
    }

    static func person(_ name: String, _ grants: [Grant]) -> Identity {
        Identity(person: ID(UUID()), name: name, grants: grants)
    }

    // The same person each time: who sent an import is recognised when they open it again.
    let editor = Self.person("王编辑", [Grant(.editor, in: World.suzhou)])
    let colleague = Self.person("孙编辑", [Grant(.editor, in: World.suzhou)])
    let stranger = Self.person("李编辑", [Grant(.editor, in: World.wuxi)])

    /// Does all work that is due.
    func work() async throws {
        let runner = JobRunner(database, handlers: room.handlers, holder: "test")
        while try await runner.runDue() > 0 {}
    }

    /// Runs a visitor through the real router.
    func visit(
        as who: Identity?, _ journey: @escaping @Sendable (Browser) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let ground = ground.ground
        var settings = SiteSettings(
            port: 0, secret: Array(repeating: 7, count: 32),
            now: { Date(timeIntervalSince1970: Double(ground.now()) / 1000) }, makeID: { UUID() })
        settings.publicOrigin = "https://yumiao.test"
        let application = try buildApplication(
            settings, rooms: [room, room.policies], gate: TestGate(who: who, authorisation: authorisation),
            logger: logger)
        try await application.test(.router) { client in try await journey(Browser(client)) }
    }
}

/// Everybody is the person that the test says.
struct TestGate: Gate {
    let who: Identity?
    let authorisation: Authorisation

    func identify(_ visit: Visit) async throws -> (any Sendable)? { who }

    func admits(_ visit: Visit, to permission: Permission) async throws -> Bool {
        authorisation.mayAllow(who, permission)
    }
}
