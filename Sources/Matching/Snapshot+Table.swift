// SPDX-License-Identifier: Apache-2.0
import Foundation
import MatchingKernels

extension Snapshot {
    /// Writes a population beside the file, syncs it and moves it into place, so that no reader sees half of
    /// it.
    public static func write(_ population: Population, to path: String) throws(MatchingFault) {
        var table: [UInt8] = []
        var offset = 0
        for (place, block) in population.blocks.enumerated() {
            block.describe(place, at: &offset, into: &table)
        }
        let tableStart = MemoryLayout<SnapshotHead>.size
        let dataStart = Memory.rounded(tableStart + table.count)
        var head = SnapshotHead(
            magic: magic, version: version, schema: population.schema.fingerprint,
            revision: population.revision, bytes: dataStart + offset, tableBytes: table.count, checksum: 0,
            blocks: population.blocks.count)
        table.shiftOffsets(by: dataStart, columns: population.schema.columns.count)
        head.checksum = table.withUnsafeBytes { ym_checksum($0.baseAddress, $0.count, head.revision) }
        try write(head, table, population, to: path)
    }

    private static func write(
        _ head: SnapshotHead, _ table: [UInt8], _ population: Population, to path: String
    ) throws(MatchingFault) {
        let draft = path + ".new"
        let file = Foundation.open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw .snapshot(.unreadable(errno: errno)) }
        do throws(MatchingFault) {
            var bytes = withUnsafeBytes(of: head) { Array($0) } + table
            bytes += [UInt8](repeating: 0, count: Memory.rounded(bytes.count) - bytes.count)
            try bytes.write(to: file)
            for block in population.blocks { try block.bytes().write(to: file) }
            guard fsync(file) == 0 else { throw .snapshot(.unreadable(errno: errno)) }
        } catch {
            close(file)
            unlink(draft)
            throw error
        }
        close(file)
        guard rename(draft, path) == 0 else { throw .snapshot(.unreadable(errno: errno)) }
    }
}

extension Block {
    /// The block as the file has it: roster, then each column.
    func bytes() -> [UInt8] {
        var bytes = [UInt8](UnsafeRawBufferPointer(start: live, count: planeBytes))
        bytes += UnsafeRawBufferPointer(start: enterprises, count: blockRows * 4)
        for column in 0..<columnCount { bytes += chunks[column].bytes() }
        return bytes
    }

    func describe(_ place: Int, at offset: inout Int, into table: inout [UInt8]) {
        let bytes = bytes()
        table.append(offset)
        table.append(bytes.count)
        table.append(bytes.withUnsafeBytes { ym_checksum($0.baseAddress, $0.count, UInt64(place)) })
        table.append(rows)
        var inner = Block.rosterBytes
        for column in 0..<columnCount {
            let chunk = chunks[column]
            table += [chunk.form.rawValue, chunk.width, chunk.isFiner ? 1 : 0, chunk.missing == nil ? 0 : 1]
            table.append(Int(chunk.runCount))
            table.append(inner)
            table.append(chunk.base)
            table.append(chunk.least)
            table.append(chunk.greatest)
            inner += chunk.layout.bytes
        }
        offset += bytes.count
    }
}

extension Chunk {
    fileprivate func bytes() -> [UInt8] {
        let layout = layout
        var bytes: [UInt8] = []
        if form == .flags || form == .verdicts {
            return [UInt8](UnsafeRawBufferPointer(start: values, count: layout.bytes))
        }
        if width > 0 { bytes += UnsafeRawBufferPointer(start: values, count: Int(width) * blockRows) }
        if let missing { bytes += UnsafeRawBufferPointer(start: missing, count: planeBytes) }
        if let runs {
            bytes += UnsafeRawBufferPointer(start: runs, count: Int(runCount) * MemoryLayout<ym_run>.stride)
        }
        return bytes + [UInt8](repeating: 0, count: layout.bytes - bytes.count)
    }
}

extension [UInt8] {
    fileprivate mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// Blocks are described before it is known where their bytes begin.
    fileprivate mutating func shiftOffsets(by start: Int, columns: Int) {
        let entry = 32 + columns * SnapshotChunk.tableBytes
        for place in stride(from: 0, to: count, by: entry) {
            var offset = withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Int.self) }
            offset += start
            Swift.withUnsafeBytes(of: offset.littleEndian) { bytes in
                for (at, byte) in bytes.enumerated() { self[place + at] = byte }
            }
        }
    }

    fileprivate func write(to file: Int32) throws(MatchingFault) {
        var done = 0
        while done < count {
            let written = withUnsafeBytes { bytes in
                Foundation.write(file, bytes.baseAddress.map { $0 + done }, count - done)
            }
            guard written > 0 else { throw .snapshot(.unreadable(errno: errno)) }
            done += written
        }
    }
}

/// Reads the table with every length checked.
struct TableReader {
    private var at: UnsafeRawPointer
    private var left: Int

    init(_ start: UnsafeRawPointer, _ bytes: Int) {
        at = start
        left = bytes
    }

    mutating func next<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        let size = MemoryLayout<Number>.size
        guard left >= size else { return nil }
        defer {
            at += size
            left -= size
        }
        return Number(littleEndian: at.loadUnaligned(as: type))
    }
}

extension SnapshotChunk {
    static let tableBytes = 4 + 5 * 8

    init?(_ reader: inout TableReader) {
        guard let form = reader.next(UInt8.self).flatMap(Chunk.Form.init(rawValue:)),
            let width = reader.next(UInt8.self), [0, 1, 2, 4, 8].contains(width),
            let isFiner = reader.next(UInt8.self), let hasMissing = reader.next(UInt8.self),
            let runs = reader.next(Int.self), (0...Chunk.mostRuns).contains(runs),
            let offset = reader.next(Int.self), let base = reader.next(Int64.self),
            let least = reader.next(Int64.self), let greatest = reader.next(Int64.self)
        else { return nil }
        self.init(
            form: form, width: width, isFiner: isFiner == 1, hasMissing: hasMissing == 1,
            runCount: UInt16(runs), offset: offset, base: base, least: least, greatest: greatest)
    }
}

extension SnapshotEntry {
    /// Nil when it would lead outside the file.
    init?(_ reader: inout TableReader, columns: Int, limit: Int) {
        guard let offset = reader.next(Int.self), let bytes = reader.next(Int.self),
            let checksum = reader.next(UInt64.self), let rows = reader.next(Int.self),
            offset >= 0, offset % Memory.alignment == 0, bytes >= Block.rosterBytes, bytes <= limit,
            offset <= limit - bytes, (0...blockRows).contains(rows)
        else { return nil }
        var chunks: [SnapshotChunk] = []
        for _ in 0..<columns {
            guard let chunk = SnapshotChunk(&reader), chunk.offset >= Block.rosterBytes,
                chunk.offset % Memory.alignment == 0, chunk.offset <= bytes - chunk.layout.bytes
            else { return nil }
            chunks.append(chunk)
        }
        self.init(offset: offset, bytes: bytes, checksum: checksum, rows: rows, chunks: chunks)
    }
}
