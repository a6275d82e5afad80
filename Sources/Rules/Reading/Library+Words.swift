// SPDX-License-Identifier: Apache-2.0

extension Library {
    /// Every word on which the outcome of a rule can hang: those that it speaks of, those from which these
    /// are derived or classified, and those of the rules that it refers to.
    public func words(of rule: Rule) -> Set<Word.ID> {
        var closure = WordClosure(library: self)
        closure.add(rule)
        if let region = vocabulary.regionWord?.id { closure.add(region) }
        return closure.words
    }
}

/// Words that are collected, and the rules that were looked at.
private struct WordClosure {
    let library: Library
    private(set) var words: Set<Word.ID> = []
    private var rules: Set<String> = []

    init(library: Library) { self.library = library }

    mutating func add(_ rule: Rule) {
        guard rules.insert("\(rule.code) \(rule.digest)").inserted else { return }
        for fact in rule.facts { add(fact.word) }
        for reference in rule.references { add(versionsOf: reference.name) }
    }

    mutating func add(_ word: Word.ID) {
        guard words.insert(word).inserted else { return }
        for fact in library.vocabulary[word].derivation?.facts ?? [] { add(fact.word) }
        if let name = library.vocabulary[word].classifiedBy { add(versionsOf: name) }
    }

    private mutating func add(versionsOf name: String) {
        for version in library.versions(of: name) { add(version) }
    }
}
