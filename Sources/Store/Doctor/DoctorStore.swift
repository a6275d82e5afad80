// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Database {
    /// Looks at everything that the store promises: settings, soundness, references, the audit, files,
    /// jobs, proofs.
    ///
    /// It reads all data, so on a large store it belongs into a quiet hour.
    ///
    /// - Parameter migrations: those of all rooms, to tell whether the data is newer than the program.
    public func examine(vault: FileVault, migrations: [Migration]) async throws -> [Finding] {
        let known = Set((StoreSchema.migrations + migrations).map(\.id))
        let place = dataPlace
        let sqlite = engine as? SQLiteEngine
        return try await patiently { database in
            var findings = try await database.settings(sqlite)
            findings += try await database.read { reader in
                try reader.soundness() + [
                    reader.auditFinding(), reader.deadLetters(), reader.lateJobs(database.ground.now()),
                    reader.provenRestore(database.ground.now()), reader.strangers(known),
                ]
            }
            findings.append(try await database.fileFinding(vault))
            if let free = Disk.freeBytes(place) {
                findings.append(Finding(free < 1 << 30 ? .notice : .well, .freeSpace(bytes: free)))
            }
            return findings
        }
    }

    private func settings(_ sqlite: SQLiteEngine?) async throws -> [Finding] {
        guard let sqlite else { return try await read { try $0.postgresSettings() } }
        return try await sqlite.settings().map { name, value, expected in
            Finding(
                value == expected ? .well : .broken, .setting(name: name, value: value, expected: expected))
        }
    }

    private func fileFinding(_ vault: FileVault) async throws -> Finding {
        let digests = try await read { try $0.attachedDigests() }
        var (missing, damaged): ([String], [String]) = ([], [])
        for digest in digests {
            let path = vault.location(of: digest)
            if !FileManager.default.fileExists(atPath: path) {
                missing.append(digest)
            } else if try Disk.digest(path) != digest {
                damaged.append(digest)
            }
        }
        return Finding(
            missing.isEmpty && damaged.isEmpty ? .well : .broken,
            .files(checked: digests.count, missing: missing, damaged: damaged))
    }
}

extension Reader {
    fileprivate func soundness() throws -> [Finding] {
        // PostgreSQL checks its pages as it reads them (data checksums) and its references by itself.
        guard dialect == .sqlite else { return [] }
        let said: [String] = try rows("PRAGMA integrity_check").map { try $0[0] }
        let dangling = try rows("PRAGMA foreign_key_check").count
        return [
            Finding(said == ["ok"] ? .well : .broken, .integrity(said == ["ok"] ? [] : said)),
            Finding(dangling == 0 ? .well : .broken, .danglingReferences(dangling)),
        ]
    }

    fileprivate func postgresSettings() throws -> [Finding] {
        var findings: [Finding] = []
        for (name, expected) in [("fsync", "on"), ("full_page_writes", "on"), ("data_checksums", "on")] {
            let value: String = try value("SELECT current_setting($1)", name) ?? ""
            // A cluster without page checksums keeps its data, but does not see when the disk changes it.
            let weight: Finding.Weight = name == "data_checksums" ? .notice : .broken
            findings.append(
                Finding(
                    value == expected ? .well : weight, .setting(name: name, value: value, expected: expected)
                ))
        }
        let commit: String = try value("SELECT current_setting('synchronous_commit')") ?? ""
        let isDurable = ["on", "remote_apply"].contains(commit)
        findings.append(
            Finding(
                isDurable ? .well : .broken,
                .setting(name: "synchronous_commit", value: commit, expected: "on")))
        let names: [String] = try rows(
            """
            SELECT application_name FROM pg_stat_replication
            WHERE sync_state IN ('sync', 'quorum')
            ORDER BY application_name
            """
        ).map { try $0[0] }
        findings.append(Finding(names.isEmpty ? .notice : .well, .synchronousStandbys(names)))
        return findings
    }

    fileprivate func auditFinding() throws -> Finding {
        let report = try verifyAudit()
        return Finding(
            report.breaks.isEmpty ? .well : .broken, .audit(entries: report.entries, breaks: report.breaks))
    }

    fileprivate func deadLetters() throws -> Finding {
        let count = try jobCounts()[.dead] ?? 0
        return Finding(count == 0 ? .well : .notice, .deadLetters(count))
    }

    fileprivate func lateJobs(_ now: Int64) throws -> Finding {
        let count: Int =
            try value("SELECT count(*) FROM store_job WHERE state = 'waiting' AND due_at < $1", now - 600_000)
            ?? 0
        return Finding(count == 0 ? .well : .notice, .lateJobs(count))
    }

    fileprivate func provenRestore(_ now: Int64) throws -> Finding {
        let hours = try backupProofs().lastRestore.map { Int((now - $0) / 3_600_000) }
        return Finding((hours ?? .max) <= 48 ? .well : .notice, .provenRestore(hours: hours))
    }

    fileprivate func strangers(_ known: Set<String>) throws -> Finding {
        let names = try migrationRows().map(\.id).filter { !known.contains($0) }
        return Finding(names.isEmpty ? .well : .notice, .strangeMigrations(names))
    }
}
