// SPDX-License-Identifier: Apache-2.0
import Foundation
import Platform
import Store
import StoreTesting
import Testing

/// The example city as earlier releases kept it, frozen as a backup, is upgraded to this program in one step.
/// An archive is added with each release and never changed.
@Suite struct FrozenSiteTests {
    static let folder = (#filePath as NSString).deletingLastPathComponent + "/Frozen"

    static let archives = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".tar") && ($0.contains("sqlite") || TestCluster.shared != nil) }.sorted()

    @Test func `there is a frozen site for both databases`() throws {
        let all = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(all.contains { $0.hasSuffix("sqlite.tar") } && all.contains { $0.hasSuffix("postgres.tar") })
    }

    @Test(arguments: archives)
    func `a frozen site upgrades directly and loses nothing`(name: String) async throws {
        let dialect: Dialect = name.contains("sqlite") ? .sqlite : .postgres
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            let clock = TestGround()
            clock.pass(milliseconds: 10 * 365 * 86_400_000)
            let restored = try await Backup.restore(
                Self.folder + "/" + name, into: configuration, ground: clock.ground)
            let manifest = restored.manifest
            // There is something to upgrade, and nothing that this program has forgotten; the store brings
            // its own migrations along.
            let then = Set(manifest.migrations.map(\.id).filter { !$0.contains(" store: ") })
            let now = Set(Platform.migrations.map { "\($0.date) \($0.name)" })
            #expect(then.isSubset(of: now), "\(then.subtracting(now))")
            #expect(then.count < now.count)

            let database = try await Database.open(
                configuration, ground: clock.ground, migrations: Platform.migrations)
            let upgraded = try await database.read { try $0.tableDigests() }
            for table in manifest.tables where table.name != "store_migration" {
                #expect(upgraded.first { $0.name == table.name }?.rows == table.rows, "\(table.name)")
            }
            #expect(manifest.tables.filter { $0.rows > 0 }.count > 10)
            let audit = try await database.read { try $0.verifyAudit(against: manifest.auditHeads) }
            #expect(audit.breaks == [] && audit.entries > 0)
            let vault = try FileVault(path: configuration.filesPath, ground: clock.ground)
            let findings = try await database.examine(vault: vault, migrations: Platform.migrations)
            #expect(findings.filter { $0.weight == .broken } == [])
            await database.close()
        }
    }

    @Test(arguments: archives)
    func `a program that changed an old migration does not open frozen data`(name: String) async throws {
        let dialect: Dialect = name.contains("sqlite") ? .sqlite : .postgres
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            let ground = TestGround().ground
            _ = try await Backup.restore(Self.folder + "/" + name, into: configuration, ground: ground)
            let changed = Platform.migrations.map { migration in
                migration.name == "enterprises: 5 visits"
                    ? Migration(
                        date: "2026-11-22", name: "enterprises: 5 visits", both: "CREATE TABLE x (y bigint);")
                    : migration
            }
            await #expect(throws: (any Error).self) {
                _ = try await Database.open(configuration, ground: ground, migrations: changed)
            }
        }
    }
}
