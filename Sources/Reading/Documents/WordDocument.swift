// SPDX-License-Identifier: Apache-2.0
import CZip
import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Word files (.docx, ISO/IEC 29500): the main part's paragraphs, a line each; cells of a table row parted
/// by tabulators. Deleted text of tracked changes is left out. Numbers that Word itself counts are not in
/// the text.
enum WordDocument {
    /// The main part unpacked may take so much: 64 MB, many thousand pages.
    static let largestPart = 64 * 1_048_576

    static func text(_ bytes: Data) throws(DocumentFault) -> String {
        let part = try part("word/document.xml", of: bytes)
        let collector = WordCollector()
        let parser = XMLParser(data: part)
        parser.shouldResolveExternalEntities = false
        parser.delegate = collector
        guard parser.parse() || !collector.text.isEmpty else { throw .damaged(ending: "DOCX") }
        return collector.text
    }

    /// One part of the archive, its size checked before it is unpacked.
    private static func part(_ name: String, of bytes: Data) throws(DocumentFault) -> Data {
        let result: Result<Data, DocumentFault> = bytes.withUnsafeBytes { buffer in
            var error = zip_error_t()
            zip_error_init(&error)
            defer { zip_error_fini(&error) }
            guard
                let source = zip_source_buffer_create(
                    buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error)
            else {
                return .failure(.damaged(ending: "DOCX"))
            }
            guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
                zip_source_free(source)
                return .failure(.damaged(ending: "DOCX"))
            }
            defer { zip_discard(archive) }
            return unpack(name, archive)
        }
        return try result.get()
    }

    private static func unpack(_ name: String, _ archive: OpaquePointer) -> Result<Data, DocumentFault> {
        var status = zip_stat_t()
        guard zip_stat(archive, name, 0, &status) == 0 else {
            return .failure(.unsupported(ending: other(archive)))
        }
        guard status.size <= zip_uint64_t(largestPart) else {
            return .failure(.unpackedTooLarge(limitBytes: largestPart))
        }
        guard status.encryption_method == 0 else { return .failure(.encrypted) }
        guard let file = zip_fopen(archive, name, 0) else { return .failure(.damaged(ending: "DOCX")) }
        defer { zip_fclose(file) }
        var data = Data()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = zip_fread(file, &chunk, zip_uint64_t(chunk.count))
            guard count >= 0 else { return .failure(.damaged(ending: "DOCX")) }
            guard count > 0 else { return .success(data) }
            data.append(contentsOf: chunk[0..<Int(count)])
            // The directory may lie about the size.
            guard data.count <= largestPart else {
                return .failure(.unpackedTooLarge(limitBytes: largestPart))
            }
        }
    }

    /// Other archives that people take for documents.
    private static func other(_ archive: OpaquePointer) -> String {
        if zip_name_locate(archive, "xl/workbook.xml", 0) >= 0 { return "XLSX" }
        if zip_name_locate(archive, "ppt/presentation.xml", 0) >= 0 { return "PPTX" }
        return "ZIP"
    }
}

/// Gathers the text of a Word file's main part.
private final class WordCollector: NSObject, XMLParserDelegate {
    private(set) var text = ""
    private var isText = false
    private var cellDepth = 0
    private var isFirstInCell = true

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        switch name {
        case "w:t": isText = true
        case "w:tab": if !text.hasSuffix("\n"), !text.isEmpty { text += cellDepth > 0 ? " " : "\t" }
        case "w:br", "w:cr": text += "\n"
        case "w:noBreakHyphen": text += "-"
        case "w:tc":
            cellDepth += 1
            isFirstInCell = true
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        switch name {
        case "w:t": isText = false
        case "w:p":
            // A cell's paragraphs are lines; the row is parted at its cells' ends.
            if !text.hasSuffix("\n"), !text.isEmpty { text += "\n" }
        case "w:tc":
            cellDepth -= 1
            if text.hasSuffix("\n") { text.removeLast() }
            text += "\t"
        case "w:tr":
            while text.hasSuffix("\t") { text.removeLast() }
            text += "\n"
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if isText { text += string }
    }
}
