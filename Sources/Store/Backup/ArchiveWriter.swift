// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Writes an archive under a temporary name. It gets its own name only when all of it is on the disk.
struct ArchiveWriter: ~Copyable {
    static let manifestName = "manifest.json"
    static let sealName = "manifest.sha256"

    private let file: DiskFile
    private let final: String
    private(set) var entries: [BackupManifest.Entry] = []

    /// Begins an archive; its path must be free.
    static func begin(_ path: String) throws -> ArchiveWriter {
        guard !FileManager.default.fileExists(atPath: path) else { throw BackupFault.archiveExists(path) }
        unlink(path + ".part")
        return ArchiveWriter(try DiskFile(new: path + ".part"), final: path)
    }

    private init(_ file: consuming DiskFile, final: String) {
        self.file = file
        self.final = final
    }

    /// Adds an entry from memory.
    mutating func add(_ name: String, _ contents: [UInt8]) throws {
        try add(name, sizeBytes: Int64(contents.count)) { take in try take(contents) }
    }

    /// Adds an entry from a file.
    mutating func add(_ name: String, fileAt path: String) throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        try add(name, sizeBytes: size) { take in try Disk.readPieces(path, take) }
    }

    /// Adds the manifest and its seal, and publishes the archive.
    mutating func finish(_ manifest: BackupManifest) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = Array(try encoder.encode(manifest))
        try add(Self.manifestName, text)
        try add(Self.sealName, Array((SHA256.hex(text) + "\n").utf8))
        try file.write([UInt8](repeating: 0, count: 2 * TarEntry.blockBytes))
        try file.sync()
        try Disk.publish(file.path, as: final)
    }

    /// Removes what was written; for a backup that failed.
    func abandon() { unlink(file.path) }

    private mutating func add(
        _ name: String, sizeBytes: Int64, _ pieces: (([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let entry = TarEntry(name: name, sizeBytes: sizeBytes)
        try file.write(entry.head)
        var sha256 = SHA256()
        var sm3 = SM3()
        var written: Int64 = 0
        // A file that grows or shrinks while it is read would shift all that follows.
        func take(_ piece: [UInt8]) throws {
            written += Int64(piece.count)
            guard written <= sizeBytes else { throw BackupFault.contentDamaged(name: name) }
            sha256.update(piece)
            sm3.update(piece)
            try file.write(piece)
        }
        try pieces(take)
        guard written == sizeBytes else { throw BackupFault.contentDamaged(name: name) }
        try file.write([UInt8](repeating: 0, count: entry.paddingBytes))
        entries.append(.init(name: name, sizeBytes: sizeBytes, sha256: sha256.hex(), sm3: sm3.hex()))
    }
}
