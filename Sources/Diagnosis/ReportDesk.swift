// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Paper
import Rules
import Site
import Standards
import Store

/// Where kept reports are made, read and printed.
struct ReportDesk: Sendable {
    let room: Diagnosis
    let keeping: ReportKeeping

    /// The enterprise that an id names, or else the one that the visitor acts for, if they may do this to it.
    func enterprise(
        _ visit: Visit, _ id: String?, _ permission: Permission
    ) async throws -> ReportedEnterprise {
        let named = id.flatMap { EnterpriseID($0) }
        if let id, !id.isEmpty, named == nil { throw SiteFault.notFound }
        guard let wanted = named ?? visit.who?.enterprise else { throw ReportFault.noEnterprise }
        guard let found = try await keeping.enterprises.reported(wanted) else { throw SiteFault.notFound }
        try keeping.authorisation.require(visit, permission, on: found.subject)
        return found
    }

    /// The report in the address, if the visitor may do this to its enterprise.
    func stored(_ visit: Visit, _ permission: Permission) async throws -> (StoredReport, ReportedEnterprise) {
        guard let id = ID<KeptReport>(visit.parameter("id")), let stored = try await keeping.store.report(id)
        else { throw SiteFault.notFound }
        return (stored, try await enterprise(visit, stored.report.enterprise.text, permission))
    }

    func list(_ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []) async throws
        -> Reply
    {
        let id = submission?.text("enterprise") ?? visit.query["enterprise"]
        let enterprise = try await enterprise(visit, id, .reportsRead)
        let before = visit.query["before"].flatMap { ID<KeptReport>($0) }
        let lines = try await keeping.store.list(of: enterprise.id, before: before)
        let page = ReportsPage(
            in: visit, enterprise: enterprise, lines: lines,
            mayMake: keeping.authorisation.allows(visit.who, .reportsMake, on: enterprise.subject),
            submission: submission, faults: faults)
        return faults.isEmpty ? .page(page) : .refused(page)
    }

    /// Judges the enterprise now by all rules in force for its region, and keeps the report.
    func make(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await enterprise(visit, submission.text("enterprise"), .reportsMake)
        guard let purpose = Purpose(key: submission.text("purpose")) else {
            let fault = FieldFault("purpose", visit.words("diagnosis.reports.choose"))
            return try await list(visit, submission, faults: [fault])
        }
        guard let person = visit.who else { throw SiteFault.forbidden }
        let ground = keeping.store.database.ground
        let now = ground.now()
        let facts = try await keeping.enterprises.facts(of: enterprise.id, knownAt: nil)
        let (library, day) = (room.library, visit.today)
        let report = await Work.done {
            library.keptReport(
                ground.id(), on: enterprise, facts, asOf: day, for: purpose, madeAt: now)
        }
        let key = submission.id?.uuidString ?? report.id.text
        let kept = try await keeping.store.keep(report, by: person, once: key)
        return .redirect(to: "/reports/\(kept)")
    }

    func show(_ visit: Visit) async throws -> Reply {
        let (stored, enterprise) = try await stored(visit, .reportsCount)
        guard keeping.authorisation.allows(visit.who, .reportsRead, on: enterprise.subject) else {
            let isOffice = keeping.authorisation.allows(
                visit.who, .enterpriseRead, on: enterprise.subject)
            let mask = ReportMask(above: isOffice ? [.open, .restricted] : [.open], room.library.vocabulary)
            return .page(KeptReportPage(in: visit, room: room, stored: stored, hiding: mask))
        }
        let before = try await before(stored.report)
        return .page(
            KeptReportPage(
                in: visit, room: room, stored: stored, before: before,
                mayShare: keeping.authorisation.allows(visit.who, .reportsMake, on: enterprise.subject)))
    }

    /// The report of the same enterprise and purpose that was made before.
    private func before(_ report: KeptReport) async throws -> KeptReport? {
        try await keeping.store.last(of: report.enterprise, for: report.purpose, before: report.id)?.report
    }

    /// The bytes as they were kept.
    func json(_ visit: Visit) async throws -> Reply {
        let (stored, _) = try await stored(visit, .reportsRead)
        return .bytes(Array(stored.json.utf8), type: "application/json")
    }

    func paper(_ visit: Visit) async throws -> Reply {
        let (stored, _) = try await stored(visit, .reportsRead)
        return try await print(
            stored, changes: try await before(stored.report),
            link: visit.absoluteLink("/reports/\(stored.report.id)"), visit)
    }

    /// The report as a PDF, made off the threads that serve requests.
    func print(
        _ stored: StoredReport, changes before: KeptReport?, link: String?, _ visit: Visit
    ) async throws -> Reply {
        let room = room
        let result: Result<[UInt8], PaperFault> = await Work.done {
            let changes = before.map { ReportChanges(from: $0, to: stored.report, room, visit) }
            let paper = ReportPaper(
                report: stored.report, madeBy: stored.madeBy, changes: changes, link: link, room: room,
                visit: visit)
            return Result { () throws(PaperFault) in try paper.printout.pdf() }
        }
        switch result {
        case .success(let bytes):
            let day = stored.report.asOf.isoText
            let name = "\(stored.report.name) \(visit.words("diagnosis.kept")) \(day).pdf"
            return .download(bytes, type: "application/pdf", name: name)
        case .failure(let fault): throw ReportFault.unprintable(fault)
        }
    }
}
