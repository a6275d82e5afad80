// SPDX-License-Identifier: Apache-2.0
import Standards

/// One example that did not come out as expected.
public struct ExampleFailure: Sendable {
    /// Title of the rule and of the example.
    public let rule: String
    public let example: String
    public let place: Place
    /// What differed: 结果, 未满足, 得分 … with both values.
    public let differences: [Difference]

    /// One part in which the verdict is not what the example expects.
    public struct Difference: Hashable, Sendable {
        public let part: Part
        public let expected: String
        public let found: String
    }

    /// What an example may expect.
    public enum Part: String, Hashable, Sendable {
        case outcome = "结果"
        case missed = "未满足"
        case score = "得分"
        case group = "分组得分"
        case classes = "类别"
        case amount = "金额"
    }
}

extension Library {
    /// Runs the examples that stand beside a rule. An example is judged by the version of that file, and is
    /// 不适用 when the version is not in force on its day for its purpose.
    public func runExamples(of rule: Rule) -> [ExampleFailure] {
        rule.examples.compactMap { example in
            let differences = differences(example, rule)
            if differences.isEmpty { return nil }
            return ExampleFailure(
                rule: rule.title, example: example.title, place: example.place, differences: differences)
        }
    }

    private func differences(_ example: Example, _ rule: Rule) -> [ExampleFailure.Difference] {
        let expected = example.expected
        let isInForce = rule.applicability.contains { $0.covers(example.asOf, for: example.purpose) }
        if expected.outcome == .notInForce || !isInForce {
            let found = isInForce ? "适用" : "不适用"
            let wanted = expected.outcome == .notInForce ? "不适用" : "适用"
            return found == wanted
                ? [] : [ExampleFailure.Difference(part: .outcome, expected: wanted, found: found)]
        }
        let verdict = judge(example.facts, by: rule, asOf: example.asOf, for: example.purpose)
        return ExampleComparison(verdict: verdict, library: self).differences(from: expected)
    }
}

/// Holds a verdict against what an example expects.
private struct ExampleComparison {
    let verdict: Verdict
    let library: Library

    func differences(from expected: Example.Expectation) -> [ExampleFailure.Difference] {
        var found: [ExampleFailure.Difference] = []
        func compare(_ part: ExampleFailure.Part, _ wanted: String?, _ actual: String) {
            guard let wanted, wanted != actual else { return }
            found.append(ExampleFailure.Difference(part: part, expected: wanted, found: actual))
        }
        if case .outcome(let outcome)? = expected.outcome {
            compare(.outcome, outcome.name, verdict.outcome.name)
        }
        compare(.missed, expected.missed.map { list(Set($0)) }, list(missedCites))
        compare(.score, expected.score?.text, verdict.score?.range.text ?? "无")
        for (name, points) in expected.groupScores.sorted(by: { $0.key < $1.key }) {
            let group = verdict.score?.groups.first { $0.group.name == name }
            compare(.group, "\(name) \(points.text)", "\(name) \(group?.range.text ?? "无")")
        }
        compare(.classes, expected.classes.map(names), verdict.classes.map { names($0.possible) } ?? "无")
        compare(.amount, expected.amount?.text, amountText)
        return found
    }

    /// Official numbers of the top clauses that are missed.
    private var missedCites: Set<String> {
        Set(verdict.clauses.filter { $0.outcome == .missed }.flatMap(\.clause.cites))
    }

    private func list(_ names: Set<String>) -> String {
        names.isEmpty ? "无" : names.sorted().joined(separator: "、")
    }

    private func names(_ options: Set<Int>) -> String {
        guard let word = verdict.rule.classification.map({ library.vocabulary[$0.result] }) else {
            return "无"
        }
        return options.sorted().map { word.options[$0] }.joined(separator: "、")
    }

    private var amountText: String {
        guard let amount = verdict.amount else { return "无" }
        guard let high = amount.high else { return "[\(amount.low.decimalText(places: 2)), 不定]" }
        return Scoring.Points(low: amount.low, high: high).text
    }
}

extension Scoring.Points {
    /// `62`, or `[60, 70]`.
    public var text: String {
        let ends = [low.decimalText(places: 4), high.decimalText(places: 4)]
        return low == high ? ends[0] : "[\(ends[0]), \(ends[1])]"
    }
}
