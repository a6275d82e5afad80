// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
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

@testable import Drafts

/// The room on a new database, with a fixed day, the official packs, and people of each kind.
struct World: Sendable {
    let database: Database
    let room: Drafts
    let policies: Policies
    let ground: TestGround
    let authorisation: Authorisation

    static let ningbo = Region(code: "330200")!
    static let yinzhou = Region(code: "330212")!
    static let suzhou = Region(code: "320500")!

    /// A call of the city of Ningbo, as the reader's own tests have it.
    static func officialText() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "ReadingTests/Texts/champion-call.txt"), encoding: .utf8)
    }

    static let library = RepositoryPacks.library

    /// Runs a test in a new world.
    static func with(
        _ dialect: Dialect = .sqlite, proposer: ProposerSettings? = nil,
        _ body: (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        let migrations =
            Accounts.migrations + Enterprises.migrations + Policies.migrations + Drafts.migrations
        try await withDatabase(dialect, migrations, ground: ground) { database in
            let vault = try FileVault(path: database.configuration.filesPath, ground: ground.ground)
            let authorisation = try Authorisation([
                Accounts.admissions, Enterprises.admissions, Drafts.admissions,
            ])
            let accounts = try Accounts(
                database: database, vault: vault, authorisation: authorisation,
                key: Array(repeating: 3, count: 32))
            let library = try library.get()
            let policies = Policies(database: database)
            let enterprises = Enterprises(
                database: database, vault: vault, library: library, authorisation: authorisation,
                codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)))
            let audience = Audience(
                database: database, enterprises: enterprises, policies: policies, library: library)
            let room = Drafts(
                database: database, authorisation: authorisation, policies: policies, audience: audience,
                accounts: accounts, library: library, vault: vault, proposer: proposer)
            try await body(
                World(
                    database: database, room: room, policies: policies, ground: ground,
                    authorisation: authorisation))
        }
    }

    static func person(_ name: String, _ grants: [Grant]) -> Identity {
        Identity(person: ID(UUID()), name: name, grants: grants)
    }

    /// Two editors, a supervisor of the city, and an editor of another city.
    let writer = World.person("林编辑", [Grant(.editor, in: World.ningbo)])
    let checker = World.person("周编辑", [Grant(.editor, in: World.ningbo)])
    let supervisor = World.person("吴督导", [Grant(.supervisor, in: World.ningbo)])
    let stranger = World.person("苏编辑", [Grant(.editor, in: World.suzhou)])

    var today: Day { Day(milliseconds: ground.ground.now()) }

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
            settings, rooms: [policies, room], gate: TestGate(who: who, authorisation: authorisation),
            logger: logger)
        try await application.test(.router) { client in try await journey(Browser(client)) }
    }

    /// Reads the official text as a draft of the writer; gives the version.
    func draft() async throws -> PolicyVersion {
        let text = try World.officialText()
        try await visit(as: writer) { browser in
            let made = try await browser.send(
                try await browser.open("/drafts/new"), to: "/drafts/new", [("text", text)])
            #expect(made.status == 200)
        }
        return try await latest()
    }

    /// The version that was changed last.
    func latest() async throws -> PolicyVersion {
        let line = try #require(try await policies.store.lines(PolicySelection(), limit: 1).first)
        return try #require(try await policies.store.version(line.id))
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
