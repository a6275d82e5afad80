// SPDX-License-Identifier: Apache-2.0

/// States the document's language and that readers shall show its title, which cairo 1.16 has no call for.
/// The catalogue is written once more at the end of the file, as an incremental update (ISO 32000-1, 7.5.6).
struct CatalogUpdate {
    let language: String

    func apply(to pdf: [UInt8]) throws(PaperFault) -> [UInt8] {
        let text = Latin(pdf)
        guard let table = text.number(after: "startxref\n", from: text.last("startxref")),
            let trailer = text.last("trailer"), text.starts(with: "xref", at: table),
            let root = text.number(after: "/Root ", from: trailer),
            let size = text.number(after: "/Size ", from: trailer),
            let place = text.last("\n\(root) 0 obj"), let open = text.first("<<", from: place),
            let infoPlace = text.first("/Info ", from: trailer),
            let info = text.number(after: "/Info ", from: infoPlace),
            let end = text.first("endobj", from: open)
        else { throw .failed("the catalogue of the PDF is not where cairo 1.16 writes it") }
        let added =
            "<< /Lang (\(language))\n   /MarkInfo << /Marked true >>\n"
            + "   /ViewerPreferences << /DisplayDocTitle true >>\n"
        var out = pdf
        let start = out.count
        out += Array("\(root) 0 obj\n\(added)".utf8) + pdf[(open + 2)..<end] + Array("endobj\n".utf8)
        let newTable = out.count
        let offset = String(repeating: "0", count: max(0, 10 - String(start).count)) + String(start)
        let tail = """
            xref
            \(root) 1
            \(offset) 00000 n\u{20}
            trailer
            << /Size \(size)
               /Root \(root) 0 R
               /Info \(info) 0 R
               /Prev \(table)
            >>
            startxref
            \(newTable)
            %%EOF

            """
        return out + Array(tail.utf8)
    }
}

/// Searches bytes by ASCII words.
private struct Latin {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func starts(with word: String, at place: Int) -> Bool {
        bytes.indices.contains(place) && bytes[place...].starts(with: word.utf8)
    }

    func last(_ word: String) -> Int? {
        bytes.indices.reversed().first { starts(with: word, at: $0) }
    }

    func first(_ word: String, from place: Int) -> Int? {
        bytes[place...].indices.first { starts(with: word, at: $0) }
    }

    /// The number that follows a word, of which the first at or after a place is looked at.
    func number(after word: String, from place: Int?) -> Int? {
        guard let place, let found = first(word, from: place) else { return nil }
        let digits = bytes[(found + word.utf8.count)...].prefix { (48...57).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
