// SPDX-License-Identifier: Apache-2.0
import CXLSXWriter
import Foundation

extension SheetTable {
    /// Characters that a cell of XLSX bears.
    static let longestCell = 32_767
    /// Rows that a sheet of XLSX bears.
    static let mostRows = 1_048_576

    /// The table as XLSX: codes stay text with all their digits, days are days, the head stays in sight and
    /// filters.
    ///
    /// - Throws: ``SheetFault`` for a text or a table that XLSX does not bear, or when the file cannot be
    ///   written.
    public func workbook() throws(SheetFault) -> [UInt8] {
        guard rows.count < Self.mostRows else { throw .tooManyRows(limit: Self.mostRows) }
        let folder = FileManager.default.temporaryDirectory
        // The library writes to a file. The name is random only so that two do not meet.
        let file = folder.appendingPathComponent("sheet-\(UUID().uuidString).xlsx")
        defer { unlink(file.path) }
        try write(to: file.path, scratch: folder.path)
        do {
            return [UInt8](try Data(contentsOf: file))
        } catch {
            throw .unwritable(reason: String(describing: error))
        }
    }

    /// The library gives out pointers, so all of them live within this function.
    private func write(to path: String, scratch: String) throws(SheetFault) {
        var result = LXW_NO_ERROR
        var fault: SheetFault?
        scratch.withCString { folder in
            var options = lxw_workbook_options()
            options.constant_memory = 1
            options.tmpdir = UnsafeMutablePointer(mutating: folder)
            let book = workbook_new_opt(path, &options)
            let sheet = workbook_add_worksheet(book, Self.tabName(name))
            do throws(SheetFault) {
                try fill(sheet, of: book)
            } catch {
                fault = error
            }
            result = workbook_close(book)
        }
        if let fault { throw fault }
        guard result == LXW_NO_ERROR else {
            throw .unwritable(reason: lxw_strerror(result).map { String(cString: $0) } ?? "\(result)")
        }
    }

    private func fill(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>?, of book: UnsafeMutablePointer<lxw_workbook>?
    ) throws(SheetFault) {
        let head = workbook_add_format(book)
        format_set_bold(head)
        format_set_num_format(head, "@")
        let text = workbook_add_format(book)
        format_set_num_format(text, "@")
        let day = workbook_add_format(book)
        format_set_num_format(day, "yyyy-mm-dd")
        for (index, width) in widths().enumerated() {
            worksheet_set_column(sheet, UInt16(index), UInt16(index), width, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        if !columns.isEmpty {
            worksheet_autofilter(sheet, 0, 0, UInt32(rows.count), UInt16(columns.count - 1))
        }
        for (column, title) in columns.enumerated() {
            try put(title, sheet, line: 0, column: column, head)
        }
        for (index, row) in rows.enumerated() {
            for (column, cell) in row.enumerated() {
                let line = index + 1
                switch cell {
                case .empty: break
                case .text(let content): try put(content, sheet, line: line, column: column, text)
                case .number(let content):
                    guard let number = Decimal(content) else {
                        try put(content, sheet, line: line, column: column, text)
                        break
                    }
                    worksheet_write_number(sheet, UInt32(line), UInt16(column), number.value, nil)
                case .day(let content):
                    guard let date = Day(content) else {
                        try put(content, sheet, line: line, column: column, text)
                        break
                    }
                    var moment = lxw_datetime()
                    (moment.year, moment.month, moment.day) = (
                        Int32(date.year), Int32(date.month), Int32(date.day)
                    )
                    worksheet_write_datetime(sheet, UInt32(line), UInt16(column), &moment, day)
                }
            }
        }
    }

    private func put(
        _ text: String, _ sheet: UnsafeMutablePointer<lxw_worksheet>?, line: Int, column: Int,
        _ format: UnsafeMutablePointer<lxw_format>?
    ) throws(SheetFault) {
        guard !text.isEmpty else { return }
        let place = SheetPlace(line: line + 1, column: column + 1)
        guard text.utf16.count <= Self.longestCell else {
            throw .cellTooLong(place, limit: Self.longestCell)
        }
        // A C string ends at the first zero character; no text that people write holds one.
        let plain = EscapedText.escaped(text.replacingOccurrences(of: "\0", with: ""))
        let result = worksheet_write_string(sheet, UInt32(line), UInt16(column), plain, format)
        guard result == LXW_NO_ERROR else {
            throw .unwritable(reason: "\(place.englishText): error \(result.rawValue)")
        }
    }

    /// As wide as the head and the first rows need; a Chinese character takes two places.
    private func widths() -> [Double] {
        columns.indices.map { column in
            let texts =
                [columns[column]]
                + rows.prefix(100).map { row -> String in
                    guard column < row.count else { return "" }
                    return switch row[column] {
                    case .text(let text), .number(let text), .day(let text): text
                    case .empty: ""
                    }
                }
            let widest =
                texts.map { $0.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) } }.max() ?? 0
            return Double(min(max(widest + 2, 8), 48))
        }
    }

    /// A name that XLSX takes for a tab: at most 31 characters, none of `[]:*?/\`, no apostrophe at an end.
    static func tabName(_ name: String) -> String {
        var units = 0
        let allowed = name.filter { !"[]:*?/\\".contains($0) }.prefix { character in
            units += character.utf16.count
            return units <= 31
        }
        let bare = allowed.drop { $0 == "'" || $0 == " " }
        let end = bare.lastIndex { $0 != "'" && $0 != " " }.map { bare.index(after: $0) } ?? bare.startIndex
        let tab = String(bare[..<end])
        return tab.isEmpty || tab.lowercased() == "history" ? "Sheet1" : tab
    }
}
