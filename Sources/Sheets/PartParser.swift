// SPDX-License-Identifier: Apache-2.0
import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads one XML part of a workbook: subclasses are told of elements by their local names. No part may
/// bring a document type, so there are no entities to expand (ASVS 5.0, 1.5.1).
class PartParser: NSObject, XMLParserDelegate {
    /// What ended the reading before the part's end.
    final var fault: SheetFault?
    private let part: String
    private var depth = 0
    private var hasBegun = false

    init(part: String) {
        self.part = part
    }

    func begin(_ name: String, _ attributes: [String: String]) {}
    func end(_ name: String) {}
    func text(_ text: String) {}

    /// Reads it all.
    final func parse(_ data: Data) throws(SheetFault) {
        guard !Self.hasDocumentType(data) else { throw .damaged(part: part, line: 1) }
        // As a stream, because the parser below refuses more than 10 MB at once.
        let parser = XMLParser(stream: InputStream(data: data))
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        let isWhole = parser.parse()
        if let fault { throw fault }
        // The parser takes a part for whole that ends within its elements.
        guard isWhole, hasBegun, depth == 0 else {
            throw .damaged(part: part, line: max(1, parser.lineNumber))
        }
    }

    /// Whether `<!DOCTYPE` stands before the first element.
    private static func hasDocumentType(_ data: Data) -> Bool {
        var at = data.startIndex
        while let mark = data[at...].firstIndex(of: UInt8(ascii: "<")), mark + 1 < data.endIndex {
            let next = data[mark + 1]
            if next == UInt8(ascii: "!"), mark + 2 < data.endIndex, data[mark + 2] | 0x20 == UInt8(ascii: "d")
            {
                return true
            }
            guard next == UInt8(ascii: "!") || next == UInt8(ascii: "?") else { return false }
            at = mark + 1
        }
        return false
    }

    /// The name without the prefix that some programs give all names.
    private static func local(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }

    final func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        depth += 1
        hasBegun = true
        begin(Self.local(name), attributes)
        if fault != nil { parser.abortParsing() }
    }

    final func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        depth -= 1
        end(Self.local(name))
        if fault != nil { parser.abortParsing() }
    }

    final func parser(_ parser: XMLParser, foundCharacters string: String) {
        text(string)
    }
}
