// SPDX-License-Identifier: Apache-2.0
import Policies
import Rules
import Site

/// The rule of one item as an editor goes through it: clause by clause, each with its official words.
struct RuleSheet: Sendable {
    /// The item's key.
    let item: String
    let file: SourceFile
    let rule: Rule?
    /// All that is wrong or odd in it, by place.
    let faults: [RuleFault]
    let clauses: [RuleClause]

    /// Reads the rule of an item; costs about a millisecond.
    init(_ item: PolicyItem, of policy: Int64, library: Library) {
        self.item = item.key
        let code = PolicyRules.code(of: policy, item: item.key)
        file = SourceFile(
            path: "policies/rules/\(code).yaml", text: PolicyRules.coded(item.rule, as: code))
        let (rules, faults) = item.rule.isEmpty ? ([], []) : library.reading([file])
        rule = rules.first
        self.faults = faults
        var clauses: [RuleClause] = []
        if let rule, let condition = rule.condition {
            RuleClause.collect(condition, cites: [], group: nil, of: rule, into: &clauses)
        }
        self.clauses = clauses
    }

    /// Whether a fault keeps the rule from being used.
    var isBroken: Bool { faults.contains { !$0.isWarning } }

    /// What contradicts itself, or can never be met.
    var contradictions: [RuleFault] {
        faults.filter { fault in
            guard case .unreachableClause(let why) = fault.problem else { return false }
            switch why {
            case .contradicts, .neverMet: return true
            default: return false
            }
        }
    }

    /// How sums are worked out, as the rule writes it: `算: 20万元`.
    var sums: [String] {
        let lines = file.text.split(separator: "\n")
        guard rule?.amount != nil, let start = lines.firstIndex(where: { $0.hasPrefix("金额:") }) else {
            return []
        }
        return lines[start...].compactMap { line in
            let content = line.drop { $0 == " " || $0 == "-" }
            guard ["算:", "封顶:", "保底:"].contains(where: { content.hasPrefix($0) }) else { return nil }
            return String(content.filter { $0 != "\"" })
        }
    }

    /// A fault with its place, the line, and what may have been meant.
    func drawn(_ fault: RuleFault, in visit: Visit) -> String {
        let (line, column) = (String(fault.place.line), String(fault.place.column))
        return FaultDrawing(files: [file]).text(fault, english: visit.isEnglish).replacing(
            "\(fault.place.file):\(line):\(column):",
            with: visit.words("drafts.rule.place", ["line": line, "column": column]), maxReplacements: 1)
    }
}

/// One clause without others inside: a line, or a question for a person.
struct RuleClause: Hashable, Sendable {
    /// Counted from 1 in the order of the rule.
    let number: Int
    /// The line or the question.
    let text: String
    let isJudgement: Bool
    /// Numbers (号) of the official words.
    let cites: [String]
    /// The official words; empty where it cites none.
    let words: String
    /// The group that it stands in, as the rule says it: 满足其一; nil for what must hold in any case.
    let group: String?
    let place: Place

    static func collect(
        _ clause: Clause, cites above: [String], group: String?, of rule: Rule, into found: inout [RuleClause]
    ) {
        let cites = clause.cites.isEmpty ? above : clause.cites
        let inner: [Clause]
        var name = group
        switch clause.condition {
        case .all(let clauses): inner = clauses
        case .any(let clauses), .none(let clauses), .atLeast(_, let clauses, _):
            inner = clauses
            name = clause.text
        default:
            let words = rule.texts.filter { cites.contains($0.number) }.map(\.text)
            var isJudgement = false
            if case .judgement = clause.condition { isJudgement = true }
            found.append(
                RuleClause(
                    number: found.count + 1, text: clause.text, isJudgement: isJudgement, cites: cites,
                    words: words.joined(separator: "\n"), group: group, place: clause.place))
            return
        }
        for one in inner { collect(one, cites: cites, group: name, of: rule, into: &found) }
    }
}
