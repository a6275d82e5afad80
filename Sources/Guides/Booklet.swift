// SPDX-License-Identifier: Apache-2.0
import Foundation
import Paper

/// Policies of a theme or a search as a booklet: for the screen, for paper, for readers of e-books.
struct Booklet: Sendable {
    let title: String
    let intro: String
    /// `zh-Hans` or `en`.
    let language: String
    let madeSeconds: Int64
    let chapters: [Chapter]

    struct Chapter: Sendable {
        let title: String
        let rows: [(term: String, value: String)]
        let paragraphs: [String]
    }

    /// Pages of A4. Takes tens of milliseconds.
    func pdf(author: String) throws -> [UInt8] {
        var printout = Printout(
            title: title, author: author, language: language == "en" ? .english : .chinese,
            createdSeconds: madeSeconds, header: title, footer: author)
        printout.parts = [.title(title, subtitle: intro)]
        for chapter in chapters {
            printout.parts.append(.heading(chapter.title))
            printout.parts.append(.rows(chapter.rows.map { Part.Row($0.term, $0.value) }))
            printout.parts += chapter.paragraphs.map { .paragraph($0) }
        }
        return try printout.pdf()
    }

    /// An e-book (EPUB 3.3).
    func epub(id: String) -> [UInt8] {
        var zip = StoredZip()
        zip.add("mimetype", Array("application/epub+zip".utf8))
        zip.add("META-INF/container.xml", Array(Self.container.utf8))
        zip.add("OEBPS/package.opf", Array(package(id).utf8))
        zip.add("OEBPS/nav.xhtml", Array(navigation.utf8))
        for (number, chapter) in chapters.enumerated() {
            zip.add("OEBPS/c\(number + 1).xhtml", Array(page(chapter).utf8))
        }
        return zip.bytes
    }

    private static let container = """
        <?xml version="1.0" encoding="UTF-8"?>
        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <rootfiles>
        <rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/>
        </rootfiles>
        </container>

        """

    private func package(_ id: String) -> String {
        let modified = Date(timeIntervalSince1970: Double(madeSeconds)).ISO8601Format()
        let items = chapters.indices.map {
            "<item id=\"c\($0 + 1)\" href=\"c\($0 + 1).xhtml\" media-type=\"application/xhtml+xml\"/>"
        }
        let spine = chapters.indices.map { "<itemref idref=\"c\($0 + 1)\"/>" }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"
            xml:lang="\(language)">
            <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:identifier id="id">\(AtomFeed.escaped(id))</dc:identifier>
            <dc:title>\(AtomFeed.escaped(title))</dc:title>
            <dc:language>\(language)</dc:language>
            <meta property="dcterms:modified">\(modified)</meta>
            </metadata>
            <manifest>
            <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
            \(items.joined(separator: "\n"))
            </manifest>
            <spine>
            <itemref idref="nav"/>
            \(spine.joined(separator: "\n"))
            </spine>
            </package>

            """
    }

    private var navigation: String {
        let entries = chapters.enumerated().map {
            "<li><a href=\"c\($0 + 1).xhtml\">\(AtomFeed.escaped($1.title))</a></li>"
        }
        return document(
            title,
            """
            <h1>\(AtomFeed.escaped(title))</h1>
            <p>\(AtomFeed.escaped(intro))</p>
            <nav epub:type="toc" id="toc"><ol>
            \(entries.joined(separator: "\n"))
            </ol></nav>
            """)
    }

    private func page(_ chapter: Chapter) -> String {
        let rows = chapter.rows.map {
            "<dt>\(AtomFeed.escaped($0.term))</dt><dd>\(AtomFeed.escaped($0.value))</dd>"
        }
        let list = rows.isEmpty ? [] : ["<dl>"] + rows + ["</dl>"]
        let paragraphs = chapter.paragraphs.map { "<p>\(AtomFeed.escaped($0))</p>" }
        return document(
            chapter.title,
            (["<h1>\(AtomFeed.escaped(chapter.title))</h1>"] + list + paragraphs).joined(separator: "\n"))
    }

    private func document(_ title: String, _ body: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
        xml:lang="\(language)" lang="\(language)">
        <head><title>\(AtomFeed.escaped(title))</title></head>
        <body>
        \(body)
        </body>
        </html>

        """
    }
}
