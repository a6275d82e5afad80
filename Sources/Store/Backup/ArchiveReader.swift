// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Reads an archive from front to back and proves each of its bytes.
enum ArchiveReader {
    /// What is done with an entry's content, piece by piece; nil for an entry that is only checked.
    typealias Taker = ([UInt8]) throws -> Void

    /// Checks the whole archive: every head, every content against SHA-256 and SM3, every byte of padding,
    /// the seal of the manifest, and that nothing stands after the end. Throws ``BackupFault``.
    static func verify(_ path: String) throws -> BackupManifest {
        try read(path) { _ in nil }
    }

    /// Reads all entries; `taker` gives who takes the content of an entry. What was taken counts only when
    /// this returns.
    static func read(_ path: String, taker: (String) throws -> Taker?) throws -> BackupManifest {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw BackupFault.lengthWrong }
        defer { try? handle.close() }  // Only read from.
        var source = Source(handle: handle)
        var seen: [BackupManifest.Entry] = []
        var small: [String: [UInt8]] = [:]
        while let entry = try source.nextEntry() {
            let take = try taker(entry.name)
            let isSmall = [ArchiveWriter.manifestName, ArchiveWriter.sealName].contains(entry.name)
            if isSmall, entry.sizeBytes > 64 << 20 { throw BackupFault.listDiffers }
            seen.append(
                try source.content(of: entry) { piece in
                    if isSmall { small[entry.name, default: []] += piece }
                    try take?(piece)
                })
        }
        return try manifest(small, seen)
    }

    private static func manifest(
        _ small: [String: [UInt8]], _ seen: [BackupManifest.Entry]
    ) throws -> BackupManifest {
        guard let text = small[ArchiveWriter.manifestName], let seal = small[ArchiveWriter.sealName],
            seen.suffix(2).map(\.name) == [ArchiveWriter.manifestName, ArchiveWriter.sealName]
        else { throw BackupFault.listDiffers }
        guard seal == Array((SHA256.hex(text) + "\n").utf8) else {
            throw BackupFault.contentDamaged(name: ArchiveWriter.manifestName)
        }
        struct Format: Decodable { let format: Int }
        guard let format = try? JSONDecoder().decode(Format.self, from: Data(text)).format else {
            throw BackupFault.contentDamaged(name: ArchiveWriter.manifestName)
        }
        guard format == 1 else { throw BackupFault.newerFormat(format) }
        let manifest = try JSONDecoder().decode(BackupManifest.self, from: Data(text))
        for (listed, found) in zip(manifest.entries, seen) where listed != found {
            throw listed.name == found.name ? BackupFault.contentDamaged(name: found.name) : .listDiffers
        }
        guard manifest.entries.count == seen.count - 2 else { throw BackupFault.listDiffers }
        return manifest
    }

    private struct Source {
        let handle: FileHandle
        var offset: Int64 = 0

        /// The next entry, or nil at the end: two blocks of zeros and nothing after them.
        mutating func nextEntry() throws -> TarEntry? {
            let place = offset
            let head = try bytes(TarEntry.blockBytes)
            if head.allSatisfy({ $0 == 0 }) {
                guard try bytes(TarEntry.blockBytes).allSatisfy({ $0 == 0 }),
                    try handle.read(upToCount: 1)?.isEmpty ?? true
                else { throw BackupFault.lengthWrong }
                return nil
            }
            guard let entry = TarEntry(head: head) else { throw BackupFault.headDamaged(offset: place) }
            return entry
        }

        mutating func content(of entry: TarEntry, _ take: Taker) throws -> BackupManifest.Entry {
            var sha256 = SHA256()
            var sm3 = SM3()
            var left = entry.sizeBytes
            while left > 0 {
                let piece = try bytes(Int(min(left, 256 << 10)))
                left -= Int64(piece.count)
                sha256.update(piece)
                sm3.update(piece)
                try take(piece)
            }
            guard try bytes(entry.paddingBytes).allSatisfy({ $0 == 0 }) else {
                throw BackupFault.contentDamaged(name: entry.name)
            }
            return .init(name: entry.name, sizeBytes: entry.sizeBytes, sha256: sha256.hex(), sm3: sm3.hex())
        }

        private mutating func bytes(_ count: Int) throws -> [UInt8] {
            if count == 0 { return [] }
            guard let data = try handle.read(upToCount: count), data.count == count else {
                throw BackupFault.lengthWrong
            }
            offset += Int64(count)
            return Array(data)
        }
    }
}
