// SPDX-License-Identifier: Apache-2.0
import Standards

/// A verdict as it is kept and exchanged: stable JSON, complete enough to be recomputed to the byte.
///
/// Amounts are exact texts in the word's unit (`1500万元`), dates ISO, outcomes `met`, `missed`, `unknown`,
/// `person`.
public struct VerdictRecord: Codable, Hashable, Sendable {
    /// Raised when the same rule and facts may give other bytes.
    public static let format = 1

    public let format: Int
    public let rule: String
    public let title: String
    /// First day of the version judged by, and the SHA-256 of its file.
    public let version: String
    public let digest: String
    public let asOf: Day
    public let purpose: Purpose
    public let outcome: Outcome
    public let group: Report.Group
    public let metCount: Int
    public let clauseCount: Int
    public let clauses: [ClauseRecord]
    public let score: RangeRecord?
    public let groupScores: [String: RangeRecord]?
    public let classes: [String]?
    /// In yuan.
    public let amount: RangeRecord?
    /// Every stated fact that was looked at: what is needed to judge again.
    public let facts: [FactRecord]
    /// Official text that no program checked, as `号 标`.
    public let unchecked: [String]

    public struct ClauseRecord: Codable, Hashable, Sendable {
        public let cites: [String]
        public let title: String
        public let text: String
        public let outcome: Outcome
        public let exemption: ClauseJudgement.Exemption?
        /// What was compared, in words.
        public let findings: [String]
        /// Names of facts that are missing, with their years.
        public let missing: [String]
        /// The smallest change that would do, in words.
        public let advice: [String]
    }

    public struct FactRecord: Codable, Hashable, Sendable {
        public let name: String
        public let year: Int?
        public let value: String
        public let source: String?
        public let recorded: Day?
    }

    public struct RangeRecord: Codable, Hashable, Sendable {
        public let low: String
        /// Nil when nothing bounds it.
        public let high: String?
    }
}

extension Library {
    /// The record of an entry of a report.
    public func record(_ entry: Report.Entry) -> VerdictRecord {
        let verdict = entry.verdict
        let wording = Wording(self, english: false)
        return VerdictRecord(
            format: VerdictRecord.format, rule: verdict.rule.code, title: verdict.rule.title,
            version: verdict.rule.firstDay?.isoText ?? "", digest: verdict.rule.digest, asOf: verdict.asOf,
            purpose: verdict.purpose, outcome: verdict.outcome, group: entry.group,
            metCount: verdict.metCount,
            clauseCount: verdict.clauses.count,
            clauses: verdict.clauses.enumerated().map { record($1, entry.advice[$0], wording) },
            score: verdict.score.map { VerdictRecord.RangeRecord($0.range.low, $0.range.high) },
            groupScores: verdict.score.map(groupScores), classes: classNames(verdict),
            amount: verdict.amount.map { VerdictRecord.RangeRecord($0.low, $0.high) },
            facts: facts(of: verdict),
            unchecked: verdict.rule.texts.compactMap { text in
                text.omission.map { "\(text.number) \($0.mark.rawValue)" }
            })
    }

    private func record(
        _ judged: ClauseJudgement, _ advice: Advice?, _ wording: Wording
    ) -> VerdictRecord.ClauseRecord {
        VerdictRecord.ClauseRecord(
            cites: judged.clause.cites, title: judged.clause.title, text: judged.clause.text,
            outcome: judged.outcome, exemption: judged.exemption, findings: wording.lines(judged),
            missing: judged.outcome == .unknown ? judged.trace.missing.map { wording.name($0) } : [],
            advice: advice?.steps.map { wording.text($0) } ?? [])
    }

    private func groupScores(_ score: ScoreJudgement) -> [String: VerdictRecord.RangeRecord] {
        Dictionary(
            score.groups.map { ($0.group.name, VerdictRecord.RangeRecord($0.range.low, $0.range.high)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Names of the classes that remain possible, from low to high.
    public func classNames(_ verdict: Verdict) -> [String]? {
        guard let classes = verdict.classes, let word = verdict.rule.classification?.result else {
            return nil
        }
        return classes.possible.sorted().map { vocabulary[word].options[$0] }
    }

    private func facts(of verdict: Verdict) -> [VerdictRecord.FactRecord] {
        var used: [Facts.Key: UsedFact] = [:]
        for fact in verdict.used where !fact.isDerived { used[fact.key] = fact }
        let ordered = used.keys.sorted { ($0.word, $0.year) < ($1.word, $1.year) }
        return ordered.compactMap { key in
            used[key].map { fact in
                VerdictRecord.FactRecord(
                    name: vocabulary[key.word].name, year: key.year == 0 ? nil : key.year,
                    value: vocabulary[key.word].storedText(of: fact.value),
                    source: fact.source.isEmpty ? nil : fact.source, recorded: fact.recorded)
            }
        }
    }
}

extension Verdict {
    /// Every fact that anything in it looked at.
    public var used: [UsedFact] {
        clauses.flatMap(\.trace.used) + (score?.groups.flatMap(\.indicators).flatMap(\.trace.used) ?? [])
            + (classes?.trace.used ?? []) + (amount?.items.flatMap(\.trace.used) ?? [])
    }
}

extension VerdictRecord.RangeRecord {
    init(_ low: Rational, _ high: Rational?) {
        self.init(low: low.decimalText(places: 6), high: high?.decimalText(places: 6))
    }
}
