// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct BackupTests {
    private func fill(_ database: Database, _ vault: FileVault) async throws {
        for number in 0..<5 {
            let file = try vault.receive(Array("附件 \(number)".utf8), limits: FileLimits())
            try await database.write { tx in
                _ = try tx.attach(file, name: "附件.txt")
                try tx.pay("p\(number)", 10)
                try tx.audit(actor: "a", action: "pay", subject: "p\(number)")
            }
        }
    }

    /// Makes an archive of a filled database while others write to it.
    private func withArchive(
        _ dialect: Dialect, _ body: (Database, String, BackupManifest, String) async throws -> Void
    ) async throws {
        try await withDatabase(dialect) { database in
            try await withFolder { folder in
                let vault = try FileVault(path: folder + "/vault", ground: database.ground)
                try await fill(database, vault)
                let load = Task {
                    var number = 0
                    while !Task.isCancelled {
                        number += 1
                        let name = "load\(number)"
                        try? await database.write { try $0.pay(name, 1) }
                    }
                }
                let archive = folder + "/backup.tar"
                let manifest = try await database.backup(
                    to: archive, vault: vault,
                    parts: [BackupPart(name: "configuration.yml", contents: Array("a: 1".utf8))],
                    program: "tests 1")
                load.cancel()
                await load.value
                try await body(database, archive, manifest, folder)
            }
        }
    }

    @Test("A backup under load restores to equal data, files and parts", arguments: everyDialect)
    func drill(_ dialect: Dialect) async throws {
        try await withArchive(dialect) { database, archive, manifest, folder in
            #expect(try Backup.verify(archive) == manifest)
            var target = try configuration(dialect, folder)
            target.filesPath = folder + "/restored-files"
            let restored = try await Backup.restore(archive, into: target, ground: database.ground)
            #expect(restored.parts.map(\.name) == ["configuration.yml"])
            let copy = try await Database.open(target, ground: database.ground, migrations: budgetSchema)
            let vault = try FileVault(path: target.filesPath, ground: database.ground)
            let tables = try await copy.read { try $0.tableDigests() }
            #expect(tables.first { $0.name == "payment" } == manifest.tables.first { $0.name == "payment" })
            for entry in manifest.entries where entry.name.hasPrefix("files/") {
                _ = try vault.contents(of: String(entry.name.dropFirst(6)))
            }
            let report = try await copy.read { try $0.verifyAudit(against: manifest.auditHeads) }
            #expect(report.breaks == [] && report.entries == 5)
            // What was paid and what is left are of one moment, although others were paying.
            let left = try await copy.left()
            let paid: Int64? = try await copy.read {
                try $0.value("SELECT CAST(sum(amount_fen) AS bigint) FROM payment")
            }
            #expect(left + (paid ?? 0) == 1_000)
            await copy.close()
        }
    }

    @Test("A proven restore is noted, and shown", arguments: everyDialect)
    func proof(_ dialect: Dialect) async throws {
        try await withArchive(dialect) { database, archive, _, folder in
            let before = try await database.read { try $0.backupProofs() }
            #expect(before.lastBackup != nil && before.lastRestore == nil)
            var scratch = try configuration(dialect, folder + "/vault")
            scratch.filesPath = folder + "/scratch"
            _ = try await Backup.prove(archive, into: scratch, recordedIn: database)
            #expect(try await database.read { try $0.backupProofs() }.lastRestore == database.ground.now())
        }
    }

    @Test("A restore never goes over existing data", arguments: everyDialect)
    func occupied(_ dialect: Dialect) async throws {
        try await withArchive(dialect) { database, archive, _, _ in
            await #expect(throws: BackupFault.self) {
                try await Backup.restore(archive, into: database.configuration, ground: database.ground)
            }
            try await expect(database, payments: try await database.payments())
        }
    }

    @Test("An archive is not overwritten, and a failed backup leaves none")
    func exists() async throws {
        try await withArchive(.sqlite) { database, archive, _, folder in
            let vault = try FileVault(path: folder + "/vault", ground: database.ground)
            await #expect(throws: BackupFault.archiveExists(archive)) {
                try await database.backup(to: archive, vault: vault, program: "tests 1")
            }
            await #expect(throws: (any Error).self) {
                try await database.backup(to: archive + "/below-a-file.tar", vault: vault, program: "tests 1")
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/backup.tar.part"))
        }
    }

    @Test("A missing attachment is named in the manifest")
    func missing() async throws {
        try await withDatabase(.sqlite) { database in
            try await withFolder { folder in
                let vault = try FileVault(path: folder + "/vault", ground: database.ground)
                try await fill(database, vault)
                let digest = SHA256.hex("附件 3".utf8)
                try FileManager.default.removeItem(atPath: vault.location(of: digest))
                let manifest = try await database.backup(
                    to: folder + "/b.tar", vault: vault, program: "tests 1")
                #expect(manifest.missingFiles == [digest])
            }
        }
    }

    @Test("Any damage to an archive is found: bytes flipped, pieces cut, doubled or exchanged")
    func damage() async throws {
        try await withArchive(.sqlite) { _, archive, _, folder in
            let sound = try Data(contentsOf: URL(fileURLWithPath: archive))
            let damaged = folder + "/damaged.tar"
            let ground = TestGround().ground
            var missed: [String] = []
            func tryOut(_ bytes: Data, _ what: String) throws {
                try bytes.write(to: URL(fileURLWithPath: damaged))
                if (try? Backup.verify(damaged)) != nil { missed.append(what) }
            }
            try tryOut(sound, "control")
            for number in 0..<150 {
                let place = Int(ground.random() % UInt64(sound.count))
                var bytes = sound
                switch number % 5 {
                case 0, 1:
                    bytes[place] ^= UInt8(1 << (ground.random() % 8))
                    try tryOut(bytes, "flip at \(place)")
                case 2: try tryOut(sound.prefix(place), "cut at \(place)")
                case 3: try tryOut(sound + sound.suffix(512 * (1 + place % 3)), "tail of \(place)")
                default:
                    let (one, other) = (
                        place / 512 * 512, Int(ground.random() % UInt64(sound.count)) / 512 * 512
                    )
                    let block = bytes[one..<one + 512]
                    guard block != bytes[other..<other + 512] else { continue }
                    bytes.replaceSubrange(one..<one + 512, with: sound[other..<other + 512])
                    bytes.replaceSubrange(other..<other + 512, with: block)
                    try tryOut(bytes, "exchange of \(one) and \(other)")
                }
            }
            #expect(missed == ["control"], "the sound archive verifies, no damaged one does")
        }
    }
}
