// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
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

@testable import Guides

/// The room on a new database, on 18 November 2026, with the official packs.
struct World: Sendable {
    let database: Database
    let room: Guides
    let policies: Policies
    let enterprises: Enterprises
    let ground: TestGround
    let authorisation: Authorisation

    static let suqian = Region(code: "321300")!
    static let jiangsu = Region(code: "320000")!
    static let shuyang = Region(code: "321322")!
    static let today = Day(isoText: "2026-11-18")!
    static let editor = Identity(
        person: ID("00000000-0000-4000-8000-0000000000ed")!, name: "吴编辑",
        grants: [Grant(.editor, in: .nation)])
    static let member = Identity(person: ID("00000000-0000-4000-8000-0000000000ae")!, name: "赵会计")

    static let library = RepositoryPacks.library

    static let migrations =
        Accounts.migrations + Enterprises.migrations + Outreach.migrations + Policies.migrations
        + Guides.migrations

    /// Runs a test in a new world.
    static func with(
        _ dialect: Dialect = .sqlite, subscriptions: [Subscription] = Guides.subscriptions,
        _ body: (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        try await withDatabase(dialect, migrations, subscriptions: subscriptions, ground: ground) {
            database in
            let authorisation = try Authorisation([Enterprises.admissions, Guides.admissions])
            let enterprises = Enterprises(
                database: database,
                vault: try FileVault(path: database.configuration.filesPath, ground: ground.ground),
                library: try library.get(), authorisation: authorisation,
                codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)))
            let policies = Policies(database: database)
            let audience = Audience(
                database: database, enterprises: enterprises, policies: policies, library: try library.get())
            let room = Guides(
                database: database, authorisation: authorisation, policies: policies, audience: audience,
                enterprises: enterprises, library: try library.get())
            try await body(
                World(
                    database: database, room: room, policies: policies, enterprises: enterprises,
                    ground: ground, authorisation: authorisation))
        }
    }

    /// Serves every event and job that is due.
    func settle() async throws {
        let runner = JobRunner(database, handlers: room.handlers, holder: "test")
        while try await runner.runDue() > 0 {}
    }

    /// Puts a policy in force and gives its number.
    @discardableResult
    func add(_ title: String, _ change: (inout PolicyContent) -> Void = { _ in }) async throws -> Int64 {
        let content = World.content(title, change)
        let id = try await policies.store.adopt(
            content, keptBy: content.region, department: nil, from: World.today.adding(days: -30),
            by: World.editor, once: UUID().uuidString)
        try await settle()
        return try #require(try await policies.store.version(id)).policy.number
    }

    static func content(_ title: String, _ change: (inout PolicyContent) -> Void = { _ in }) -> PolicyContent
    {
        var content = PolicyContent(title: title, level: .city, region: suqian)
        content.issuers = ["宿迁市工业和信息化局"]
        content.applying = .online
        content.applyTo = today.adding(days: 20)
        change(&content)
        return content
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
            settings, rooms: [room, policies], gate: TestGate(who: who, authorisation: authorisation),
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
