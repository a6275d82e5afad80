// SPDX-License-Identifier: Apache-2.0

/// A file of tables that a person sent: CSV as any office writes it, or XLSX.
///
/// ```swift
/// let file = try SheetFile.open(upload.bytes, name: upload.name)
/// for row in file.first.rows.dropFirst() {
///     let code = row.text(1)                       // "91320500MA1MYX1234"
///     if let damage = row.damage(1) { … }          // the code had become 9.132E+17
/// }
/// ```
///
/// Everything is text: numbers as a person would write them, without the noise of binary fractions and
/// without separators of thousands; days as `2026-11-21`, moments as `2026-11-21 08:30:00`; percentages as
/// `3%`. Of merged cells only the first holds the text.
public struct SheetFile: Sendable {
    /// How the file is made.
    public enum Kind: Sendable, Equatable {
        /// Text, with the name of its encoding and the mark between its cells.
        case text(encoding: String, separator: Character)
        /// Office Open XML (ISO/IEC 29500).
        case workbook
    }

    /// How the file is made.
    public let kind: Kind
    /// Its tables, at least one.
    public let sheets: [Sheet]
    /// The table that is meant: the first that is seen and holds anything.
    public let first: Sheet

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: the file's content, by which its kind is found.
    ///   - name: the file's name, which only helps to say what is wrong.
    /// - Throws: ``SheetFault``, worded with what to do.
    public static func open(
        _ bytes: [UInt8], name: String, limits: SheetLimits = SheetLimits()
    ) throws(SheetFault) -> SheetFile {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limits.fileBytes else { throw .tooLarge(limitBytes: limits.fileBytes) }
        if let fault = FileKind.fault(of: bytes, name: name) { throw fault }
        if FileKind.isArchive(bytes) {
            return try SheetFile(kind: .workbook, sheets: Workbook(bytes, limits: limits).sheets())
        }
        let (text, encoding) = try SheetText.decode(bytes)
        let separator = CSVReader.separator(of: text)
        var reader = CSVReader(text, separator: separator, limits: limits)
        let rows = try reader.rows()
        let mark = Character(UnicodeScalar(separator))
        return try SheetFile(
            kind: .text(encoding: encoding, separator: mark), sheets: [Sheet(name: "", rows: rows)])
    }

    private init(kind: Kind, sheets: [Sheet]) throws(SheetFault) {
        let filled = sheets.filter { !$0.rows.isEmpty }
        guard let first = filled.first(where: { !$0.isHidden }) ?? filled.first else { throw .empty }
        self.kind = kind
        self.sheets = sheets
        self.first = first
    }
}
