// SPDX-License-Identifier: Apache-2.0
import Standards

/// An example that stands beside a rule and is run: facts, a day, and what must come out.
public struct Example: Sendable {
    public let title: String
    public let asOf: Day
    public let purpose: Purpose
    public let facts: Facts
    public let expected: Expectation
    public let place: Place

    /// What must come out; nil parts are not looked at.
    public struct Expectation: Sendable {
        public let outcome: ExpectedOutcome?
        /// Official numbers of the top clauses that are missed, exactly these.
        public let missed: [String]?
        public let score: Scoring.Points?
        public let groupScores: [String: Scoring.Points]
        /// The classes that remain possible.
        public let classes: Set<Int>?
        /// In yuan.
        public let amount: Scoring.Points?
    }

    /// An outcome, or that no version is in force.
    public enum ExpectedOutcome: Hashable, Sendable {
        case outcome(Outcome)
        /// 不适用: no version is in force on that day for that purpose.
        case notInForce
    }
}
