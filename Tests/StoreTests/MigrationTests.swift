// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct MigrationTests {
    private let first = Migration(
        date: "2026-11-22", name: "tests: one", both: "CREATE TABLE one (id text NOT NULL PRIMARY KEY);")
    private let second = Migration(
        date: "2026-11-23", name: "tests: two",
        both: "ALTER TABLE one ADD COLUMN due bigint; INSERT INTO one (id, due) VALUES ('a;b', 7);")

    private func open(
        _ configuration: StoreConfiguration, _ migrations: [Migration]
    ) async throws -> Database {
        try await Database.open(configuration, ground: TestGround().ground, migrations: migrations)
    }

    private func reopened(_ configuration: StoreConfiguration, _ migrations: [Migration]) async -> StoreFault?
    {
        await fault { try await open(configuration, migrations).close() }
    }

    @Test("Steps run in the order of their days, whatever the order of the rooms", arguments: everyDialect)
    func order(_ dialect: Dialect) async throws {
        try await withFolder { folder in
            let database = try await open(try configuration(dialect, folder), [second, first])
            let due = try await database.read {
                try $0.value("SELECT due FROM one WHERE id = $1", "a;b", as: Int64.self)
            }
            #expect(due == 7)
            await database.close()
        }
    }

    @Test("A second start changes nothing, a later release adds its steps", arguments: everyDialect)
    func upgrade(_ dialect: Dialect) async throws {
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            #expect(await reopened(configuration, [first]) == nil)
            #expect(await reopened(configuration, [first]) == nil)
            let database = try await open(configuration, [first, second])
            let applied = try await database.appliedMigrations().map(\.id)
            #expect(applied.suffix(2) == ["2026-11-22 tests: one", "2026-11-23 tests: two"])
            await database.close()
        }
    }

    @Test("A step that was edited after it ran is refused", arguments: everyDialect)
    func edited(_ dialect: Dialect) async throws {
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            #expect(await reopened(configuration, [first]) == nil)
            let changed = Migration(
                date: first.date, name: first.name, both: "CREATE TABLE one (id text PRIMARY KEY);")
            #expect(await reopened(configuration, [changed]) == .migration(.edited("2026-11-22 tests: one")))
        }
    }

    @Test("A step that fails leaves the data as it was, and a corrected one runs", arguments: everyDialect)
    func failed(_ dialect: Dialect) async throws {
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            let broken = Migration(
                date: "2026-11-23", name: "tests: two", both: "CREATE TABLE two (id text); CREATE NONSENSE;")
            guard case .migration(.failed(let name, _))? = await reopened(configuration, [first, broken])
            else {
                Issue.record("the broken step was not refused")
                return
            }
            #expect(name == "2026-11-23 tests: two")
            let database = try await open(configuration, [first, second])
            let found = await fault { try await database.read { try $0.rows("SELECT * FROM two").count } }
            #expect(found != nil, "the table of the broken step must not be there")
            await database.close()
        }
    }

    @Test(
        "The release before works on newer data, unless the newer one said that it cannot",
        arguments: everyDialect)
    func newer(_ dialect: Dialect) async throws {
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            #expect(await reopened(configuration, [first, second]) == nil)
            #expect(await reopened(configuration, [first]) == nil)
            let breaking = Migration(
                date: "2026-11-24", name: "tests: three", both: "ALTER TABLE one DROP COLUMN due;",
                isBreaking: true)
            #expect(await reopened(configuration, [first, second, breaking]) == nil)
            #expect(
                await reopened(configuration, [first])
                    == .migration(.fromNewerProgram("2026-11-24 tests: three")))
        }
    }

    @Test("Two servers that start at once do not cross", arguments: everyDialect)
    func together(_ dialect: Dialect) async throws {
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            let faults = await withTaskGroup(of: StoreFault?.self) { group in
                for _ in 0..<4 { group.addTask { await reopened(configuration, [first, second]) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(faults == [nil, nil, nil, nil])
        }
    }

    @Test("Two steps of one name are refused")
    func doubled() async throws {
        try await withFolder { folder in
            let found = await reopened(try configuration(.sqlite, folder), [first, first])
            #expect(found == .migration(.doubled("2026-11-22 tests: one")))
        }
    }
}
