// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var statisticsRoutes: [Route] {
        [
            .page("/policies/statistics", "guides.statistics", .everyone) {
                .page(try await statisticsPage($0))
            },
            .page("/policies/yearly/{year}", "guides.yearly", .everyone) { .page(try await yearlyPage($0)) },
        ]
    }

    /// How many policies there are by province, level, kind and standing.
    private func statisticsPage(_ visit: Visit) async throws -> GuidePage {
        let words = visit.words
        let entries = try await live.current().live
        var page = GuidePage(words("guides.statistics"), in: visit)
        page.lead = words.counted("guides.statistics.lead", entries.count)
        page.sections = [
            chart("province", entries.map { [visit.text(Self.province(of: $0.region))] }, visit),
            chart("level", entries.map { [visit.text($0.level)] }, visit),
            chart("kind", entries.map { $0.kinds.map(visit.text) }, visit),
            crossed(entries, visit),
            chart("status", entries.map { [visit.text($0.standing(on: visit.today))] }, visit),
            chart("office", entries.map(\.issuers), visit),
        ]
        page.actions = [
            Link(
                words("guides.yearly.of", ["year": String(visit.today.year)]),
                visit.link("/policies/yearly/\(visit.today.year)"))
        ]
        return page
    }

    private static func province(of region: Region) -> Region {
        var here = region
        while here.level > .province, let parent = here.parent { here = parent }
        return here
    }

    /// Every province that has a policy by every kind. A policy of several kinds counts in each, and once in
    /// the sum of its row.
    private func crossed(_ entries: [GuideEntry], _ visit: Visit) -> GuideSection {
        var sums: [Region: Int] = [:]
        var counts: [Region: [PolicyKind: Int]] = [:]
        for entry in entries {
            let province = Self.province(of: entry.region)
            sums[province, default: 0] += 1
            for kind in Set(entry.kinds) { counts[province, default: [:]][kind, default: 0] += 1 }
        }
        let words = visit.words
        let rows = sums.keys.sorted().map { province in
            let cells = PolicyKind.allCases.map { DataTable.Cell(String(counts[province]?[$0] ?? 0)) }
            return DataTable.Row(
                .init(visit.text(province)), [.init(String(sums[province] ?? 0))] + cells)
        }
        let title = words("guides.statistics.crossed")
        return GuideSection(
            id: "crossed", title: title, text: words("guides.statistics.crossed.text"),
            table: DataTable(
                id: "province-kind", caption: title,
                columns: [.init(words("guides.facet.region")), .init(words("guides.statistics.count"))]
                    + PolicyKind.allCases.map { .init(visit.text($0)) },
                rows: rows, empty: words("guides.empty")))
    }

    /// Bars of the most frequent values, with their table: all of what there are few of, thirty offices.
    private func chart(_ name: String, _ values: [[String]], _ visit: Visit) -> GuideSection {
        var counts: [String: Int] = [:]
        for value in values.joined() { counts[value, default: 0] += 1 }
        let points = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(
            name == "office" ? 30 : 100
        )
        .map {
            Chart.Point($0.key, Double($0.value), text: String($0.value))
        }
        let title = visit.words("guides.statistics.\(name)")
        return GuideSection(
            id: name, title: title,
            chart: Chart(
                .bars, id: "chart-\(name)", title: title,
                description: visit.words("guides.statistics.\(name).text"), points: points,
                labelHead: title, valueHead: visit.words("guides.statistics.count"),
                empty: visit.words("guides.empty")))
    }

    /// The list of a year's policies 年度清单, by office.
    private func yearlyPage(_ visit: Visit) async throws -> GuidePage {
        guard let year = Int(visit.parameter("year")), (1949...2200).contains(year) else {
            throw SiteFault.notFound
        }
        let words = visit.words
        let entries = try await live.current().live.filter { $0.publishedOn?.year == year }
        var page = GuidePage(words("guides.yearly.of", ["year": String(year)]), in: visit)
        page.lead = words.counted("guides.found", entries.count)
        let sorted = entries.sorted {
            ($0.level.place, $0.region, $0.issuers.first ?? "", $0.number)
                < ($1.level.place, $1.region, $1.issuers.first ?? "", $1.number)
        }
        let rows = sorted.prefix(1_000).map { entry in
            DataTable.Row(
                .init(entry.title, in: visit.documentLanguage, href: visit.link("/policies/\(entry.number)")),
                [
                    .init(entry.documentNumber), .init(visit.joined(entry.issuers)),
                    .init(visit.text(entry.level)), .init(entry.publishedOn.map(visit.text) ?? ""),
                    .init(window(entry, visit)),
                ])
        }
        let heads = [
            "guides.policy", "guides.documentNumber", "guides.facet.office", "guides.facet.level",
            "guides.publishedOn", "guides.when",
        ]
        page.sections = [
            GuideSection(
                id: "list", title: words("guides.yearly"),
                table: DataTable(
                    id: "yearly", caption: page.title, columns: heads.map { .init(words($0)) },
                    rows: Array(rows), empty: words("guides.yearly.none")),
                links: [year - 1, year + 1].map {
                    Link(
                        words("guides.yearly.of", ["year": String($0)]), visit.link("/policies/yearly/\($0)"))
                })
        ]
        page.isPrinted = true
        return page
    }
}
