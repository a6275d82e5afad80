// SPDX-License-Identifier: Apache-2.0

/// A table that is given out as a file.
///
/// ```swift
/// let table = SheetTable("企业", columns: ["名称", "统一社会信用代码", "从业人员"], rows: [
///     [.text(name), .text(code), .number("58")],
/// ])
/// return .download(try table.workbook(), type: SheetTable.workbookType, name: "企业.xlsx")
/// ```
public struct SheetTable: Sendable {
    /// The name on the sheet's tab.
    public let name: String
    /// The heads of the columns.
    public let columns: [String]
    /// The rows, each with a cell for each column.
    public let rows: [[Cell]]

    /// What stands in a cell.
    public enum Cell: Sendable, Equatable {
        /// A text, which is never run as a formula and keeps all its digits.
        case text(String)
        /// A number in decimal digits, such as `-12.5`. More than 15 digits, or what is no such number, is
        /// given out as text.
        case number(String)
        /// A day as `2026-11-21`; what is none is given out as text.
        case day(String)
        /// Nothing.
        case empty
    }

    /// The media type of CSV.
    public static let textType = "text/csv; charset=utf-8; header=present"
    /// The media type of XLSX.
    public static let workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// A table. Rows shorter than the columns end with empty cells.
    public init(_ name: String, columns: [String], rows: [[Cell]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// The table as CSV that Excel opens in Chinese: UTF-8 with a mark, CRLF. Text that would start a formula
    /// gets an apostrophe before it, which reading takes away again.
    ///
    /// Excel shortens long codes in CSV when a person opens and saves it; offer ``workbook()`` beside it.
    public func csv() -> [UInt8] {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        Self.append(columns.map { .text($0) }, to: &bytes)
        for row in rows { Self.append(row, to: &bytes) }
        return bytes
    }

    private static func append(_ row: [Cell], to bytes: inout [UInt8]) {
        for (index, cell) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            switch cell {
            case .text(let text): append(FormulaGuard.added(to: text), to: &bytes)
            case .number(let text):
                append(Decimal(text) == nil ? FormulaGuard.added(to: text) : text, to: &bytes)
            case .day(let text): append(Day(text) == nil ? FormulaGuard.added(to: text) : text, to: &bytes)
            case .empty: break
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D].contains($0) }
        guard needsQuotes else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    /// A number in digits that a spreadsheet program keeps whole.
    struct Decimal {
        let value: Double

        init?(_ text: String) {
            guard Self.isPlain(text), let value = Double(text) else { return nil }
            self.value = value
        }

        /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?` with at most 15 digits. A regular expression takes a hundred times
        /// as long, which counts in 100,000 rows.
        private static func isPlain(_ text: String) -> Bool {
            let parts = text.utf8.drop { $0 == UInt8(ascii: "-") }.split(
                separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
            let signs = text.utf8.count - parts.reduce(parts.count - 1) { $0 + $1.count }
            let digits = parts.reduce(0) { $0 + $1.count }
            let areDigits = parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
            }
            return signs <= 1 && areDigits && digits <= 15 && (parts[0].count == 1 || parts[0].first != 0x30)
        }
    }

    /// A day as it is written by ISO 8601, from 1900-03-01, before which spreadsheet programs miscount.
    struct Day {
        let year: Int
        let month: Int
        let day: Int

        init?(_ text: String) {
            let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            guard parts.map(\.count) == [4, 2, 2],
                parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
                let year = Int(Substring(parts[0])), let month = Int(Substring(parts[1])),
                let day = Int(Substring(parts[2])),
                (1...12).contains(month), (year, month) >= (1900, 3)
            else { return nil }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            guard (1...lengths[month - 1]).contains(day) else { return nil }
            (self.year, self.month, self.day) = (year, month, day)
        }
    }
}
