// SPDX-License-Identifier: Apache-2.0

/// One invented measure: official words beside the condition that says the same in our language.
struct ExampleMeasure: Decodable, Sendable {
    let name: String
    let support: String
    let conditions: [Requirement]
    var amount: [Sum]?
    /// In 万元; nil when the document does not say.
    var least: Int?
    /// In 万元; nil when the document does not say.
    var most: Int?
    let office: String
    let phone: String

    /// A sentence of the document, and what it asks for.
    struct Requirement: Decodable, Sendable {
        let text: String
        let name: String
        /// The condition in our language; nil where a person judges.
        var when: String?
        /// What the person is asked.
        var ask: String?
    }

    /// What is paid.
    struct Sum: Decodable, Sendable {
        let name: String
        let calc: String
        var cap: String?
        var when: String?
    }

    /// The rule file of the measure; each sentence is a clause.
    func rule(of policy: ExamplePolicy, year: Int, from day: String) -> String {
        var lines = [
            "规则: \(name)（示例）",
            "代码: example",
            "类别: 资助",
            "依据: {文件: \(policy.titled(year)), 文号: \(policy.numbered(year)), 发文: \(policy.issuers[0]), 可信: 全文}",
            "适用: [{用途: 新申请, 自: \(day)}]",
            "地域: \"\(policy.region)\"",
            "结论: 可以申请\(name)",
            "原文:",
        ]
        for (place, part) in conditions.enumerated() {
            lines.append("  - {号: \"\(place + 1)\", 文: \(part.text)}")
        }
        let last = conditions.count + 1
        lines.append("  - {号: \"\(last)\", 文: \(support)\(amount == nil ? ", 标: 裁量, 因: 金额由资金部门核定" : "")}")
        lines += ["条件:", "  全部:"]
        for (place, part) in conditions.enumerated() {
            lines.append("    - 据: \"\(place + 1)\"")
            lines.append("      名: \(part.name)")
            if let when = part.when { lines.append("      当: \(when)") }
            if let ask = part.ask { lines.append("      需人工判断: \(ask)") }
        }
        if let amount { lines += ["金额:", "  合并: 就高", "  项:"] + amount.map { $0.line(citing: last) } }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ExampleMeasure.Sum {
    fileprivate func line(citing article: Int) -> String {
        var parts = ["名: \(name)", "据: \"\(article)\""]
        if let when { parts.append("当: \(when)") }
        parts.append("算: \(calc)")
        if let cap { parts.append("封顶: \(cap)") }
        return "    - {" + parts.joined(separator: ", ") + "}"
    }
}
