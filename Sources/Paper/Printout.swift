// SPDX-License-Identifier: Apache-2.0

/// A document for paper: A4 pages with a header, a footer with page numbers, and parts in a column.
///
/// Pure values in, the bytes of a PDF out: the same printout gives the same bytes on one machine, because the
/// moment of making is part of it. Text is selectable, fonts are embedded, Chinese breaks as it should,
/// headings are bookmarks, and the structure is tagged for those who do not see it.
///
/// ```swift
/// var printout = Printout(title: "匹配报告", author: "育苗", language: .chinese, createdSeconds: now)
/// printout.parts = [.title("匹配报告"), .paragraph("……"), .table(table)]
/// let bytes = try printout.pdf()
/// ```
public struct Printout: Hashable, Sendable {
    /// The title in the PDF's metadata, which readers show instead of the file's name.
    public var title: String
    /// Who issued it, in the metadata.
    public var author: String
    /// The language of the whole document.
    public var language: Language
    /// When it was made, in seconds since 1970; part of the bytes.
    public var createdSeconds: Int64
    /// A line at the top of every page.
    public var header: String
    /// A line at the bottom of every page, left of the page's number.
    public var footer: String
    /// What it says, in order.
    public var parts: [Part]
    /// Bounds beyond which nothing is printed.
    public var limits = Limits()

    /// An empty document.
    public init(
        title: String, author: String, language: Language, createdSeconds: Int64, header: String = "",
        footer: String = "", parts: [Part] = []
    ) {
        self.title = title
        self.author = author
        self.language = language
        self.createdSeconds = createdSeconds
        self.header = header
        self.footer = footer
        self.parts = parts
    }

    /// The languages that a document can be in.
    public enum Language: String, Hashable, Sendable {
        case chinese = "zh-CN"
        case english = "en"
    }

    /// Bounds against a document that would fill the memory.
    public struct Limits: Hashable, Sendable {
        /// Most pages.
        public var pages = 300
        /// Most bytes of text in all parts together.
        public var textBytes = 4 << 20
        /// Most bytes of the PDF.
        public var pdfBytes = 32 << 20

        /// The default bounds.
        public init() {}
    }

    /// The PDF's bytes. Takes tens of milliseconds for a few pages: call it off the threads that serve
    /// requests.
    ///
    /// - Throws: ``PaperFault``.
    public func pdf() throws(PaperFault) -> [UInt8] {
        try checkLength()
        let press = try Press(self)
        return try press.print()
    }

    private func checkLength() throws(PaperFault) {
        let texts = [title, author, header, footer] + parts.flatMap(\.texts)
        let length = texts.reduce(0) { $0 + $1.utf8.count }
        guard length <= limits.textBytes else { throw .tooLong(limitBytes: limits.textBytes) }
    }
}
