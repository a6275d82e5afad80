// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var shareRoutes: [Route] {
        let path = "/policies/{number}/share"
        return [
            .page(path, "guides.share", .everyone) { .page(try await sharePage($0)) },
            .form(path, "guides.share.make", .guideShare) { visit, _ in
                .page(try await sharePage(visit))
            } act: { visit, submission in
                guard let who = visit.who, let id = submission.id else { throw SiteFault.forbidden }
                let entry = try await shared(visit)
                _ = try await ShareStore(database: database).share(
                    entry.policy, by: who, once: id.uuidString.lowercased())
                return .redirect(to: "/policies/\(entry.number)/share")
            },
            .page("/p/{code}", "guides.shared", .everyone) { try await openShared($0) },
        ]
    }

    private func shared(_ visit: Visit) async throws -> GuideEntry {
        guard let number = Int64(visit.parameter("number")),
            let entry = try await live.current().entry(number)
        else { throw PolicyFault.gone }
        return entry
    }

    /// The address and its QR code for everybody; for those who signed in a link that says who shared it.
    private func sharePage(_ visit: Visit) async throws -> GuidePage {
        let (entry, words) = (try await shared(visit), visit.words)
        var page = GuidePage(
            words("guides.share"), in: visit,
            below: [Link(entry.title, visit.link("/policies/\(entry.number)"))])
        page.lead = entry.title
        var address = visit.absoluteLink("/policies/\(entry.number)")
        if let who = visit.who {
            if let share = try await ShareStore(database: database).share(of: entry.policy, by: who.person) {
                address = visit.absoluteLink("/p/\(share.code)")
                page.notices = [Notice(words("guides.share.yours", ["name": who.name]), .good)]
                page.sections = [
                    GuideSection(
                        id: "opens", title: words("guides.share.opens"),
                        text: words.counted("guides.share.opened", Int(share.opens)))
                ]
            } else {
                page.notices = [Notice(words("guides.share.why"), .info)]
                page.form = Form(
                    to: "/policies/\(entry.number)/share", in: visit, fields: [],
                    button: words("guides.share.make"))
            }
        }
        page.code = address.flatMap { QRCode($0, label: words("guides.qr")) }
        return page
    }

    private func openShared(_ visit: Visit) async throws -> Reply {
        guard let share = try await ShareStore(database: database).share(coded: visit.parameter("code")),
            let entry = try await live.current().entry(share.policy)
        else { throw PolicyFault.gone }
        if visit.isRead { counter.open(share.code) }
        return try await policyReply(visit, sharedBy: share.name, number: entry.number)
    }
}
