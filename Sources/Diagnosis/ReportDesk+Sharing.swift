// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Site
import Store

/// Links by which a report is shared: made, listed, ended, opened.
extension ReportDesk {
    func shares(
        _ visit: Visit, _ submission: Submission? = nil, token: String? = nil, faults: [FieldFault] = []
    ) async throws -> Reply {
        let (stored, _) = try await stored(visit, .reportsMake)
        let page = SharesPage(
            in: visit, report: stored.report, shares: try await keeping.store.shares(of: stored.report.id),
            now: keeping.store.database.ground.now(), token: token, submission: submission, faults: faults)
        return faults.isEmpty ? .page(page) : .refused(page)
    }

    /// Makes a link, or ends one. The page with the new link answers at once and not after a redirect,
    /// because the link is kept nowhere.
    func share(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (stored, _) = try await stored(visit, .reportsMake)
        guard let person = visit.who else { throw SiteFault.forbidden }
        if let id = ID<ReportShare>(submission.text("end")) {
            try await keeping.store.end(id, of: stored.report, by: person)
            return .redirect(to: "/reports/\(stored.report.id)/shares")
        }
        guard let days = Int(submission.text("days")), ReportShare.days.contains(days) else {
            let fault = FieldFault("days", visit.words("diagnosis.share.choose"))
            return try await shares(visit, submission, faults: [fault])
        }
        let ground = keeping.store.database.ground
        let (id, token) = (ground.id(ReportShare.self), ReportShare.token(ground))
        let key = submission.id?.uuidString ?? id.text
        let made = try await keeping.store.share(
            stored.report, id, digest: ReportShare.digest(of: token), days: days, by: person, once: key)
        // A form that was sent twice made its link the first time.
        return try await shares(visit, token: made == id ? token : nil)
    }

    func open(_ visit: Visit) async throws -> Reply {
        let token = visit.parameter("token")
        let (share, stored) = try await opened(token, visit)
        let page = SharedReportPage(in: visit, room: room, stored: stored, share: share, token: token)
        return ReportDesk.unlisted(.page(page))
    }

    func openPaper(_ visit: Visit) async throws -> Reply {
        let (_, stored) = try await opened(visit.parameter("token"), visit)
        return ReportDesk.unlisted(try await print(stored, changes: nil, link: nil, visit))
    }

    private func opened(_ token: String, _ visit: Visit) async throws -> (ReportShare, StoredReport) {
        let opened = try await keeping.store.open(token: token, isCounted: visit.isOpenedByPerson)
        guard let (share, stored) = opened else {
            throw SiteFault.notFound
        }
        guard let stored else { throw ReportFault.shareEnded }
        return (share, stored)
    }

    /// What no search engine shall list and no other site shall learn the address of.
    static func unlisted(_ reply: Reply) -> Reply {
        var reply = reply
        for (name, value) in [
            ("X-Robots-Tag", "noindex, nofollow, noarchive"), ("Referrer-Policy", "no-referrer"),
        ] {
            if let name = HTTPField.Name(name) { reply.headers[name] = value }
        }
        return reply
    }
}
