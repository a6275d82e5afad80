// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Site
import Store

extension Outreach {
    /// A feed of one's messages for programs that read feeds: under a secret address, as they cannot sign in.
    var feedRoutes: [Route] {
        [
            .page("/feeds/{token}", "outreach.feed", .everyone, isPersonal: true) { try await feed($0) },
            .page("/subscriptions/feed", "outreach.feed.address", .outreachOwn) {
                .page(try await feedPage($0))
            },
            .form("/subscriptions/feed", "outreach.feed.renew", .outreachOwn) { visit, _ in
                .page(try await feedPage(visit))
            } act: { visit, submission in
                try await wishes.renewFeed(
                    of: try visit.reader().person, once: visit.key(submission, "feed"))
                return .redirect(to: "/subscriptions/feed").saying(visit.words("outreach.feed.renewed"))
            },
        ]
    }

    private func feedPage(_ visit: Visit) async throws -> OutreachPage {
        let (who, words) = (try visit.reader(), visit.words)
        let wish = try await wishes.wish(of: who.person)
        let path = "/feeds/\(FeedLink(person: who.person, issue: wish.feedIssue).token(key))"
        var page = OutreachPage(
            words("outreach.feed"), in: visit,
            below: [Link(words("outreach.wishes"), visit.link("/subscriptions"))])
        page.lead = words("outreach.feed.lead")
        let address = settings.site.link(path) ?? visit.absoluteLink(path) ?? visit.link(path)
        page.rows = KeyValueList([.init(words("outreach.feed.address"), address)])
        page.form =
            Form(
                to: "/subscriptions/feed", in: visit, fields: [], button: words("outreach.feed.renew")
            ).quiet
        return page
    }

    private func feed(_ visit: Visit) async throws -> Reply {
        guard let link = FeedLink(visit.parameter("token"), key),
            try await wishes.wish(of: link.person).feedIssue == link.issue
        else { throw OutreachFault.brokenLink }
        let found = try await inbox.entries(of: link.person, before: nil, onlyUnread: false, limit: 50)
        let title = visit.words("outreach.feed.title")
        let entries = found.entries.map { entry in
            AtomEntry(
                id: "urn:uuid:\(entry.message.id.text)", title: visit.text(entry.message.title),
                content: visit.text(entry.message.text), moment: entry.message.createdAt,
                link: absolute(entry.message.path, visit))
        }
        let feed = AtomFeed(id: "urn:yumiao:feed:\(link.person.text)", title: title, entries: entries)
        let bytes = Array(feed.text(at: visit.milliseconds).utf8)
        return .bytes(bytes, type: "application/atom+xml; charset=utf-8")
    }
}

extension Outreach {
    /// A page of this site with scheme and host; nil where neither is known.
    private func absolute(_ path: String, _ visit: Visit) -> String? {
        settings.site.link(path) ?? visit.absoluteLink("/").map { $0.dropLast() + path }
    }
}

/// A feed (RFC 4287).
struct AtomFeed: Sendable {
    let id: String
    let title: String
    let entries: [AtomEntry]

    func text(at moment: Int64) -> String {
        let updated = entries.map(\.moment).max() ?? moment
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
            <id>\(Self.escaped(id))</id>
            <title>\(Self.escaped(title))</title>
            <author><name>\(Self.escaped(title))</name></author>
            <updated>\(Self.time(updated))</updated>
            \(entries.map(\.text).joined(separator: "\n"))
            </feed>

            """
    }

    static func time(_ moment: Int64) -> String {
        Date(timeIntervalSince1970: Double(moment / 1000)).ISO8601Format()
    }

    /// Without what XML does not bear (XML 1.0, 2.2).
    static func escaped(_ text: String) -> String {
        text.replacing(/[\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{FFFE}\u{FFFF}]/, with: "")
            .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

/// One message in a feed.
struct AtomEntry: Sendable {
    let id: String
    let title: String
    let content: String
    let moment: Int64
    let link: String?

    var text: String {
        let way = link.map { "<link rel=\"alternate\" href=\"\(AtomFeed.escaped($0))\"/>\n" } ?? ""
        return """
            <entry>
            <id>\(AtomFeed.escaped(id))</id>
            <title>\(AtomFeed.escaped(title))</title>
            \(way)<updated>\(AtomFeed.time(moment))</updated>
            <content type="text">\(AtomFeed.escaped(content))</content>
            </entry>
            """
    }
}
