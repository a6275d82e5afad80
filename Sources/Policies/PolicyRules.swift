// SPDX-License-Identifier: Apache-2.0
import Rules

/// The rules of policies, read with the words of the packs in use.
public struct PolicyRules: Sendable {
    /// The rules in the order of items, with the item of each.
    public let rules: [(item: String, rule: Rule)]
    /// What is wrong in them; the file of each place is `policy-NUMBER-ITEM.yaml`.
    public let faults: [RuleFault]

    /// The code that the rule of an item bears: unique on the site, the same over all versions.
    public static func code(of policy: Int64, item: String) -> String { "policy-\(policy)-\(item)" }

    /// Reads and checks the rules of a policy's items. Costs about a millisecond a rule.
    public init(of content: PolicyContent, policy number: Int64, library: Library) {
        var rules: [(item: String, rule: Rule)] = []
        var faults: [RuleFault] = []
        for item in content.items where !item.rule.isEmpty {
            let code = Self.code(of: number, item: item.key)
            let file = SourceFile(
                path: "policies/rules/\(code).yaml", text: Self.coded(item.rule, as: code))
            let (read, found) = library.reading([file])
            rules += read.map { (item.key, $0) }
            faults += found
        }
        self.rules = rules
        self.faults = faults
    }

    /// The rule file with its 代码 line saying this code; added below the first line when there is none.
    public static func coded(_ text: String, as code: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let place = lines.firstIndex(where: { $0.hasPrefix("代码:") || $0.hasPrefix("代码：") }) {
            lines[place] = "代码: \(code)"
        } else {
            lines.insert("代码: \(code)", at: min(1, lines.count))
        }
        return lines.joined(separator: "\n")
    }
}
