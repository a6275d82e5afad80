// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Store

/// What stands in the one-page file about consents and visits: the present state and the next step.
extension Enterprises {
    /// Lines that are shown; the page of each has them all.
    private static let summaryLines = 3

    /// Who may see the enterprise's data now; nil for whoever may not change that.
    func consentSummary(_ enterprise: Enterprise, _ visit: Visit) async throws -> Panel? {
        guard authorisation.allows(visit.who, .enterpriseConsent, on: enterprise.subject) else { return nil }
        let words = visit.words
        let now = visit.milliseconds
        let live = try await consentStore.consents(of: enterprise.id).filter { $0.isLive(at: now) }
        let rows = live.prefix(Self.summaryLines).map { consent in
            KeyValueList.Row(
                consent.recipientName, words("enterprises.purpose.\(consent.purpose.rawValue)"),
                note: words(
                    "enterprises.until", ["day": visit.text(moment: consent.validUntil)]))
        }
        return Panel(
            id: "consents", title: words("enterprises.consents"),
            text: live.isEmpty
                ? words("enterprises.summary.consents.none")
                : words.counted("enterprises.summary.consents", live.count),
            rows: rows.isEmpty ? nil : KeyValueList(Array(rows)),
            links: [
                Link(
                    words(live.isEmpty ? "enterprises.summary.give" : "enterprises.summary.change"),
                    visit.link(enterprise.path("/consents")))
            ])
    }

    /// The last visits, and the reader's own that is not finished.
    func visitSummary(_ enterprise: Enterprise, _ visit: Visit) async throws -> Panel {
        let words = visit.words
        let visits = try await visitStore.visits(to: enterprise.id, limit: Self.summaryLines)
        let rows = visits.map { found in
            KeyValueList.Row(
                visit.text(moment: found.begunAt), found.purpose,
                note: found.finishedAt == nil
                    ? "\(found.officialName) · \(words("enterprises.visit.open"))" : found.officialName)
        }
        var links = [Link(words("enterprises.visits"), visit.link(enterprise.path("/visits")))]
        if let own = visits.first(where: { $0.finishedAt == nil && $0.official == visit.who?.actor }) {
            let path = enterprise.path("/visits/\(own.id.text)")
            links.insert(Link(words("enterprises.visit.finish"), visit.link(path)), at: 0)
        }
        return Panel(
            id: "visits", title: words("enterprises.visits"),
            text: visits.isEmpty ? words("enterprises.visits.empty") : nil,
            rows: rows.isEmpty ? nil : KeyValueList(rows), links: links)
    }
}
