// SPDX-License-Identifier: Apache-2.0
import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A document that a source lists.
struct ListedDocument: Hashable, Sendable {
    let address: String
    let title: String
}

/// Reads what a source lists: a feed, or the links of a page.
enum SourceListing {
    /// The most documents that are taken from one listing.
    static let most = 500

    /// The documents of a listing, each address once, in its order.
    static func read(
        _ page: FetchedPage, as kind: WatchedSource.Kind, pattern: String
    ) throws(FetchFault) -> [ListedDocument] {
        let base = URL(string: page.address)
        let found: [(String, String)]
        switch kind {
        case .feed: found = try FeedParser.entries(of: page.bytes)
        case .list: found = PageLinks.links(in: try text(of: page.bytes))
        }
        var seen: Set<String> = []
        var documents: [ListedDocument] = []
        for (link, title) in found {
            guard
                let url = URL(string: link.trimmingCharacters(in: .whitespacesAndNewlines), relativeTo: base),
                WebAddress.isPlain(url.absoluteString)
            else { continue }
            let address = url.absoluteString.prefix { $0 != "#" }
            guard matches(pattern, String(address)), seen.insert(String(address)).inserted else { continue }
            documents.append(ListedDocument(address: String(address), title: String(title.prefix(300))))
            if documents.count == most { break }
        }
        guard !documents.isEmpty || kind == .feed else { throw .noLinks }
        return documents
    }

    /// Whether an address fits a pattern, in which `*` stands for anything; an empty one fits all.
    static func matches(_ pattern: String, _ address: String) -> Bool {
        pattern.isEmpty || Robots.matches(Array((pattern + "$").utf8), Array(address.utf8))
    }

    /// A page's text, in UTF-8 or as older Chinese sites write.
    static func text(of bytes: [UInt8]) throws(FetchFault) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // GB18030 in Foundation's numbering of encodings.
        guard let text = String(data: Data(bytes), encoding: String.Encoding(rawValue: 0x8000_0632)) else {
            throw .unreadable
        }
        return text
    }
}

/// The links of a web page: addresses and the words that are shown.
enum PageLinks {
    static func links(in html: String) -> [(String, String)] {
        var links: [(String, String)] = []
        let tags = html.ranges(of: /<[aA]\s/)
        for (index, tag) in tags.enumerated().prefix(5_000) {
            // A link ends where the next one begins, at the latest.
            let next = index + 1 < tags.count ? tags[index + 1].lowerBound : html.endIndex
            let part = html[tag.upperBound..<next]
            guard let end = part.firstIndex(of: ">"), let link = attribute("href", of: part[..<end]) else {
                continue
            }
            let rest = part[part.index(after: end)...]
            let inside =
                rest.range(of: "</a>", options: .caseInsensitive).map { rest[..<$0.lowerBound] } ?? ""
            let shown = plain(String(inside.prefix(2_000)))
            let title = attribute("title", of: part[..<end]).map(plain) ?? ""
            links.append((decoded(link), title.count > shown.count ? title : shown))
        }
        return links
    }

    private static func attribute(_ name: String, of tag: Substring) -> String? {
        guard let start = tag.range(of: name + "=", options: .caseInsensitive)?.upperBound,
            start < tag.endIndex
        else { return nil }
        let mark = tag[start]
        guard mark == "\"" || mark == "'" else {
            return String(tag[start...].prefix { !$0.isWhitespace })
        }
        return String(tag[tag.index(after: start)...].prefix { $0 != mark })
    }

    /// Without tags and with one space for many.
    private static func plain(_ html: String) -> String {
        decoded(html.replacing(/<[^>]*>/, with: " ")).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    private static func decoded(_ text: String) -> String {
        text.replacing("&nbsp;", with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}

/// Reads RSS 2.0 and Atom (RFC 4287). No feed may bring a document type, so there are no entities to expand.
final class FeedParser: NSObject, XMLParserDelegate {
    private var entries: [(String, String)] = []
    private var isFeed = false
    private var isInEntry = false
    private var link = ""
    private var title = ""
    private var text = ""
    private var depth = 0

    /// Links and titles in the feed's order.
    static func entries(of bytes: [UInt8]) throws(FetchFault) -> [(String, String)] {
        var text = try SourceListing.text(of: bytes)
        guard text.range(of: "<!DOCTYPE", options: .caseInsensitive) == nil,
            text.range(of: "<!ENTITY", options: .caseInsensitive) == nil
        else { throw .unsafeFeed }
        // The text is in UTF-8 by now, whatever its first line says.
        if text.hasPrefix("<?xml"), let end = text.range(of: "?>") {
            text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text[end.upperBound...]
        }
        let reader = FeedParser()
        let parser = XMLParser(stream: InputStream(data: Data(text.utf8)))
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        guard parser.parse(), reader.isFeed, reader.depth == 0 else { throw .notAFeed }
        return reader.entries
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        depth += 1
        if depth > 60 { parser.abortParsing() }
        text = ""
        switch name.lowercased() {
        case "rss", "feed", "rdf:rdf": isFeed = isFeed || depth == 1
        case "item", "entry": (isInEntry, link, title) = (true, "", "")
        case "link" where isInEntry && attributes["href"] != nil:
            let relation = attributes["rel"] ?? "alternate"
            if relation == "alternate" || link.isEmpty { link = attributes["href"] ?? "" }
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        depth -= 1
        guard isInEntry else { return }
        let plain = text.trimmingCharacters(in: .whitespacesAndNewlines)
        switch name.lowercased() {
        case "link" where !plain.isEmpty: link = plain
        case "title": title = plain
        case "item", "entry":
            isInEntry = false
            if !link.isEmpty { entries.append((link, title)) }
        default: break
        }
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        text += String(decoding: block, as: UTF8.self)
    }
}
