// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

/// An accepted 企业认证 reaches the register.
@Suite struct ClaimTests {
    private static let migrations = Accounts.migrations + Enterprises.migrations

    private func accept(_ code: CreditCode, _ person: ID<Person>, in database: Database) async throws {
        let id: ID<EnterpriseClaim> = database.ground.id()
        let claim = AcceptedClaim(
            claim: id, creditCode: code.text, name: "云杉精密有限公司", region: "320508", person: person,
            decidedBy: person)
        try await database.write { tx in
            try tx.publish(EnterpriseClaim.accepted, claim)
        }
        try await JobRunner(database, handlers: [], holder: "test").runDue()
    }

    @Test(arguments: everyDialect)
    func `an enterprise that is not there is added, one that is there keeps its name; both get a manager`(
        dialect: Dialect
    ) async throws {
        let gusu = try #require(Region(code: "320508"))
        let new = try #require(CreditCode.make(region: gusu, body: "MA1NEW21"))
        let known = try #require(CreditCode.make(region: gusu, body: "MA1KNXW1"))
        try await withDatabase(dialect, Self.migrations, subscriptions: Enterprises.subscriptions) {
            database in
            let accounts = AccountStore(database: database, key: Array(repeating: 1, count: 32))
            let person = try await accounts.addPerson(name: "赵总", actor: "test")
            try await database.write { tx in
                _ = try tx.record(
                    RegisterEntry(code: known, name: "旧名有限公司", region: gusu, source: "市场监管"), by: "test")
            }
            try await accept(new, person, in: database)
            try await accept(known, person, in: database)
            let register = EnterpriseStore(database: database)
            #expect(try await register.enterprise(coded: new)?.name == "云杉精密有限公司")
            #expect(try await register.enterprise(coded: known)?.name == "旧名有限公司")
            let managers: Int? = try await database.read { reader in
                try reader.value("SELECT count(*) FROM membership WHERE person = $1", person)
            }
            #expect(managers == 2)
        }
    }
}
