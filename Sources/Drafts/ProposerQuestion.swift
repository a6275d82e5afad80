// SPDX-License-Identifier: Apache-2.0
import Policies
import Rules

/// What a proposer is asked: the official text without contacts, the clauses that are open, and the words
/// of the vocabulary with their units. Nothing of any enterprise, and no name of a person.
struct ProposerQuestion: Sendable {
    /// What the proposer is to do, and in which form.
    let instructions: String
    /// Text, clauses and words.
    let content: String
    /// The clauses that it may propose for.
    let clauses: [OpenClause]

    /// A clause that is left to a person, and that no editor has settled yet.
    struct OpenClause: Hashable, Sendable {
        let item: String
        let clause: RuleClause
    }

    /// Longer texts are not sent whole; then only the open clauses are.
    static let longestText = 40_000
    /// So many clauses are asked for at once.
    static let mostClauses = 60

    init(
        _ content: PolicyContent, sheets: [RuleSheet], decisions: [ClauseDecision], vocabulary: Vocabulary
    ) {
        clauses = Self.open(content, sheets, decisions)
        instructions = Self.task
        var parts: [String] = []
        if content.text.unicodeScalars.count <= Self.longestText {
            parts.append("【政策原文】\n" + SentText(content.text, of: content).text)
        }
        parts.append("【待判断的条款】\n" + Self.list(clauses, of: content))
        parts.append("【词表】\n" + vocabulary.words.map(Self.line).joined(separator: "\n"))
        self.content = parts.joined(separator: "\n\n")
    }

    /// The open clauses of all items, in their order.
    static func open(
        _ content: PolicyContent, _ sheets: [RuleSheet], _ decisions: [ClauseDecision]
    ) -> [OpenClause] {
        let settled = Set(decisions.map { [$0.item, $0.became] })
        let open = zip(content.items, sheets).flatMap { item, sheet -> [OpenClause] in
            guard sheet.rule != nil, !sheet.isBroken else { return [] }
            return sheet.clauses.filter { $0.isJudgement && !settled.contains([item.key, $0.text]) }
                .map { OpenClause(item: item.key, clause: $0) }
        }
        return Array(open.prefix(mostClauses))
    }

    private static func list(_ clauses: [OpenClause], of content: PolicyContent) -> String {
        var lines: [String] = []
        var item: String?
        for open in clauses {
            if open.item != item {
                let name = content.items.first { $0.key == open.item }?.name ?? ""
                lines.append("事项 \(open.item)：" + SentText(name, of: content).text)
                item = open.item
            }
            let group = open.clause.group.map { "（属于“\($0)”这一组）" } ?? ""
            let words = SentText(open.clause.text, of: content).text.replacing("\n", with: " ")
            lines.append("- " + group + words)
        }
        return lines.joined(separator: "\n")
    }

    /// `营业收入｜数量，单位万元｜年度`.
    private static func line(_ word: Word) -> String {
        let kind =
            switch word.kind {
            case .number(let unit): "数量，单位\(unit.name.isEmpty ? "无" : unit.name)"
            case .flag: "是非"
            case .option(let names, let isOrdered):
                (isOrdered ? "选项，由低到高：" : "选项：") + names.joined(separator: "、")
            case .options(let names): "多选：" + names.joined(separator: "、")
            case .date: "日期"
            case .industry: "行业"
            case .region: "地区"
            }
        let cadence =
            switch word.cadence {
            case .yearly: "年度"
            case .yearEnd: "年末"
            case .present: "当前"
            }
        return "\(word.name)｜\(kind)｜\(cadence)"
    }

    /// The endpoint asks that the word JSON stand here, where it is to answer in JSON.
    private static let task = """
        你协助把政策的申报条件写成规则语言的式子。只处理【待判断的条款】里的话，只依据【政策原文】，只用【词表】里的词。
        拿不准、要由人裁量、词表里没有对应的词，就不要提出。不补充原文没有写的数字、年度、地区和限制。

        只输出一个 JSON 对象，不要别的文字：
        {"proposals": [{"item": "事项编号", "quote": "逐字引用的原文", "clause": "一行式子"}]}
        属于“均不……”一组的条款，式子写被排除的情形本身，不要再加“非”。
        quote 要逐字照录待判断的那一条，尽量整条；引用一部分时，式子只能写这一部分的意思。没有可提出的就输出 {"proposals": []}。

        式子的写法：
        上年度.营业收入 ≥ 1500万元
        近2年.研发费用 均 ≥ 100万元
        近2年.研发费用 合计 ≥ 1200万元
        近2年.营业收入 复合增长率 ≥ 5%
        上年度.研发费用 / 上年度.营业收入 ≥ 3%
        上年末.从业人员 在 10人 至 300人 之间
        研发机构级别 ≥ 省级
        已获称号 包含 高新技术企业
        已获称号 包含任一 高新技术企业、科技型中小企业
        所属行业 属于 制造业
        注册地 属于 江苏省
        成立日期 距今 满 1年
        非 被列入经营异常名录
        （甲 或 乙） 且 丙
        比较用 ≥ ≤ > < = ≠；“以上”“不低于”是 ≥，“超过”是 >，“以下”“不超过”是 ≤，“不足”是 <。数字后写单位。
        年度的词前写 本年度. 上年度. 上上年度. 近N年.，年末的词前写 上年末. 上上年末. 近N年末.，当前的词前什么也不写。
        """
}
