// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// What a visitor has answered so far; it travels in a signed text and is kept nowhere.
struct QuickAnswers: Codable, Sendable, Equatable {
    /// Stored texts by word and year, `营业收入 2025`; the year is 0 for a word without one.
    var facts: [String: String] = [:]
    /// Words that were asked, in order: those that the visitor does not know are among them.
    var asked: [String] = []

    /// The most questions.
    static let most = 9
    private static let purpose = "entitlements.match"

    init() {}

    /// The answers in a signed text; a fresh start without.
    init(_ packed: String, in visit: Visit) throws {
        self =
            packed.isEmpty
            ? QuickAnswers()
            : try visit.signedState.unpack(QuickAnswers.self, from: packed, for: Self.purpose)
    }

    func packed(in visit: Visit) throws -> String {
        try visit.signedState.pack(self, for: Self.purpose)
    }

    /// The facts that the answers state; a word that the packs no longer have is left out.
    func facts(_ vocabulary: Vocabulary) -> Facts {
        var found = Facts()
        for (name, text) in facts {
            let parts = name.split(separator: " ")
            guard parts.count == 2, let word = vocabulary.word(named: String(parts[0])),
                let year = Int(parts[1]), let value = word.storedValue(text)
            else { continue }
            found.set(
                Facts.Report(value: value, source: "自报"), for: Facts.Key(word: word.id, year: year))
        }
        return found
    }

    mutating func state(_ text: String, for key: Facts.Key, _ vocabulary: Vocabulary) {
        facts["\(vocabulary[key.word].name) \(key.year)"] = text
    }

    /// The answers before the last question; nil before the first.
    var previous: QuickAnswers? {
        guard let last = asked.last else { return nil }
        var back = self
        back.asked.removeLast()
        back.facts = facts.filter { !$0.key.hasPrefix(last + " ") }
        return back
    }
}
