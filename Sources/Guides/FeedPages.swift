// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var feedRoutes: [Route] {
        [
            .page("/policies/feed.atom", "guides.feed", .everyone) { try await feed($0) },
            .page("/policies/calendar.ics", "guides.calendar.file", .everyone) { try await calendarFile($0) },
            .page("/policies/{number}/calendar.ics", "guides.calendar.one", .everyone) { visit in
                let catalogue = try await live.current()
                guard let entry = Int64(visit.parameter("number")).flatMap({ catalogue.entry($0) }) else {
                    throw PolicyFault.gone
                }
                return calendar([entry], name: entry.title, visit)
            },
        ]
    }

    /// What a search finds, the latest first, as a feed of at most 100 entries.
    private func feed(_ visit: Visit) async throws -> Reply {
        var query = try query(of: visit)
        query.order = .newest
        let found = try await live.current().find(query, on: visit.today).entries
        let latest = found.sorted { ($0.releasedAt, $0.number) > ($1.releasedAt, $1.number) }.prefix(100)
        let entries = latest.map { entry in
            AtomFeed.Entry(
                id: "urn:uuid:\(entry.version.text)", title: entry.title,
                link: absolute("/policies/\(entry.number)", visit), author: entry.issuers.first ?? "—",
                summary: [visit.text(entry.standing(on: visit.today)), window(entry, visit), entry.summary]
                    .filter { !$0.isEmpty }.joined(separator: " "),
                updated: entry.releasedAt, categories: entry.themes)
        }
        let feed = AtomFeed(
            id: absolute("/policies/feed.atom", visit, query.pairs), title: name(of: query, visit),
            home: absolute("/policies", visit, query.pairs), entries: entries)
        return .bytes(Array(feed.text.utf8), type: "application/atom+xml; charset=utf-8")
    }

    private func calendarFile(_ visit: Visit) async throws -> Reply {
        let query = try query(of: visit)
        let found = try await live.current().find(query, on: visit.today).entries
        return calendar(found, name: name(of: query, visit), visit)
    }

    /// Days on which applications begin and close, of the last month and from now on; at most 500.
    func calendar(_ entries: [GuideEntry], name: String, _ visit: Visit) -> Reply {
        let first = visit.today.adding(days: -31)
        var events: [CalendarFile.Event] = []
        for entry in entries where entry.standing(on: visit.today) != .ended {
            for (day, word) in [
                (entry.applyFrom, "guides.event.begins"), (entry.applyTo, "guides.event.closes"),
            ] {
                guard let day, day >= first, events.count < 500 else { continue }
                events.append(
                    CalendarFile.Event(
                        id: "\(entry.policy.text)-\(word.hasSuffix("begins") ? "from" : "to")@yumiao",
                        stamp: entry.releasedAt, day: day,
                        title: visit.words(word, ["title": entry.title]),
                        text: [entry.issuers.joined(separator: "、"), entry.summary].filter { !$0.isEmpty }
                            .joined(separator: "\n"), link: absolute("/policies/\(entry.number)", visit)))
            }
        }
        let file = CalendarFile(name: name, events: events)
        return .bytes(Array(file.text.utf8), type: "text/calendar; charset=utf-8")
    }

    /// The search that an address asks for.
    ///
    /// - Throws: a 400 for what makes no sense: whoever subscribes must not get something else.
    func query(of visit: Visit) throws -> GuideQuery {
        let (query, unread) = GuideQuery.read { visit.query[$0] }
        if let name = unread.first { throw SiteFault.badRequest(field: name) }
        return query
    }

    /// A search in words.
    func name(of query: GuideQuery, _ visit: Visit) -> String {
        let parts =
            (query.typed.isEmpty ? [] : [query.typed])
            + GuideFilter.Facet.allCases.compactMap { facet in
                query.filter.value(of: facet).map { text(facet, $0, visit) }
            }
        let all = visit.words("guides.all")
        return parts.isEmpty ? all : all + visit.words("guides.colon") + visit.joined(parts)
    }

    func absolute(_ path: String, _ visit: Visit, _ pairs: [(String, String)] = []) -> String {
        visit.absoluteLink(path, pairs) ?? visit.link(path, pairs)
    }
}
