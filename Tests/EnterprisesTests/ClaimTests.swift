// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Standards
import Store
import StoreTesting
import Synchronization
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
        let began = Mutex<[MembershipBegan]>([])
        let listener = Subscription("test", to: MembershipBegan.topic) { _, event in
            began.withLock { $0.append(event.payload) }
        }
        try await withDatabase(
            dialect, Self.migrations, subscriptions: Enterprises.subscriptions + [listener]
        ) { database in
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
            // Each of the two got its first member. Who comes later is not the first; new rights begin
            // nothing.
            let second = try await accounts.addPerson(name: "钱总", actor: "test")
            let label = EnterpriseLabel(
                id: try #require(try await register.enterprise(coded: new)).id, name: "云杉", region: gusu)
            try await accounts.join(label, second, rights: [.apply], actor: "test")
            try await accounts.join(label, second, rights: [.manage], actor: "test")
            let runner = JobRunner(database, handlers: [], holder: "test")
            while try await runner.runDue() > 0 {}
            #expect(began.withLock { $0.filter(\.isFirst).map(\.person) } == [person, person])
            #expect(began.withLock { $0.filter { !$0.isFirst }.map(\.person) } == [second])
        }
    }
}
