// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

/// The data of every release, frozen as a backup, is upgraded directly to this program. An archive is added
/// with each release and never changed.
@Suite struct UpgradeTests {
    static let folder = (#filePath as NSString).deletingLastPathComponent + "/Frozen"

    static let archives = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".tar") && ($0.contains("sqlite") || TestCluster.shared != nil) }.sorted()

    @Test("There is frozen data for both databases")
    func present() throws {
        let all = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(all.contains { $0.hasSuffix("sqlite.tar") })
        #expect(all.contains { $0.hasSuffix("postgres.tar") })
    }

    @Test("Frozen data of a release upgrades in one step, and works", arguments: archives)
    func upgrade(_ name: String) async throws {
        let dialect: Dialect = name.contains("sqlite") ? .sqlite : .postgres
        try await withFolder { folder in
            let configuration = try configuration(dialect, folder)
            let clock = TestGround()
            clock.pass(milliseconds: 10 * 365 * 86_400_000)
            let ground = clock.ground
            let restored = try await Backup.restore(
                Self.folder + "/" + name, into: configuration, ground: ground)
            #expect(restored.manifest.program == "freeze")
            let database = try await Database.open(configuration, ground: ground, migrations: budgetSchema)
            try await look(database, restored.manifest)
            await database.close()
        }
    }

    private func look(_ database: Database, _ manifest: BackupManifest) async throws {
        let rows = try await database.read {
            try $0.rows("SELECT id, content, digest FROM entry ORDER BY id")
        }
        #expect(rows.count == 20)
        for row in rows { #expect(SHA256.hex((try row["content"] as String).utf8) == (try row["digest"])) }
        let report = try await database.read { try $0.verifyAudit(against: manifest.auditHeads) }
        #expect(report.entries == 20 && report.breaks == [])
        // A request of the old release that comes again has its first outcome; it is not run.
        let digest = SHA256.hex("冻结 7".utf8)
        let outcome = try await database.write(once: "freeze-7", fingerprint: digest) { _ in 99 }
        #expect(outcome == 1)
        #expect(try await database.read { try $0.jobs(in: .dead) }.count == 1)
        try await JobRunner(
            database, handlers: [JobWork(JobKind<String>("torture.later")) { _, _ in }], holder: "new"
        ).runDue()
        #expect(try await database.read { try $0.jobs(in: .waiting) }.map(\.kind) == [])
        let vault = try FileVault(path: database.configuration.filesPath, ground: database.ground)
        let findings = try await database.examine(vault: vault, migrations: budgetSchema)
        #expect(findings.filter { $0.weight == .broken } == [])
        for table in manifest.tables { #expect(table.rows > 0, "\(table.name) is empty in the frozen data") }
    }
}
