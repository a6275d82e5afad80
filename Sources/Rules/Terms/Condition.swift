// SPDX-License-Identifier: Apache-2.0
import Standards

/// What a rule asks, as a tree. Structure (全部, 任一 …) holds clauses; a line (且, 或, 非) holds conditions.
public indirect enum Condition: Hashable, Sendable {
    case all([Clause])
    case any([Clause])
    case none([Clause])
    case atLeast(Int, [Clause], Place)
    case and([Condition])
    case or([Condition])
    case not(Condition)
    case compare(Comparison)
    case holds(FactReference)
    case option(OptionTest)
    case includes(InclusionTest)
    case within(MembershipTest)
    case date(DateTest)
    case elapsed(ElapsedTest)
    case satisfies(RuleReference)
    case judgement(Question)
}

/// The six comparisons; 以上 and 以下 include the number, 超过 and 不足 do not.
public enum Relation: String, Hashable, Sendable, CaseIterable {
    case atLeast = "≥"
    case atMost = "≤"
    case above = ">"
    case below = "<"
    case equal = "="
    case unequal = "≠"

    /// Whether it holds between two ordered values.
    @inlinable
    public func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .atLeast: left >= right
        case .atMost: left <= right
        case .above: left > right
        case .below: left < right
        case .equal: left == right
        case .unequal: left != right
        }
    }
}

/// Two numbers compared; a window on the left needs a quantifier.
public struct Comparison: Hashable, Sendable {
    public let left: Expression
    public let quantifier: Quantifier?
    public let relation: Relation
    public let right: Expression

    /// How a window of years is held against a limit.
    public enum Quantifier: String, Hashable, Sendable {
        /// 均: in every year of the window.
        case each = "均"
        /// 任一: in at least one year of the window.
        case some = "任一"
    }
}

/// One option of a word: 是, 属于 (any of several), or an order against one.
public struct OptionTest: Hashable, Sendable {
    public let fact: FactReference
    /// Indices into the word's options that satisfy the test.
    public let accepted: Set<Int>
    /// As written after the fact, for messages.
    public let text: String
}

/// The set of a word with several options: contains any, all or none of those named.
public struct InclusionTest: Hashable, Sendable {
    /// How many of the named options must be held.
    public enum Mode: String, Hashable, Sendable {
        case any = "包含任一"
        case all = "包含全部"
        case none = "不包含"
    }
    public let fact: FactReference
    public let mode: Mode
    public let options: Set<Int>
}

/// An industry or a region under one of those listed.
public struct MembershipTest: Hashable, Sendable {
    public let fact: FactReference
    public let codes: CodeSet
    public let isNegated: Bool
}

/// Codes of one code set; a code stands for all below it.
public enum CodeSet: Hashable, Sendable {
    case industries([Industry])
    case regions([Region])
}

/// A date against a written date.
public struct DateTest: Hashable, Sendable {
    public let fact: FactReference
    public let relation: Relation
    public let day: Day
    public let place: Place
}

/// The time from a date to the day of judgement, or to the end of the year before.
public struct ElapsedTest: Hashable, Sendable {
    /// The day up to which time is counted.
    public enum Anchor: String, Hashable, Sendable {
        case judgementDay = "距今"
        case endOfLastYear = "至上年末"
    }
    /// What the count counts; years and months are calendar years and months.
    public enum Step: String, Hashable, Sendable {
        case years = "年"
        case months = "个月"
        case days = "天"
    }
    public let fact: FactReference
    public let anchor: Anchor
    public let relation: Relation
    public let count: Int
    public let step: Step
    public let place: Place
}

/// Another rule, by title or code, judged for the same day and purpose.
public struct RuleReference: Hashable, Sendable {
    public let name: String
    public let place: Place
}

/// What no program decides: a person is asked.
public struct Question: Hashable, Sendable {
    public let text: String
    public let english: String
    public let place: Place
}

/// One clause of a rule with what belongs to it.
public struct Clause: Hashable, Sendable {
    public let condition: Condition
    public let title: String
    public let titleEnglish: String
    /// The clause as it is written, for people.
    public let text: String
    /// Numbers (号) of the official words that it encodes.
    public let cites: [String]
    /// When this holds, the clause is not examined and counts as met.
    public let unless: Condition?
    /// Examined only for this purpose, when given.
    public let onlyFor: Purpose?
    public let advice: String
    public let adviceEnglish: String
    public let place: Place
}

/// What a judgement is for.
public enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
    case application = "新申请"
    case review = "复核"
}
