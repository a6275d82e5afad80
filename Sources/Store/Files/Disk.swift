// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Writes that are on the disk when the call returns: the file's bytes, and its name in the folder.
enum Disk {
    /// Makes a folder that only this user may look into, and all above it.
    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Syncs a folder, so that names which were just given in it survive.
    static func syncFolder(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw FileFault.notKept(code: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw FileFault.notKept(code: errno) }
    }

    /// Syncs the bytes of a file.
    static func syncFile(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFault.notKept(code: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw FileFault.notKept(code: errno) }
    }

    /// Gives a synced file its final name, and syncs the folder.
    static func publish(_ path: String, as final: String) throws {
        guard rename(path, final) == 0 else { throw FileFault.notKept(code: errno) }
        try syncFolder((final as NSString).deletingLastPathComponent)
    }

    /// Bytes that are free on the volume of a path; nil when it cannot be said.
    static func freeBytes(_ path: String) -> Int64? {
        var volume = statvfs()
        guard statvfs(path, &volume) == 0 else { return nil }
        return Int64(volume.f_bavail) * Int64(volume.f_frsize)
    }

    /// Reads a file in pieces of 256 KiB.
    static func readPieces(_ path: String, _ take: ([UInt8]) throws -> Void) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFault.notKept(code: errno) }
        defer { close(file) }
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = read(file, &piece, piece.count)
            guard count >= 0 else { throw FileFault.notKept(code: errno) }
            if count == 0 { return }
            try take(Array(piece[..<count]))
        }
    }

    /// The SHA-256 of a file.
    static func digest(_ path: String) throws -> String {
        var digest = SHA256()
        try readPieces(path) { digest.update($0) }
        return digest.hex()
    }
}

/// A file that is being written, piece by piece.
struct DiskFile: ~Copyable {
    let path: String
    private let file: Int32

    /// Makes a new file; fails when there is one already.
    init(new path: String) throws {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFault.notKept(code: errno) }
    }

    deinit { close(file) }

    func write(_ bytes: [UInt8]) throws {
        var place = 0
        while place < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Foundation.write(file, raw.baseAddress?.advanced(by: place), bytes.count - place)
            }
            guard count > 0 else { throw FileFault.notKept(code: errno) }
            place += count
        }
    }

    func sync() throws {
        guard fsync(file) == 0 else { throw FileFault.notKept(code: errno) }
    }
}
