// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Example
import Foundation
import Policies
import Rules
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

/// The example city: the same each time, alone in its data, and known by its marks.
@Suite struct ExampleTests {
    private static let migrations =
        Accounts.migrations + Enterprises.migrations + ExampleCity.migrations + Policies.migrations

    private static let library = RepositoryPacks.library

    private static func enterprises(_ database: Database) throws -> Enterprises {
        try Enterprises(
            database: database,
            vault: FileVault(path: database.configuration.filesPath, ground: database.ground),
            library: library.get(), authorisation: Authorisation([Enterprises.admissions]),
            codeKey: CodeKey(seed: Array(repeating: 9, count: 32)))
    }

    @Test func `the same seed gives the same enterprises, each with a valid code of its own`()
        throws
    {
        let today = try #require(Day(year: 2026, month: 11, day: 21))
        var (one, other) = (
            try ExampleEnterprises(seed: 7, today: today), try ExampleEnterprises(seed: 7, today: today)
        )
        let made = try one.next(3_000, hasFacts: true)
        let again = try other.next(3_000, hasFacts: true)
        #expect(made.map(\.creditCode) == again.map(\.creditCode) && made.map(\.facts) == again.map(\.facts))
        #expect(Set(made.map(\.creditCode)).count == 3_000)
        #expect(
            made.allSatisfy { $0.name.hasSuffix("（示例）") && CreditCode(codedText: $0.creditCode.text) != nil })
        let revenues = made.filter { $0.facts.contains { $0.word == "营业收入" } }.count
        #expect(revenues > 1_500 && revenues < 3_000, "facts are partly missing")
    }

    @Test(arguments: everyDialect)
    func `a city has its people and enterprises, and is made nowhere twice`(dialect: Dialect) async throws {
        try await withDatabase(dialect, Self.migrations) { database in
            let city = ExampleCity(database: database)
            #expect(try await !city.isHere())
            #expect(try await city.signIns().isEmpty)
            let accounts = AccountStore(
                database: database, key: Array(repeating: 1, count: 32), isExample: true)
            let enterprises = try Self.enterprises(database)
            let policies = Policies(database: database)
            try await city.make(
                40, withFacts: 40, enterprises: enterprises, accounts: accounts,
                policies: ExamplePolicies(store: policies.store, library: try Self.library.get()))
            #expect(try await city.isHere())
            #expect(try await city.signIns().count >= 12)
            #expect(try await accounts.departments(holding: .bank).count == 1)
            let stated: Int? = try await database.read {
                try $0.value("SELECT count(*) FROM enterprise_fact WHERE word = $1", "营业收入")
            }
            #expect((stated ?? 0) > 20)
            #expect(try await policies.store.versions(at: .released).count > 40)
            await #expect(throws: ExampleFault.notEmpty) {
                try await city.make(1, enterprises: enterprises, accounts: accounts)
            }
        }
    }

    @Test func `no city is made where somebody is already`() async throws {
        try await withDatabase(.sqlite, Self.migrations) { database in
            let accounts = AccountStore(database: database, key: Array(repeating: 1, count: 32))
            try await accounts.addPerson(name: "真人", actor: "test")
            await #expect(throws: ExampleFault.notEmpty) {
                try await ExampleCity(database: database).make(
                    1, enterprises: try Self.enterprises(database), accounts: accounts)
            }
            #expect(try await !ExampleCity(database: database).isHere())
        }
    }

    @Test func `each example policy says that it is one or comes from the packs, and its rules are sound`()
        async throws
    {
        let library = try Self.library.get()
        try await withDatabase(.sqlite, Self.migrations) { database in
            let today = try #require(Day(isoText: "2026-11-28"))
            let examples = ExamplePolicies(store: Policies(database: database).store, library: library)
            let contents = try examples.contents(on: today).map(\.content)
            let real = contents.filter { !$0.title.contains("示例") }
            #expect(real.count == 10)
            #expect(real.allSatisfy { one in library.rules.contains { $0.basis.document == one.title } })
            for (number, content) in contents.enumerated() {
                let rules = PolicyRules(of: content, policy: Int64(number + 1), library: library)
                let errors = rules.faults.filter { !$0.isWarning }
                #expect(errors.isEmpty, "\(content.title): \(errors)")
                #expect(rules.rules.count == content.items.count { !$0.rule.isEmpty })
            }
            #expect(contents.contains { $0.daysLeft(on: today) == 0 })
            #expect(contents.contains { ($0.applyFrom ?? today) > today })
        }
    }
}
