// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Policies
import Sheets
import Site
import Standards
import Store

extension Guides {
    var listRoutes: [Route] {
        [.page("/policies", "guides.list", .everyone) { try await listReply($0) }]
    }

    private static let pageSize = 20
    /// How many choices of a facet are shown as links.
    private static let shownChoices = 24

    /// How well policies fit the enterprise that the visitor acts for; nil for whoever acts for none, and
    /// while enterprises are still being loaded.
    func fits(_ visit: Visit) async throws -> [Int64: PolicyFit]? {
        guard let enterprise = visit.who?.enterprise else { return nil }
        do {
            return try await audience.fits(of: enterprise, on: visit.today)
        } catch AudienceFault.notLoaded {
            return nil
        }
    }

    private func listReply(_ visit: Visit) async throws -> Reply {
        let (asked, unread) = GuideQuery.read { visit.query[$0] }
        let fits = try await fits(visit)
        let catalogue = try await live.current()
        let query = asked.folded(by: catalogue.tags)
        let findings = catalogue.find(query, on: visit.today, fits: fits ?? [:])
        if let format = visit.query["as"] {
            guard let format = ListQuery.Format(rawValue: format) else {
                throw SiteFault.badRequest(field: "as")
            }
            return try listing.file(of: findings.entries, as: format, in: visit)
        }
        let reply = Reply.page(listPage(query, unread, findings, fits, visit))
        guard let tag = noteUse(query, catalogue.tags, visit) else { return reply }
        return reply.setting(
            cookie: Self.tagCookie, tag.id.text, maximumAgeSeconds: Self.tagCookieSeconds)
    }

    private func listPage(
        _ query: GuideQuery, _ unread: [String], _ findings: GuideFindings, _ fits: [Int64: PolicyFit]?,
        _ visit: Visit
    ) -> PolicyListPage {
        let words = visit.words
        let pages = (findings.count + Self.pageSize - 1) / Self.pageSize
        let page = min(max(1, visit.query["page"].flatMap { Int($0) } ?? 1), max(1, pages))
        let shown = findings.entries(from: (page - 1) * Self.pageSize, most: Self.pageSize)
        let chips = chips(query, visit)
        return PolicyListPage(
            title: words("guides.title"),
            breadcrumbs: Breadcrumbs(
                [Link(words("site.home"), visit.link("/"))], here: words("guides.title")),
            lead: words("guides.list.lead"), ways: listWays(visit), form: listForm(query, visit),
            notices: listNotices(query, unread, findings, fits, visit), chips: chips,
            hasChips: !chips.isEmpty,
            clear: chips.count > 1 ? Link(words("guides.clear"), visit.link("/policies")) : nil,
            count: words.counted("guides.found", findings.count), orders: orders(query, visit),
            cards: shown.map { card($0, fits?[$0.number], visit) },
            empty: (findings.count == 0) ? empty(query, visit) : nil,
            pager: Pager(page: page, of: pages, in: visit), facets: facets(query, findings, visit),
            exports: exports(query, visit))
    }

    private func listWays(_ visit: Visit) -> [Link] {
        ["today", "calendar", "zones", "statistics"].map {
            Link(visit.words("guides.\($0)"), visit.link("/policies/\($0)"))
        } + [Link(visit.words("guides.tags"), visit.link("/tags"))]
    }

    private func listForm(_ query: GuideQuery, _ visit: Visit) -> Form {
        let kept = query.pairs.filter { $0.0 != "q" }
        return Form.asking(
            "/policies", in: visit, hidden: kept,
            fields: [
                Field(
                    "q", visit.words("guides.q"), .text(query.typed, autocomplete: "off"),
                    hint: visit.words("guides.q.hint"), isOptional: true)
            ], button: visit.words("guides.search"))
    }

