// SPDX-License-Identifier: Apache-2.0

/// The columns of a population: which facts the engine holds of every enterprise, and how.
public struct Schema: Sendable, Hashable {
    /// How a column's values are read.
    public enum Kind: Sendable, Hashable {
        /// A code of a dictionary of `words` words. A region's code decides in which partition a row lies.
        case code(words: Int, isRegion: Bool)
        /// A whole number: fen, persons, basis points, or the days of a date.
        case number
        /// A number on a grid, doubled: an even value lies on the grid, an odd one strictly between its two
        /// neighbours. So every comparison with a number of the grid is exact, whatever the number was.
        case measure
        /// 是 or 否.
        case flag
        /// An outcome from elsewhere: 0 missed, 2 unknown, 6 person, 7 met.
        case verdict
    }

    /// One fact of every enterprise.
    public struct Column: Sendable, Hashable {
        /// The name by which faults and snapshots know it.
        public var name: String
        /// How its values are read.
        public var kind: Kind

        /// A column of a kind.
        public init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }

        var isRegion: Bool {
            if case .code(_, let isRegion) = kind { isRegion } else { false }
        }
    }

    /// All columns; a column's place is how formulas name it.
    public let columns: [Column]
    /// The columns by which rows are sorted, the first decides first. Regions come before all others.
    public let order: [Int]
    private let places: [String: Int]

    /// Columns, and the names of code columns by which rows lie together (regions are added before them).
    public init(_ columns: [Column], sortedBy names: [String] = []) throws(MatchingFault) {
        self.columns = columns
        var places: [String: Int] = [:]
        for (place, column) in columns.enumerated() {
            guard places.updateValue(place, forKey: column.name) == nil else {
                throw .columnTwice(name: column.name)
            }
        }
        self.places = places
        var order = columns.indices.filter { columns[$0].isRegion }
        for name in names {
            guard let place = places[name] else {
                throw .unknownWord(name: name, nearest: nearest(to: name, in: columns.map(\.name)))
            }
            guard case .code = columns[place].kind else { throw .notOfKind(column: name, expected: "code") }
            if !order.contains(place) { order.append(place) }
        }
        self.order = order
    }

    /// The place of a column by its name.
    public func place(of name: String) throws(MatchingFault) -> Int {
        guard let place = places[name] else {
            throw .unknownWord(name: name, nearest: nearest(to: name, in: columns.map(\.name)))
        }
        return place
    }

    /// A number of a column's grid as the column stores it.
    func stored(_ value: Int64, _ column: Int) -> Int64 {
        columns[column].kind == .measure ? 2 * value : value
    }

    /// The columns that decide a row's partition.
    var regions: [Int] { order.filter { columns[$0].isRegion } }

    /// Schemas of the same columns in the same order.
    public static func == (one: Schema, other: Schema) -> Bool {
        one.columns == other.columns && one.order == other.order
    }

    /// By the columns.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(columns)
        hasher.combine(order)
    }
}

/// How an unknown fact is written in arrays of raw values; no known value may equal it.
public let unknownValue = Int64.min

/// Known values lie within ±2^60, so that exact sums of products fit 128 bits.
public let greatestValue: Int64 = 1 << 60
