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

    /// How many of a part are shown at once.
    private static let partSize = 60

    /// 今日申报: what can be applied for now, what closes first on top; what begins within a month.
    private func todayPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let fits = try await fits(visit)
        let catalogue = try await live.current()
        let (filter, unread) = WindowFilter.read(visit)
        func find(_ standing: Standing) -> [GuideEntry] {
            var query = filter.query
            query.filter.standing = standing
            return catalogue.find(query, on: visit.today, fits: fits ?? [:]).entries
                .filter { filter.keeps($0, fits ?? [:]) }
        }
        let open = find(.open)
        let coming = find(.coming)
            .filter { $0.applyFrom.map { visit.today.days(until: $0) <= 31 } ?? false }
            .sorted { ($0.applyFrom ?? .latest) < ($1.applyFrom ?? .latest) }
        var page = GuidePage(words("guides.today"), in: visit)
        page.lead = words("guides.today.lead", ["day": visit.text(visit.today)])
        page.notices = windowNotices(filter, unread, fits, visit)
        page.form = windowForm("/policies/today", filter, catalogue, visit)
        let soon = Array(open.prefix { ($0.daysLeft(on: visit.today) ?? 0) <= 7 })
        let parts = [("soon", soon), ("open", Array(open.dropFirst(soon.count))), ("coming", coming)]
        let chosen = parts.filter { $0.0 == visit.query["part"] }
        page.sections = (chosen.isEmpty ? parts : chosen).map { name, entries in
            section(name, entries, isAlone: !chosen.isEmpty, filter, fits ?? [:], visit)
        }
        if !chosen.isEmpty {
            page.actions.append(
                Link(words("guides.today.whole"), visit.link("/policies/today", filter.pairs)))
        }
        page.actions += [
            Link(words("guides.calendar"), visit.link("/policies/calendar", filter.pairs)),
            Link(
                words("guides.feed.calendar"),
                visit.link(
                    "/policies/calendar.ics",
                    filter.query.pairs.filter { $0.0 != "sort" } + [("status", "open")])),
        ]
        return page
    }

    /// One part with how many there are; by itself it is paged, with the others it leads to the rest.
    private func section(
        _ name: String, _ entries: [GuideEntry], isAlone: Bool, _ filter: WindowFilter,
        _ fits: [Int64: PolicyFit], _ visit: Visit
    ) -> GuideSection {
        let (words, path, pairs) = (visit.words, "/policies/today", filter.pairs + [("part", name)])
        var shown = entries.prefix(Self.partSize)
        var links: [Link] = []
        if isAlone {
            (shown, links) = paged(entries, most: Self.partSize, path, pairs, visit)
        } else if entries.count > Self.partSize {
            links = [Link(words.counted("guides.today.all", entries.count), visit.link(path, pairs))]
        }
        return GuideSection(
            id: name, title: words("guides.today.\(name)"),
            text: entries.isEmpty
                ? words("guides.today.\(name).none") : words.counted("guides.found", entries.count),
            cards: shown.map { card($0, fits[$0.number], visit) }, links: links)
    }
}