    private func listNotices(
        _ query: GuideQuery, _ unread: [String], _ findings: GuideFindings, _ fits: [Int64: PolicyFit]?,
        _ visit: Visit
    ) -> [Notice] {
        let words = visit.words
        var notices = unread.map { name in
            Notice(words("guides.unread", ["field": words("guides.facet.\(name)")]), .warning)
        }
        if let used = findings.usedInstead {
            notices.append(
                Notice(
                    words("guides.instead", ["typed": query.typed, "used": used]), .info,
                    text: findings.suggestions.count > 1
                        ? words(
                            "guides.meant", ["words": visit.joined(Array(findings.suggestions.dropFirst()))])
                        : nil,
                    link: Link(used, visit.linkHere(changing: [("q", used), ("page", nil)]))))
        }
        if !findings.parts.isEmpty {
            let shown = findings.parts.map { "“\($0)”" }
            notices.append(
                Notice(
                    words(
                        findings.isWhole ? "guides.parted" : "guides.parted.most",
                        ["typed": query.typed, "parts": visit.joined(shown)]), .info))
        }
        if visit.who?.enterprise != nil, fits == nil {
            notices.append(Notice(words("guides.fit.loading"), .info))
        }
        return notices
    }

    private func chips(_ query: GuideQuery, _ visit: Visit) -> [PolicyListPage.Chip] {
        var chips: [PolicyListPage.Chip] = []
        if !query.typed.isEmpty {
            chips.append(
                .init(
                    text: query.typed, href: visit.link("/policies", query.pairs.filter { $0.0 != "q" }),
                    unseen: visit.words("guides.remove")))
        }
        for facet in GuideFilter.Facet.allCases {
            guard let value = query.filter.value(of: facet) else { continue }
            chips.append(
                .init(
                    text: text(facet, value, visit),
                    href: visit.link("/policies", query.pairs(changing: facet, to: nil)),
                    unseen: visit.words("guides.remove")))
        }
        return chips
    }

    private func orders(_ query: GuideQuery, _ visit: Visit) -> [PolicyListPage.Order] {
        GuideQuery.Order.allCases.map { order in
            .init(
                text: visit.words("guides.order.\(order.rawValue)"),
                href: visit.linkHere(
                    changing: [("sort", order == .best ? nil : order.rawValue), ("page", nil)]),
                isCurrent: order == query.order)
        }
    }

    /// Facets with their choices, those of most policies first; days and levels in their own order.
    private func facets(
        _ query: GuideQuery, _ findings: GuideFindings, _ visit: Visit
    ) -> [PolicyListPage.FacetGroup] {
        GuideFilter.Facet.allCases.compactMap { facet in
            let chosen = query.filter.value(of: facet)
            var counts = findings.counts[facet] ?? [:]
            if let chosen, counts[chosen] == nil { counts[chosen] = 0 }
            guard !counts.isEmpty else { return nil }
            let all = sorted(counts, of: facet)
            let options = all.prefix(Self.shownChoices).map { value, count in
                PolicyListPage.FacetGroup.Option(
                    text: text(facet, value, visit),
                    language: facet == .theme || facet == .office ? visit.documentLanguage?.rawValue : nil,
                    count: String(count),
                    href: visit.link(
                        "/policies", query.pairs(changing: facet, to: value == chosen ? nil : value)),
                    isChosen: value == chosen)
            }
            return .init(
                title: visit.words("guides.facet.\(facet.rawValue)"),
                isOpen: facet == .status || chosen != nil, options: Array(options),
                more: all.count > Self.shownChoices ? menu(facet, all, query, visit) : nil)
        }
    }

