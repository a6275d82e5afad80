// SPDX-License-Identifier: Apache-2.0

/// A piece of a line: a name that the page sets off (发文机构 …, 补贴条件：…) with its value, or plain text.
struct Piece: Sendable {
    /// The name, its purpose included; nil for plain text.
    var label: (range: Range<Int>, purpose: Purpose)?
    /// The text without the label, trimmed; may be empty.
    var value: Range<Int>
    /// How wide the printed line is, in cells.
    let cells: Int
    /// Whether the piece ends its printed line.
    var endsLine: Bool

    var start: Int { label?.range.lowerBound ?? value.lowerBound }
}

/// Cuts a text into lines and the lines at the names that a page sets off.
struct LineReader {
    let text: Stretch

    /// All pieces in order, and whether they are a guide card's.
    func pieces() -> (pieces: [Piece], isCard: Bool) {
        let lines = text.pieces { $0 == "\n" }.map { $0.trimmed() }.filter { !$0.isEmpty }
        let isCard = isGuideCard(lines)
        let pieces = lines.flatMap { line in
            cells(of: line).flatMap { cell in cut(cell, isCard: isCard) }
        }
        return (pieces, isCard)
    }

    /// Three left-column names at the beginning of lines make a guide card.
    private func isGuideCard(_ lines: [Stretch]) -> Bool {
        let found = lines.prefix(400).filter { line in
            SectionNames.card(line, at: line.startIndex).map { isSetOff(line, line.startIndex + $0.0.count) }
                ?? false
        }
        return found.count >= 3
    }

    private func isSetOff(_ line: Stretch, _ end: Int) -> Bool {
        end >= line.endIndex || line[end].isSpace || line[end] == ":"
    }

    /// The cells of a table's row that came as text.
    private func cells(of line: Stretch) -> [Stretch] {
        guard line.contains(where: { $0 == "\t" || $0 == "|" || $0 == "│" }) else { return [line] }
        return line.pieces { $0 == "\t" || $0 == "|" || $0 == "│" }.map { $0.trimmed() }.filter {
            !$0.isEmpty
        }
    }

    private func cut(_ line: Stretch, isCard: Bool) -> [Piece] {
        var starts: [(at: Int, length: Int, purpose: Purpose)] = []
        var at = line.startIndex
        while at < line.endIndex, starts.count < 12 {
            if let found = label(line, at: at, isCard: isCard) {
                starts.append((at, found.length, found.purpose))
                at += found.length
            } else {
                guard let space = line[at...].firstIndex(where: { $0.isSpace }) else { break }
                at = space
                while at < line.endIndex, line[at].isSpace || line[at] == "[" || line[at] == "]" { at += 1 }
            }
        }
        let width = line.cells
        guard let first = starts.first else {
            return [Piece(label: nil, value: line.startIndex..<line.endIndex, cells: width, endsLine: true)]
        }
        var result: [Piece] = []
        let head = line.upTo(first.at).trimmed("[")
        if !head.isEmpty {
            result.append(
                Piece(label: nil, value: head.startIndex..<head.endIndex, cells: width, endsLine: false))
        }
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1].at : line.endIndex
            let labelEnd = start.at + start.length
            let value = line[min(labelEnd, end)..<end].trimmed()
            result.append(
                Piece(
                    label: (start.at..<labelEnd, start.purpose), value: value.startIndex..<value.endIndex,
                    cells: width,
                    endsLine: index + 1 == starts.count))
        }
        return result
    }

    /// A name at the position, its colon included.
    private func label(_ line: Stretch, at position: Int, isCard: Bool) -> (length: Int, purpose: Purpose)? {
        if isCard, let (word, purpose) = SectionNames.card(line, at: position) {
            let end = position + word.count
            if end >= line.endIndex || line[end].isSpace { return (word.count, purpose) }
        }
        if let (word, purpose) = SectionNames.particular(line, at: position) {
            let end = position + word.count
            if let colon = colon(line, at: end) { return (colon + 1 - position, purpose) }
        }
        if position == line.startIndex, line[position] == "[" { return bracketed(line) }
        // Any short name before a colon, at the beginning of a line only.
        guard position == line.startIndex else { return nil }
        let window = line[position..<min(position + 14, line.endIndex)]
        guard let colon = window.firstIndex(of: ":"), colon - position >= 2 else { return nil }
        let name = line[position..<colon]
        guard name.allSatisfy({ $0.isHan || $0 == "/" || $0.isSpace }),
            let purpose = SectionNames.purpose(ofHeading: name)
        else { return nil }
        return (colon + 1 - position, purpose)
    }

    /// 【补贴对象】招用…: a name in brackets at the beginning of a line.
    private func bracketed(_ line: Stretch) -> (length: Int, purpose: Purpose)? {
        guard let close = line.prefix(14).firstIndex(of: "]"), close - line.startIndex >= 3 else {
            return nil
        }
        let name = line[(line.startIndex + 1)..<close]
        guard let purpose = SectionNames.purpose(ofHeading: name) else { return nil }
        var end = close + 1
        if let colon = colon(line, at: end) { end = colon + 1 }
        return (end - line.startIndex, purpose)
    }

    private func colon(_ line: Stretch, at position: Int) -> Int? {
        var at = position
        while at < line.endIndex, line[at].isSpace { at += 1 }
        return at < line.endIndex && line[at] == ":" ? at : nil
    }
}
