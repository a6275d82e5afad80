// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One step of the schema, forward only. Once released it is never edited: its digest is kept with the data.
public struct Migration: Sendable {
    /// The day on which it was written, `2026-11-21`; migrations run in the order of their days.
    public let date: String
    /// The room and what the step does: `appeals: desks`. Unique together with the date.
    public let name: String
    /// Whether the release before this step cannot live with it. Such steps are avoided: add first, move
    /// the data by a job, remove one release later.
    public let isBreaking: Bool
    let sqlite: String
    let postgres: String

    /// A step in two texts, for what one cannot say.
    public init(date: String, name: String, sqlite: String, postgres: String, isBreaking: Bool = false) {
        precondition(Self.isDate(date), "A migration's date is written 2026-11-21.")
        self.date = date
        self.name = name
        self.sqlite = sqlite
        self.postgres = postgres
        self.isBreaking = isBreaking
    }

    /// A step in one text, in PostgreSQL's words. For SQLite `bigint`, `boolean`, `bytea` and `double
    /// precision` become its own types, and every table becomes STRICT, so that SQLite too refuses a text
    /// in a number's place.
    public init(date: String, name: String, both text: String, isBreaking: Bool = false) {
        let sqlite = SchemaText.sqlite(text)
        self.init(date: date, name: name, sqlite: sqlite, postgres: text, isBreaking: isBreaking)
    }

    /// What tells migrations apart, and their order.
    var id: String { date + " " + name }

    /// Changes when either text does.
    var digest: String { SHA256.hex((id + "\u{0}" + sqlite + "\u{0}" + postgres).utf8) }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2]
            && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }
}

/// Turns the schema's common words into SQLite's.
enum SchemaText {
    private static let types = [
        "bigint": "INTEGER", "boolean": "INTEGER", "bytea": "BLOB", "double precision": "REAL",
    ]

    static func sqlite(_ text: String) -> String {
        statements(text).map { statement in
            let isTable = words(statement).starts(with: ["create", "table"])
            var out = statement
            for (common, own) in types { out = replaced(common, by: own, in: out) }
            return out + (isTable ? " STRICT;" : ";")
        }
        .joined()
    }

    /// The statements of a text, split at semicolons outside quotes.
    private static func statements(_ text: String) -> [String] {
        var all: [String] = []
        var current = ""
        var quote: Character?
        for character in text {
            if character == ";", quote == nil {
                all.append(current)
                current = ""
                continue
            }
            if character == "'" || character == "\"" {
                quote = quote == nil ? character : (quote == character ? nil : quote)
            }
            current.append(character)
        }
        precondition(words(current).isEmpty, "Each statement of a migration ends with a semicolon.")
        return all
    }

    private static func words(_ statement: String) -> [String] {
        statement.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    }

    /// Replaces whole words outside quotes.
    private static func replaced(_ word: String, by other: String, in text: String) -> String {
        text.split(separator: "'", omittingEmptySubsequences: false).enumerated().map { place, part in
            place % 2 == 1 ? String(part) : unquoted(word, other, String(part))
        }
        .joined(separator: "'")
    }

    private static func unquoted(_ word: String, _ other: String, _ text: String) -> String {
        var out = ""
        var rest = text[...]
        while let range = rest.range(of: word) {
            let before =
                range.lowerBound == text.startIndex ? " " : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? " " : text[range.upperBound]
            let isWhole = !(isPart(before) || isPart(after))
            out += rest[..<range.lowerBound] + (isWhole ? other : word)
            rest = rest[range.upperBound...]
        }
        return out + rest
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
