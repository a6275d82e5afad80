// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// One version of all enterprises' facts. A value: changes make another version, and share what stays.
public struct Population: Sendable {
    /// A partition: consecutive blocks of one region.
    struct Partition: Sendable, Hashable {
        /// The code of each region column; -1 where it is unknown.
        var regions: [Int32]
        var blocks: Range<Int>
    }

    /// Which columns there are.
    public let schema: Schema
    /// The store's revision that this version shows; a snapshot of another is stale.
    public internal(set) var revision: UInt64
    var blocks: [Block]
    var partitions: [Partition]
    var roster: Roster

    /// Enterprises, removed ones not counted.
    public var count: Int { roster.count }
    /// One more than the greatest enterprise number in use.
    public var numbers: Int { roster.numbers }
    /// Bytes of all columns.
    public var bytes: Int {
        blocks.reduce(0) { sum, block in
            sum + Block.rosterBytes + (0..<block.columnCount).reduce(0) { $0 + block.chunks[$1].layout.bytes }
        }
    }

    init(schema: Schema, revision: UInt64, blocks: [Block], roster: Roster? = nil) {
        self.schema = schema
        self.revision = revision
        self.blocks = blocks
        partitions = Population.partitions(of: blocks, schema)
        self.roster = roster ?? Roster(blocks)
    }

    /// The raw values of one enterprise, `unknownValue` where nothing is known.
    public func values(of enterprise: Int) throws(MatchingFault) -> [Int64] {
        let (block, row) = try place(of: enterprise)
        return (0..<schema.columns.count).map { blocks[block].chunks[$0].value(at: row) }
    }

    func place(of enterprise: Int) throws(MatchingFault) -> (block: Int, row: Int) {
        guard let place = roster.place(of: enterprise) else { throw .noSuchEnterprise(enterprise) }
        return place
    }

    func partition(ofBlock block: Int) -> Partition {
        var low = 0, high = partitions.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if partitions[middle].blocks.lowerBound <= block { low = middle } else { high = middle }
        }
        return partitions[low]
    }

    static func partitions(of blocks: [Block], _ schema: Schema) -> [Partition] {
        let columns = schema.regions
        var found: [Partition] = []
        for (place, block) in blocks.enumerated() {
            let regions = columns.map { block.chunks[$0].region }
            if let last = found.last, last.regions == regions {
                found[found.count - 1].blocks = last.blocks.lowerBound..<place + 1
            } else {
                found.append(Partition(regions: regions, blocks: place..<place + 1))
            }
        }
        return found
    }
}

/// Where each enterprise's row is.
struct Roster: Sendable {
    private static let pageBits = 14
    private static let nowhere = UInt32.max
    /// Block << 12 | row, in pages so that a change copies little.
    private var pages: [[UInt32]]
    private(set) var numbers: Int
    private(set) var count: Int

    init(_ blocks: [Block]) {
        pages = []
        numbers = 0
        count = 0
        for (place, block) in blocks.enumerated() {
            block.live.forEachRow { row in
                set(Int(block.enterprises[row]), to: UInt32(place << 12 | row))
            }
        }
    }

    func place(of enterprise: Int) -> (block: Int, row: Int)? {
        guard enterprise >= 0, enterprise < numbers else { return nil }
        let place = pages[enterprise >> Roster.pageBits][enterprise & (1 << Roster.pageBits - 1)]
        return place == Roster.nowhere ? nil : (Int(place >> 12), Int(place & 4095))
    }

    mutating func move(_ enterprise: Int, toBlock block: Int, row: Int) {
        set(enterprise, to: UInt32(block << 12 | row))
    }

    mutating func remove(_ enterprise: Int) { set(enterprise, to: Roster.nowhere) }

    private mutating func set(_ enterprise: Int, to place: UInt32) {
        let page = enterprise >> Roster.pageBits
        while pages.count <= page {
            pages.append([UInt32](repeating: Roster.nowhere, count: 1 << Roster.pageBits))
        }
        let slot = enterprise & (1 << Roster.pageBits - 1)
        let was = pages[page][slot]
        pages[page][slot] = place
        numbers = max(numbers, enterprise + 1)
        count += (place == Roster.nowhere ? 0 : 1) - (was == Roster.nowhere ? 0 : 1)
    }
}
