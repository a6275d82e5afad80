// SPDX-License-Identifier: Apache-2.0
import Foundation

/// All words of one language, from the word book files of all rooms.
///
/// ```swift
/// words("appeals.empty")                          // 您还没有提交过诉求
/// words("appeals.waiting", ["days": "3"])         // 还剩 3 个工作日
/// words.counted("policies.found", 1)              // 1 policy, from the key `policies.found#one`
/// ```
///
/// A key that no word book holds shows as `⟦key⟧`; tests refuse pages with that mark.
public struct Words: Sendable {
    /// The language of these words.
    public let language: Language
    let texts: [String: String]

    init(language: Language, texts: [String: String]) {
        self.language = language
        self.texts = texts
    }

    /// The text of a key, with `{name}` replaced by the values given.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let text = texts[key] else { return "⟦\(key)⟧" }
        return values.isEmpty ? text : Self.filled(text, with: values)
    }

    /// A text with its values set in; what no value is given for stays, and values are not looked into.
    private static func filled(_ text: String, with values: [String: String]) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            let inner = rest[rest.utf8.index(after: open)...]
            filled += rest[..<open]
            if let close = inner.utf8.firstIndex(of: UInt8(ascii: "}")),
                let value = values[String(inner[..<close])]
            {
                filled += value
                rest = inner[inner.utf8.index(after: close)...]
            } else {
                filled += "{"
                rest = inner
            }
        }
        return filled + rest
    }

    /// The text for a number of things: `key#one` for exactly one where the language has it, else `key`;
    /// `{count}` is the number.
    public func counted(_ key: String, _ count: Int) -> String {
        let form = count == 1 && texts[key + "#one"] != nil ? key + "#one" : key
        return self(form, ["count": String(count)])
    }
}

/// The words of the whole site in every language.
public struct WordBook: Sendable {
    private let words: [Language: Words]

    /// Reads `Words/zh-Hans.json` and `Words/en.json` of each shelf; one file is a flat object of key and
    /// text.
    public init(shelves: [Shelf]) throws(SiteSetupFault) {
        var all: [Language: Words] = [:]
        for language in Language.allCases {
            var texts: [String: String] = [:]
            for shelf in shelves {
                for (key, text) in try shelf.words(in: language) {
                    guard texts.updateValue(text, forKey: key) == nil else { throw .doubleWord(key) }
                }
            }
            all[language] = Words(language: language, texts: texts)
        }
        words = all
    }

    /// The words of one language.
    public subscript(language: Language) -> Words {
        words[language] ?? Words(language: language, texts: [:])
    }

    /// What keeps the word book from being complete, one sentence a finding: a key that one language lacks,
    /// an empty text, values that differ, or mark-up that would not be shown as text.
    public func findings() -> [String] {
        var findings: [String] = []
        let keys = Set(Language.allCases.flatMap { self[$0].texts.keys })
        for key in keys.sorted() {
            if key.hasSuffix("#one"), keys.contains(String(key.dropLast(4))) { continue }
            let texts = Language.allCases.map { self[$0].texts[key] }
            for (language, text) in zip(Language.allCases, texts) {
                guard let text else {
                    findings.append("\(key) is missing in \(language.rawValue)")
                    continue
                }
                if text.allSatisfy(\.isWhitespace) {
                    findings.append("\(key) is empty in \(language.rawValue)")
                }
                if text.contains("{{") { findings.append("\(key) holds {{ in \(language.rawValue)") }
            }
            let names = Set(texts.compactMap { $0 }.map(Self.valueNames))
            if names.count > 1 {
                findings.append("\(key) takes other values in one language than in the other")
            }
        }
        return findings
    }

    /// The names in `{…}` of a text.
    private static func valueNames(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.1) })
    }
}
