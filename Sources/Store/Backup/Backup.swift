// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Database {
    static let sqliteEntry = "database.sqlite"
    static let postgresEntry = "database.pgdump"

    /// Writes one archive of all: data, attached files and `parts`, while the service works on.
    ///
    /// The data is that of one moment. On SQLite the copy is opened again and compared with its source
    /// before the archive gets its name; PostgreSQL's is compared by ``Backup/prove(_:into:recordedIn:)``.
    /// Large PostgreSQL sites back up with `pg_basebackup` and WAL instead.
    ///
    /// - Parameters:
    ///   - archive: a path that does not exist yet; it appears there only when it is whole and synced.
    ///   - parts: configuration, and secrets that the caller has encrypted.
    ///   - program: name and version of the program.
    /// - Throws: ``BackupFault``.
    public func backup(
        to archive: String, vault: FileVault, parts: [BackupPart] = [], program: String
    ) async throws -> BackupManifest {
        let scratch = archive + ".scratch"
        try? FileManager.default.removeItem(atPath: scratch)
        try Disk.makeFolder(scratch)
        // A left-over is removed by the next backup.
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let copy = try await copyData(into: scratch)
        var writer = try ArchiveWriter.begin(archive)
        do {
            let manifest = try write(&writer, copy, vault, parts, program)
            try writer.finish(manifest)
            try await record("backup", archive, manifest)
            return manifest
        } catch {
            writer.abandon()
            throw error
        }
    }

    private func write(
        _ writer: inout ArchiveWriter, _ copy: CopiedStore, _ vault: FileVault, _ parts: [BackupPart],
        _ program: String
    ) throws -> BackupManifest {
        try writer.add(copy.entry, fileAt: copy.path)
        for part in parts { try writer.add("parts/" + part.name, part.contents) }
        var missing: [String] = []
        for digest in copy.files {
            let path = vault.location(of: digest)
            if FileManager.default.fileExists(atPath: path) {
                try writer.add("files/" + digest, fileAt: path)
            } else {
                missing.append(digest)
            }
        }
        return BackupManifest(
            format: 1, madeAt: ground.now(), program: program, dialect: dialect.rawValue,
            migrations: copy.migrations, tables: copy.tables, auditHeads: copy.auditHeads,
            missingFiles: missing,
            entries: writer.entries)
    }

    /// Copies the data of one moment to a file, with its digests.
    private func copyData(into folder: String) async throws -> CopiedStore {
        switch configuration.location {
        case .sqlite:
            let path = folder + "/copy.sqlite"
            guard let engine = engine as? SQLiteEngine else { throw StoreFault.closed }
            var copy = try await engine.copy(to: path) { session in
                try CopiedStore(Reader(session, tally: nil), entry: Self.sqliteEntry, path: path)
            }
            let again = try SQLiteFile.inspect(path) { try Reader($0, tally: nil).tableDigests() }
            guard again == copy.tables else {
                throw BackupFault.dataDiffers(tables: differing(again, copy.tables))
            }
            copy.path = path
            return copy
        case .postgres(let connection):
            let path = folder + "/copy.pgdump"
            return try await patiently { database in
                try await database.read { reader in
                    let snapshot: String = try reader.value(PostgresStore.exportSnapshot) ?? ""
                    let copy = try CopiedStore(reader, entry: Self.postgresEntry, path: path)
                    let (address, password) = Command.withoutPassword(connection)
                    try Command.run(
                        "pg_dump",
                        [
                            "--format=custom", "--compress=1", "--no-owner", "--no-privileges",
                            "--snapshot=\(snapshot)", "--file=\(path)", "--dbname=\(address)",
                        ], password: password)
                    return copy
                }
            }
        }
    }
}

/// A copy of the data of one moment, and what it holds.
struct CopiedStore: Sendable {
    let entry: String
    var path: String
    let migrations: [AppliedMigration]
    let tables: [TableDigest]
    let auditHeads: [AuditHead]
    let files: [String]

    init(_ reader: Reader, entry: String, path: String) throws {
        self.entry = entry
        self.path = path
        migrations = try reader.migrationRows()
        tables = try reader.tableDigests()
        auditHeads = try reader.auditHeads()
        files = try reader.attachedDigests()
    }
}

/// The names of the tables that are not equal.
func differing(_ one: [TableDigest], _ other: [TableDigest]) -> [String] {
    Set(one).symmetricDifference(other).map(\.name).reduce(into: Set()) { $0.insert($1) }.sorted()
}
