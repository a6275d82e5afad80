// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Standards
import Store

/// What this room asks of the register of enterprises: who an enterprise is and what is known of it.
public protocol EnterpriseFacts: Sendable {
    /// Who the enterprise is; nil when the register has no such one.
    func reported(_ id: EnterpriseID) async throws -> ReportedEnterprise?
    /// Everything that is known of it, with sources; as known at a moment in milliseconds since 1970, or now.
    func facts(of id: EnterpriseID, knownAt: Int64?) async throws -> Facts
    /// Keeps what a member states, as self-declared: exact values as `Word.storedText(of:)` writes them. A
    /// repeated key takes effect once.
    func declare(
        _ facts: [Facts.Key: String], of id: EnterpriseID, by person: Identity, once key: String) async throws
}

/// An enterprise as far as a report names it.
public struct ReportedEnterprise: Hashable, Sendable {
    /// Its id in the register.
    public let id: EnterpriseID
    /// The registered name.
    public let name: String
    /// The unified social credit code.
    public let creditCode: String
    /// Where it is registered: decides which rules are looked at.
    public let region: Region

    /// An enterprise of the register.
    public init(id: EnterpriseID, name: String, creditCode: String, region: Region) {
        self.id = id
        self.name = name
        self.creditCode = creditCode
        self.region = region
    }

    /// The enterprise as a thing that permission depends on.
    var subject: Subject { .enterprise(id, region) }
}

/// What a site with a database adds to the self-tests: reports that are kept.
public struct ReportKeeping: Sendable {
    let store: ReportStore
    let enterprises: any EnterpriseFacts
    let authorisation: Authorisation

    /// - Parameters:
    ///   - database: opened with `Diagnosis.migrations`.
    ///   - enterprises: the register.
    ///   - authorisation: with `Diagnosis.admissions` in it.
    public init(database: Database, enterprises: any EnterpriseFacts, authorisation: Authorisation) {
        store = ReportStore(database: database)
        self.enterprises = enterprises
        self.authorisation = authorisation
    }
}
