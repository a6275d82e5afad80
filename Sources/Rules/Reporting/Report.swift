// SPDX-License-Identifier: Apache-2.0
import Standards

/// What an enterprise is told: every rule in force, grouped by what to do next.
public struct Report: Sendable {
    public let asOf: Day
    public let purpose: Purpose
    public let entries: [Entry]
    /// What to ask next, by how many verdicts hang on it.
    public let questions: [NeededFact]

    /// One rule with its group and the way to meet what is missed.
    public struct Entry: Sendable {
        public let verdict: Verdict
        public let group: Group
        /// By position of the missed clause in the verdict.
        public let advice: [Int: Advice]

        public init(verdict: Verdict, group: Group, advice: [Int: Advice]) {
            self.verdict = verdict
            self.group = group
            self.advice = advice
        }
    }

    /// In the order in which a report shows them.
    public enum Group: String, Hashable, Sendable, Codable, CaseIterable {
        case eligible
        case near
        case incomplete
        case person
        case missed

        /// The heading of the group.
        public func title(english: Bool) -> String {
            switch self {
            case .eligible: english ? "You can apply" : "可以申请"
            case .near: english ? "Almost there" : "差一点"
            case .incomplete: english ? "More facts needed" : "待补充"
            case .person: english ? "A person must judge" : "需人工判断"
            case .missed: english ? "Not met" : "不符合"
            }
        }
    }

    /// The entries of a group.
    public func entries(in group: Group) -> [Entry] { entries.filter { $0.group == group } }
}

extension Library {
    /// Judges by every rule in force and sorts the verdicts: eligible first; a rule is "almost" met when at
    /// most two clauses are missed and together they ask for no more than doubling one figure or waiting a
    /// year.
    public func report(
        _ facts: Facts, asOf day: Day, for purpose: Purpose = .application,
        where isWanted: (Rule) -> Bool = { _ in true }
    ) -> Report {
        let verdicts = judge(facts, asOf: day, for: purpose, where: isWanted)
        let entries = verdicts.map { verdict in
            let advice = advice(for: verdict, facts: facts)
            return Report.Entry(verdict: verdict, group: group(of: verdict, advice), advice: advice)
        }
        return Report(
            asOf: day, purpose: purpose, entries: entries, questions: questions(for: verdicts, facts: facts))
    }

    func group(of verdict: Verdict, _ advice: [Int: Advice]) -> Report.Group {
        switch verdict.outcome {
        case .met: return .eligible
        case .unknown: return .incomplete
        case .person: return .person
        case .missed:
            let missed = verdict.clauses.indices.filter { verdict.clauses[$0].outcome == .missed }
            let efforts = missed.compactMap { advice[$0]?.effort }
            let isNear = missed.count <= 2 && efforts.count == missed.count && efforts.reduce(0, +) <= 1
            return isNear ? .near : .missed
        }
    }
}
