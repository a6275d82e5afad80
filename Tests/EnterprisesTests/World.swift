// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Rules
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

/// The room on a new database, with a fixed day, the official packs, and people of each kind.
struct World: Sendable {
    let database: Database
    let room: Enterprises
    let ground: TestGround
    let authorisation: Authorisation

    static let suzhou = Region(code: "320500")!
    static let gusu = Region(code: "320508")!
    static let wuxi = Region(code: "320200")!
    static let binhu = Region(code: "320211")!

    /// A code whose check character is right, from a place and a number.
    static func code(_ number: Int, in region: String = "320508") -> CreditCode {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let body = "91\(region)" + "MA" + String(format: "%06d", number) + "0"
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(body, weights).reduce(0) { $0 + alphabet.firstIndex(of: $1.0)! * $1.1 }
        return CreditCode(codedText: body + String(alphabet[(31 - sum % 31) % 31]))!
    }

    static let library = RepositoryPacks.library

    /// Runs a test in a new world.
    static func with(
        _ dialect: Dialect = .sqlite, subscriptions: [Subscription] = [],
        _ body: (World) async throws -> Void
    ) async throws {
        let ground = TestGround()
        try await withDatabase(
            dialect, Enterprises.migrations, subscriptions: subscriptions, ground: ground
        ) { database in
            let vault = try FileVault(path: database.configuration.filesPath, ground: ground.ground)
            let authorisation = try Authorisation([Enterprises.admissions])
            let room = Enterprises(
                database: database, vault: vault, library: try library.get(), authorisation: authorisation,
                codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)),
                recipients: { [ConsentRecipient(id: bank.text, name: "苏州银行姑苏支行")] })
            try await body(
                World(database: database, room: room, ground: ground, authorisation: authorisation))
        }
    }

    static let bank: ID<Department> = ID("00000000-0000-7000-8000-00000000ba4c")!

    /// Adds an enterprise of 姑苏区.
    func add(
        _ name: String, _ number: Int = 1, in region: Region = World.gusu, industry: String? = nil,
        state: Enterprise.State? = nil
    ) async throws -> Enterprise {
        let entry = RegisterEntry(
            code: World.code(number), name: name, region: region,
            industry: industry.flatMap { Industry(code: $0) }, founded: Day(isoText: "2010-05-01"),
            state: state, source: "市场监管")
        let id = try await room.record(entry, by: "test", once: UUID().uuidString)
        return try #require(try await room.enterprise(id))
    }

    /// States facts for an enterprise.
    @discardableResult
    func state(
        _ facts: [(word: String, year: Int, value: String, source: String)], of enterprise: Enterprise
    ) async throws -> Int {
        try await room.factStore.state(
            facts.map { FactStatement(word: $0.word, year: $0.year, value: $0.value, source: $0.source) },
            of: enterprise.id, by: "test", once: UUID().uuidString)
    }

    func person(
        _ name: String, _ grants: [Grant] = [], _ memberships: [Membership] = []
    ) -> Identity {
        Identity(
            person: ID(UUID()), name: name, grants: grants, memberships: memberships,
            enterprise: memberships.first?.enterprise)
    }

    var official: Identity { person("王经办", [Grant(.official, in: World.suzhou)]) }
    var stranger: Identity { person("李经办", [Grant(.official, in: World.wuxi)]) }
    var banker: Identity { person("赵经理", [Grant(.bank, in: World.suzhou, department: World.bank)]) }

    func member(of enterprise: Enterprise, _ right: MemberRight = .manage) -> Identity {
        person("陈会计", [], [Membership(of: enterprise.id, [right, .view, .apply])])
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
            settings, rooms: [room], gate: TestGate(who: who, authorisation: authorisation), logger: logger)
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
