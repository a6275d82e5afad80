// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Standards
import Store

/// A report on stored facts as it was made on a day: every verdict with the version that it was judged by and
/// the facts used. Never changed, and recomputed to the byte.
public struct KeptReport: Codable, Hashable, Sendable {
    /// Raised when the same verdicts may give other bytes.
    public static let format = 1

    /// The format of these bytes.
    public let format: Int
    /// Its id.
    public let id: ID<KeptReport>
    /// Whom it is about.
    public let enterprise: EnterpriseID
    /// The registered name on that day.
    public let name: String
    /// The unified social credit code.
    public let creditCode: String
    /// The code of the region in which it was registered.
    public let region: String
    /// The day that everything was judged as of.
    public let asOf: Day
    /// What for: a new application or a review.
    public let purpose: Purpose
    /// When it was made, in milliseconds since 1970; facts recorded later are not in it.
    public let madeAt: Int64
    /// One verdict a rule, in the order in which the report shows them.
    public let verdicts: [VerdictRecord]

    /// The bytes that are kept and handed out: keys sorted, so that equal reports are equal bytes.
    ///
    /// - Throws: `EncodingError`, which no report gives.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads what `json()` wrote.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(json: String) throws {
        self = try JSONDecoder().decode(KeptReport.self, from: Data(json.utf8))
    }

    /// The same report judged again from the facts in it; equal values mean equal bytes.
    ///
    /// - Throws: `RecomputeFault` when the library no longer has a version, or the format is another.
    public func recomputed(by library: Library) throws(RecomputeFault) -> KeptReport {
        guard format == KeptReport.format else { throw .otherFormat(format) }
        var again: [VerdictRecord] = []
        for verdict in verdicts { again.append(try library.recompute(verdict)) }
        return with(again)
    }

    private func with(_ verdicts: [VerdictRecord]) -> KeptReport {
        KeptReport(
            format: format, id: id, enterprise: enterprise, name: name, creditCode: creditCode,
            region: region,
            asOf: asOf, purpose: purpose, madeAt: madeAt, verdicts: verdicts)
    }

    init(
        format: Int = KeptReport.format, id: ID<KeptReport>, enterprise: EnterpriseID, name: String,
        creditCode: String, region: String, asOf: Day, purpose: Purpose, madeAt: Int64,
        verdicts: [VerdictRecord]
    ) {
        self.format = format
        self.id = id
        self.enterprise = enterprise
        self.name = name
        self.creditCode = creditCode
        self.region = region
        self.asOf = asOf
        self.purpose = purpose
        self.madeAt = madeAt
        self.verdicts = verdicts
    }
}

extension KeptReport {
    /// Verdicts of a group; rules that only classify stand in the summary, not among what can be applied for.
    func verdicts(in group: Report.Group) -> [VerdictRecord] {
        verdicts.filter { $0.group == group && $0.classes == nil }
    }

    /// What is nearest to being had: what can be applied for, then what is almost met, by their degree.
    var best: [VerdictRecord] {
        [Report.Group.eligible, .near].flatMap { group in
            verdicts(in: group).sorted { $0.missedShare < $1.missedShare }
        }
    }
}

extension VerdictRecord {
    fileprivate var missedShare: Double {
        clauseCount == 0 ? 0 : Double(clauseCount - metCount) / Double(clauseCount)
    }
}

extension Library {
    /// Judges an enterprise by every rule about enterprises that is in force in its region.
    func keptReport(
        _ id: ID<KeptReport>, on enterprise: ReportedEnterprise, _ facts: Facts, asOf day: Day,
        for purpose: Purpose, madeAt: Int64
    ) -> KeptReport {
        var facts = facts
        if let word = vocabulary.regionWord, facts[Facts.Key(word: word.id)] == nil {
            facts.set(
                Facts.Report(value: .region(enterprise.region), source: KeptReport.registerSource),
                for: Facts.Key(word: word.id))
        }
        let report = report(facts, asOf: day, for: purpose) { !$0.isAboutContract }
        return KeptReport(
            id: id, enterprise: enterprise.id, name: enterprise.name, creditCode: enterprise.creditCode,
            region: enterprise.region.code, asOf: day, purpose: purpose, madeAt: madeAt,
            verdicts: report.entries.map { record($0) })
    }
}

extension KeptReport {
    /// Who states the place when no fact does.
    static let registerSource = "企业库"
}
