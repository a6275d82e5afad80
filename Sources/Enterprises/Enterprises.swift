// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Site
import Standards
import Store

/// Whom everything is about: the register of enterprises, facts with their sources, consents, the one-page
/// file 一企一档 and the enterprise code 企业码. It knows nothing of policies or appeals.
///
/// ```swift
/// let enterprises = Enterprises(
///     database: database, vault: vault, library: library, authorisation: authorisation, codeKey: key,
///     recipients: { try await accounts.banks() })
/// let known = try await enterprises.known(id)
/// let verdicts = library.judge(known.facts, asOf: today)
/// ```
public struct Enterprises: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let vault: FileVault
    let library: Library
    let authorisation: Authorisation
    let codeKey: CodeKey
    let book: FactBook
    let recipients: @Sendable () async throws -> [ConsentRecipient]

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - vault: where evidence and imported sheets are kept.
    ///   - library: the packs in use.
    ///   - authorisation: made with ``admissions`` among others.
    ///   - codeKey: signs enterprise codes.
    ///   - recipients: to whom an enterprise can give consent: banks and other institutions.
    public init(
        database: Database, vault: FileVault, library: Library, authorisation: Authorisation,
        codeKey: CodeKey, recipients: @escaping @Sendable () async throws -> [ConsentRecipient] = { [] }
    ) {
        self.database = database
        self.vault = vault
        self.library = library
        self.authorisation = authorisation
        self.codeKey = codeKey
        self.recipients = recipients
        book = FactBook(library: library)
    }

    /// The tables of this room.
    public static let migrations = EnterpriseSchema.migrations

    /// The list for officials, one's own file for members.
    public var navigation: [NavigationEntry] {
        [
            .header("enterprises.title", "/enterprises", .enterpriseList),
            .header("enterprises.mine", "/my/enterprise", .enterpriseMine),
        ]
    }

    /// Everything that can be asked for here.
    public var routes: [Route] {
        listRoutes + fileRoutes + factRoutes + declareRoutes + consentRoutes + codeRoutes + visitRoutes
            + importRoutes + recordRoutes + exportRoutes + dataRoutes
    }

    /// The work that is done in the background: imports.
    public var handlers: [JobWork] {
        [JobWork(ImportStore.job) { context, id in try await carryOn(id, context) }]
    }

    /// The way to the register, for officials, with the regions that are theirs.
    public var blocks: [Block] {
        [
            Block(at: .desk, "enterprises.desk", order: 150, .enterpriseList) { visit, _ in
                let regions = authorisation.regions(of: visit.who, for: .enterpriseList).map(\.fullName)
                return Panel(
                    id: "register", title: visit.words("enterprises.title"),
                    text: visit.words("enterprises.list.lead", ["regions": regions.joined(separator: "、")]),
                    links: [Link(visit.words("enterprises.title"), visit.link("/enterprises"))])
            }
        ]
    }

    /// Where the search box looks.
    public var searches: [SearchSource] {
        [
            SearchSource("enterprises.title", .enterpriseList) { visit, typed, count in
                try await hits(typed, count, visit)
            }
        ]
    }
}

extension Enterprises {
    var register: EnterpriseStore { EnterpriseStore(database: database) }
    var finder: SearchStore { SearchStore(database: database) }
    var factStore: FactStore { FactStore(database: database, book: book) }
    var consentStore: ConsentStore { ConsentStore(database: database, book: book) }
    var visitStore: VisitStore { VisitStore(database: database) }
    var importStore: ImportStore { ImportStore(database: database, book: book) }

    /// An enterprise with all that is known of it, at a moment in milliseconds since 1970 or now; nil when
    /// there is none. The door for other rooms, which ask the authorisation themselves.
    public func known(_ id: EnterpriseID, at moment: Int64? = nil) async throws -> KnownEnterprise? {
        try await factStore.known(id, at: moment)
    }

    /// The facts of an enterprise as they were known at a moment, or now; none for an unknown enterprise.
    public func facts(of id: EnterpriseID, knownAt moment: Int64? = nil) async throws -> Facts {
        try await known(id, at: moment)?.facts ?? Facts()
    }

    /// An entry of the register; nil when there is none.
    public func enterprise(_ id: EnterpriseID) async throws -> Enterprise? {
        try await register.enterprise(id)
    }

    /// An entry of the register by its credit code; nil when there is none.
    public func enterprise(coded code: CreditCode) async throws -> Enterprise? {
        try await register.enterprise(coded: code)
    }

    /// Keeps what an enterprise states of itself, for rooms that ask it; the same key takes effect once.
    /// Gives
    /// how many facts are new.
    ///
    /// - Parameter answers: stored texts by word and year, as `Word.storedText(of:)` makes them.
    public func declare(
        _ answers: [Facts.Key: String], of id: EnterpriseID, by actor: String, once key: String
    ) async throws -> Int {
        let statements = answers.sorted { ($0.key.word, $0.key.year) < ($1.key.word, $1.key.year) }.map {
            FactStatement(
                word: library.vocabulary[$0.key.word].name, year: $0.key.year, value: $0.value,
                source: FactStatement.ownSource)
        }
        return try await factStore.state(statements, of: id, by: actor, once: key)
    }

    /// Records one entry, for rooms that establish who an enterprise is; the same key takes effect once.
    public func record(
        _ entry: RegisterEntry, by actor: String, once key: String
    ) async throws -> EnterpriseID {
        try await register.record(entry, by: actor, once: key)
    }
}
