// SPDX-License-Identifier: Apache-2.0

extension RuleFault {
    /// What happened, in one sentence.
    public func message(english: Bool) -> String { english ? problem.english : problem.chinese }

    /// What to do about it, where something can be said.
    public func mend(english: Bool) -> String? {
        english ? problem.englishMend : problem.chineseMend
    }
}

extension RuleFault.Problem {
    /// The nearest known names, when there are any.
    private var near: [String] {
        switch self {
        case .unknownKey(_, _, let near), .unknownWord(_, let near), .unknownOption(_, _, let near),
            .unknownCode(_, _, let near), .unknownRule(_, let near), .unknownUnit(_, let near),
            .unknownGroup(_, let near), .citeUnknown(_, let near):
            near
        default: []
        }
    }

    fileprivate var chineseMend: String? {
        if !near.isEmpty { return "是否想写：\(near.joined(separator: "、"))？" }
        switch self {
        case .anchor: return "把被引用的内容直接写出来"
        case .needsPeriod(_, let forms): return "写成 \(forms.joined(separator: " 或 "))"
        case .windowNeedsQuantifier: return "在比较符前写 均 或 任一，或者用 合计、平均 汇总"
        case .quantifierWithoutWindow: return "去掉 均 或 任一，或者把期间写成 近N年"
        case .missingUnit(let digits, let expected): return "写成 \(digits)\(expected)"
        case .bandsWithoutRest: return "在最后加一行 其余: 0"
        case .clauseWithoutCite: return "写上 据: \"号\"，指向 原文 里的一条"
        case .textUnlinked: return "让一个条款用 据 引用它，或写 标（缺事实、裁量、程序、略）和 因"
        case .scoreMissing: return "在规则里写 评分"
        case .scoreNotAlone: return "写成 得分 ≥ 60 或 得分.组名 ≥ 20；金额按得分分档时，每档写一项，用 当: 得分 ≥ …"
        case .compoundNotAlone: return "写成 近2年.X 复合增长率 ≥ 5%；按档给分时用 取高，每档写一项 当"
        case .growthNeedsYears: return "写成 上年度.X 增长率、近2年.X 平均增长率 或 近2年.X 复合增长率"
        case .fidelity(let fidelity): return fidelity.chineseMend
        default: return nil
        }
    }

    fileprivate var englishMend: String? {
        if !near.isEmpty { return "did you mean \(near.joined(separator: ", "))?" }
        switch self {
        case .anchor: return "write the contents out in full"
        case .needsPeriod(_, let forms): return "write \(forms.joined(separator: " or "))"
        case .windowNeedsQuantifier: return "write 均 or 任一 before the comparison, or sum up with 合计 or 平均"
        case .quantifierWithoutWindow: return "leave out 均 or 任一, or write the period as 近N年"
        case .missingUnit(let digits, let expected): return "write \(digits)\(expected)"
        case .bandsWithoutRest: return "add a last line 其余: 0"
        case .clauseWithoutCite: return "write 据: \"number\" for an entry of 原文"
        case .textUnlinked: return "let a clause cite it with 据, or write 标 (缺事实, 裁量, 程序, 略) and 因"
        case .scoreMissing: return "give the rule a 评分"
        case .scoreNotAlone:
            return "write 得分 ≥ 60 or 得分.group ≥ 20; for steps by score, one item each with 当: 得分 ≥ …"
        case .compoundNotAlone:
            return "write 近2年.X 复合增长率 ≥ 5%; for points by bands use 取高 with one 当 for each band"
        case .growthNeedsYears: return "write 上年度.X 增长率, 近2年.X 平均增长率 or 近2年.X 复合增长率"
        case .fidelity(let fidelity): return fidelity.englishMend
        default: return nil
        }
    }
}
