// SPDX-License-Identifier: Apache-2.0
import Foundation
import MatchingKernels

/// A population in a file that is mapped, not read: columns stay where the file has them.
///
/// The file is a head (`SnapshotHead`), the table of blocks and chunks, then each block's bytes, aligned for
/// the kernels. The table and every block carry a checksum, verified at each opening; whatever does not fit
/// is refused with the reason, and the caller rebuilds it. Numbers are little-endian.
public enum Snapshot {
    static let magic: UInt64 = 0x5944_4F4C_4F43_4D59
    static let version: UInt64 = 2

    /// Opens a snapshot of a schema and of the store's present revision.
    public static func open(
        _ path: String, schema: Schema, revision: UInt64, threads: Int = Threads.all
    ) throws(MatchingFault) -> Population {
        let file = try MappedFile(path)
        let (head, table) = try read(file, schema)
        guard head.revision == revision else {
            throw .snapshot(.stale(expected: revision, found: head.revision))
        }
        let isSound = Threads.map(table.count, threads: threads) { place in
            let entry = table[place]
            return ym_checksum(file.start + entry.offset, entry.bytes, UInt64(place)) == entry.checksum
        }
        if let damaged = isSound.firstIndex(of: false) { throw .snapshot(.damaged(part: damaged + 1)) }
        let blocks = table.map { $0.block(file) }
        return Population(schema: schema, revision: revision, blocks: blocks)
    }

    private static func read(
        _ file: MappedFile, _ schema: Schema
    ) throws(MatchingFault) -> (SnapshotHead, [SnapshotEntry]) {
        guard file.bytes >= MemoryLayout<SnapshotHead>.size else { throw .snapshot(.otherFormat) }
        let head = file.start.loadUnaligned(as: SnapshotHead.self)
        guard head.magic == magic, head.version == version else { throw .snapshot(.otherFormat) }
        guard head.schema == schema.fingerprint else { throw .snapshot(.otherSchema) }
        let start = MemoryLayout<SnapshotHead>.size
        guard head.bytes == file.bytes, head.tableBytes >= 0, head.tableBytes <= file.bytes - start,
            ym_checksum(file.start + start, head.tableBytes, head.revision) == head.checksum
        else { throw .snapshot(.damaged(part: 0)) }
        var reader = TableReader(file.start + start, head.tableBytes)
        var entries: [SnapshotEntry] = []
        for _ in 0..<head.blocks {
            guard let entry = SnapshotEntry(&reader, columns: schema.columns.count, limit: file.bytes) else {
                throw .snapshot(.damaged(part: 0))
            }
            entries.append(entry)
        }
        return (head, entries)
    }
}

/// The first bytes of a snapshot.
struct SnapshotHead {
    var magic: UInt64
    var version: UInt64
    var schema: UInt64
    var revision: UInt64
    /// Of the whole file.
    var bytes: Int
    var tableBytes: Int
    var checksum: UInt64
    var blocks: Int
}

/// One block in the table.
struct SnapshotEntry: Sendable {
    var offset: Int
    var bytes: Int
    var checksum: UInt64
    var rows: Int
    var chunks: [SnapshotChunk]

    func block(_ file: MappedFile) -> Block {
        let start = UnsafeRawPointer(file.start + offset)
        let chunks = self.chunks.map { $0.chunk(start) }
        return Block(
            chunks: chunks, rows: rows, roster: start,
            owners: [any Owner](repeating: file, count: chunks.count + 1))
    }
}

/// One column of one block in the table.
struct SnapshotChunk: Sendable {
    var form: Chunk.Form
    var width: UInt8
    var isFiner: Bool
    var hasMissing: Bool
    var runCount: UInt16
    var offset: Int
    var base: Int64
    var least: Int64
    var greatest: Int64

    var layout: Chunk.Layout {
        switch form {
        case .numbers, .codes: Chunk.Layout(width: Int(width), missing: hasMissing, runs: Int(runCount))
        case .flags: Chunk.Layout(planes: 2)
        case .verdicts: Chunk.Layout(planes: 3)
        }
    }

    func chunk(_ start: UnsafeRawPointer) -> Chunk {
        var chunk = Chunk(
            form: form, width: width, isFiner: isFiner, runCount: runCount, values: start, base: base,
            least: least, greatest: greatest)
        chunk.point(into: start + offset, layout)
        return chunk
    }
}

/// A file in memory, given back when the last block that points into it is gone.
///
/// `@unchecked Sendable`: mapped for reading only.
final class MappedFile: Owner, @unchecked Sendable {
    let start: UnsafeRawPointer
    let bytes: Int

    init(_ path: String) throws(MatchingFault) {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw .snapshot(.unreadable(errno: errno)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .snapshot(.unreadable(errno: errno)) }
        guard status.st_size > 0 else { throw .snapshot(.otherFormat) }
        bytes = Int(status.st_size)
        guard let mapped = mmap(nil, bytes, PROT_READ, MAP_PRIVATE, file, 0), mapped != MAP_FAILED else {
            throw .snapshot(.unreadable(errno: errno))
        }
        start = UnsafeRawPointer(mapped)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: start), bytes) }
}

extension Schema {
    /// What a snapshot's columns must match.
    var fingerprint: UInt64 {
        let text = columns.map { "\($0.name)|\($0.kind)" }.joined(separator: "\n") + "\n\(order)"
        return text.utf8.withContiguousStorageIfAvailable { ym_checksum($0.baseAddress, $0.count, 1) } ?? 0
    }
}
