// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards

/// Keeps the term of drafted rules with that of their policy: who prolongs a policy by a year means its
/// rules too, and a rule that has ended matches nobody.
struct RuleTerm {
    let before: PolicyContent
    let after: PolicyContent

    /// The rule with the days under 适用 that were the policy's before, as the policy has them now. Days that
    /// were different from the policy's were meant so and stay.
    func followed(_ rule: String) -> String {
        var lines = rule.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("适用:") || $0.hasPrefix("适用：") }) else {
            return rule
        }
        var place = start
        repeat {
            lines[place] = moved(lines[place])
            place += 1
        } while place < lines.count && lines[place].hasPrefix(" ")
        return lines.joined(separator: "\n")
    }

    private func moved(_ line: String) -> String {
        var line = line
        if let old = before.validFrom, let new = after.validFrom {
            line = line.replacing("自: \(old.isoText)", with: "自: \(new.isoText)")
        }
        switch (before.validTo, after.validTo) {
        case (let old?, let new?): return line.replacing("至: \(old.isoText)", with: "至: \(new.isoText)")
        case (let old?, nil): return line.replacing(", 至: \(old.isoText)", with: "")
        case (nil, let new?):
            // Written in braces and open at its end, as a drafted rule is.
            guard line.contains("自:"), !line.contains("至:"), let brace = line.lastIndex(of: "}") else {
                return line
            }
            return line[..<brace] + ", 至: \(new.isoText)" + line[brace...]
        case (nil, nil): return line
        }
    }
}
