// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Store

extension Diagnosis {
    /// What this room contributes to an enterprise's file and to the desk of its members.
    public var blocks: [Block] {
        guard let keeping else { return [] }
        let desk = ReportDesk(room: self, keeping: keeping)
        return [
            Block(at: .enterpriseFile, "diagnosis.file", order: 200, .reportsCount) { visit, subject in
                guard let id = EnterpriseID(subject) else { return nil }
                return try await desk.panel(visit, id)
            },
            Block(at: .desk, "diagnosis.desk", order: 200, .reportsRead) { visit, _ in
                guard let id = visit.who?.enterprise else { return nil }
                return try await desk.panel(visit, id)
            },
        ]
    }
}

extension ReportDesk {
    /// Rules that the panel names.
    private static let bestCount = 3

    /// The last report in numbers, with the three best rules; the way to the first one where there is none.
    func panel(_ visit: Visit, _ id: EnterpriseID) async throws -> Panel? {
        guard let enterprise = try await keeping.enterprises.reported(id),
            keeping.authorisation.allows(visit.who, .reportsCount, on: enterprise.subject)
        else { return nil }
        let words = visit.words
        let mayRead = keeping.authorisation.allows(visit.who, .reportsRead, on: enterprise.subject)
        let list = Link(words("diagnosis.reports"), visit.link("/reports", [("enterprise", id.text)]))
        guard let stored = try await keeping.store.last(of: id) else {
            return Panel(
                id: "reports", title: words("diagnosis.panel"),
                text: words(mayRead ? "diagnosis.panel.none" : "diagnosis.reports.emptyReader"),
                links: mayRead ? [list] : [])
        }
        let report = stored.report
        let best = report.best.prefix(ReportDesk.bestCount)
        let names = best.map { verdict in
            let rule = room.library.versions(of: verdict.rule).last
            return rule?.title(english: visit.isEnglish) ?? verdict.title
        }
        let counts = Report.Group.allCases.map { group in
            KeyValueList.Row(
                group.title(english: visit.isEnglish),
                words.counted("diagnosis.panel.rules", report.verdicts(in: group).count))
        }
        let bestRow = KeyValueList.Row(
            words("diagnosis.panel.best"), visit.list(names))
        return Panel(
            id: "reports", title: words("diagnosis.panel"),
            text: words("diagnosis.panel.asOf", ["day": visit.text(of: report.asOf)]),
            rows: KeyValueList(counts + (names.isEmpty ? [] : [bestRow])),
            links: [Link(words("diagnosis.panel.open"), visit.link("/reports/\(report.id)"))]
                + (mayRead ? [list] : []))
    }
}
