// SPDX-License-Identifier: Apache-2.0
import CZip
import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Word files (.docx, ISO/IEC 29500): the main part's paragraphs, a line each; cells of a table row parted
/// by tabulators or told under their columns' names (`TableGrid`). Deleted text of tracked changes is
/// left out. Numbers that Word itself counts are written out (`WordNumbering`).
enum WordDocument {
    /// The main part unpacked may take so much: 64 MB, many thousand pages.
    static let largestPart = 64 * 1_048_576

    static func text(_ bytes: Data) throws(DocumentFault) -> String {
        let part = try part("word/document.xml", of: bytes)
        let collector = WordCollector(
            numbering: WordNumbering(
                numbering: try optional("word/numbering.xml", of: bytes),
                styles: try optional("word/styles.xml", of: bytes)))
        let parser = XMLParser(data: part)
        parser.shouldResolveExternalEntities = false
        parser.delegate = collector
        guard parser.parse() || !collector.text.isEmpty else { throw .damaged(ending: "DOCX") }
        return collector.text
    }

    /// A part that not every file has.
    private static func optional(_ name: String, of bytes: Data) throws(DocumentFault) -> Data? {
        do {
            return try part(name, of: bytes)
        } catch {
            if case .unsupported = error { return nil }
            throw error
        }
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
    /// A table that is open, and what was gathered before its open cell.
    private struct Table {
        var grid = TableGrid()
        var outer = ""
        var columns = 1
        var isContinued = false
    }

    private(set) var text = ""
    private var isText = false
    private var numbering: WordNumbering
    private var tables: [Table] = []
    private var list: String?
    private var level = 0
    private var style: String?
    private var isNumbered = false
    /// Inside what a tracked change has replaced.
    private var changes = 0

    init(numbering: WordNumbering) { self.numbering = numbering }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        switch name {
        case "w:p": (list, level, style, isNumbered) = (nil, 0, nil, false)
        case "w:pPrChange": changes += 1
        case "w:numId" where changes == 0: list = attributes["w:val"]
        case "w:ilvl" where changes == 0: level = attributes["w:val"].flatMap { Int($0) } ?? 0
        case "w:pStyle" where changes == 0: style = attributes["w:val"]
        case "w:t":
            isText = true
            number()
        case "w:tab": if !text.hasSuffix("\n"), !text.isEmpty { text += tables.isEmpty ? "\t" : " " }
        case "w:br", "w:cr": text += "\n"
        case "w:noBreakHyphen": text += "-"
        default: table(name, attributes)
        }
    }

    /// The counted number in front of a paragraph's first words.
    private func number() {
        guard !isNumbered else { return }
        isNumbered = true
        let fromStyle = style.flatMap { numbering.styles[$0] }
        guard let list = list ?? fromStyle?.list, list != "0" else { return }
        let level = self.list == nil ? fromStyle?.level ?? 0 : self.level
        if let mark = numbering.next(list: list, level: level) {
            text += mark + (mark.last?.isNumber == true ? "." : "")
        }
    }

    private func table(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "w:tbl":
            guard tables.count < 16 else { return }
            tables.append(Table())
        case "w:tr": if !tables.isEmpty { tables[tables.count - 1].grid.beginRow() }
        case "w:tc":
            guard !tables.isEmpty else { return }
            tables[tables.count - 1].outer = text
            tables[tables.count - 1].columns = 1
            tables[tables.count - 1].isContinued = false
            text = ""
        case "w:gridSpan":
            if !tables.isEmpty { tables[tables.count - 1].columns = Int(attributes["w:val"] ?? "") ?? 1 }
        case "w:vMerge":
            if !tables.isEmpty { tables[tables.count - 1].isContinued = attributes["w:val"] != "restart" }
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        switch name {
        case "w:t": isText = false
        case "w:pPrChange": changes = max(0, changes - 1)
        case "w:p":
            if !text.hasSuffix("\n"), !text.isEmpty { text += "\n" }
        case "w:tc":
            guard let table = tables.last else { return }
            while text.hasSuffix("\n") { text.removeLast() }
            tables[tables.count - 1].grid.add(
                text, columns: table.columns, rows: 1, isContinued: table.isContinued)
            text = table.outer
        case "w:tbl":
            guard let table = tables.popLast() else { return }
            if !text.hasSuffix("\n"), !text.isEmpty { text += "\n" }
            text += table.grid.text()
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if isText { text += string }
    }
}
