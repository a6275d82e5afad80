// SPDX-License-Identifier: Apache-2.0

/// The lines of a file as scalars, so that a text can be replaced just where it stands.
struct SourceLines {
    private var lines: [[Unicode.Scalar]]

    /// Kept in front, where it counts as no column.
    private let mark: String

    init(_ text: String) {
        let own = text.withoutByteOrderMark
        mark = own == text ? "" : "\u{FEFF}"
        lines = Array(own.unicodeScalars).split(separator: "\n", omittingEmptySubsequences: false).map(
            Array.init)
    }

    var text: String {
        var view = String.UnicodeScalarView(mark.unicodeScalars)
        for (index, line) in lines.enumerated() {
            if index > 0 { view.append("\n") }
            view.append(contentsOf: line)
        }
        return String(view)
    }

    /// Replaces a text that stands literally on one line. Those further right must be replaced first.
    mutating func replace(_ old: Tree.Text, with new: String) {
        let (row, start) = (old.place.line - 1, old.place.column - 1)
        let scalars = Array(old.string.unicodeScalars)
        guard lines.indices.contains(row), start >= 0, start + scalars.count <= lines[row].count,
            Array(lines[row][start..<start + scalars.count]) == scalars
        else { return }
        lines[row].replaceSubrange(start..<start + scalars.count, with: Array(new.unicodeScalars))
    }

    /// Without space at line ends, with one line break at the end. Line ends of Windows stay.
    static func tidied(_ text: String) -> String {
        var lines = SourceLines(text)
        for index in lines.lines.indices {
            let isReturn = lines.lines[index].last == "\r"
            if isReturn { lines.lines[index].removeLast() }
            while let last = lines.lines[index].last, last == " " || last == "\t" {
                lines.lines[index].removeLast()
            }
            if isReturn { lines.lines[index].append("\r") }
        }
        while lines.lines.count > 1, lines.lines.last?.allSatisfy({ $0 == "\r" }) == true {
            lines.lines.removeLast()
        }
        return lines.text.isEmpty ? "" : lines.text + "\n"
    }
}
