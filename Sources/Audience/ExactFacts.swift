// SPDX-License-Identifier: Apache-2.0
import Rules
import Synchronization

/// Facts beside the columns, for what columns cannot say: only words that such rules speak of, as stored
/// texts, so that a province's worth of them stays small.
final class ExactFacts: Sendable {
    /// The words that are kept; empty when columns say all.
    let words: Set<Word.ID>
    private let vocabulary: Vocabulary
    private let kept = Mutex<[String]>([])
    /// Facts of single enterprises while they are judged, by negative numbers.
    private let lent = Mutex<(next: Int, facts: [Int: Facts])>((-2, [:]))

    init(words: Set<Word.ID>, vocabulary: Vocabulary) {
        self.words = words
        self.vocabulary = vocabulary
    }

    /// The facts of an enterprise by its number.
    subscript(enterprise: Int) -> Facts {
        if enterprise < 0 { return lent.withLock { $0.facts[enterprise] } ?? Facts() }
        let text = kept.withLock { $0.indices.contains(enterprise) ? $0[enterprise] : "" }
        return decode(text)
    }

    /// Calls with the number under which the facts are found meanwhile.
    func lending<Value>(_ facts: Facts, _ body: (Int) throws -> Value) rethrows -> Value {
        let number = lent.withLock { held -> Int in
            held.next -= 1
            held.facts[held.next] = facts
            return held.next
        }
        defer { lent.withLock { $0.facts[number] = nil } }
        return try body(number)
    }

    /// Keeps what is known of enterprises that follow one another.
    func append(_ texts: [String]) { kept.withLock { $0 += texts } }

    /// Keeps what is known of one enterprise now.
    func set(_ text: String, of enterprise: Int) {
        kept.withLock { kept in
            while kept.count <= enterprise { kept.append("") }
            kept[enterprise] = text
        }
    }

    /// The facts of these words as one text; of each fact the report that counts.
    func text(of facts: Facts) -> String {
        if words.isEmpty { return "" }
        var lines: [String] = []
        for key in facts.keys where words.contains(key.word) {
            guard let report = facts[key] else { continue }
            lines.append("\(key.word) \(key.year) \(vocabulary[key.word].storedText(of: report.value))")
        }
        return lines.joined(separator: "\n")
    }

    private func decode(_ text: String) -> Facts {
        var facts = Facts()
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let word = Int(parts[0]), let year = Int(parts[1]),
                let value = vocabulary[word].storedValue(String(parts[2]))
            else { continue }
            facts.set(Facts.Report(value: value), for: Facts.Key(word: word, year: year))
        }
        return facts
    }
}
