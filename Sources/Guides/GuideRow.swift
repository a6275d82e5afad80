// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// What filters and counts ask of a policy. It holds no reference, so that going through 150,000 of them
/// counts no references either.
struct GuideRow: Sendable {
    let number: Int64
    let level: PolicyLevel
    let region: Region
    /// One bit a kind, in the order of all kinds.
    let kinds: UInt16
    /// One bit a section, A first; 0 for all.
    let sections: UInt32
    let window: GuideWindow
    let publishedOn: Day?
    let mostFen: Int64?
    /// Where its labels stand among those of all.
    let themes: Range<Int>
    let tiers: Range<Int>
    let offices: Range<Int>

    /// The row of an entry; its labels are put behind the others.
    init(_ entry: GuideEntry, _ labels: inout [Int32], _ book: inout LabelBook) {
        number = entry.number
        level = entry.level
        region = entry.region
        kinds = entry.kinds.reduce(0) { $0 | $1.bit }
        sections = entry.sections.reduce(0) { $0 | GuideRow.bit(ofSection: $1) }
        window = entry.window
        publishedOn = entry.publishedOn
        mostFen = entry.mostFen
        let start = labels.count
        labels += Set(entry.themes).map { book.number(of: $0) }
        let second = labels.count
        labels += Set(entry.tiers).map { book.number(of: $0) }
        let third = labels.count
        labels += Set(entry.issuers).map { book.number(of: $0) }
        themes = start..<second
        tiers = second..<third
        offices = third..<labels.count
    }

    static func bit(ofSection letter: String) -> UInt32 {
        guard let value = letter.unicodeScalars.first?.value, (0x41...0x5A).contains(value) else { return 0 }
        return 1 << (value - 0x41)
    }
}

extension PolicyKind {
    /// A bit of its own, in the order of all kinds.
    var bit: UInt16 {
        switch self {
        case .award: 1
        case .subsidy: 2
        case .loan: 4
        case .interest: 8
        case .voucher: 16
        case .recognition: 32
        case .rent: 64
        case .guarantee: 128
        case .training: 256
        case .other: 512
        }
    }
}

/// Names as numbers.
struct LabelBook: Sendable {
    private(set) var names: [String] = []
    private var numbers: [String: Int32] = [:]

    /// The number of a name, a new one for a new name.
    mutating func number(of name: String) -> Int32 {
        if let known = numbers[name] { return known }
        let number = Int32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    /// The number of a name; -1, which no row has, for one that is not known.
    func known(_ name: String) -> Int32 { numbers[name] ?? -1 }
}
