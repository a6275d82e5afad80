// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Site
import Standards
import Store

extension Guides {
    var bookletRoutes: [Route] {
        [.page("/policies/booklet", "guides.booklet", .everyone) { try await bookletReply($0) }]
    }

    /// A booklet of at most so many policies; more would be a library.
    private static let mostChapters = 100

    private func bookletReply(_ visit: Visit) async throws -> Reply {
        let (booklet, id) = try await booklet(visit)
        switch visit.query["as"] {
        case nil: return .page(bookletPage(booklet, visit))
        case "pdf":
            let bytes = try booklet.pdf(author: visit.words("site.name"))
            return .download(bytes, type: "application/pdf", name: booklet.title + ".pdf")
        case "epub":
            return .download(
                booklet.epub(id: id), type: "application/epub+zip", name: booklet.title + ".epub")
        default: throw SiteFault.badRequest(field: "as")
        }
    }

    /// The booklet of a zone, or of a search.
    private func booklet(_ visit: Visit) async throws -> (Booklet, id: String) {
        let catalogue = try await live.current()
        let entries: [GuideEntry]
        let title: String
        let intro: String
        if let name = visit.query["zone"] {
            let zone = try await zone(named: name)
            entries = zone.entries(of: catalogue, on: visit)
            (title, intro) = (zone.title(visit), zone.intro(visit))
        } else {
            let query = try query(of: visit)
            entries = catalogue.find(query, on: visit.today).entries
            (title, intro) = (
                name(of: query, visit), visit.words("guides.booklet.made", ["day": visit.text(visit.today)])
            )
        }
        guard !entries.isEmpty else { throw GuideFault.bookletEmpty }
        guard entries.count <= Self.mostChapters else { throw GuideFault.bookletLong }
        let contents = try await contents(of: entries, on: visit.today)
        let booklet = Booklet(
            title: title, intro: intro, language: visit.isEnglish ? "en" : "zh-Hans",
            madeSeconds: visit.milliseconds / 1000,
            chapters: zip(entries, contents).map { chapter($0, $1, visit) })
        return (booklet, absolute("/policies/booklet", visit, pairs(visit)))
    }

    private func chapter(_ entry: GuideEntry, _ content: PolicyContent, _ visit: Visit) -> Booklet.Chapter {
        let words = visit.words
        var rows: [(term: String, value: String)] = []
        func add(_ word: String, _ value: String) {
            if !value.isEmpty { rows.append((words(word), value)) }
        }
        add("guides.facet.status", visit.text(entry.standing(on: visit.today)))
        add("guides.most", entry.mostFen.map(visit.text(fen:)) ?? "")
        add("guides.who", forWhom(entry, content, visit))
        add("guides.when", window(entry, visit))
        add("guides.how", visit.text(content.applying))
        for item in content.items {
            rows.append((item.name, item.support))
            add("guides.ask", [item.office, item.phone].filter { !$0.isEmpty }.joined(separator: " "))
        }
        add("guides.materials", visit.joined(content.materials))
        add("guides.documentNumber", entry.documentNumber)
        return Booklet.Chapter(
            title: entry.title, rows: rows, paragraphs: content.summary.isEmpty ? [] : [content.summary])
    }

    private func bookletPage(_ booklet: Booklet, _ visit: Visit) -> GuidePage {
        var page = GuidePage(booklet.title, in: visit)
        page.lead = booklet.intro
        page.sections = booklet.chapters.enumerated().map { number, chapter in
            GuideSection(
                // Two policies may have one title; their numbers tell them apart, also to a screen reader.
                id: "chapter-\(number + 1)", title: "\(number + 1)　\(chapter.title)",
                titleLanguage: visit.documentLanguage?.rawValue,
                rows: KeyValueList(chapter.rows.map { .init($0.term, $0.value) }), lines: chapter.paragraphs)
        }
        page.actions = [
            Link(
                visit.words("guides.booklet.pdf"),
                visit.link("/policies/booklet", pairs(visit) + [("as", "pdf")])),
            Link(
                visit.words("guides.booklet.epub"),
                visit.link("/policies/booklet", pairs(visit) + [("as", "epub")])),
        ]
        page.isPrinted = true
        return page
    }

    private func pairs(_ visit: Visit) -> [(String, String)] {
        visit.query.pairs.filter { $0.name == "zone" || GuideQuery.names.contains($0.name) }
            .map { ($0.name, $0.value) }
    }
}
