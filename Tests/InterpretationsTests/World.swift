// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Outreach
import Policies
import Rules
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Interpretations

/// The room on a new database, with a fixed day, and people of each kind.
struct World: Sendable {
    let database: Database
    let room: Interpretations
    let accounts: Accounts
    let ground: TestGround
    let authorisation: Authorisation

    static let suzhou = Region(code: "320500")!
    static let wuxi = Region(code: "320200")!

    /// Runs a test in a new world.
    static func with(_ dialect: Dialect = .sqlite, _ body: (World) async throws -> Void) async throws {
        let ground = TestGround()
        let migrations =
            Accounts.migrations + Outreach.migrations + Policies.migrations + Interpretations.migrations
        try await withDatabase(
            dialect, migrations, subscriptions: Interpretations.subscriptions, ground: ground
        ) { database in
            let vault = try FileVault(path: database.configuration.filesPath, ground: ground.ground)
            let authorisation = try Authorisation([Accounts.admissions, Interpretations.admissions])
            let accounts = try Accounts(
                database: database, vault: vault, authorisation: authorisation,
                key: Array(repeating: 5, count: 32))
            let room = Interpretations(
                database: database, authorisation: authorisation, policies: Policies(database: database),
                accounts: accounts, library: Library.read([]).library, vault: vault)
            try await body(
                World(
                    database: database, room: room, accounts: accounts, ground: ground,
                    authorisation: authorisation))
        }
    }

    func person(_ name: String, _ grants: [Grant]) -> Identity {
        Identity(person: ID(UUID()), name: name, grants: grants)
    }

    var official: Identity { person("王经办", [Grant(.official, in: World.suzhou)]) }
    var stranger: Identity { person("李经办", [Grant(.official, in: World.wuxi)]) }
    var supervisor: Identity { person("周督导", [Grant(.supervisor, in: World.suzhou)]) }

    /// Today by the world's clock.
    var today: Day { Day(milliseconds: ground.ground.now()) }

    /// A policy that two people released today.
    func release(_ title: String = "关于技术改造的若干措施") async throws -> PolicyVersion {
        let store = room.policies.store
        let content = PolicyContent(title: title, level: .city, region: World.suzhou)
        let id = try await store.make(
            content, keptBy: World.suzhou, department: nil, by: official, once: UUID().uuidString)
        let draft = try #require(try await store.version(id))
        try await store.move(
            id, to: .checking, over: draft.revision, note: "", by: official, once: UUID().uuidString)
        let checked = try #require(try await store.version(id))
        try await store.approve(
            id, over: checked.revision, note: "", by: supervisor, once: UUID().uuidString)
        for who in [official, supervisor] {
            let version = try #require(try await store.version(id))
            try await store.release(
                id, from: today, over: version.revision, by: who, once: UUID().uuidString)
        }
        try await work()
        return try #require(try await store.version(id))
    }

    /// Does all work that is due.
    func work() async throws {
        let runner = JobRunner(
            database, handlers: room.handlers, schedules: room.schedules, holder: "test")
        while try await runner.runDue() > 0 {}
    }

    /// Runs a visitor through the real router.
    func visit(
        as who: Identity?,
        _ journey: @escaping @Sendable (Browser, any TestClientProtocol) async throws -> Void
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
        try await application.test(.router) { client in try await journey(Browser(client), client) }
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
