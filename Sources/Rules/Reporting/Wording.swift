// SPDX-License-Identifier: Apache-2.0
import Standards

/// Turns judgements into words, in one language: the one place for pages, the command and files.
public struct Wording: Sendable {
    public let library: Library
    public let english: Bool

    /// Words in English or Chinese for judgements by a library.
    public init(_ library: Library, english: Bool) {
        self.library = library
        self.english = english
    }

    var vocabulary: Vocabulary { library.vocabulary }

    /// The name of a word in the language.
    public func name(_ word: Word.ID) -> String {
        let word = vocabulary[word]
        return english && !word.english.isEmpty ? word.english : word.name
    }

    /// A fact with its year: `营业收入（2025年度）`.
    public func name(_ key: Facts.Key) -> String {
        guard key.year != 0 else { return name(key.word) }
        let isYearEnd = vocabulary[key.word].cadence == .yearEnd
        if english { return "\(name(key.word)) (\(isYearEnd ? "end of " : "")\(key.year))" }
        return "\(name(key.word))（\(key.year)年\(isYearEnd ? "末" : "度")）"
    }

    /// The value of a fact in its own unit.
    public func text(_ value: Value, of word: Word.ID) -> String {
        vocabulary[word].text(of: value, english: english)
    }

    /// The outcome of one clause.
    public func text(_ outcome: Outcome) -> String {
        switch outcome {
        case .met: english ? "met" : "满足"
        case .missed: english ? "not met" : "未满足"
        case .unknown: english ? "fact missing" : "待补充"
        case .person: english ? "a person must judge" : "需人工判断"
        }
    }

    /// A value used, with its source and date.
    public func text(_ used: UsedFact) -> String {
        var text = "\(name(used.key))\(english ? ": " : "：")\(text(used.value, of: used.key.word))"
        if used.isDerived { text += english ? " (computed)" : "（推算）" }
        let source = english && used.source == "自报" ? "stated by the enterprise" : used.source
        let origin = [source, used.recorded?.isoText ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        return origin.isEmpty ? text : text + (english ? " [\(origin)]" : "〔\(origin)〕")
    }

    /// One comparison with its numbers: `研发费用 ÷ 营业收入：2024年 2.8%，2025年 3.1%；要求每年 ≥ 3%`.
    public func text(_ measure: Measure) -> String {
        let unit = unit(of: measure.comparison)
        let numbers = measure.values.enumerated().map { index, number in
            let year = measure.lastYear - measure.values.count + 1 + index
            let prefix = measure.values.count > 1 ? (english ? "\(year): " : "\(year)年 ") : ""
            return prefix
                + (number.map { Word.text(of: $0, unit: unit, english: english) } ?? (english ? "?" : "未知"))
        }
        let colon = english ? ": " : "："
        let wanted = english ? "; required " : "；要求 "
        return expression(measure.comparison.left) + colon + numbers.joined(separator: english ? ", " : "，")
            + wanted
            + requirement(measure.comparison, unit)
    }

    private func requirement(_ comparison: Comparison, _ unit: Unit) -> String {
        let each =
            switch comparison.quantifier {
            case .each: english ? "each year " : "每年 "
            case .some: english ? "in some year " : "任一年 "
            case nil: ""
            }
        return each + comparison.relation.rawValue + " " + expression(comparison.right)
    }

    /// The unit in which the numbers of a comparison are shown: that of the limit, else of the first fact.
    private func unit(of comparison: Comparison) -> Unit {
        if case .literal(let literal) = comparison.right { return literal.unit }
        if case .score = comparison.left { return .plain }
        for fact in comparison.left.facts {
            if case .fact = comparison.left, case .number(let unit) = vocabulary[fact.word].kind {
                return unit
            }
        }
        return .plain
    }

    /// An expression as a reader would say it.
    public func expression(_ expression: Expression) -> String {
        switch expression {
        case .literal(let literal):
            english ? Word.text(of: literal.value, unit: literal.unit, english: true) : literal.text
        case .fact(let fact): dated(fact)
        case .score(let group, _):
            (english ? "score" : "得分")
                + (group.map { english ? " (\(name(ofScoreGroup: $0)))" : "·\($0)" } ?? "")
        case .negated(let inner): "−" + self.expression(inner)
        case .aggregate(let aggregate, let inner): self.expression(inner) + " " + aggregate.name(english)
        case .growth(let growth, let fact):
            dated(fact) + " " + growth.name(english)
        case .arithmetic(let sign, let left, let right):
            operand(left, of: sign) + " " + sign.text + " " + operand(right, of: sign)
        }
    }

    private func operand(_ expression: Expression, of sign: Expression.Operator) -> String {
        let text = self.expression(expression)
        guard case .arithmetic(let inner, _, _) = expression, sign == .times || sign == .over else {
            return text
        }
        return inner == .plus || inner == .minus || sign == .over
            ? (english ? "(\(text))" : "（\(text)）") : text
    }
}

extension Wording {
    /// A fact with its period: `上年度营业收入`, `Operating revenue (last year)`.
    private func dated(_ fact: FactReference) -> String {
        let isYearEnd = vocabulary[fact.word].cadence == .yearEnd
        return english
            ? name(fact.word) + fact.period.englishSuffix(isYearEnd)
            : fact.period.chinesePrefix(isYearEnd) + name(fact.word)
    }
}

extension Period {
    fileprivate func chinesePrefix(_ isYearEnd: Bool) -> String {
        switch self {
        case .present, .inherited: return ""
        case .year(let back):
            let names =
                isYearEnd ? ["本年末", "上年末", "上上年末"] : ["本年度", "上年度", "上上年度"]
            return names.indices.contains(back) ? names[back] : "前\(back)年"
        case .years(let count): return "近\(count)年\(isYearEnd ? "末" : "")"
        }
    }

    fileprivate func englishSuffix(_ isYearEnd: Bool) -> String {
        let end = isYearEnd ? "end of " : ""
        switch self {
        case .present, .inherited: return ""
        case .year(let back):
            let names = ["this year", "last year", "the year before last"]
            return " (\(end)\(names.indices.contains(back) ? names[back] : "\(back) years ago"))"
        case .years(let count): return " (\(end)\(isYearEnd ? "the " : "")last \(count) years)"
        }
    }
}

extension Expression.Operator {
    var text: String {
        switch self {
        case .plus: "＋"
        case .minus: "－"
        case .times: "×"
        case .over: "÷"
        }
    }
}

extension Expression.Aggregate {
    func name(_ english: Bool) -> String {
        guard english else { return rawValue }
        switch self {
        case .sum: return "in total"
        case .mean: return "on average"
        case .highest: return "at the highest"
        case .lowest: return "at the lowest"
        }
    }
}

extension Expression.Growth {
    func name(_ english: Bool) -> String {
        guard english else { return rawValue }
        switch self {
        case .single: return "growth"
        case .mean: return "mean growth"
        case .compound: return "compound growth"
        }
    }
}
