// SPDX-License-Identifier: Apache-2.0

/// A paragraph of running text: lines that only the layout had broken are one again, spaces that only the
/// layout had put in are gone.
struct Paragraph: Sendable {
    /// The whole paragraph in the flow, mark included, label excluded.
    let range: Range<Int>
    let mark: ListMark?
    /// The name that the page sets off before it, with the name's place in the flow.
    let label: (range: Range<Int>, purpose: Purpose)?

    /// The text behind the mark.
    var body: Range<Int> { min(range.lowerBound + (mark?.length ?? 0), range.upperBound)..<range.upperBound }
}

/// The text as one run of glyphs that the grammar reads, cut into paragraphs.
struct Flow: Sendable {
    let text: PolicyText
    let glyphs: [Glyph]
    /// For each position the position in the original.
    let origin: [Int]
    let paragraphs: [Paragraph]

    func stretch(_ range: Range<Int>) -> Stretch { glyphs[range] }

    /// The place in the original.
    func span(_ range: Range<Int>) -> Span {
        guard !range.isEmpty, range.upperBound <= origin.count else { return Span(start: 0, end: 0) }
        return Span(start: origin[range.lowerBound], end: origin[range.upperBound - 1] + 1)
    }

    /// The original words.
    func excerpt(_ range: Range<Int>) -> String { text.excerpt(span(range)) }
}

/// Joins what the layout broke.
struct FlowBuilder {
    private let text: PolicyText
    private var glyphs: [Glyph] = []
    private var origin: [Int] = []
    private var paragraphs: [Paragraph] = []

    static func build(_ text: PolicyText) -> Flow {
        var builder = FlowBuilder(text: text)
        let (pieces, isCard) = LineReader(text: text.glyphs[...]).pieces()
        let full = fullWidth(pieces, text: text.glyphs[...])
        // The cells of a card are broken by the layout only where no line is longer than a layout allows.
        let isBroken = pieces.allSatisfy { $0.cells <= 130 }
        var index = 0
        var cell: (range: Range<Int>, purpose: Purpose)?
        var isInside = false
        while index < pieces.count {
            if let label = pieces[index].label {
                cell = label
                isInside = isCard && isBroken
            } else if ListMark.read(text.glyphs[pieces[index].value]) != nil {
                cell = nil
            }
            var values = [pieces[index].value]
            var last = pieces[index]
            while index + 1 < pieces.count,
                continues(
                    last, pieces[index + 1], inside: cell, isCell: isInside, full: full,
                    text: text.glyphs[...])
            {
                index += 1
                values.append(pieces[index].value)
                last = pieces[index]
            }
            builder.add(label: pieces[index - (values.count - 1)].label, values: values)
            index += 1
        }
        return Flow(
            text: text, glyphs: builder.glyphs, origin: builder.origin, paragraphs: builder.paragraphs)
    }

    private init(text: PolicyText) { self.text = text }

    /// The width from which a line counts as full, nil when the lines are not broken by a layout.
    private static func fullWidth(_ pieces: [Piece], text: Stretch) -> Int? {
        let widths = pieces.filter(\.endsLine).map(\.cells).filter { $0 >= 40 }.sorted()
        guard widths.count >= 3, let longest = widths.last, let most = widths[safe: widths.count * 19 / 20]
        else { return nil }
        guard longest <= 130, most <= 110 else { return nil }
        let near = pieces.filter { $0.endsLine && $0.cells >= most - 6 }
        let open = near.filter { piece in text[piece.value].last.map { !isClosed($0) } ?? false }
        return near.count >= 3 && open.count * 10 >= near.count * 4 ? most - 6 : nil
    }

    /// No column is so narrow that a line of fewer cells was broken by the layout.
    private static let narrowest = 24

    private static func isClosed(_ glyph: Glyph) -> Bool { glyph.isStop || glyph == ":" }

