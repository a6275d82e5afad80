// SPDX-License-Identifier: Apache-2.0

/// A table of a page or a Word file on its way to lines of text.
///
/// Where the first row names what the columns are for (申报条件, 补贴标准), each cell is told under its
/// column's name, as if the page had written 补贴标准：20万元; a column of names begins a measure. Other
/// tables become rows of cells.
struct TableGrid {
    /// One cell; a cell that spans rows stands in the first of them only.
    private struct Cell {
        var text: String
        let column: Int
        let isContinued: Bool
    }

    private enum Column {
        /// The name of a part; its cells are told under it.
        case part(String)
        /// Names of measures.
        case name
        /// Numbers of rows.
        case index
        /// Anything else, told under its head.
        case other(String)
    }

    /// Tables that claim more columns than this are no tables of policies.
    private static let mostColumns = 60
    private static let longestHead = 14
    private static let nameHeads: Lexicon = [
        "名称", "项目", "事项", "政策", "类别", "奖项", "政策条款", "奖补项目", "政策措施", "条款",
    ]
    private static let indexHeads: Lexicon = ["序号", "编号", "No", "NO"]

    private var rows: [[Cell]] = []
    /// For each column how many further rows the cell above still takes.
    private var taken: [Int: Int] = [:]
    private var column = 0

    var isEmpty: Bool { rows.allSatisfy(\.isEmpty) }

    mutating func beginRow() {
        rows.append([])
        column = 0
    }

    /// Adds a cell. `isContinued` is Word's way to say that it belongs to the cell above.
    mutating func add(_ text: String, columns: Int, rows span: Int, isContinued: Bool = false) {
        if rows.isEmpty { beginRow() }
        while column < Self.mostColumns, let left = taken[column], left > 0 {
            taken[column] = left - 1
            column += 1
        }
        let width = min(max(columns, 1), Self.mostColumns)
        rows[rows.count - 1].append(Cell(text: text, column: column, isContinued: isContinued))
        if span > 1 {
            for offset in 0..<width where column + offset < Self.mostColumns {
                taken[column + offset] = min(span, 1_000) - 1
            }
        }
        column += width
    }

    /// The table as text, each line ended.
    func text() -> String {
        if let columns = heads() { return told(columns) }
        var lines = ""
        for row in rows {
            let cells = row.map(\.text).filter { !$0.isEmpty }
            guard !cells.isEmpty else { continue }
            // Paragraphs in a cell stay lines of their own.
            lines += cells.joined(separator: cells.contains { $0.contains("\n") } ? "\n" : "\t") + "\n"
        }
        return lines
    }

    /// What the columns are for, when the first row says so of at least one and names the measures, or of
    /// two.
    private func heads() -> [Int: Column]? {
        guard rows.count >= 2, let first = rows.first, first.count >= 2,
            first.allSatisfy({ $0.text.count <= Self.longestHead && !$0.text.contains("\n") })
        else { return nil }
        var columns: [Int: Column] = [:]
        var (parts, names) = (0, 0)
        for cell in first {
            let head = PolicyText(cell.text).glyphs.filter { !$0.isSpace }[...]
            if SectionNames.purpose(ofHeading: head) != nil {
                columns[cell.column] = .part(head.text)
                parts += 1
            } else if Self.nameHeads.ends(head) != nil {
                columns[cell.column] = .name
                names += 1
            } else if Self.indexHeads.ends(head) != nil {
                columns[cell.column] = .index
            } else {
                columns[cell.column] = .other(head.text)
            }
        }
        return parts >= 2 || (parts == 1 && names >= 1) ? columns : nil
    }

    private func told(_ columns: [Int: Column]) -> String {
        var lines = ""
        for row in rows.dropFirst() {
            for cell in row where !cell.text.isEmpty && !cell.isContinued {
                switch columns[cell.column] {
                case .part(let head): lines += head + "：" + cell.text + "\n"
                case .other(let head) where head.count >= 2: lines += head + "：" + cell.text + "\n"
                case .index: break
                case .name, .other, nil: lines += cell.text + "\n"
                }
            }
        }
        return lines
    }
}
