// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A policy document as it arrives: its bytes, judged by what is in them and never by the name alone.
///
/// Reading may start a program (PDF) and takes up to `PortableDocument.secondsAllowed`; call it off the
/// threads that serve requests.
///
/// ```swift
/// let text = try Document.read(bytes)
/// let record = Reader.read(text)
/// ```
public enum Document {
    /// The largest file that is read: 20 MB, a book of scanned pages.
    public static let largestBytes = 20 * 1_048_576

    /// The formats that are told apart.
    public enum Format: Hashable, Sendable {
        case text, html, word, pdf
        /// Known, but not read: the usual ending.
        case other(ending: String)
    }

    /// Takes the text out of a document.
    public static func read(_ bytes: Data) throws(DocumentFault) -> PolicyText {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= largestBytes else { throw .tooLarge(limitBytes: largestBytes) }
        let text: String
        switch format(of: bytes) {
        case .text: text = try PlainText.decode(bytes)
        case .html: text = try WebPage.text(bytes)
        case .word: text = try WordDocument.text(bytes)
        case .pdf: text = try PortableDocument.text(bytes)
        case .other(let ending): throw .unsupported(ending: ending)
        }
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { throw .empty }
        return PolicyText(text)
    }

    /// Which format the bytes are of.
    public static func format(of bytes: Data) -> Format {
        let head = Array(bytes.prefix(1_024))
        if contains(head, "%PDF-") { return .pdf }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .word }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .other(ending: "DOC") }
        if head.starts(with: Array("{\\rtf".utf8)) { return .other(ending: "RTF") }
        for (magic, ending) in [
            ([0x89, 0x50, 0x4E, 0x47], "PNG"), ([0xFF, 0xD8, 0xFF], "JPEG"),
            ([0x52, 0x61, 0x72, 0x21], "RAR"),
        ] as [([UInt8], String)]
        where head.starts(with: magic) {
            return .other(ending: ending)
        }
        return WebPage.isLikely(head) ? .html : .text
    }

    private static func contains(_ head: [UInt8], _ word: String) -> Bool {
        let sought = Array(word.utf8)
        guard head.count >= sought.count else { return false }
        return (0...(head.count - sought.count)).contains { Array(head[$0..<($0 + sought.count)]) == sought }
    }
}
