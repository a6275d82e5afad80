// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// Loads a population from columns of raw values, sorting its rows by region on the way.
public struct PopulationBuilder: Sendable {
    /// What fills raw values of one column for some enterprises, called from several threads at once.
    public typealias Reader =
        @Sendable (
            _ column: Int, _ enterprises: UnsafeBufferPointer<UInt32>,
            _ into: UnsafeMutableBufferPointer<Int64>
        ) -> Void

    /// The most enterprises that one population holds.
    public static let most = 1 << 30

    let schema: Schema
    let count: Int
    let read: Reader

    /// So many enterprises, numbered from 0, read by `read`.
    public init(_ schema: Schema, count: Int, read: @escaping Reader) throws(MatchingFault) {
        guard count <= PopulationBuilder.most else {
            throw .tooManyEnterprises(found: count, allowed: PopulationBuilder.most)
        }
        self.schema = schema
        self.count = count
        self.read = read
    }

    /// Columns given as arrays.
    public init(_ schema: Schema, columns: [[Int64]]) throws(MatchingFault) {
        let count = columns.first?.count ?? 0
        guard columns.count == schema.columns.count else { throw .otherSchema }
        for (place, values) in columns.enumerated() {
            guard values.count == count else {
                throw .wrongLength(
                    column: schema.columns[place].name, expected: count, found: values.count)
            }
            for value in values { try schema.check(value, at: place) }
        }
        try self.init(schema, count: count) { column, enterprises, out in
            for (row, enterprise) in enterprises.enumerated() { out[row] = columns[column][Int(enterprise)] }
        }
    }

    /// Reads, sorts and encodes everything.
    public func population(revision: UInt64 = 0, threads: Int = Threads.all) throws(MatchingFault)
        -> Population
    {
        let (order, cuts) = try sorted()
        let schema = schema
        let read = read
        let blocks = Threads.map(cuts.count - 1, threads: threads) { place -> Block in
            order.withUnsafeBufferPointer { all in
                let rows = UnsafeBufferPointer(rebasing: all[cuts[place]..<cuts[place + 1]])
                return Block(schema: schema, enterprises: rows) { column, out in read(column, rows, out) }
            }
        }
        return Population(schema: schema, revision: revision, blocks: blocks)
    }

    /// Enterprises in the order of their rows, and where blocks are cut: after 4096 rows or at a new region.
    private func sorted() throws(MatchingFault) -> (order: [UInt32], cuts: [Int]) {
        var order = (0..<UInt32(count)).map { $0 }
        var isCut = [Bool](repeating: false, count: count + 1)
        for column in schema.order.reversed() {
            order = try sort(order, by: column)
        }
        for column in schema.regions {
            let codes = values(column, of: order)
            for row in codes.indices.dropFirst() where codes[row] != codes[row - 1] { isCut[row] = true }
        }
        var cuts = [0]
        for row in 0..<count where row > 0 && (isCut[row] || row - cuts[cuts.count - 1] == blockRows) {
            cuts.append(row)
        }
        if count > 0 { cuts.append(count) }
        return (order, cuts)
    }

    private func values(_ column: Int, of enterprises: [UInt32]) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: enterprises.count) { out, filled in
            enterprises.withUnsafeBufferPointer {
                read(column, $0, UnsafeMutableBufferPointer(rebasing: out[0..<enterprises.count]))
            }
            filled = enterprises.count
        }
    }

    /// A stable counting sort; unknown codes come first.
    private func sort(_ order: [UInt32], by column: Int) throws(MatchingFault) -> [UInt32] {
        guard case .code(let words, _) = schema.columns[column].kind else { return order }
        let codes = values(column, of: order)
        for code in codes { try schema.check(code, at: column) }
        var starts = [Int](repeating: 0, count: words + 2)
        for code in codes { starts[slot(code) + 1] += 1 }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        var sorted = [UInt32](repeating: 0, count: order.count)
        for (row, code) in codes.enumerated() {
            sorted[starts[slot(code)]] = order[row]
            starts[slot(code)] += 1
        }
        return sorted
    }

    private func slot(_ code: Int64) -> Int { code == unknownValue ? 0 : Int(code) + 1 }
}

extension Schema {
    /// Whether a column may hold a value.
    func check(_ value: Int64, at place: Int) throws(MatchingFault) {
        if value == unknownValue { return }
        let column = columns[place]
        switch column.kind {
        case .code(let words, _):
            if value < 0 || value >= Int64(words) {
                throw .codeOutOfRange(column: column.name, code: value, words: words)
            }
        case .number, .measure:
            if value.magnitude > greatestValue.magnitude {
                throw .valueOutOfRange(column: column.name, value: value)
            }
        case .flag:
            if value != 0 && value != 1 { throw .valueOutOfRange(column: column.name, value: value) }
        case .verdict:
            if ![0, 2, 6, 7].contains(value) {
                throw .valueOutOfRange(column: column.name, value: value)
            }
        }
    }
}
