// SPDX-License-Identifier: Apache-2.0
import Rules
import Site

extension ReportCard {
    /// The card of a kept verdict whose version the packs no longer hold: its own words, in Chinese as kept.
    init(
        kept record: VerdictRecord, _ room: Diagnosis, _ visit: Visit, mask: ReportMask = .none
    ) {
        let masked = mask.covers(record) ? visit.words("diagnosis.masked") : nil
        let wording = room.wording(visit)
        id = "rule-\(record.rule)"
        title = record.title
        href = visit.link("/rules/\(record.rule)")
        group = record.group
        status = record.group.status(visit)
        degreeText = ReportCard.degreeText(record.metCount, of: record.clauseCount, visit)
        degree = degreeText.map { Status($0, record.metCount == record.clauseCount ? .good : .neutral) }
        meta = [Label(visit.words("diagnosis.kept.asKept"))]
        balance = nil
        conclusion = nil
        let open = record.clauses.filter { $0.outcome != .met }
        points = open.map { clause in
            Point(
                clause: clause.shownTitle, distance: masked == nil ? clause.advice.first : nil,
                detail: masked ?? clause.findings.first)
        }
        pointsTitle = points.isEmpty ? nil : visit.words("diagnosis.kept.open")
        action = nil
        let clauses = record.clauses.map { clause in
            Folded(
                clause.shownTitle, in: .chinese, outcome: clause.outcome,
                status: clause.outcome.status(wording),
                lines: masked.map { [$0] }
                    ?? clause.findings + clause.missing + clause.advice.map { "→ " + $0 })
        }
        details =
            clauses.isEmpty
            ? nil
            : Details(
                summary: visit.words.counted("diagnosis.details", clauses.count), clauses: clauses,
                scores: [],
                points: [], unchecked: nil, href: href)
    }
}
