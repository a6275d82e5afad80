// SPDX-License-Identifier: Apache-2.0
import Standards

/// How much is paid, in yuan.
public struct Amount: Hashable, Sendable {
    public let combination: Combination
    public let cap: Literal?
    public let items: [Item]

    /// What happens when several items hold.
    public enum Combination: String, Hashable, Sendable, CaseIterable {
        case sum = "累加"
        case highest = "就高"
    }

    /// One sum that may be paid, with its condition and bounds.
    public struct Item: Hashable, Sendable {
        public let name: String
        public let nameEnglish: String
        public let cites: [String]
        /// Paid only when this holds.
        public let condition: Condition?
        public let method: Method
        public let cap: Literal?
        /// The least that is paid when the condition holds.
        public let floor: Literal?
        public let place: Place
    }

    /// How a sum is worked out.
    public indirect enum Method: Hashable, Sendable {
        case formula(Expression)
        /// Stepped by a number: the first band from the top that holds.
        case bands(Expression, [Step])
    }

    /// One band of a stepped sum; nil for 其余.
    public struct Step: Hashable, Sendable {
        public let bound: Scoring.Bound?
        public let amount: Literal
        public let place: Place
    }
}
