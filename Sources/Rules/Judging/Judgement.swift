// SPDX-License-Identifier: Apache-2.0
import Standards

/// What a clause looked at: enough to show the value used, its source and date, and what is missing.
public struct Trace: Hashable, Sendable {
    /// Facts whose values were used, in the order in which they were looked at.
    public internal(set) var used: [UsedFact] = []
    /// Facts that nobody has stated.
    public internal(set) var missing: [Facts.Key] = []
    /// Facts that are stated but cannot be computed with, such as a revenue of nothing under a ratio.
    public internal(set) var undefined: [Facts.Key] = []
    /// Comparisons of numbers with the numbers on both sides.
    public internal(set) var measures: [Measure] = []
    /// What a person must judge.
    public internal(set) var questions: [Question] = []

    mutating func add(_ other: Trace) {
        for fact in other.used where !used.contains(where: { $0.key == fact.key }) { used.append(fact) }
        for key in other.missing where !missing.contains(key) { missing.append(key) }
        for key in other.undefined where !undefined.contains(key) { undefined.append(key) }
        measures += other.measures
        for question in other.questions where !questions.contains(question) { questions.append(question) }
    }
}

/// A fact that was used, and who stated it; a derived fact has the report of no one.
public struct UsedFact: Hashable, Sendable {
    public let key: Facts.Key
    public let value: Value
    public let source: String
    public let recorded: Day?
    public let isDerived: Bool
}

/// One comparison as it came out: the numbers of each year on the left, and what they were held against.
public struct Measure: Hashable, Sendable {
    public let comparison: Comparison
    /// One number a year of the window, oldest first; nil where facts are missing.
    public let values: [Rational?]
    public let thresholds: [Rational?]
    public let outcome: Outcome
    /// The last year of the window, or 0 when the comparison has no years.
    public let lastYear: Int
}

/// What became of one clause, and of the clauses inside it.
public struct ClauseJudgement: Sendable {
    public let clause: Clause
    public let outcome: Outcome
    public let exemption: Exemption?
    /// What the clause and everything inside it looked at.
    public let trace: Trace
    public let children: [ClauseJudgement]

    /// Why a clause was not examined.
    public enum Exemption: String, Hashable, Sendable, Codable {
        /// Its 除非 holds.
        case exempted
        /// It is only for another purpose.
        case otherPurpose
    }
}

extension ClauseJudgement {
    /// Missing facts on which the clause hangs: not those of a part that is decided without them, such as the
    /// qualification of a builder where the industry is another. An exemption keeps them all, because
    /// it may hang on
    /// any of them.
    var open: [Facts.Key] {
        guard clause.unless == nil, !children.isEmpty else { return trace.missing }
        return children.filter { $0.outcome == .unknown }.flatMap(\.open)
    }
}

/// The score, from what is known: between `low` and `high`.
public struct ScoreJudgement: Sendable {
    public let range: Scoring.Points
    public let groups: [Group]
    public let missing: [Facts.Key]
    /// A person gives part of the points.
    public let needsPerson: Bool

    /// One group with the range of its points.
    public struct Group: Sendable {
        public let group: Scoring.Group
        public let range: Scoring.Points
        public let indicators: [Indicator]
    }

    /// One indicator with its own result, and what it looked at.
    public struct Indicator: Sendable {
        public let indicator: Scoring.Indicator
        public let range: Scoring.Points
        public let trace: Trace
        public let needsPerson: Bool
        /// The number that bands were read by, when there is one.
        public let measured: Rational?
    }
}

/// The classes that remain possible, and why.
public struct ClassJudgement: Sendable {
    /// Indices into the options of the result's word; one when the class is certain.
    public let possible: Set<Int>
    public let group: Classification.Group?
    public let indicators: [Indicator]
    public let trace: Trace
    /// Set when no group lists the industry.
    public let question: Question?

    /// One indicator with its own result, and what it looked at.
    public struct Indicator: Sendable {
        public let indicator: Classification.Indicator
        public let value: Rational?
        /// The class by this indicator alone.
        public let option: Int?
    }
}

/// How much is paid, in yuan, to the fen: between `low` and `high`, which is nil when nothing bounds it.
public struct AmountJudgement: Sendable {
    public let low: Rational
    public let high: Rational?
    public let items: [Item]
    public let missing: [Facts.Key]

    /// One item: what it pays and why.
    public struct Item: Sendable {
        public let item: Amount.Item
        public let low: Rational
        public let high: Rational?
        public let trace: Trace
    }
}

/// What became of one version of a rule for one enterprise, as of a day, for a purpose.
public struct Verdict: Sendable {
    public let rule: Rule
    public let asOf: Day
    public let purpose: Purpose
    public let outcome: Outcome
    /// The clauses that the degree counts.
    public let clauses: [ClauseJudgement]
    public let score: ScoreJudgement?
    public let classes: ClassJudgement?
    public let amount: AmountJudgement?

    /// How many of the top clauses are met.
    public var metCount: Int { clauses.count { $0.outcome == .met } }

    /// Facts whose absence leaves the verdict open, each once.
    public var missing: [Facts.Key] {
        guard outcome == .unknown else { return [] }
        var keys: [Facts.Key] = []
        for clause in clauses where clause.outcome == .unknown {
            for key in clause.open where !keys.contains(key) { keys.append(key) }
        }
        for key in classes?.trace.missing ?? [] where !keys.contains(key) { keys.append(key) }
        return keys
    }
}
