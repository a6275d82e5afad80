// SPDX-License-Identifier: Apache-2.0

/// A cell's place in a table, as spreadsheet programs count: rows and columns from 1.
public struct SheetPlace: Hashable, Sendable, Comparable {
    /// The row.
    public let line: Int
    /// The column, 1 for A.
    public let column: Int

    /// A place in a row and a column, both counted from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The column in letters: A, B … Z, AA.
    public var letters: String { Self.letters(of: column) }

    /// 第 12 行 B 列.
    public var chineseText: String { "第 \(line) 行 \(letters) 列" }

    /// row 12, column B.
    public var englishText: String { "row \(line), column \(letters)" }

    /// Row by row, each from the left.
    public static func < (left: SheetPlace, right: SheetPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    /// A column's letters; 1 is A.
    public static func letters(of column: Int) -> String {
        var (rest, letters) = (column, "")
        while rest > 0 {
            let digit = UInt8((rest - 1) % 26)
            letters = String(UnicodeScalar(UInt8(ascii: "A") + digit)) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    /// The place that a reference such as `AB12` names; nil for what is none.
    init?(reference: String) {
        var (line, column) = (0, 0)
        for byte in reference.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where line == 0 && column < 100_000:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && line < 100_000_000:
                line = line * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
        }
        guard line > 0, column > 0 else { return nil }
        self.init(line: line, column: column)
    }
}
