// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Diagnosis

/// Reports on the real register of enterprises.
@Suite struct RegisterTests {
    @Test(arguments: everyDialect)
    func `what a member declares is in the next report, with its source and day`(dialect: Dialect)
        async throws
    {
        let clock = TestGround()
        let migrations = Enterprises.migrations + Diagnosis.migrations
        try await withDatabase(dialect, migrations, ground: clock) { database in
            let library = try TestSite.national().library
            let authorisation = try Authorisation([Enterprises.admissions, Diagnosis.admissions])
            let register: any EnterpriseFacts = Enterprises(
                database: database,
                vault: try FileVault(path: database.configuration.filesPath, ground: clock.ground),
                library: library, authorisation: authorisation,
                codeKey: try CodeKey(seed: Array(repeating: 9, count: 32)))
            let entry = RegisterEntry(
                code: try CreditCode("91350100M000100Y43"), name: "苏州育苗科技有限公司",
                region: try #require(Region(code: "320508")), source: "市场监管")
            let id = try await #require(register as? Enterprises).record(entry, by: "test", once: "1")
            let person = Identity(
                person: clock.ground.id(), name: "申报人", memberships: [Membership(of: id, [.apply])],
                enterprise: id)
            let revenue = try #require(library.vocabulary.word(named: "营业收入"))
            let key = Facts.Key(word: revenue.id, year: 2025)
            for _ in 1...2 { try await register.declare([key: "2000万元"], of: id, by: person, once: "k") }
            let facts = try await register.facts(of: id, knownAt: nil)
            #expect(facts[key]?.value == revenue.storedValue("2000万元"))
            #expect(facts.all(key).count == 1)
            let found = try #require(try await register.reported(id))
            #expect(found.name == "苏州育苗科技有限公司" && found.region.code == "320508")
            let report = library.keptReport(
                clock.ground.id(), on: found, facts, asOf: try #require(Day(reading: "2026-11-21")),
                for: .application, madeAt: clock.ground.now())
            let used = report.verdicts.flatMap(\.facts).first { $0.name == "营业收入" && $0.year == 2025 }
            #expect(used?.value == "2000万元")
            #expect(used?.source?.isEmpty == false && used?.recorded != nil)
            #expect(try report.recomputed(by: library).json() == report.json())
            #expect(try await register.reported(clock.ground.id()) == nil)
        }
    }
}
