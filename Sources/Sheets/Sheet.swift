// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One table of a file: its rows that hold anything, as text.
public struct Sheet: Sendable, Equatable {
    /// The name on the sheet's tab; empty for CSV.
    public let name: String
    /// Whether the sheet is hidden in the spreadsheet program.
    public let isHidden: Bool
    /// Rows with at least one cell that is not empty, from the top.
    public let rows: [SheetRow]

    /// A table of rows.
    public init(name: String, isHidden: Bool = false, rows: [SheetRow]) {
        self.name = name
        self.isHidden = isHidden
        self.rows = rows
    }

    /// Every cell whose content the spreadsheet program has already spoilt, with its place.
    public var damages: [(place: SheetPlace, damage: SheetDamage)] {
        rows.flatMap { row in
            row.damages.map { (SheetPlace(line: row.line, column: $0.column), $0.damage) }
        }
    }
}

/// One row of a table.
public struct SheetRow: Sendable, Equatable {
    /// The row's number as spreadsheet programs count, from 1; empty rows count too.
    public let line: Int
    /// The cells from column A on, as they are; empty ones at the end are left out.
    public let cells: [String]
    /// Cells that were spoilt before the file came here, each with its column counted from 1.
    public let damages: [DamagedCell]

    /// A spoilt cell.
    public struct DamagedCell: Sendable, Equatable {
        /// The column, counted from 1.
        public let column: Int
        /// What happened to it.
        public let damage: SheetDamage

        /// A spoilt cell of a column.
        public init(column: Int, damage: SheetDamage) {
            self.column = column
            self.damage = damage
        }
    }

    /// A row.
    public init(line: Int, cells: [String], damages: [DamagedCell] = []) {
        self.line = line
        self.cells = cells
        self.damages = damages
    }

    /// The text of a column, counted from 1, without the blanks around it that people do not see: spaces,
    /// full-width spaces, tabulators, no-break and zero-width ones. Empty when the row ends before it.
    public func text(_ column: Int) -> String {
        guard column >= 1, column <= cells.count else { return "" }
        return SheetRow.trimmed(cells[column - 1])
    }

    /// The damage to a column's cell, if there is one.
    public func damage(_ column: Int) -> SheetDamage? {
        damages.first { $0.column == column }?.damage
    }

    /// A text without the blanks around it.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, isBlank(first) || isBlank(last) else {
            return text
        }
        let start = scalars.firstIndex { !isBlank($0) } ?? scalars.endIndex
        guard start < scalars.endIndex, let end = scalars.lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(scalars[start...end])
    }

    private static func isBlank(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x2060, 0xFEFF: true
        default: scalar.properties.isWhitespace
        }
    }
}

/// What a spreadsheet program did to a cell, so that its true content is lost.
public enum SheetDamage: Hashable, Sendable {
    /// A number of more than 15 digits was kept as a number: the last digits have become zeros.
    case lostDigits(shown: String)
    /// A long number has become a short form such as 9.132E+17.
    case shortened(shown: String)
    /// A formula failed, for instance `#N/A`.
    case failedFormula(shown: String)

    /// What happened and what to do, in Chinese.
    public var chineseText: String {
        switch self {
        case .lostDigits(let shown):
            "长编号被表格软件当作数字保存，15 位以后的数字已丢失（现为 \(shown)）。请先把该列设为“文本”格式，再重新填写这个编号。"
        case .shortened(let shown):
            "长编号已被表格软件改成科学计数（\(shown)），原来的数字已丢失。请把该列设为“文本”格式后重新填写，或改用 XLSX 文件。"
        case .failedFormula(let shown): "单元格里的公式没有算出结果（\(shown)）。请改正公式，或直接填写数值。"
        }
    }

    /// What happened and what to do, in English.
    public var englishText: String {
        switch self {
        case .lostDigits(let shown):
            "The spreadsheet program kept a long code as a number, so the digits after the 15th are lost "
                + "(now \(shown)). Set the column’s format to “Text”, then enter the code again."
        case .shortened(let shown):
            "The spreadsheet program shortened a long code to \(shown), so its digits are lost. "
                + "Set the column’s format to “Text” and enter the code again, or use an XLSX file."
        case .failedFormula(let shown):
            "The formula in this cell has no result (\(shown)). Correct it, or enter the value itself."
        }
    }
}
