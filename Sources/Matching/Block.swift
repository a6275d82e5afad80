// SPDX-License-Identifier: Apache-2.0
import MatchingKernels

/// Up to 4096 enterprises of one partition: all their columns. Never changed; a change makes a new block that
/// shares the columns it does not touch.
///
/// `@unchecked Sendable`: the pointers lead into memory that `owners` keep and nobody writes after `init`.
final class Block: @unchecked Sendable {
    let chunks: UnsafePointer<Chunk>
    let columnCount: Int
    /// Rows in use, removed ones included.
    let rows: Int
    /// Rows that stand for an enterprise.
    let live: Plane
    /// Each row's enterprise number.
    let enterprises: UnsafePointer<UInt32>
    private let table: Memory
    /// What keeps each column's memory; then that of `live` and `enterprises`.
    private let owners: [any Owner]

    /// Bytes of `live` and `enterprises` together.
    static let rosterBytes = planeBytes + blockRows * 4

    init(chunks: [Chunk], rows: Int, roster: UnsafeRawPointer, owners: [any Owner]) {
        table = Memory(bytes: max(chunks.count, 1) * MemoryLayout<Chunk>.stride)
        let typed = table.typed(Chunk.self)
        for (place, chunk) in chunks.enumerated() { typed[place] = chunk }
        self.chunks = UnsafePointer(typed)
        columnCount = chunks.count
        self.rows = rows
        live = roster.assumingMemoryBound(to: UInt64.self)
        enterprises = (roster + planeBytes).assumingMemoryBound(to: UInt32.self)
        self.owners = owners
    }

    /// Encodes rows given column by column (`read` fills the values of one column).
    convenience init(
        schema: Schema, enterprises: UnsafeBufferPointer<UInt32>,
        read: (_ column: Int, _ into: UnsafeMutableBufferPointer<Int64>) -> Void
    ) {
        let rows = enterprises.count
        let scratch = UnsafeMutableBufferPointer<Int64>.allocate(capacity: rows)
        defer { scratch.deallocate() }
        var chunks: [Chunk] = []
        var owners: [any Owner] = []
        for column in schema.columns.indices {
            read(column, scratch)
            let (chunk, memory) = Chunk.encoded(UnsafeBufferPointer(scratch), as: schema.columns[column].kind)
            chunks.append(chunk)
            owners.append(memory)
        }
        let roster = Memory(bytes: Block.rosterBytes)
        for row in 0..<rows {
            roster.typed(UInt64.self).setBit(row)
            roster.typed(UInt32.self, at: planeBytes)[row] = enterprises[row]
        }
        owners.append(roster)
        self.init(chunks: chunks, rows: rows, roster: UnsafeRawPointer(roster.start), owners: owners)
    }

    var liveCount: Int { Int(ym_population(live)) }

    /// The raw values of one row, one a column.
    func values(ofRow row: Int, into out: UnsafeMutablePointer<Int64>) {
        for column in 0..<columnCount { out[column] = chunks[column].value(at: row) }
    }

    /// The same block with one value changed.
    func replacing(_ column: Int, atRow row: Int, with value: Int64, kind: Schema.Kind) -> Block {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows) { scratch in
            for other in 0..<rows { scratch[other] = chunks[column].value(at: other) }
            scratch[row] = value
            let (chunk, memory) = Chunk.encoded(UnsafeBufferPointer(scratch), as: kind)
            var chunks = Array(UnsafeBufferPointer(start: self.chunks, count: columnCount))
            var owners = self.owners
            chunks[column] = chunk
            owners[column] = memory
            return Block(chunks: chunks, rows: rows, roster: UnsafeRawPointer(live), owners: owners)
        }
    }

    /// The same block without the enterprise of one row.
    func removing(row: Int) -> Block {
        let roster = Memory(bytes: Block.rosterBytes)
        roster.start.copyMemory(from: UnsafeRawPointer(live), byteCount: Block.rosterBytes)
        roster.typed(UInt64.self)[row >> 6] &= ~(1 << UInt64(row & 63))
        return Block(
            chunks: Array(UnsafeBufferPointer(start: chunks, count: columnCount)), rows: rows,
            roster: UnsafeRawPointer(roster.start), owners: owners.dropLast() + [roster])
    }

    /// The same block with one more enterprise in the next free row.
    func adding(_ enterprise: UInt32, _ values: [Int64], schema: Schema) -> Block {
        let roster = Array(UnsafeBufferPointer(start: enterprises, count: rows)) + [enterprise]
        let live = self.live
        let added = roster.withUnsafeBufferPointer { numbers in
            Block(schema: schema, enterprises: numbers) { column, out in
                for row in 0..<rows { out[row] = chunks[column].value(at: row) }
                out[rows] = values[column]
            }
        }
        return (0..<rows).allSatisfy { live.bit($0) } ? added : added.keepingRemoved(of: live, rows)
    }

    private func keepingRemoved(of old: Plane, _ count: Int) -> Block {
        (0..<count).filter { !old.bit($0) }.reduce(self) { $0.removing(row: $1) }
    }
}
