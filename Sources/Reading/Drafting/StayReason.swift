// SPDX-License-Identifier: Apache-2.0

/// Why a sentence stays with a person.
public enum StayReason: Hashable, Sendable {
    /// A word that leaves room: 良好, 较强, 原则上.
    case judgement(word: String)
    /// The fact is in the vocabulary, but the text does not say of which year.
    case noPeriod(word: String)
    /// A window of years without 均, 合计 or 平均.
    case noQuantifier(word: String)
    /// A year by its number; rules count years from the day of judgement.
    case fixedYear(String)
    /// 以后 or 以前 a day, without (含).
    case dayUnclear
    /// Growth over several years, of which the number can be counted in two ways.
    case growthPeriod
    /// 且 and 或 on one level, or a list of which it is not said whether one or all are meant.
    case unclearJoin
    /// 除外, 但 and the like.
    case exception(word: String)
    /// A list that goes on: 等.
    case openList
    /// The document says elsewhere what the word means in it.
    case defined(term: String)
    /// Independence as a legal person, without saying of which country.
    case legalPersonAnywhere
    /// Numbers or names that no word of the vocabulary stands for.
    case unknownFact
    /// An amount that depends on something that no word stands for.
    case unknownBase
    /// Only a ceiling is promised.
    case onlyCeiling
    /// Another sentence bounds the sum.
    case ceilingElsewhere
    /// Several sums of which it is not certain which belongs to what.
    case severalSums
    /// The language has no such line; the text of its fault.
    case notInLanguage(String)
    /// Several lists for different applicants.
    case severalApplicants
    /// The document does not say where it is in force.
    case noRegion

    /// For an editor, in Chinese.
    public var chinese: String {
        switch self {
        case .judgement(let word): "“\(word)”要由人判断"
        case .noPeriod(let word): "没有写明是哪一年的\(word)"
        case .noQuantifier(let word): "没有写明\(word)是每年、合计还是平均"
        case .fixedYear(let year): "写的是固定的年份（\(year)），规则按判断日推算年份"
        case .dayUnclear: "没有写明当天算不算（含）"
        case .growthPeriod: "几年的增长率有两种算法，原文没有写明"
        case .unclearJoin: "“且”“或”的层次或清单的关系没有写清"
        case .exception(let word): "有例外（\(word)），要由人核对"
        case .openList: "清单没有列完（等）"
        case .defined(let term): "文件里对“\(term)”另有定义"
        case .legalPersonAnywhere: "只写独立法人资格，没有写注册在哪里"
        case .unknownFact: "有词表里没有的事实或说法"
        case .unknownBase: "金额要用的数不在词表里"
        case .onlyCeiling: "只写了上限，没有写给多少"
        case .ceilingElsewhere: "另一句给金额定了上限，要由人合在一起"
        case .severalSums: "一句里有几个金额，对应关系不能确定"
        case .notInLanguage(let fault): "规则语言写不出：\(fault)"
        case .severalApplicants: "几份条件分别对不同的申请人，要由人对应"
        case .noRegion: "文件没有写明适用地区"
        }
    }

    /// For an editor, in English.
    public var english: String {
        switch self {
        case .judgement(let word): "“\(word)” is for a person to judge"
        case .noPeriod(let word): "it is not said of which year the \(word) is"
        case .noQuantifier(let word):
            "it is not said whether \(word) counts each year, in total or on average"
        case .fixedYear(let year): "it names a year (\(year)); rules count years from the day of judgement"
        case .dayUnclear: "it is not said whether the day itself counts"
        case .growthPeriod: "growth over several years can be computed in two ways"
        case .unclearJoin: "it is not certain how “and” and “or” belong together"
        case .exception(let word): "there is an exception (\(word))"
        case .openList: "the list is left open (等)"
        case .defined(let term): "the document defines “\(term)” by itself"
        case .legalPersonAnywhere: "a legal person, but not said of which country"
        case .unknownFact: "a fact or phrase that the vocabulary does not have"
        case .unknownBase: "the amount rests on a number that the vocabulary does not have"
        case .onlyCeiling: "only a ceiling is given"
        case .ceilingElsewhere: "another sentence bounds the sum"
        case .severalSums: "several sums in one sentence; which belongs to what is not certain"
        case .notInLanguage(let fault): "the rule language cannot say it: \(fault)"
        case .severalApplicants: "several lists, each for other applicants"
        case .noRegion: "the document does not say where it is in force"
        }
    }

    /// A short name for programs.
    public var code: String {
        switch self {
        case .judgement: "judgement"
        case .noPeriod: "no-period"
        case .noQuantifier: "no-quantifier"
        case .fixedYear: "fixed-year"
        case .dayUnclear: "day-unclear"
        case .growthPeriod: "growth-period"
        case .unclearJoin: "unclear-join"
        case .exception: "exception"
        case .openList: "open-list"
        case .defined: "defined"
        case .legalPersonAnywhere: "legal-person"
        case .unknownFact: "unknown-fact"
        case .unknownBase: "unknown-base"
        case .onlyCeiling: "only-ceiling"
        case .ceilingElsewhere: "ceiling-elsewhere"
        case .severalSums: "several-sums"
        case .notInLanguage: "not-in-language"
        case .severalApplicants: "several-applicants"
        case .noRegion: "no-region"
        }
    }
}
