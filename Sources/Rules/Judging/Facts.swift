// SPDX-License-Identifier: Apache-2.0
import Standards

/// What is known of one enterprise: values by word and year, each with its source and date.
public struct Facts: Sendable {
    /// A word, and the year it speaks of (0 for a word without period).
    public struct Key: Hashable, Sendable {
        public let word: Word.ID
        public let year: Int

        /// The fact of a word in a year; 0 for a word without period.
        public init(word: Word.ID, year: Int = 0) {
            self.word = word
            self.year = year
        }
    }

    /// A value with who said it and when.
    public struct Report: Hashable, Sendable {
        public let value: Value
        public let source: String
        public let recorded: Day?

        /// A value; an empty source ranks last, nil means that its day is not known.
        public init(value: Value, source: String = "", recorded: Day? = nil) {
            self.value = value
            self.source = source
            self.recorded = recorded
        }
    }

    private var reports: [Key: [Report]] = [:]

    public init() {}

    /// The best report of a fact: its source ranks highest, then the latest; nil when nobody has stated it.
    public subscript(key: Key) -> Report? { reports[key]?.first }

    /// All reports of a fact, best first: disagreement is kept.
    public func all(_ key: Key) -> [Report] { reports[key] ?? [] }

    /// Everything that is stated, in no order.
    public var keys: Dictionary<Key, [Report]>.Keys { reports.keys }

    public var isEmpty: Bool { reports.isEmpty }

    /// Adds a report; `ranking` lists the word's sources from the most trusted.
    public mutating func add(_ report: Report, for key: Key, ranking: [String]) {
        var list = reports[key] ?? []
        let rank = { (report: Report) in ranking.firstIndex(of: report.source) ?? ranking.count }
        let index = list.firstIndex { held in
            (rank(report), held.recorded ?? .earliest) < (rank(held), report.recorded ?? .earliest)
        }
        list.insert(report, at: index ?? list.count)
        reports[key] = list
    }

    /// Replaces all reports of a fact by one, or forgets it.
    public mutating func set(_ report: Report?, for key: Key) {
        reports[key] = report.map { [$0] }
    }

    /// Forgets every year of a word.
    public mutating func remove(word: Word.ID) {
        reports = reports.filter { $0.key.word != word }
    }
}

/// A value of a fact, in base units.
public enum Value: Hashable, Sendable {
    case number(Rational)
    case flag(Bool)
    /// Index into the word's options.
    case option(Int)
    case options(Set<Int>)
    case date(Day)
    case industry(Industry)
    case region(Region)
}
