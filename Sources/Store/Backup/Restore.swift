// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What was brought back from an archive.
public struct Restoration: Sendable {
    /// What the archive holds.
    public let manifest: BackupManifest
    /// Configuration and secrets, for the caller to put in their places.
    public let parts: [BackupPart]
}

/// Backups as files: without a server, and without the data that they were made of.
public enum Backup {
    /// Proves every byte of an archive. Throws ``BackupFault`` when one is not as it was written.
    public static func verify(_ archive: String) throws -> BackupManifest {
        try ArchiveReader.verify(archive)
    }

    /// Restores an archive into an empty place, and proves that the data is equal to what was saved.
    ///
    /// The database appears in its place last and whole: a restore that is broken off leaves nothing that
    /// could be taken for data, and is simply repeated.
    ///
    /// - Parameter configuration: where to; a SQLite path that does not exist, or an empty PostgreSQL
    ///   database.
    /// - Throws: ``BackupFault``.
    public static func restore(
        _ archive: String, into configuration: StoreConfiguration, ground: Ground
    ) async throws -> Restoration {
        let manifest = try verify(archive)
        try await refuseOccupied(configuration, manifest, ground)
        let scratch = scratchFolder(configuration)
        try? FileManager.default.removeItem(atPath: scratch)
        try Disk.makeFolder(scratch)
        // A left-over is removed by the next restore.
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let parts = try unpack(archive, into: scratch)
        let vault = try FileVault(path: configuration.filesPath, ground: ground)
        for entry in manifest.entries where entry.name.hasPrefix("files/") {
            try vault.adopt(scratch + "/" + entry.name, digest: String(entry.name.dropFirst("files/".count)))
        }
        switch configuration.location {
        case .sqlite(let path): try placeSQLite(scratch + "/" + Database.sqliteEntry, at: path, manifest)
        case .postgres(let connection):
            try fillPostgres(scratch + "/" + Database.postgresEntry, connection)
            try await compare(configuration, manifest, ground)
        }
        return Restoration(manifest: manifest, parts: parts)
    }

    /// Restores an archive into a scratch place and notes the proof in the database that it was made of, so
    /// that the health page can say "last proven restore: 6 hours ago". The scratch place is the caller's
    /// to remove.
    public static func prove(
        _ archive: String, into scratch: StoreConfiguration, recordedIn database: Database
    ) async throws -> BackupManifest {
        let restored = try await restore(archive, into: scratch, ground: database.ground)
        try await database.record("restore", archive, restored.manifest)
        return restored.manifest
    }

    private static func scratchFolder(_ configuration: StoreConfiguration) -> String {
        switch configuration.location {
        case .sqlite(let path): path + ".restoring"
        case .postgres: configuration.filesPath + ".restoring"
        }
    }

    private static func refuseOccupied(
        _ configuration: StoreConfiguration, _ manifest: BackupManifest, _ ground: Ground
    ) async throws {
        switch configuration.location {
        case .sqlite(let path):
            guard manifest.dialect == Dialect.sqlite.rawValue else {
                throw BackupFault.otherDialect(manifest.dialect)
            }
            for name in [path, path + "-wal"] where FileManager.default.fileExists(atPath: name) {
                throw BackupFault.placeNotEmpty(name)
            }
        case .postgres:
            guard manifest.dialect == Dialect.postgres.rawValue else {
                throw BackupFault.otherDialect(manifest.dialect)
            }
            let tables = try await Database.looking(configuration, ground) { try $0.tableNames() }
            if let table = tables.first { throw BackupFault.placeNotEmpty(table) }
        }
    }

    private static func unpack(_ archive: String, into folder: String) throws -> [BackupPart] {
        var parts: [String: [UInt8]] = [:]
        try Disk.makeFolder(folder + "/files")
        _ = try ArchiveReader.read(archive) { name in
            if name.hasPrefix("parts/") {
                return { parts[String(name.dropFirst("parts/".count)), default: []] += $0 }
            }
            let isData = [Database.sqliteEntry, Database.postgresEntry].contains(name)
            let isFile = name.hasPrefix("files/") && name.dropFirst(6).allSatisfy { $0.isHexDigit }
            guard isData || isFile else { return nil }
            let writer = OpenFile(try DiskFile(new: folder + "/" + name))
            return { try writer.file.write($0) }
        }
        return parts.map { BackupPart(name: $0.key, contents: $0.value) }.sorted { $0.name < $1.name }
    }

    private static func placeSQLite(_ copy: String, at path: String, _ manifest: BackupManifest) throws {
        let tables = try SQLiteFile.inspect(copy) { try Reader($0, tally: nil).tableDigests() }
        guard tables == manifest.tables else {
            throw BackupFault.dataDiffers(tables: differing(tables, manifest.tables))
        }
        try Disk.syncFile(copy)
        try Disk.publish(copy, as: path)
    }

    private static func fillPostgres(_ dump: String, _ connection: String) throws {
        let (address, password) = Command.withoutPassword(connection)
        try Command.run(
            "pg_restore",
            [
                "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                "--dbname=\(address)", dump,
            ], password: password)
    }

    private static func compare(
        _ configuration: StoreConfiguration, _ manifest: BackupManifest, _ ground: Ground
    ) async throws {
        let tables = try await Database.looking(configuration, ground) { try $0.tableDigests() }
        guard tables == manifest.tables else {
            throw BackupFault.dataDiffers(tables: differing(tables, manifest.tables))
        }
    }
}

/// A file that is kept open by the closure that writes it.
private final class OpenFile {
    let file: DiskFile

    init(_ file: consuming DiskFile) { self.file = file }
}

extension FileVault {
    /// Takes over a file that was proven to have this digest.
    func adopt(_ path: String, digest: String) throws {
        try Disk.syncFile(path)
        let final = location(of: digest)
        try Disk.makeFolder((final as NSString).deletingLastPathComponent)
        try Disk.publish(path, as: final)
        try Disk.syncFolder(self.path)
    }
}

extension Database {
    /// Runs a body with the limits of long work: a backup, a check of everything.
    func patiently<Value: Sendable>(_ body: (Database) async throws -> Value) async throws -> Value {
        guard case .postgres = configuration.location else { return try await body(self) }
        return try await Self.patient(configuration, ground, body)
    }

    /// Looks at data that is not opened otherwise.
    static func looking<Value: Sendable>(
        _ configuration: StoreConfiguration, _ ground: Ground,
        _ body: @escaping @Sendable (Reader) throws -> Value
    ) async throws -> Value {
        try await patient(configuration, ground) { try await $0.read(body) }
    }

    private static func patient<Value: Sendable>(
        _ configuration: StoreConfiguration, _ ground: Ground, _ body: (Database) async throws -> Value
    ) async throws -> Value {
        var patient = configuration
        patient.statementMilliseconds = 86_400_000
        patient.writers = 1
        patient.readers = 1
        let database = try Database(patient, ground, Subscriptions([]))
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
