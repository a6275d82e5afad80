// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store

/// Who may: people, departments, roles by region, members of enterprises; how they sign in, what they did.
///
/// ```swift
/// let authorisation = try Authorisation([Accounts.admissions, Enterprises.admissions])
/// let accounts = try Accounts(
///     database: database, vault: vault, authorisation: authorisation, key: home.key(for: "accounts"))
/// let application = try buildApplication(settings, rooms: [accounts], gate: accounts.gate)
/// if let path = try await accounts.setUpLink() { print(path) }
/// ```
public struct Accounts: Room {
    /// Templates and words of this room.
    public var shelf: Shelf { Self.shelf }
    static let shelf = Shelf(folder: Bundle.module.resourceURL)
    /// People and rights, for other rooms and the example city.
    public let store: AccountStore
    let authorisation: Authorisation
    let vault: FileVault
    let examples: [ExampleSignIn]
    let providers: [IdentityProvider]
    let foreign: ForeignSignIn
    let address: @Sendable (Visit) -> String?
    let rules: PasswordRules
    let work = PasswordWork()
    /// Verified in place of a password that nobody has, so that unknown names take as long as known ones.
    let decoy: PasswordHash

    /// - Parameters:
    ///   - key: 32 bytes or more that seal secrets, the same on all servers and over restarts.
    ///   - exampleSignIns: people of the example city, who sign in by one click and need no second factor.
    ///     Give none in any other: then there is no such page.
    ///   - providers: where else people may sign in (OpenID Connect).
    ///   - fetch: how providers are asked.
    ///   - address: the address of a visitor as the trusted proxies know it; it is only counted, as a digest.
    public init(
        database: Database, vault: FileVault, authorisation: Authorisation, key: [UInt8],
        limits: AccountLimits = AccountLimits(), exampleSignIns: [ExampleSignIn] = [],
        providers: [IdentityProvider] = [], fetch: any WebFetch = OutgoingFetch(),
        address: @escaping @Sendable (Visit) -> String? = { _ in nil }
    ) throws {
        store = AccountStore(
            database: database, key: key, limits: limits, isExample: !exampleSignIns.isEmpty)
        self.authorisation = authorisation
        self.vault = vault
        examples = exampleSignIns
        self.providers = providers
        foreign = ForeignSignIn(fetch: fetch)
        self.address = address
        rules = try PasswordRules(folder: Self.shelf.folder)
        decoy = try PasswordHash.make("decoy", salt: SecretToken.randomBytes(16, database.ground))
    }

    /// Its tables.
    public static var migrations: [Migration] { AccountSchema.migrations }

    /// Who is admitted to what.
    public static let admissions: [Permission: Admission] = [
        .accountOwn: .signedIn,
        .accountClaim: .signedIn,
        .accountPeople: .roles([.securityAdministrator]),
        .accountMembers: .members(.manage),
        .accountDecide: .roles([.official]),
        .accountAudit: .roles([.auditAdministrator]),
    ]

    /// What is done in the background.
    public var handlers: [JobWork] {
        [JobWork(Sweep.kind) { context, _ in try await context.finish { try $0.sweepAccounts() } }]
    }

    /// When it is done.
    public var schedules: [Schedule] { [Sweep.schedule] }

    /// Decides about every request.
    public var gate: AccountsGate { AccountsGate(store: store, authorisation: authorisation) }

    /// The path of a link with which the first administrators are made: good for a day and for one use, and
    /// replaced by each call. Nil once there is an administrator.
    public func setUpLink() async throws -> String? {
        try await store.setUpToken().map { "/set-up/\($0.text)" }
    }

    /// What the administrators' and officials' menus show.
    public var navigation: [NavigationEntry] {
        [
            .header("accounts.people", "/people", .accountPeople),
            .header("accounts.claims", "/claims", .accountDecide),
            .header("accounts.audit", "/audit", .accountAudit),
        ]
    }

    /// Everything that can be asked for here.
    public var routes: [Route] {
        deskRoutes + signInRoutes + foreignRoutes + arrivalRoutes + accountRoutes + factorRoutes
            + sessionRoutes
            + tokenRoutes + memberRoutes + claimRoutes + departmentRoutes + peopleRoutes + auditRoutes
    }
}

/// A person of the example city, offered on the page for signing in.
public struct ExampleSignIn: Sendable {
    /// Who.
    public let person: ID<Person>
    /// What the person is, in Chinese: 苏州市工信局经办人.
    public let chinese: String
    /// The same in English.
    public let english: String

    /// An offer.
    public init(person: ID<Person>, chinese: String, english: String) {
        self.person = person
        self.chinese = chinese
        self.english = english
    }
}

extension Permission {
    /// One's own account.
    public static let accountOwn = Permission("accounts.own")
    /// Claiming an enterprise.
    public static let accountClaim = Permission("accounts.claim")
    /// Departments, people and their roles.
    public static let accountPeople = Permission("accounts.people")
    /// Members of an enterprise.
    public static let accountMembers = Permission("accounts.members")
    /// Deciding about claims.
    public static let accountDecide = Permission("accounts.claims.decide")
    /// Reading the audit chain.
    public static let accountAudit = Permission("accounts.audit")
}
