// SPDX-License-Identifier: Apache-2.0

/// Figures or cases in rows. Scrolls sideways by itself on a narrow screen. Partial: `_table`.
public struct DataTable: Sendable {
    let id: String
    let caption: String
    let columns: [Column]
    let rows: [Row]
    let empty: String?

    /// The head of a column.
    public struct Column: Sendable {
        let text: String
        let sort: String?
        let direction: String?
        let isNumber: Bool

        /// A column; `sort` is the link that sorts by it, `isAscending` tells how it is sorted now.
        public init(_ text: String, isNumber: Bool = false, sort: String? = nil, isAscending: Bool? = nil) {
            self.text = text
            self.sort = sort
            self.isNumber = isNumber
            direction = isAscending.map { $0 ? "ascending" : "descending" }
        }
    }

    /// One line of the table. The first cell names it.
    public struct Row: Sendable {
        let head: Cell
        let cells: [Cell]

        /// A row whose first cell is its heading.
        public init(_ head: Cell, _ cells: [Cell]) {
            self.head = head
            self.cells = cells
        }
    }

    /// One cell.
    public struct Cell: Sendable {
        let text: String
        let language: String?
        let href: String?
        let status: Status?
        let isNumber: Bool

        /// A text, which may be a link or have a state; numbers stand at the right. `language` is that of
        /// the text where it is another than the page's.
        public init(
            _ text: String, in language: Language? = nil, href: String? = nil, status: Status? = nil,
            isNumber: Bool = false
        ) {
            self.text = text
            self.language = language?.rawValue
            self.href = href
            self.status = status
            self.isNumber = isNumber
        }
    }

    /// A table; `id` is unique on the page, `empty` is what stands there when it has no rows, with a next
    /// step.
    public init(id: String, caption: String, columns: [Column], rows: [Row], empty: String) {
        self.id = id
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.empty = rows.isEmpty ? empty : nil
    }
}