    /// All choices of a facet by their names, with how many each leaves, for where there are many.
    private func menu(
        _ facet: GuideFilter.Facet, _ all: [(value: String, count: Int)], _ query: GuideQuery, _ visit: Visit
    ) -> Form {
        let sorted = all.sorted { $0.value < $1.value }
        let options = sorted.map { Field.Option($0.value, "\(text(facet, $0.value, visit)) (\($0.count))") }
        return Form.asking(
            "/policies", in: visit, hidden: query.pairs(changing: facet, to: nil),
            fields: [
                Field(
                    facet.rawValue,
                    visit.words("guides.facet.all", ["count": String(all.count)]),
                    .menu(
                        [Field.Option("", visit.words("guides.facet.any"))] + options,
                        chosen: query.filter.value(of: facet)),
                    isOptional: true)
            ], button: visit.words("guides.facet.choose")
        ).quiet
    }

    private func sorted(
        _ counts: [String: Int], of facet: GuideFilter.Facet
    ) -> [(value: String, count: Int)] {
        let fixed: [String]
        switch facet {
        case .status: fixed = Standing.allCases.map(\.rawValue)
        case .days: fixed = GuideFilter.daySteps.map(String.init)
        case .level: fixed = PolicyLevel.allCases.map(\.rawValue)
        default: return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        }
        return fixed.compactMap { value in counts[value].map { (value, $0) } }
    }

    private func empty(_ query: GuideQuery, _ visit: Visit) -> PolicyListPage.Empty {
        let words = visit.words
        var links: [Link] = []
        if query.filter != GuideFilter(), !query.typed.isEmpty {
            links.append(
                Link(words("guides.empty.wider"), visit.link("/policies", [("q", query.typed)])))
        }
        links += [
            Link(words("guides.empty.all"), visit.link("/policies")),
            Link(words("guides.today"), visit.link("/policies/today")),
        ]
        return .init(text: words("guides.empty"), links: links)
    }

    /// The way to be told of what this search will find; without a search, to how one is told.
    private func follow(_ query: GuideQuery, _ visit: Visit) -> Link {
        FollowedSearch(query).map {
            Link(visit.words("guides.follow"), visit.link("/policies/follow", $0.query.pairs))
        } ?? Link(visit.words("guides.subscribe"), visit.link("/subscriptions"))
    }

    private func exports(_ query: GuideQuery, _ visit: Visit) -> [Link] {
        let words = visit.words
        return [
            Link(words("guides.feed.atom"), visit.link("/policies/feed.atom", query.pairs)),
            Link(words("guides.feed.calendar"), visit.link("/policies/calendar.ics", query.pairs)),
            Link(words("guides.booklet"), visit.link("/policies/booklet", query.pairs)),
            Link(words("guides.csv"), visit.link("/policies", query.pairs + [("as", "csv")])),
            Link(words("guides.xlsx"), visit.link("/policies", query.pairs + [("as", "xlsx")])),
        ] + [follow(query, visit)]
    }

    private var listing: Listing<GuideEntry> {
        Listing(
            id: "policies", title: "guides.title", empty: "guides.empty", path: "/policies", sort: "title",
            columns: [
                .init("title", "guides.policy") { entry, _ in .init(entry.title) },
                .init("number", "guides.documentNumber") { entry, _ in .init(entry.documentNumber) },
                .init("office", "guides.facet.office") { entry, _ in
                    .init(entry.issuers.joined(separator: "、"))
                },
                .init("level", "guides.facet.level") { entry, visit in .init(visit.text(entry.level)) },
                .init("region", "guides.facet.region") { entry, visit in .init(visit.text(entry.region)) },
                .init("kind", "guides.facet.kind") { entry, visit in
                    .init(visit.joined(entry.kinds.map(visit.text)))
                },
                .init("status", "guides.facet.status") { entry, visit in
                    .init(visit.text(entry.standing(on: visit.today)))
                },
                .init("most", "guides.most") { entry, visit in
                    .init(entry.mostFen.map(visit.text(fen:)) ?? "")
                },
                .init("from", "guides.applyFrom") { entry, _ in .init(entry.applyFrom?.isoText ?? "") },
                .init("to", "guides.applyTo") { entry, _ in .init(entry.applyTo?.isoText ?? "") },
            ])
    }
}
