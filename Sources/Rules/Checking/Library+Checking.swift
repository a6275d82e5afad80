// SPDX-License-Identifier: Apache-2.0
import Standards

extension Library {
    /// What can be said of packs only when all of them are read: overlapping versions, rules that refer to
    /// one another in a circle, words that nothing uses, clauses without citation or effect, text that
    /// nothing encodes, and places where the rule may say something else than its official words.
    ///
    /// Faults of a clause that several versions share (沿用) are given once. Cost grows with the number of
    /// clauses, and of pairs of versions of the same rule.
    public func check() -> [RuleFault] {
        let log = FaultLog()
        WordCheck(library: self, log: log).check()
        ReferenceCheck(library: self, log: log).checkWords()
        return Set(log.faults + check(last: rules.count)).sorted {
            ($0.place, $0.problem.chinese) < ($1.place, $1.problem.chinese)
        }
    }

    /// What can be said of the last rules of the library, beside the others.
    func check(last count: Int) -> [RuleFault] {
        let log = FaultLog()
        VersionCheck(library: self, log: log).check(Set(rules.suffix(count).map(\.code)))
        ReferenceCheck(library: self, log: log).check(rules.count - count..<rules.count)
        for rule in rules.suffix(count) {
            NameCheck(rule: rule, log: log).check()
            CitationCheck(rule: rule, log: log).check()
            EffectCheck(rule: rule, vocabulary: vocabulary, log: log).check()
            FidelityCheck(rule: rule, vocabulary: vocabulary, log: log).check()
        }
        return log.faults
    }
}
