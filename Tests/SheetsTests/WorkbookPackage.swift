// SPDX-License-Identifier: Apache-2.0
import CZip
import Foundation

/// XLSX files made by hand, as programs other than Excel make them.
enum Package {
    struct Failure: Error {}

    /// A book with one sheet of the rows given.
    static func workbook(
        rows: String, styles: String = "", strings: String = "", book: String = "", isRaw: Bool = false
    ) throws -> [UInt8] {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let sheet =
            isRaw ? "<worksheet><sheetData>\(rows)" : "<worksheet><sheetData>\(rows)</sheetData></worksheet>"
        return try zip([
            "_rels/.rels": """
            <Relationships><Relationship Id="r1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """,
            "xl/workbook.xml": """
            <workbook xmlns:r="\(office)">\(book)<sheets><sheet name="表一" sheetId="1" r:id="r1"/></sheets></workbook>
            """,
            "xl/_rels/workbook.xml.rels": """
            <Relationships><Relationship Id="r1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
            <Relationship Id="r2" Type="\(office)/styles" Target="/xl/styles.xml"/>\
            <Relationship Id="r3" Type="\(office)/sharedStrings" Target="sharedStrings.xml"/></Relationships>
            """,
            "xl/worksheets/sheet1.xml": sheet,
            "xl/styles.xml": styles.isEmpty ? "<styleSheet/>" : styles,
            "xl/sharedStrings.xml": "<sst>\(strings)</sst>",
        ])
    }

    /// A style table with a cell style for each format.
    static func styles(_ codes: [String]) -> String {
        let formats = codes.enumerated().map { index, code in
            let escaped = code.replacingOccurrences(of: "\"", with: "&quot;")
            return "<numFmt numFmtId=\"\(200 + index)\" formatCode=\"\(escaped)\"/>"
        }
        let styles = codes.indices.map { "<xf numFmtId=\"\(200 + $0)\"/>" }
        return """
            <styleSheet><numFmts>\(formats.joined())</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
            <cellXfs>\(styles.joined())</cellXfs></styleSheet>
            """
    }

    /// An archive of named texts.
    static func zip(_ parts: [String: String]) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).zip")
            .path
        defer { unlink(path) }
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, nil) else { throw Failure() }
        var kept: [UnsafeMutableBufferPointer<UInt8>] = []
        defer { kept.forEach { $0.deallocate() } }
        for (name, text) in parts.sorted(by: { $0.key < $1.key }) {
            let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
            _ = bytes.initialize(from: text.utf8)
            kept.append(bytes)
            let source = zip_source_buffer(archive, bytes.baseAddress, zip_uint64_t(text.utf8.count), 0)
            guard zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0 else {
                throw Failure()
            }
        }
        guard zip_close(archive) == 0 else { throw Failure() }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
