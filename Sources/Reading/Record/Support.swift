// SPDX-License-Identifier: Apache-2.0
import Standards

/// One amount that a policy promises.
public struct Support: Sendable {
    /// How the amount comes about.
    public enum Form: String, Sendable {
        /// One sum.
        case fixed
        /// A share of a cost.
        case ratio
        /// Interest.
        case rate
        /// Between two values.
        case range
        /// A sum per person, month or thing.
        case perUnit = "per_unit"
        /// Only a ceiling: a loan line, an allotment of vouchers.
        case quota
    }

    /// How the amount comes about.
    public var form: Form
    /// A plain sum in yuan.
    public var amount: Rational?
    /// A share: 50% is 1/2.
    public var ratio: Rational?
    /// The ceiling in yuan.
    public var cap: Rational?
    /// The floor in yuan.
    public var floor: Rational?
    /// Per what, when it is per something: 人, 月, 年, 家, 吨.
    public var per: String?
    /// Where it stands.
    public var span: Span
    /// The original words, line breaks dropped.
    public var text: String
}

/// One requirement.
public struct Condition: Sendable {
    /// How a fact is compared.
    public enum Comparison: String, Sendable {
        /// At least, more than, at most, less than.
        case ge, gt, le, lt
        /// Is; is one of; must have; must not be or have.
        case eq
        case `in`
        case has
        case not
    }

    /// What a fact is compared with.
    public enum Value: Sendable {
        /// In the condition's unit: 10000000 元, 20 %, 6 月.
        case number(Rational)
        /// A day.
        case day(Day)
        /// Words of the text.
        case text(String)
        /// Words of the text, one of which is enough.
        case list([String])
    }

    /// A short noun phrase: 成立年限, 注册地.
    public var subject: String
    /// How it is compared.
    public var comparison: Comparison
    /// With what.
    public var value: Value
    /// 元 % 人 年 月 项, or nil.
    public var unit: String?
    /// True where no program can decide from facts: 良好, 影响力较大.
    public var isJudgement: Bool
    /// Where it stands.
    public var span: Span
    /// The original words, line breaks dropped.
    public var text: String
}
