// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// A report as plain text for a terminal.
struct ReportText {
    let library: Library
    let english: Bool

    func report(_ enterprise: StatedEnterprise, _ report: Report, _ entries: [Report.Entry]) -> String {
        let name = enterprise.name.isEmpty ? (english ? "Enterprise" : "企业") : enterprise.name
        var lines = [
            "\(name)  \(english ? "as of" : "判断日") \(report.asOf.isoText)  \(report.purpose.rawValue)"
        ]
        for group in Report.Group.allCases {
            let inGroup = entries.filter { $0.group == group }
            if inGroup.isEmpty { continue }
            lines.append("\n【\(group.title(english: english))】")
            for entry in inGroup { lines += self.entry(entry) }
        }
        return lines.joined(separator: "\n")
    }

    func entry(_ entry: Report.Entry) -> [String] {
        let verdict = entry.verdict
        let rule = verdict.rule
        let title = english && !rule.titleEnglish.isEmpty ? rule.titleEnglish : rule.title
        var head = "◆ \(title)" + (rule.basis.number.isEmpty ? "" : "（\(rule.basis.number)）")
        if !verdict.clauses.isEmpty { head += " \(verdict.metCount)/\(verdict.clauses.count)" }
        if let score = verdict.score {
            head += english ? " score \(score.range.text)" : " 得分 \(score.range.text)"
        }
        if let classes = library.classNames(verdict) {
            head += "：\(classes.joined(separator: english ? " or " : "或"))"
        }
        if let amount = amount(verdict) { head += " \(amount)" }
        var lines = [head]
        for (index, judged) in verdict.clauses.enumerated() where judged.outcome != .met {
            lines += clause(judged, entry.advice[index])
        }
        return lines
    }

    private func clause(_ judged: ClauseJudgement, _ advice: Advice?) -> [String] {
        let wording = Wording(library, english: english)
        var lines = [
            "    \(mark(judged.outcome)) \(wording.text(judged.outcome)) \(wording.title(judged.clause))"
        ]
        lines += wording.lines(judged).map { "        \($0)" }
        if let advice {
            lines += advice.steps.map { "        → \(wording.text($0))" }
        }
        return lines
    }

    private func amount(_ verdict: Verdict) -> String? {
        verdict.amount.map { amount in
            let low = Money(yuan: amount.low)?.text ?? amount.low.decimalText(places: 2)
            guard let high = amount.high else { return english ? "at least \(low)" : "至少 \(low)" }
            let top = Money(yuan: high)?.text ?? high.decimalText(places: 2)
            return low == top ? low : "\(low)–\(top)"
        }
    }

    private func mark(_ outcome: Outcome) -> String {
        switch outcome {
        case .met: "✓"
        case .missed: "✗"
        case .unknown: "?"
        case .person: "☐"
        }
    }
}
