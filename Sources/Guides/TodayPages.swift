// SPDX-License-Identifier: Apache-2.0
import Audience
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var todayRoutes: [Route] {
        [.page("/policies/today", "guides.today", .everyone) { .page(try await todayPage($0)) }]
    }

    /// 今日申报: what can be applied for now, what closes first on top; what begins within a month.
    private func todayPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let fits = try await fits(visit) ?? [:]
        let catalogue = try await live.current()
        var query = GuideQuery(order: .days)
        query.filter.region = visit.query["region"].flatMap { Region(code: $0) }
        query.filter.standing = .open
        let open = catalogue.find(query, on: visit.today, fits: fits).entries
        query.filter.standing = .coming
        let coming = catalogue.find(query, on: visit.today, fits: fits).entries
            .filter { $0.applyFrom.map { visit.today.days(until: $0) <= 31 } ?? false }
            .sorted { ($0.applyFrom ?? .latest) < ($1.applyFrom ?? .latest) }
        var page = GuidePage(words("guides.today"), in: visit)
        page.lead = words("guides.today.lead", ["day": visit.text(visit.today)])
        let soon = open.prefix { ($0.daysLeft(on: visit.today) ?? 0) <= 7 }
        page.sections = [
            section("soon", soon.prefix(60), empty: "guides.today.soon.none", fits, visit),
            section(
                "open", open.dropFirst(soon.count).prefix(60), empty: "guides.today.open.none", fits, visit),
            section("coming", coming.prefix(60), empty: "guides.today.coming.none", fits, visit),
        ]
        page.actions = [
            Link(words("guides.calendar"), visit.link("/policies/calendar")),
            Link(
                words("guides.feed.calendar"), visit.link("/policies/calendar.ics", [("status", "open")])),
        ]
        return page
    }

    private func section(
        _ name: String, _ entries: ArraySlice<GuideEntry>, empty: String, _ fits: [Int64: PolicyFit],
        _ visit: Visit
    ) -> GuideSection {
        GuideSection(
            id: name, title: visit.words("guides.today.\(name)"),
            text: entries.isEmpty ? visit.words(empty) : nil,
            cards: entries.map { card($0, fits[$0.number], visit) })
    }
}
