// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    /// What the visitor should see first, and why it is that: calls that fit the enterprise, what is like
    /// what was read before, else what closes first.
    func homePanel(_ visit: Visit) async throws -> Panel? {
        let words = visit.words
        let catalogue = try await live.current()
        guard catalogue.count > 0 else { return nil }
        let fits = try await fits(visit)
        var query = GuideQuery(order: .days)
        query.filter.standing = .open
        let open = catalogue.find(query, on: visit.today).entries
        let fitting = open.filter { entry in
            guard let group = fits?[entry.number]?.group else { return false }
            return group == .eligible || group == .near
        }
        let read = recent(visit).compactMap { catalogue.entry($0) }
        let themes = Set(read.flatMap(\.ownThemes))
        let alike = open.filter { entry in
            !themes.isDisjoint(with: entry.themes) && !read.contains { $0.number == entry.number }
        }
        let shown: [GuideEntry]
        let reason: String
        if !fitting.isEmpty {
            (shown, reason) = (fitting, words("guides.home.fits"))
        } else if !alike.isEmpty {
            let names = themes.sorted().filter { theme in alike.contains { $0.themes.contains(theme) } }
            (shown, reason) = (alike, words("guides.home.alike", ["themes": visit.joined(names)]))
        } else {
            (shown, reason) = (
                open, words(visit.who?.enterprise == nil ? "guides.home.soon" : "guides.home.none")
            )
        }
        return Panel(
            id: "policies", title: words("guides.home"), text: reason,
            cards: shown.prefix(3).map { card($0, fits?[$0.number], visit) },
            links: [
                Link(words("guides.today"), visit.link("/policies/today")),
                Link(words("guides.calendar"), visit.link("/policies/calendar")),
                Link(words("guides.empty.all"), visit.link("/policies")),
            ]
                + read.prefix(3).map {
                    Link(words("guides.home.read", ["title": $0.title]), visit.link("/policies/\($0.number)"))
                })
    }
}
