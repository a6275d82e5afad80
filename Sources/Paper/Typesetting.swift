// SPDX-License-Identifier: Apache-2.0

/// Turns parts into strips of the column.
struct Typesetting {
    private let typeface: Typeface
    private(set) var strips: [Strip] = []
    private var groupCount = 0
    private var breaksNext = false

    init(_ parts: [Part], in typeface: Typeface) {
        self.typeface = typeface
        for part in parts { set(part) }
    }

    private mutating func set(_ part: Part) {
        switch part {
        case .title(let title, let subtitle): setTitle(title, subtitle)
        case .heading(let text, let level, let mark): setHeading(text, level, mark)
        case .paragraph(let text, let manner): setParagraph(text, manner)
        case .list(let items): setList(items)
        case .status(let mark, let text): setStatus(mark, text)
        case .rows(let rows): setRows(rows)
        case .table(let table): setTable(table)
        case .notice(let mark, let title, let text): setNotice(mark, title, text)
        case .code(let modules, let caption): setCode(modules, caption)
        case .pageBreak: breaksNext = true
        }
    }

    private mutating func add(_ strip: Strip, gap: Double) {
        var strip = strip
        strip.gapBefore = gap
        strip.startsPage = breaksNext
        breaksNext = false
        strips.append(strip)
    }

    /// One cell over the column, less an indent; a mark stands left of the first line.
    private func column(
        _ texts: [(String, TypeStyle)], indent: Double = 0, mark: Mark? = nil, inset: Double = 0
    ) -> Strip.Cell {
        let markWidth = mark == nil ? 0 : (texts.first?.1.size ?? 0) * 1.5
        let x = Sheet.left + indent + inset + markWidth
        let width = Sheet.right - inset - x
        let pieces = texts.map { SetText($0.0, $0.1, width: width, in: typeface) }
        return Strip.Cell(x: x, pieces: pieces, mark: mark)
    }

    private mutating func setTitle(_ title: String, _ subtitle: String?) {
        var strip = Strip([column([(title, .title)])])
        (strip.staysWithNext, strip.tag) = (true, "H1")
        strip.bookmark = Strip.Bookmark(title: title, level: 0)
        add(strip, gap: 0)
        guard let subtitle else { return }
        var line = Strip([column([(subtitle, .small)])])
        line.staysWithNext = true
        add(line, gap: 2)
    }

    private mutating func setHeading(_ text: String, _ level: Part.Level, _ mark: Mark?) {
        var strip = Strip([column([(text, TypeStyle.heading(level))], mark: mark)])
        strip.staysWithNext = true
        strip.leastLines = strip.heights.count
        strip.tag = "H\(level.rawValue + 1)"
        strip.ornament.hasRuleBelow = level == .section
        if level != .detail { strip.bookmark = Strip.Bookmark(title: text, level: level.rawValue) }
        add(strip, gap: level == .section ? 18 : level == .item ? 13 : 8)
    }

    /// A state stays with what explains it.
    private mutating func setStatus(_ mark: Mark, _ text: String) {
        var strip = Strip([column([(text, .strong)], mark: mark)])
        strip.staysWithNext = true
        add(strip, gap: 4)
    }

    private mutating func setParagraph(_ text: String, _ manner: Part.Manner) {
        let style: TypeStyle =
            switch manner {
            case .plain: .plain
            case .strong: .strong
            case .small, .quotation: .small
            }
        var strip = Strip([column([(text, style)], indent: manner == .quotation ? 12 : 0)])
        strip.ornament.hasBar = manner == .quotation
        if manner == .quotation { strip.tag = "BlockQuote" }
        add(strip, gap: manner == .small ? 3 : 6)
    }

    private mutating func setList(_ items: [String]) {
        groupCount += 1
        for (index, item) in items.enumerated() {
            var cell = column([(item, .plain)], indent: 14)
            cell.hasBullet = true
            var strip = Strip([cell])
            (strip.tag, strip.group) = ("LI", Strip.Group(tag: "L", number: groupCount))
            add(strip, gap: index == 0 ? 6 : 1)
        }
    }

    private mutating func setRows(_ rows: [Part.Row]) {
        groupCount += 1
        let termWidth = Sheet.columnWidth * 0.30
        for (index, row) in rows.enumerated() {
            let term = SetText(
                row.term, TypeStyle(size: 9.5, ink: .muted, leading: 1.5), width: termWidth - 10, in: typeface
            )
            var texts = [(row.value, TypeStyle.cell)]
            if let note = row.note { texts.append((note, .small)) }
            var value = column(texts, indent: termWidth, mark: row.mark)
            value.tag = "TD"
            var strip = Strip([Strip.Cell(x: Sheet.left, pieces: [term], tag: "TH"), value], padding: 3)
            setRow(&strip, isFirst: index == 0)
        }
    }

    /// What rows of terms and rows of tables have in common.
    private mutating func setRow(_ strip: inout Strip, isFirst: Bool, head: Int? = nil) {
        (strip.tag, strip.group) = ("TR", Strip.Group(tag: "Table", number: groupCount))
        strip.ornament.hasRuleBelow = true
        strip.head = head
        // A row stays whole unless it is so high that much of a page would stay empty.
        strip.leastLines = strip.height < Sheet.columnHeight / 3 ? strip.heights.count : 3
        add(strip, gap: isFirst ? 6 : 0)
    }

    private mutating func setTable(_ table: Table) {
        groupCount += 1
        if !table.caption.isEmpty {
            var caption = Strip([column([(table.caption, .cellHead)])])
            caption.staysWithNext = true
            add(caption, gap: 8)
        }
        var head = Strip(
            cells(table.columns.map { Table.Cell($0.title) }, table, .cellHead, "TH"), padding: 4)
        (head.staysWithNext, head.ornament.isTinted) = (true, true)
        setRow(&head, isFirst: true)
        let place = strips.count - 1
        for row in table.rows {
            var strip = Strip(cells(row, table, .cell, "TD"), padding: 4)
            setRow(&strip, isFirst: false, head: place)
        }
    }

    private func cells(_ row: [Table.Cell], _ table: Table, _ style: TypeStyle, _ tag: String) -> [Strip.Cell]
    {
        let total = table.columns.reduce(0) { $0 + $1.share }
        var x = Sheet.left
        return zip(row, table.columns).map { cell, column in
            let width = Sheet.columnWidth * column.share / total
            defer { x += width }
            let inset = 4 + (cell.mark == nil ? 0 : style.size * 1.5)
            let text = SetText(
                cell.text, style, width: max(style.size, width - inset - 4), alignsRight: column.isNumber,
                in: typeface)
            return Strip.Cell(x: x + inset, pieces: [text], mark: cell.mark, tag: tag)
        }
    }

    private mutating func setNotice(_ mark: Mark, _ title: String, _ text: String?) {
        var texts = [(title, TypeStyle.strong)]
        if let text { texts.append((text, TypeStyle(size: 9.5))) }
        var strip = Strip([column(texts, mark: mark, inset: 10)], padding: 7)
        (strip.ornament.isFramed, strip.ornament.isTinted) = (true, true)
        add(strip, gap: 8)
    }

    private mutating func setCode(_ modules: Modules, _ caption: String) {
        var strip = Strip(height: Typesetting.codeSide)
        (strip.modules, strip.staysWithNext, strip.leastLines, strip.tag) = (modules, true, 1, "Figure")
        add(strip, gap: 10)
        add(Strip([column([(caption, .small)])]), gap: 2)
    }

    /// A code of 57 modules with its quiet ground is read at 36 mm by any phone.
    static let codeSide = 102.0
}
