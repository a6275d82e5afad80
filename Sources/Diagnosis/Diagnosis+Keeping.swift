// SPDX-License-Identifier: Apache-2.0
import Accounts
import HTTPTypes
import Site
import Store

extension Permission {
    /// Reads the kept reports of an enterprise with all facts in them, prints them and takes them as data.
    public static let reportsRead = Permission("reports.read")
    /// Sees the last report of an enterprise, with facts hidden by their sensitivity.
    public static let reportsCount = Permission("reports.count")
    /// Sees 我的报告 in the menu.
    public static let reportsOwn = Permission("reports.own")
    /// Makes reports, shares them by a link, and keeps facts that were answered in a self-test.
    public static let reportsMake = Permission("reports.make")
}

extension Diagnosis {
    /// Who is admitted to this room's permissions.
    public static let admissions: [Permission: Admission] = [
        .reportsRead: .members(.view),
        .reportsCount: .any([.members(.view), .roles([.official, .supervisor, .specialist])]),
        .reportsOwn: .members(.view),
        .reportsMake: .members(.apply),
    ]

    /// The tables of kept reports.
    public static var migrations: [Migration] { ReportSchema.migrations }

    /// The routes of kept reports; none on a site without a database.
    var keptRoutes: [Route] {
        guard let keeping else { return [] }
        let desk = ReportDesk(room: self, keeping: keeping)
        return listRoutes(desk) + oneRoutes(desk) + shareRoutes(desk) + answerRoutes(desk)
    }

    private func listRoutes(_ desk: ReportDesk) -> [Route] {
        [
            .page("/reports", "diagnosis.reports", .reportsRead) { try await desk.list($0) },
            .form("/reports", "diagnosis.reports.make", .reportsMake) { visit, submission in
                try await desk.list(visit, submission)
            } act: { visit, submission in
                try await desk.make(visit, submission)
            },
        ]
    }

    private func oneRoutes(_ desk: ReportDesk) -> [Route] {
        [
            .page("/reports/{id}", "diagnosis.kept", .reportsCount) { try await desk.show($0) },
            .page("/reports/{id}/pdf", "diagnosis.kept.pdf", .reportsRead) { try await desk.paper($0) }
                .limited(as: .costly),
            .data(
                .get, "/api/v1/reports/{id}", "diagnosis.kept.json", .reportsRead, endpoint: KeptReport.shown
            ) {
                try await desk.json($0)
            },
        ]
    }

    private func shareRoutes(_ desk: ReportDesk) -> [Route] {
        [
            .page("/reports/{id}/shares", "diagnosis.shares", .reportsMake) { try await desk.shares($0) },
            .form("/reports/{id}/shares", "diagnosis.share", .reportsMake) { visit, submission in
                try await desk.shares(visit, submission)
            } act: { visit, submission in
                try await desk.share(visit, submission)
            },
            .page("/shared/{token}", "diagnosis.shared", .everyone, isPersonal: true) {
                try await desk.open($0)
            },
            .page("/shared/{token}/pdf", "diagnosis.shared.pdf", .everyone, isPersonal: true) {
                try await desk.openPaper($0)
            }
            .limited(as: .costly),
        ]
    }

    private func answerRoutes(_ desk: ReportDesk) -> [Route] {
        [
            .page("/check/keep", "diagnosis.answers", .reportsMake) { try await desk.answers($0) },
            .form("/check/keep", "diagnosis.answers.keep", .reportsMake) { visit, submission in
                try await desk.answers(visit, packed: submission.text("s"))
            } act: { visit, submission in
                try await desk.keepAnswers(visit, submission)
            },
        ]
    }
}
