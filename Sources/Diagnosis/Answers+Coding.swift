// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// Answers as short as they can be: an exact self-test of everything has a hundred of them, and they
/// travel in a link.
extension Answers: Codable {
    enum CodingKeys: String, CodingKey {
        case facts = "f"
        case skipped = "s"
        case asked = "a"
        case recalled = "r"
        case depth = "d"
        case purpose = "p"
        case day = "t"
        case enterprise = "e"
        case creditCode = "c"
        case scope = "o"
        case before = "b"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func facts(_ key: CodingKeys) throws -> [String: String]? {
            try values.decodeIfPresent(FactLines.self, forKey: key)?.facts
        }
        func keys(_ key: CodingKeys) throws -> [String] {
            try values.decodeIfPresent(KeyRow.self, forKey: key)?.keys ?? []
        }
        self.facts = try facts(.facts) ?? [:]
        skipped = try keys(.skipped)
        asked = try keys(.asked)
        recalled = try facts(.recalled) ?? [:]
        depth = try values.decodeIfPresent(Depth.self, forKey: .depth) ?? .quick
        purpose = try values.decodeIfPresent(Purpose.self, forKey: .purpose) ?? .application
        day = try values.decodeIfPresent(Day.self, forKey: .day)
        enterprise = try values.decodeIfPresent(String.self, forKey: .enterprise) ?? ""
        creditCode = try values.decodeIfPresent(String.self, forKey: .creditCode) ?? ""
        scope = try values.decodeIfPresent(Scope.self, forKey: .scope) ?? .ladder
        before = try facts(.before)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        if !facts.isEmpty { try values.encode(FactLines(facts: facts), forKey: .facts) }
        if !skipped.isEmpty { try values.encode(KeyRow(keys: skipped), forKey: .skipped) }
        if !asked.isEmpty { try values.encode(KeyRow(keys: asked), forKey: .asked) }
        if !recalled.isEmpty { try values.encode(FactLines(facts: recalled), forKey: .recalled) }
        if depth != .quick { try values.encode(depth, forKey: .depth) }
        if purpose != .application { try values.encode(purpose, forKey: .purpose) }
        try values.encodeIfPresent(day, forKey: .day)
        if !enterprise.isEmpty { try values.encode(enterprise, forKey: .enterprise) }
        if !creditCode.isEmpty { try values.encode(creditCode, forKey: .creditCode) }
        if scope != .ladder { try values.encode(scope, forKey: .scope) }
        if let before { try values.encode(FactLines(facts: before), forKey: .before) }
    }
}

/// Word keys in a row without anything between them.
struct KeyRow: Codable, Equatable {
    var keys: [String]

    init(keys: [String]) { self.keys = keys }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = Array(try container.decode(String.self).unicodeScalars)
        guard text.count.isMultiple(of: WordKeys.length) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "keys")
        }
        keys = stride(from: 0, to: text.count, by: WordKeys.length).map { start in
            var key = String.UnicodeScalarView()
            key.append(contentsOf: text[start..<start + WordKeys.length])
            return String(key)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(keys.joined())
    }
}

/// Facts as lines of name, tab and value. A name is a key, a key with its year, or a year of the key above.
struct FactLines: Codable, Equatable {
    var facts: [String: String]

    init(facts: [String: String]) { self.facts = facts }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        facts = [:]
        var key = ""
        for line in text.split(separator: "\n") {
            let halves = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            let head = halves[0]
            guard halves.count == 2, [4, 5, 9].contains(head.unicodeScalars.count) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "facts")
            }
            if head.count != FactLines.yearLength { key = String(head.prefix(WordKeys.length)) }
            let year = head.count == WordKeys.length ? "" : "." + head.suffix(FactLines.yearLength)
            facts[key + year] = String(halves[1])
        }
    }

    func encode(to encoder: any Encoder) throws {
        var lines: [String] = []
        var last: Substring = ""
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
            let parts = name.split(separator: ".", maxSplits: 1)
            guard let key = parts.first else { continue }
            let year = parts.count == 2 ? String(parts[1]) : ""
            lines.append((key == last && !year.isEmpty ? "" : key) + year + "\t" + value)
            last = key
        }
        var container = encoder.singleValueContainer()
        try container.encode(lines.joined(separator: "\n"))
    }

    private static let yearLength = 4
}
