// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What all rooms found for some words, by kind.
struct SearchPage: Page {
    let title: String
    let form: Form
    let summary: String?
    let hint: String?
    let groups: [Group]
    let ways: [Link]
    let breadcrumbs: Breadcrumbs?

    struct Group: Sendable {
        let id: String
        let heading: String
        let hits: [SearchHit]
    }

    /// Hits of one kind that are shown.
    static let limit = 20
    /// Characters that are looked for; more was pasted by mistake.
    static let longest = 100

    init(in visit: Visit) async throws {
        let words = visit.words
        let typed = (visit.query["q"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        let asked = String(typed.prefix(Self.longest))
        title = words("site.search")
        breadcrumbs = Breadcrumbs([Link(words("site.home"), visit.link("/"))], here: title)
        let field = Field("q", words("site.search.words"), .text(asked), hint: words("site.search.hint"))
        form = Form.asking("/search", in: visit, fields: [field], button: words("site.search"))
        groups = asked.isEmpty ? [] : try await Self.groups(asked, in: visit)
        let count = groups.reduce(0) { $0 + $1.hits.count }
        summary = asked.isEmpty ? nil : words.counted("site.search.found", count)
        let isNothing = !asked.isEmpty && count == 0
        hint = isNothing ? words("site.search.nothing", ["words": asked]) : nil
        ways = isNothing ? try await Self.ways(in: visit) : []
    }

    private static func groups(_ asked: String, in visit: Visit) async throws -> [Group] {
        var groups: [Group] = []
        for source in visit.parts.searches {
            guard try await visit.parts.gate.admits(visit, to: source.permission) else { continue }
            let hits = try await source.find(visit, asked, limit)
            guard !hits.isEmpty else { continue }
            groups.append(
                Group(
                    id: "found-\(groups.count + 1)", heading: visit.words(source.word),
                    hits: Array(hits.prefix(limit))))
        }
        return groups
    }

    /// Where to go on when nothing was found: the main menu.
    private static func ways(in visit: Visit) async throws -> [Link] {
        var links: [Link] = []
        for entry in visit.parts.navigation where entry.place == .header {
            guard try await visit.parts.gate.admits(visit, to: entry.permission) else { continue }
            links.append(Link(visit.words(entry.word), visit.link(entry.path)))
        }
        return links
    }
}
