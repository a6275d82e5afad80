// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// Which columns rules need, and how a fact becomes a column's value.
struct FactColumns: Sendable {
    /// Where a column's values come from.
    enum Source: Hashable, Sendable {
        /// A number, stated or derived.
        case number(Facts.Key)
        case flag(Facts.Key)
        case date(Facts.Key)
        /// One option, or the several that a classification leaves open.
        case option(Facts.Key)
        /// Whether a set of options has this one.
        case member(Facts.Key, Int)
        case industry(Facts.Key)
        case region(Facts.Key)
        /// How certain a rule's own classification is; the rule's place in the table.
        case classes(rule: Int)
    }

    private(set) var sources: [Source] = []
    private var places: [Source: Int] = [:]
    let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// The column of a source, made when it is first asked for.
    mutating func place(of source: Source) -> Int {
        if let known = places[source] { return known }
        sources.append(source)
        places[source] = sources.count - 1
        return sources.count - 1
    }

    /// How many steps of a number's grid one base unit has: fen of money, millionths of a share, and so on.
    func grid(of word: Word.ID) -> Int64 {
        guard case .number(let unit) = vocabulary[word].kind else { return 1 }
        switch unit.dimension {
        case .base(.yuan), .base(.dollar): return 100
        case .none: return 1_000_000
        case .base(.year): return 1_200
        default: return 1_000
        }
    }

    func schema() throws(MatchingFault) -> Schema {
        let columns = sources.map { Schema.Column(name(of: $0), kind(of: $0)) }
        let sorted = sources.indices.filter { if case .industry = sources[$0] { true } else { false } }
        return try Schema(columns, sortedBy: sorted.map { columns[$0].name })
    }

    private func kind(of source: Source) -> Schema.Kind {
        switch source {
        case .number: .measure
        case .flag, .member: .flag
        case .date: .number
        case .option(let key): .code(words: OptionCodes(count: options(key).count).words, isRegion: false)
        case .industry: .code(words: CodeList.industries.count, isRegion: false)
        case .region(let key):
            .code(words: CodeList.regions.count, isRegion: key.word == vocabulary.regionWord?.id)
        case .classes: .verdict
        }
    }

    private func name(of source: Source) -> String {
        func text(_ key: Facts.Key) -> String {
            vocabulary[key.word].name + (key.year == 0 ? "" : "@\(key.year)")
        }
        switch source {
        case .number(let key), .flag(let key), .date(let key), .option(let key), .industry(let key),
            .region(let key):
            return text(key)
        case .member(let key, let option): return "\(text(key))#\(option)"
        case .classes(let rule): return "分类#\(rule)"
        }
    }

    func options(_ key: Facts.Key) -> [String] { vocabulary[key.word].options }
}

/// How a column holds one option of n, or the lowest few that remain possible, or that a person must say.
struct OptionCodes {
    let count: Int

    var words: Int { 2 * count + 1 }
    /// A person must say which.
    var question: Int { 2 * count }

    /// The code of the options that are possible: one, or all up to one.
    func code(of possible: Set<Int>) -> Int? {
        guard let highest = possible.max(), highest < count else { return nil }
        if possible.count == 1 { return highest }
        return possible.count == highest + 1 ? count + highest : nil
    }

    /// The options that a code leaves possible.
    func possible(_ code: Int) -> Set<Int> { code < count ? [code] : Set(0...(code - count)) }

    /// Codes for which one of the accepted options is certain, and those for which it is open.
    func codes(accepting accepted: Set<Int>) -> (met: CodeBits, open: CodeBits) {
        let met = (0..<question).filter { possible($0).isSubset(of: accepted) }
        let open = (0..<question).filter {
            !possible($0).isSubset(of: accepted) && !possible($0).isDisjoint(with: accepted)
        }
        return (CodeBits(met, of: words), CodeBits(open, of: words))
    }
}

/// All codes of a code set, numbered in order, so that what lies under one code lies together.
struct CodeList<Code: Hashable & Comparable & Sendable>: Sendable {
    let codes: [Code]
    private let places: [Code: Int]

    var count: Int { codes.count }

    init(_ codes: [Code]) {
        self.codes = codes.sorted()
        places = Dictionary(uniqueKeysWithValues: self.codes.enumerated().map { ($1, $0) })
    }

    func place(of code: Code) -> Int? { places[code] }

    /// Codes within one of those listed, and those wider than one of them, which leave it open.
    func sets(
        within listed: [Code], _ isWithin: (Code, Code) -> Bool
    ) -> (met: CodeBits, open: CodeBits?) {
        var met: [Int] = [], open: [Int] = []
        for (place, code) in codes.enumerated() {
            if listed.contains(where: { isWithin(code, $0) }) {
                met.append(place)
            } else if listed.contains(where: { isWithin($0, code) }) {
                open.append(place)
            }
        }
        return (CodeBits(met, of: count), open.isEmpty ? nil : CodeBits(open, of: count))
    }
}

extension CodeList<Industry> {
    static let industries = CodeList(
        Industry.all(.section) + Industry.all(.division) + Industry.all(.group)
            + Industry.all(.group).flatMap { group in
                (0...9).compactMap { Industry(code: "\(group.code)\($0)") }
            })
}

extension CodeList<Region> {
    /// Today's and withdrawn codes; found by asking for every number that begins like a province.
    static let regions = CodeList(
        [.nation]
            + Set(
                Region.provinces.flatMap { province in
                    (0..<10_000).compactMap { Region(number: province.number / 10_000 * 10_000 + Int32($0)) }
                }
            ).filter { $0 != .nation })
}
