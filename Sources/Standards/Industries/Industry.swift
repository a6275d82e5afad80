// SPDX-License-Identifier: Apache-2.0

/// A kind of economic activity (GB/T 4754-2017, 国民经济行业分类, with amendment no. 1 of 2019).
///
/// Sections (门类), divisions (大类) and groups (中类) are complete: 20, 97 and 473. Of the 1,382 classes (小类) no
/// table is built in: their codes are taken as given when their group exists, and `nameIsExact` says whose
/// name they show.
///
/// ```swift
/// Industry(code: "C2670")?.parent?.name                          // 炸药、火工及焰火产品制造
/// Industry(code: "591")?.isWithin(Industry(code: "G")!)          // true
/// ```
public struct Industry: Hashable, Comparable, Sendable {
    /// The range of four-digit classes that belong to it, and its place in the tree.
    @usableFromInline let first: Int16
    @usableFromInline let end: Int16
    /// How deep in the tree it stands.
    public let level: Level

    /// The four levels of the standard.
    public enum Level: Int, Comparable, Sendable, CaseIterable, Codable {
        /// 门类, a letter.
        case section
        /// 大类, two digits.
        case division
        /// 中类, three digits.
        case group
        /// 小类, four digits.
        case `class`

        /// Upper levels come first.
        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    init(first: Int16, end: Int16, level: Level) {
        self.first = first
        self.end = end
        self.level = level
    }

    /// The activity with this code: `C`, `26`, `C26`, `267`, `2670`, `C2670`, in any letter case. Nil when
    /// there is none, or when the letter is not the section of the digits.
    public init?(code: String) {
        let text = Han.halfWidth(code).uppercased().filter { !$0.isWhitespace }
        let letter = text.first.flatMap { $0.isASCII && $0.isLetter ? $0 : nil }
        let digits = letter == nil ? text[...] : text.dropFirst()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.count <= 4 else { return nil }
        guard let found = digits.isEmpty ? letter.flatMap(Industry.init(letter:)) : Industry(digits: digits)
        else {
            return nil
        }
        if let letter, found.section.code != String(letter) { return nil }
        self = found
    }

    private init?(letter: Character) {
        guard let row = Industries.shared.sections.first(where: { $0.letter == letter }) else { return nil }
        self.init(first: row.first, end: row.end, level: .section)
    }

    private init?(digits: Substring) {
        guard digits.count >= 2, let value = Int16(digits) else { return nil }
        switch digits.count {
        case 2:
            guard Industries.shared.divisions[value] != nil else { return nil }
            self.init(first: value * 100, end: value * 100 + 100, level: .division)
        case 3:
            guard Industries.shared.groups[value] != nil else { return nil }
            self.init(first: value * 10, end: value * 10 + 10, level: .group)
        default:
            guard Industries.shared.groups[value / 10] != nil else { return nil }
            self.init(first: value, end: value + 1, level: .class)
        }
    }

    /// The letter of a section, or the digits of the others without it: `C`, `26`, `267`, `2670`.
    public var code: String {
        switch level {
        case .section: Industries.shared.section(of: first).map { String($0.letter) } ?? ""
        case .division: Industry.padded(first / 100, to: 2)
        case .group: Industry.padded(first / 10, to: 3)
        case .class: Industry.padded(first, to: 4)
        }
    }

    /// The code with the letter of its section, as business registers write it: `C2670`.
    public var fullCode: String { level == .section ? code : section.code + code }

    /// The section (门类) it belongs to; a section is its own.
    public var section: Industry {
        guard let row = Industries.shared.section(of: first) else { return self }
        return Industry(first: row.first, end: row.end, level: .section)
    }

    /// The next level above, or nil for a section.
    public var parent: Industry? {
        switch level {
        case .section: nil
        case .division: section
        case .group: Industry(first: first / 100 * 100, end: first / 100 * 100 + 100, level: .division)
        case .class: Industry(first: first / 10 * 10, end: first / 10 * 10 + 10, level: .group)
        }
    }

    /// Whether it is the other activity or a part of it: two comparisons of numbers.
    @inlinable public func isWithin(_ other: Industry) -> Bool {
        first >= other.first && end <= other.end
            && (level >= other.level || first != other.first || end != other.end)
    }

    /// The order of codes; a part comes after its whole.
    public static func < (left: Industry, right: Industry) -> Bool {
        (left.first, left.level) < (right.first, right.level)
    }

    private static func padded(_ value: Int16, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Industry {
    /// The official Chinese name. A class shows the name of its group; see `nameIsExact`.
    public var name: String {
        switch level {
        case .section: Industries.shared.section(of: first)?.name ?? ""
        case .division: Industries.shared.divisions[first / 100]?.name ?? ""
        case .group, .class: Industries.shared.groups[first / 10] ?? ""
        }
    }

    /// Whether `name` is this activity's own. False for classes, except `…0`, which stands for a group that
    /// the standard does not divide and has its name.
    public var nameIsExact: Bool { level != .class || first % 10 == 0 }

    /// The English name of the section or division; groups and classes show that of their division.
    public var englishName: String {
        if level == .section { return Industries.shared.section(of: first)?.english ?? "" }
        return Industries.shared.divisions[first / 100]?.english ?? ""
    }

    /// All activities of a level in the order of their codes. Of classes none are listed.
    public static func all(_ level: Level) -> [Industry] {
        switch level {
        case .section:
            Industries.shared.sections.map { Industry(first: $0.first, end: $0.end, level: .section) }
        case .division:
            Industries.shared.divisions.keys.sorted().map {
                Industry(first: $0 * 100, end: $0 * 100 + 100, level: .division)
            }
        case .group:
            Industries.shared.groups.keys.sorted().map {
                Industry(first: $0 * 10, end: $0 * 10 + 10, level: .group)
            }
        case .class: []
        }
    }

    /// The activities of the next level that belong to it.
    public var children: [Industry] {
        guard let next = Level(rawValue: level.rawValue + 1) else { return [] }
        return Industry.all(next).filter { $0.isWithin(self) }
    }

    /// The activities whose name is or contains the text, exact ones first, then upper levels first.
    public static func named(_ text: String) -> [Industry] {
        let sought = text.filter { !$0.isWhitespace }
        guard !sought.isEmpty else { return [] }
        let all = Level.allCases.flatMap(Industry.all)
        return all.filter { $0.name == sought } + all.filter { $0.name != sought && $0.name.contains(sought) }
    }
}

extension Industry: CustomStringConvertible, TextCoded {
    /// The code and the name, for logs and tests.
    public var description: String { "\(fullCode) \(name)" }

    /// Reads a code.
    public init?(codedText: String) { self.init(code: codedText) }

    /// The code.
    public var codedText: String { code }
}
