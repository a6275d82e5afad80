// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var zoneRoutes: [Route] {
        [
            .page("/policies/zones", "guides.zones", .everyone) { .page(try await zonesPage($0)) },
            .page("/policies/zones/{name}", "guides.zone", .everyone) { .page(try await zonePage($0)) },
        ]
    }

    var zones: ZoneStore { ZoneStore(database: database) }

    func zone(named name: String) async throws -> GuideZone {
        guard let zone = try await zones.all().first(where: { $0.name == name }) else {
            throw GuideFault.zoneGone
        }
        return zone
    }

    private func zonesPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let catalogue = try await live.current()
        let all = try await zones.all()
        var page = GuidePage(words("guides.zones"), in: visit)
        page.lead = words(all.isEmpty ? "guides.zones.none" : "guides.zones.lead")
        page.sections = [
            GuideSection(
                id: "zones", title: words("guides.zones.all"),
                cards: all.map { zone in
                    Card(
                        title: zone.title(visit), href: visit.link("/policies/zones/\(zone.name)"),
                        meta: [words.counted("guides.found", zone.entries(of: catalogue, on: visit).count)],
                        text: zone.intro(visit))
                })
        ]
        page.actions = [
            Link(
                words("guides.yearly.of", ["year": String(visit.today.year)]),
                visit.link("/policies/yearly/\(visit.today.year)"))
        ]
        if authorisation.mayAllow(visit.who, .guideZones) {
            page.actions.append(Link(words("guides.zones.manage"), visit.link("/policies/zones/manage")))
        }
        return page
    }

    private func zonePage(_ visit: Visit) async throws -> GuidePage {
        let (zone, words) = (try await zone(named: visit.parameter("name")), visit.words)
        let fits = try await fits(visit) ?? [:]
        let entries = zone.entries(of: try await live.current(), on: visit)
        var page = GuidePage(
            zone.title(visit), in: visit,
            below: [Link(words("guides.zones"), visit.link("/policies/zones"))])
        page.lead = zone.intro(visit)
        page.sections = [
            GuideSection(
                id: "policies", title: words.counted("guides.found", entries.count),
                text: entries.isEmpty ? words("guides.empty") : nil,
                cards: entries.prefix(100).map { card($0, fits[$0.number], visit) })
        ]
        page.actions = [Link(words("guides.booklet"), visit.link("/policies/booklet", [("zone", zone.name)]))]
        if let search = zone.search {
            page.actions.append(Link(words("guides.zones.search"), visit.link("/policies", search.pairs)))
        }
        return page
    }
}

extension GuideZone {
    func title(_ visit: Visit) -> String { visit.isEnglish && !titleEnglish.isEmpty ? titleEnglish : title }
    func intro(_ visit: Visit) -> String { visit.isEnglish && !introEnglish.isEmpty ? introEnglish : intro }
}
