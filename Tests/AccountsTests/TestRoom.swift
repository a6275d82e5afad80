// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

extension TestGround {
    /// The moment of the clock, in milliseconds since 1970.
    var now: Int64 { ground.now() }

    func pass(seconds: Int64) { pass(milliseconds: seconds * 1000) }
}

/// A room on a new database, with its gate, a clock, and a site around it.
struct TestRoom: Sendable {
    let accounts: Accounts
    let ground: TestGround
    let database: Database
    let extra: [any Room]

    static let key = [UInt8](repeating: 9, count: 32)
    static let suzhou = Region(code: "320500")!
    static let gusu = Region(code: "320508")!
    static let wuxi = Region(code: "320200")!

    var store: AccountStore { accounts.store }

    /// Runs a test on a new database of a kind.
    static func with(
        _ dialect: Dialect = .sqlite, subscriptions: [Subscription] = [], providers: [IdentityProvider] = [],
        fetch: any WebFetch = OutgoingFetch(), extra: [any Room] = [],
        extraAdmissions: [Permission: Admission] = [:], limits: AccountLimits = AccountLimits(),
        examples: @Sendable (AccountStore) async throws -> [ExampleSignIn] = { _ in [] },
        _ body: @Sendable (TestRoom) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let ground = TestGround()
            let database = try await Database.open(
                try configuration(dialect, folder), ground: ground.ground, migrations: Accounts.migrations,
                subscriptions: subscriptions)
            do {
                let offered = try await examples(AccountStore(database: database, key: key))
                let accounts = try Accounts(
                    database: database, vault: try FileVault(path: folder + "/files", ground: ground.ground),
                    authorisation: try Authorisation([Accounts.admissions, extraAdmissions]), key: key,
                    limits: limits, exampleSignIns: offered, providers: providers, fetch: fetch,
                    address: { $0.headers[.forwardedFor] })
                try await body(
                    TestRoom(accounts: accounts, ground: ground, database: database, extra: extra))
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    /// Runs visitors through the real router.
    func visit(
        origin: String? = nil, _ journey: @escaping @Sendable (Browser) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = try buildApplication(
            settings(origin), rooms: [accounts as any Room] + extra, gate: accounts.gate, logger: logger)
        try await application.test(.router) { client in try await journey(Browser(client)) }
    }

    /// The responder alone.
    func responder() throws -> SiteResponder {
        try buildResponder(settings(nil), rooms: [accounts as any Room] + extra, gate: accounts.gate)
    }

    private func settings(_ origin: String?) -> SiteSettings {
        let ground = ground
        return SiteSettings(
            port: 0, publicOrigin: origin, secret: Array(repeating: 7, count: 32),
            now: { Date(timeIntervalSince1970: Double(ground.now) / 1000) }, makeID: { UUID() })
    }

    /// A person who can sign in.
    @discardableResult
    func person(
        _ name: String, _ signInName: String, password: String = TestRoom.password
    ) async throws -> ID<Person> {
        let kept = try #require(SignInName(signInName))
        let hash = try PasswordHash.make(password, salt: Array(repeating: 3, count: 16))
        return try await database.write { tx in
            try tx.addPerson(name: name, signInName: kept, hash: hash, isExample: false, actor: "test")
        }
    }

    static let password = "correct horse battery"

    /// A confirmed second factor; gives its secret.
    func factor(of person: ID<Person>) async throws -> [UInt8] {
        let secret = try await store.beginFactor(of: person)
        let code = OneTimeCode.code(secret, step: OneTimeCode.step(at: ground.now))
        _ = try #require(try await store.confirmFactor(of: person, code: code))
        ground.pass(seconds: 60)
        return secret
    }

    /// The code that an app shows now.
    func code(_ secret: [UInt8]) -> String {
        OneTimeCode.code(secret, step: OneTimeCode.step(at: ground.now))
    }

    /// The actions in the audit, in their order.
    func audited() async throws -> [String] {
        try await database.read { try $0.auditEntries(AuditQuestion(), limit: 500) }.map(\.action).reversed()
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Test-Address")!
}
