// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The folder of attached files. A file is named by its SHA-256, so it is kept once and its damage shows.
///
/// A file is synced before its row is written: a row never points to a file that a power cut took away. A
/// file without a row is left over from a request that was not completed and is swept up later.
public struct FileVault: Sendable {
    /// The folder.
    public let path: String
    private let ground: Ground

    /// The vault in a folder, which is made if it is not there.
    public init(path: String, ground: Ground) throws {
        self.path = path
        self.ground = ground
        try Disk.makeFolder(path + "/incoming")
        try Disk.syncFolder(path)
    }

    /// Takes a file in, piece by piece, and keeps it durably. Nothing is kept when it breaks a limit.
    ///
    /// - Throws: ``FileFault`` for what the person can change.
    public func receive<Pieces: AsyncSequence>(
        _ pieces: Pieces, limits: FileLimits
    ) async throws -> ReceivedFile where Pieces.Element == [UInt8] {
        let incoming = path + "/incoming/" + ground.uuid().uuidString.lowercased()
        var writer = try FileWriter(incoming, limits)
        do {
            for try await piece in pieces { try writer.take(piece) }
            let received = try writer.finish()
            try keep(incoming, received)
            return received
        } catch {
            unlink(incoming)
            throw error
        }
    }

    /// Takes in a file that is wholly in memory.
    public func receive(_ bytes: [UInt8], limits: FileLimits) throws -> ReceivedFile {
        let incoming = path + "/incoming/" + ground.uuid().uuidString.lowercased()
        do {
            var writer = try FileWriter(incoming, limits)
            try writer.take(bytes)
            let received = try writer.finish()
            try keep(incoming, received)
            return received
        } catch {
            unlink(incoming)
            throw error
        }
    }

    /// Where the file of a digest lies; for serving it. It may be missing.
    public func location(of digest: String) -> String {
        "\(path)/\(digest.prefix(2))/\(digest)"
    }

    /// Reads a file and proves that it is what was kept. Throws ``FileFault/missing(digest:)`` or
    /// ``FileFault/damaged(digest:)``.
    public func contents(of digest: String) throws -> Data {
        guard let bytes = FileManager.default.contents(atPath: location(of: digest)) else {
            throw FileFault.missing(digest: digest)
        }
        guard SHA256.hex(bytes) == digest else { throw FileFault.damaged(digest: digest) }
        return bytes
    }

    /// The digests of all kept files.
    func digests() throws -> [String] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: path).filter { $0.count == 2 }.flatMap { folder in
            try manager.contentsOfDirectory(atPath: path + "/" + folder).filter { $0.utf8.count == 64 }
        }
        .sorted()
    }

    /// When a file last changed, in milliseconds since 1970.
    func changedAt(_ digest: String) -> Int64? {
        var status = stat()
        guard stat(location(of: digest), &status) == 0 else { return nil }
        return Int64(status.st_mtim.tv_sec) * 1_000
    }

    func remove(_ digest: String) { unlink(location(of: digest)) }

    private func keep(_ incoming: String, _ received: ReceivedFile) throws {
        let final = location(of: received.digest)
        let folder = (final as NSString).deletingLastPathComponent
        if !FileManager.default.fileExists(atPath: folder) {
            try Disk.makeFolder(folder)
            try Disk.syncFolder(path)
        }
        // The same content again replaces itself: whole before, whole after.
        try Disk.publish(incoming, as: final)
    }
}

/// A file that is kept in the vault and waits for its row, see ``Transaction/attach(_:name:)``.
public struct ReceivedFile: Hashable, Sendable {
    /// SHA-256 in hexadecimal digits.
    public let digest: String
    /// Its size.
    public let sizeBytes: Int64
    /// What its first bytes say it is.
    public let kind: FileKind
}

/// Writes a file while it counts, digests and recognises it.
private struct FileWriter: ~Copyable {
    private static let sampleBytes = 4_096

    private let file: DiskFile
    private let limits: FileLimits
    private var digest = SHA256()
    private var size: Int64 = 0
    private var sample: [UInt8] = []

    init(_ path: String, _ limits: FileLimits) throws {
        file = try DiskFile(new: path)
        self.limits = limits
    }

    mutating func take(_ piece: [UInt8]) throws {
        size += Int64(piece.count)
        guard size <= limits.sizeBytes else { throw FileFault.tooLarge(limitBytes: limits.sizeBytes) }
        sample += piece.prefix(max(0, Self.sampleBytes - sample.count))
        digest.update(piece)
        try file.write(piece)
    }

    mutating func finish() throws -> ReceivedFile {
        guard size > 0 else { throw FileFault.empty }
        let isWhole = size <= Int64(Self.sampleBytes)
        guard let kind = FileKind.recognised(sample, isWhole: isWhole), limits.kinds.contains(kind) else {
            throw FileFault.kindRefused(allowed: limits.kinds)
        }
        try file.sync()
        return ReceivedFile(digest: digest.hex(), sizeBytes: size, kind: kind)
    }
}
