// SPDX-License-Identifier: Apache-2.0
import Rules

extension Matcher {
    /// All pairs in bulk: hands on each rule's selection in the plan's order and keeps none, so that memory
    /// stays that of one rule however many there are. Costs what `selection(ofRule:)` costs, a rule at a
    /// time.
    ///
    /// - Parameter body: takes the rule's index and its selection; throwing ends the stream.
    public func stream(
        threads: Int = Threads.all, _ body: (_ rule: Int, _ selection: Selection) throws -> Void
    ) throws {
        for rule in 0..<plan.count {
            try body(rule, selection(ofRule: rule, threads: threads))
        }
    }
}