    /// Whether the next piece goes on with the sentence of the last one.
    private static func continues(
        _ last: Piece, _ next: Piece, inside label: (range: Range<Int>, purpose: Purpose)?, isCell: Bool,
        full: Int?,
        text: Stretch
    ) -> Bool {
        guard next.label == nil, last.endsLine else { return false }
        let line = text[next.value]
        guard let end = text[last.value].last else {
            return label != nil && last.value.isEmpty && isOpen(label)
        }
        // A value in a narrow column, and a name whose value stands on the next line.
        if ListMark.read(line) != nil { return false }
        if label?.purpose != .issuer, standsAlone(line) { return false }
        // A heading is complete where it says what kind of document it is: 关于…的通知
        if TitleCues.documents.ends(text[last.value]) != nil, text[last.value].contains("关于") { return false }
        // Every cell of a guide card is broken by the layout.
        if isCell, !isClosed(end), last.cells >= narrowest { return true }
        if let full {
            if last.cells >= full { return !(isClosed(end) && looksLikeHeading(line)) }
            // Justified lines with Latin letters come out shorter; a long line without an end goes on all
            // the same.
            if last.cells * 5 >= full * 4, !isClosed(end) { return true }
            return label != nil && isNarrow(label) && !isClosed(end)
        }
        // Without a layout only an open bracket, quotation or comma tells that a line goes on.
        return end == "," || end == "、" || end == "《"
    }

    private static func isNarrow(_ label: (range: Range<Int>, purpose: Purpose)?) -> Bool {
        switch label?.purpose {
        case .issuer, .background, .conditions, .contact, .time, .number: true
        default: false
        }
    }

    private static func isOpen(_ label: (range: Range<Int>, purpose: Purpose)?) -> Bool {
        switch label?.purpose {
        case .issuer, .number, .published, .validity, .time, .contact, .background: true
        default: false
        }
    }

    /// Lines of their own wherever they stand: a document's number, the names and the day of a signature.
    private static func standsAlone(_ line: Stretch) -> Bool {
        guard line.count <= 60 else { return false }
        if let number = DocumentNumber.find(line), number.count + 2 >= line.count { return true }
        if line.last == "日", line.count <= 16, line.first?.isDigit == true, line.contains("年") { return true }
        return line.count >= 6 && SignatureReader.isList(line)
    }

    private static func looksLikeHeading(_ line: Stretch) -> Bool {
        line.count <= 16 && !(line.last.map(isClosed) ?? false)
    }

    private mutating func add(label: (range: Range<Int>, purpose: Purpose)?, values: [Range<Int>]) {
        let labelRange = label.map { ($0.range, $0.purpose) }.map { range, purpose in (append(range), purpose)
        }
        let start = glyphs.count
        for value in values { _ = append(value) }
        let body = glyphs[start..<glyphs.count]
        guard !body.isEmpty || labelRange != nil else { return }
        paragraphs.append(
            Paragraph(
                range: start..<glyphs.count, mark: ListMark.read(body),
                label: labelRange.map { (range: $0.0, purpose: $0.1) }))
    }

    /// Copies a range without the spaces that carry nothing: only those between two Latin words or numbers
    /// remain.
    private mutating func append(_ range: Range<Int>) -> Range<Int> {
        let start = glyphs.count
        for position in range {
            let glyph = text.glyphs[position]
            if glyph.isSpace {
                guard let before = glyphs.last, glyphs.count > start, isPlain(before),
                    position + 1 < range.upperBound,
                    isPlain(text.glyphs[position + 1])
                else { continue }
                // 1 000 and 2024 年 are one; so are the parts of a date.
                if before.isDigit && text.glyphs[position + 1].isDigit && !isClock(position) { continue }
            }
            glyphs.append(glyph)
            origin.append(text.origin[position])
        }
        return start..<glyphs.count
    }

    private func isPlain(_ glyph: Glyph) -> Bool { glyph.isDigit || glyph.isLatin }

    /// A date followed by a time of day keeps its space.
    private func isClock(_ position: Int) -> Bool {
        let window = text.glyphs[position..<min(position + 7, text.glyphs.count)]
        return window.contains(":") || window.dropFirst().prefix(while: \.isDigit).count >= 5
    }
}

extension Array {
    /// The element, or nil when there is none at that place.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
