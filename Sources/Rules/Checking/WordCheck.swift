// SPDX-License-Identifier: Apache-2.0
import Standards

/// Words that no rule and no other word speaks of: misspelt twice, or left behind.
struct WordCheck {
    let library: Library
    let log: FaultLog

    func check() {
        guard !library.rules.isEmpty else { return }
        let vocabulary = library.vocabulary
        var used = Set(library.rules.flatMap { $0.facts.map(\.word) })
        used.formUnion(library.rules.compactMap { $0.classification?.result })
        used.formUnion(vocabulary.words.flatMap { $0.derivation?.facts.map(\.word) ?? [] })
        // The engine itself asks where an enterprise is and what it does.
        used.formUnion([vocabulary.regionWord, vocabulary.industryWord].compactMap { $0?.id })
        for word in vocabulary.words where !used.contains(word.id) {
            log.report(.wordUnused(word.name), at: word.place)
        }
    }
}

/// How words lead to other words and to rules.
struct WordUse {
    let vocabulary: Vocabulary

    /// The words with all that they may be derived from.
    func closure(_ words: some Sequence<Word.ID>) -> Set<Word.ID> {
        var seen: Set<Word.ID> = []
        var waiting = Array(words)
        while let word = waiting.popLast() {
            guard seen.insert(word).inserted else { continue }
            waiting += vocabulary[word].derivation?.facts.map(\.word) ?? []
        }
        return seen
    }

    /// Rules by which the words, or what they are derived from, are classified.
    func rulesThatYield(_ words: some Sequence<Word.ID>) -> [String] {
        closure(words).compactMap { vocabulary[$0].classifiedBy }
    }
}
