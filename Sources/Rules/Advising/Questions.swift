// SPDX-License-Identifier: Apache-2.0
import Standards

/// A fact that is worth asking for: how many open verdicts hang on it.
public struct NeededFact: Hashable, Sendable {
    public let word: Word.ID
    /// The years asked for, oldest first; empty for a word without period.
    public let years: [Int]
    /// Number of rules that stay open without it.
    public let ruleCount: Int

    public init(word: Word.ID, years: [Int], ruleCount: Int) {
        self.word = word
        self.years = years
        self.ruleCount = ruleCount
    }
}

extension Library {
    /// The unknown facts on which verdicts hang, most verdicts first, then in the vocabulary's order. A
    /// verdict that is already missed asks for nothing more. Pass the verdicts of one judgement.
    public func questions(for verdicts: [Verdict], facts: Facts) -> [NeededFact] {
        var rules: [Word.ID: Set<String>] = [:]
        var years: [Word.ID: Set<Int>] = [:]
        for verdict in verdicts where verdict.outcome == .unknown {
            for key in verdict.missing where !isExpertFact(key.word) {
                rules[key.word, default: []].insert(verdict.rule.code)
                if key.year != 0 { years[key.word, default: []].insert(key.year) }
            }
        }
        return rules.map { word, codes in
            NeededFact(word: word, years: (years[word] ?? []).sorted(), ruleCount: codes.count)
        }.sorted { ($1.ruleCount, $0.word) < ($0.ruleCount, $1.word) }
    }

    /// Facts that only others supply are not asked of an enterprise.
    private func isExpertFact(_ word: Word.ID) -> Bool {
        let suppliers = vocabulary[word].suppliers
        return !suppliers.isEmpty && !suppliers.contains("企业") && !suppliers.contains("平台")
    }
}
