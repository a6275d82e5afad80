// SPDX-License-Identifier: Apache-2.0

extension Library {
    /// A verdict with its group and the way to meet what is missed, where a rule is "almost" met only when
    /// exactly one clause is not met and that one is within reach: no more than doubling one figure or
    /// waiting a year. Stricter than ``report(_:asOf:for:where:)``, so that it can be found among millions.
    public func entry(of verdict: Verdict, facts: Facts) -> Report.Entry {
        let advice = verdict.outcome == .missed ? advice(for: verdict, facts: facts) : [:]
        let isNear =
            verdict.metCount == verdict.clauses.count - 1 && advice.values.contains { $0.effort <= 1 }
        let group = verdict.outcome == .missed && !isNear ? .missed : group(of: verdict, advice)
        return Report.Entry(verdict: verdict, group: group, advice: advice)
    }
}
