// SPDX-License-Identifier: Apache-2.0

/// The parsed tables of divisions: read once, at first use.
struct Regions: Sendable {
    static let shared = Regions()

    /// A name that a code had from one year to another.
    struct Former: Sendable {
        let number: Int32
        let name: String
        /// The first year, or nil when it is older than the records.
        let first: Int?
        /// The last year in which it held, or nil when not certain.
        let last: Int?
        let successor: Int32?
    }

    /// Divisions of today in the order of their codes, with their names beside them.
    let numbers: [Int32]
    private let names: [String]
    /// Former names in the order of their codes, then of time.
    let former: [Former]

    private init() {
        let current = Regions.records(RegionTable.current)
        numbers = current.map(\.number)
        names = current.map { String(decoding: $0.rest, as: UTF8.self) }
        former = Regions.records(RegionTable.former).map { record in
            let fields = record.rest.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            return Former(
                number: record.number, name: String(decoding: fields[0], as: UTF8.self),
                first: Regions.number(fields[1]), last: Regions.number(fields[2]),
                successor: Regions.number(fields[3]).map(Int32.init))
        }
    }

    /// Whether the code exists or existed.
    func isKnown(_ number: Int32) -> Bool { isCurrent(number) || !former(of: number).isEmpty }

    /// Whether the code exists today.
    func isCurrent(_ number: Int32) -> Bool {
        let index = Regions.firstIndex(in: numbers, from: number) { $0 }
        return index < numbers.count && numbers[index] == number
    }

    /// Today's name, or the last one that the code had.
    func name(of number: Int32) -> String? {
        let index = Regions.firstIndex(in: numbers, from: number) { $0 }
        if index < numbers.count, numbers[index] == number { return names[index] }
        return former(of: number).last?.name
    }

    /// The names that the code had, oldest first.
    func former(of number: Int32) -> ArraySlice<Former> {
        let start = Regions.firstIndex(in: former, from: number, key: \.number)
        let end = Regions.firstIndex(in: former, from: number + 1, key: \.number)
        return former[start..<end]
    }

    /// Today's divisions with codes in a range.
    func numbers(in range: Range<Int32>) -> ArraySlice<Int32> {
        let start = Regions.firstIndex(in: numbers, from: range.lowerBound) { $0 }
        let end = Regions.firstIndex(in: numbers, from: range.upperBound) { $0 }
        return numbers[start..<end]
    }

    func children(of region: Region) -> [Region] {
        let below: ArraySlice<Int32>
        switch region.level {
        case .nation: below = numbers[...]
        case .province: below = numbers(in: region.number + 1..<region.number + 10_000)
        case .city: below = numbers(in: region.number + 1..<region.number + 100)
        case .county: return []
        }
        return below.map(Region.init(known:)).filter { $0.parent == region }
    }

    /// The index of the first element whose key is not below.
    private static func firstIndex<Element>(
        in elements: [Element], from number: Int32, key: (Element) -> Int32
    ) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if key(elements[middle]) < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Cuts a table into lines and each line behind its six digits. Over bytes: characters would be ten times
    /// slower.
    private static func records(_ table: String) -> [(number: Int32, rest: ArraySlice<UInt8>)] {
        Array(table.utf8).split(separator: UInt8(ascii: "\n")).map { line in
            let number = line.prefix(6).reduce(Int32(0)) { $0 * 10 + Int32($1 - 0x30) }
            return (number, line.dropFirst(6))
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return value == 0 ? nil : value
    }
}
