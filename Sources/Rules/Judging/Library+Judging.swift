// SPDX-License-Identifier: Apache-2.0
import Standards

extension Library {
    /// Judges an enterprise by every rule that is in force on the day for the purpose where it is registered.
    ///
    /// Deterministic in the library, the facts, the day and the purpose: any past report can be recomputed.
    public func judge(
        _ facts: Facts, asOf day: Day, for purpose: Purpose = .application,
        where isWanted: (Rule) -> Bool = { _ in true }
    ) -> [Verdict] {
        let judging = Judging(library: self, facts: facts, asOf: day, purpose: purpose)
        return rules(on: day, for: purpose, in: judging.region).filter(isWanted).map { judging.verdict($0) }
    }

    /// Judges by one version of a rule, whether it is in force or not.
    public func judge(
        _ facts: Facts, by rule: Rule, asOf day: Day, for purpose: Purpose = .application
    ) -> Verdict {
        Judging(library: self, facts: facts, asOf: day, purpose: purpose).verdict(rule)
    }

    /// Judges by the version of a rule that is in force; nil when none is.
    public func judge(
        _ facts: Facts, byRuleNamed name: String, asOf day: Day, for purpose: Purpose = .application
    ) -> Verdict? {
        let judging = Judging(library: self, facts: facts, asOf: day, purpose: purpose)
        return rule(named: name, on: day, for: purpose, in: judging.region).map { judging.verdict($0) }
    }
}
