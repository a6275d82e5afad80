// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Policies
import Site
import Standards

/// What 今日申报 and the calendar are narrowed to: a place, an industry, what may fit the visitor's enterprise.
struct WindowFilter {
    var region: Region?
    /// A section of GB/T 4754.
    var section: String?
    /// Leaves out only what is known not to fit: what is unknown may fit.
    var isFitting = false

    /// As the address says; `unread` are the names of what makes no sense.
    static func read(_ visit: Visit) -> (filter: WindowFilter, unread: [String]) {
        let (query, unread) = GuideQuery.read { ["region", "industry"].contains($0) ? visit.query[$0] : nil }
        return (
            WindowFilter(
                region: query.filter.region, section: query.filter.section,
                isFitting: visit.query["fit"] == "1" && visit.who?.enterprise != nil), unread
        )
    }

    /// As it stands in addresses.
    var pairs: [(String, String)] {
        [("region", region?.code), ("industry", section), ("fit", isFitting ? "1" : nil)]
            .compactMap { name, value in value.map { (name, $0) } }
    }

    /// A search that is narrowed in the same way, but for the fit.
    var query: GuideQuery {
        var query = GuideQuery(order: .days)
        query.filter.region = region
        query.filter.section = section
        return query
    }

    /// Whether a policy may be shown.
    func keeps(_ entry: GuideEntry, _ fits: [Int64: PolicyFit]) -> Bool {
        !isFitting || fits[entry.number]?.group != .missed
    }
}

extension Guides {
    /// The form that narrows such a page; `hidden` is what stays as it is.
    func windowForm(
        _ path: String, _ filter: WindowFilter, _ catalogue: Catalogue, hidden: [(String, String)] = [],
        _ visit: Visit
    ) -> Form {
        let words = visit.words
        let any = Field.Option("", words("guides.facet.any"))
        var places = Set(catalogue.regions)
        if let region = filter.region { places.insert(region) }
        let regions = places.sorted().map { Field.Option($0.code, visit.text($0)) }
        let sections = (UInt8(ascii: "A")...UInt8(ascii: "T")).map { letter in
            let code = String(UnicodeScalar(letter))
            return Field.Option(code, visit.text(section: code))
        }
        var fields = [
            Field(
                "region", words("guides.facet.region"),
                .menu([any] + regions, chosen: filter.region?.code), isOptional: true),
            Field(
                "industry", words("guides.facet.industry"),
                .menu([any] + sections, chosen: filter.section), isOptional: true),
        ]
        if visit.who?.enterprise != nil {
            fields.append(
                Field(
                    "fit", words("guides.fitting"),
                    .menu(
                        [any, Field.Option("1", words("guides.fitting.mine"))],
                        chosen: filter.isFitting ? "1" : nil), isOptional: true))
        }
        return Form.asking(
            path, in: visit, hidden: hidden, fields: fields, button: words("guides.facet.choose"))
    }

    /// That something in the address makes no sense, or that fits are not known yet.
    func windowNotices(
        _ filter: WindowFilter, _ unread: [String], _ fits: [Int64: PolicyFit]?, _ visit: Visit
    ) -> [Notice] {
        var notices = unread.map { name in
            Notice(
                visit.words("guides.unread", ["field": visit.words("guides.facet.\(name)")]), .warning)
        }
        if filter.isFitting, fits == nil { notices.append(Notice(visit.words("guides.fit.loading"), .info)) }
        return notices
    }

    /// Some of many, so many a page, with the ways to the page before and behind.
    func paged<Line>(
        _ lines: [Line], most: Int, _ path: String, _ pairs: [(String, String)], _ visit: Visit
    ) -> (lines: ArraySlice<Line>, links: [Link]) {
        let last = max(1, (lines.count + most - 1) / most)
        let page = min(max(1, visit.query["page"].flatMap { Int($0) } ?? 1), last)
        func way(_ word: String, _ number: Int) -> [Link] {
            guard (1...last).contains(number) else { return [] }
            return [Link(visit.words(word), visit.link(path, pairs + [("page", String(number))]))]
        }
        return (
            lines.dropFirst((page - 1) * most).prefix(most),
            way("guides.page.previous", page - 1) + way("guides.page.next", page + 1)
        )
    }
}

extension Catalogue {
    /// Where policies hold, with the places above.
    var regions: Set<Region> {
        var regions: Set<Region> = []
        for (row, isLive) in zip(rows, isLive) where isLive {
            for region in sequence(first: row.region, next: \.parent) {
                guard regions.insert(region).inserted else { break }
            }
        }
        return regions
    }
}
