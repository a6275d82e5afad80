// SPDX-License-Identifier: Apache-2.0

/// One part of a document's column.
public enum Part: Hashable, Sendable {
    /// The title on the first page, with a line below it.
    case title(String, subtitle: String? = nil)
    /// A heading, also a bookmark. It stays on the page of what follows.
    case heading(String, Level = .section, mark: Mark? = nil)
    /// Running text.
    case paragraph(String, Manner = .plain)
    /// Points, one below the other.
    case list([String])
    /// A state in words with its mark.
    case status(Mark, String)
    /// Terms with their values.
    case rows([Row])
    /// Columns with a head that is repeated on every page.
    case table(Table)
    /// A framed message.
    case notice(Mark, String, text: String? = nil)
    /// A QR code with a line below it that says what scanning does.
    case code(Modules, caption: String)
    /// On to a new page.
    case pageBreak

    /// The rank of a heading.
    public enum Level: Int, Hashable, Sendable {
        case section = 1
        case item
        case detail
    }

    /// How running text looks.
    public enum Manner: Hashable, Sendable {
        case plain
        /// The sentence that matters.
        case strong
        /// Notes: smaller and lighter.
        case small
        /// Official words, behind a bar.
        case quotation
    }

    /// A term with its value; the note, such as source and date, stands below the value.
    public struct Row: Hashable, Sendable {
        /// What it is.
        public let term: String
        /// Its value.
        public let value: String
        /// Where the value comes from.
        public let note: String?
        /// The state of the value.
        public let mark: Mark?

        /// A term with its value.
        public init(_ term: String, _ value: String, note: String? = nil, mark: Mark? = nil) {
            self.term = term
            self.value = value
            self.note = note
            self.mark = mark
        }
    }

    var texts: [String] {
        switch self {
        case .title(let title, let subtitle): [title, subtitle ?? ""]
        case .heading(let text, _, _), .paragraph(let text, _), .status(_, let text): [text]
        case .list(let items): items
        case .rows(let rows): rows.flatMap { [$0.term, $0.value, $0.note ?? ""] }
        case .table(let table): table.texts
        case .notice(_, let title, let text): [title, text ?? ""]
        case .code(_, let caption): [caption]
        case .pageBreak: []
        }
    }
}

/// The drawn sign of a state. It never stands alone: words say the same, so that nothing hangs on colour.
public enum Mark: Hashable, Sendable, CaseIterable {
    /// A tick.
    case good
    /// A half-filled circle: nearly.
    case half
    /// A question mark: not known.
    case open
    /// A person: for a human to judge.
    case person
    /// A cross.
    case bad
    /// An exclamation mark.
    case warning
    /// A plain dot.
    case neutral
}

/// Figures in columns.
public struct Table: Hashable, Sendable {
    /// What the table shows, above it.
    public var caption: String
    /// The columns in their order.
    public var columns: [Column]
    /// One list of cells a row, as many as there are columns.
    public var rows: [[Cell]]

    /// The head of a column.
    public struct Column: Hashable, Sendable {
        /// The words of the head.
        public let title: String
        /// Its width in proportion to the other columns' widths.
        public let share: Double
        /// Whether its cells stand at the right, so that digits align.
        public let isNumber: Bool

        /// A column.
        public init(_ title: String, share: Double = 1, isNumber: Bool = false) {
            self.title = title
            self.share = share
            self.isNumber = isNumber
        }
    }

    /// One cell.
    public struct Cell: Hashable, Sendable {
        /// Its words.
        public let text: String
        /// The state that the words name.
        public let mark: Mark?

        /// A cell.
        public init(_ text: String, mark: Mark? = nil) {
            self.text = text
            self.mark = mark
        }
    }

    /// A table; every row has as many cells as there are columns.
    public init(caption: String, columns: [Column], rows: [[Cell]]) {
        precondition(!columns.isEmpty, "A table has columns.")
        precondition(rows.allSatisfy { $0.count == columns.count }, "A row has a cell for each column.")
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    var texts: [String] { [caption] + columns.map(\.title) + rows.joined().map(\.text) }
}
