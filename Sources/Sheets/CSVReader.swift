// SPDX-License-Identifier: Apache-2.0

/// Reads text with separated cells: RFC 4180, and what Excel and WPS take besides it. Quoted cells may hold
/// separators, line breaks and doubled quotation marks; text after a closing mark belongs to the cell.
struct CSVReader {
    private let text: [UInt8]
    private let separator: UInt8
    private let limits: SheetLimits
    private var at = 0
    /// The line of the file, and the row as spreadsheet programs count it: quoted breaks make no row.
    private var textLine = 1
    private var line = 1

    private static let quote = UInt8(ascii: "\"")

    init(_ text: [UInt8], separator: UInt8, limits: SheetLimits) {
        self.text = text
        self.separator = separator
        self.limits = limits
    }

    /// The mark between cells: what a first line `sep=;` says, else the one that parts most rows alike.
    static func separator(of text: [UInt8]) -> UInt8 {
        if let stated = stated(text) { return stated }
        var best = (separator: UInt8(ascii: ","), score: 0)
        for candidate in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
            let score = score(candidate, in: text)
            if score > best.score { best = (candidate, score) }
        }
        return best.separator
    }

    private static func stated(_ text: [UInt8]) -> UInt8? {
        guard text.count > 5, text[..<4].elementsEqual("sep=".utf8), text[5] == 0x0A || text[5] == 0x0D
        else { return nil }
        return text[4]
    }

    /// How many cells the first lines have if parted so, where they agree with the first of them.
    private static func score(_ candidate: UInt8, in text: [UInt8]) -> Int {
        var (counts, count, isQuoted) = ([Int](), 0, false)
        for byte in text.prefix(65_536) {
            if byte == quote { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == candidate { count += 1 }
            if byte == 0x0A || byte == 0x0D {
                if count > 0 { counts.append(count) }
                count = 0
                if counts.count == 50 { break }
            }
        }
        if count > 0 { counts.append(count) }
        return counts.reduce(0) { $0 + ($1 == counts[0] ? 2 * $1 : 1) }
    }

    /// All rows that hold anything.
    mutating func rows() throws(SheetFault) -> [SheetRow] {
        var rows: [SheetRow] = []
        var cellCount = 0
        if Self.stated(text) != nil { try skipLine() }
        while at < text.count {
            let (cells, start) = (try record(), line)
            line += 1
            guard !cells.isEmpty else { continue }
            guard start <= limits.rows else { throw .tooManyRows(limit: limits.rows) }
            guard cells.count <= limits.columns else {
                throw .tooManyColumns(limit: limits.columns, line: start)
            }
            cellCount += cells.count
            guard cellCount <= limits.cells else { throw .tooManyCells(limit: limits.cells) }
            rows.append(SheetRow(line: start, cells: cells, damages: Self.damages(of: cells)))
        }
        return rows
    }

    private mutating func skipLine() throws(SheetFault) {
        _ = try record()
        line += 1
    }

    /// The cells of the next row, without empty ones at its end.
    private mutating func record() throws(SheetFault) -> [String] {
        var cells: [String] = []
        var filled = 0
        while true {
            let cell = try cell(column: cells.count + 1)
            if !cell.isEmpty { filled = cells.count + 1 }
            // A line of nothing but separators must not take memory without end.
            if cells.count <= limits.columns || !cell.isEmpty { cells.append(cell) }
            guard at < text.count else { break }
            let mark = text[at]
            at += 1
            if mark == separator { continue }
            if mark == 0x0D, at < text.count, text[at] == 0x0A { at += 1 }
            textLine += 1
            break
        }
        return Array(cells.prefix(filled))
    }

    /// The next cell, up to its separator or the end of the line.
    private mutating func cell(column: Int) throws(SheetFault) -> String {
        var bytes: [UInt8] = []
        if at < text.count, text[at] == Self.quote { bytes = try quoted(column: column) }
        let start = at
        while at < text.count, text[at] != separator, text[at] != 0x0A, text[at] != 0x0D { at += 1 }
        if bytes.isEmpty {
            return FormulaGuard.removed(from: String(decoding: text[start..<at], as: UTF8.self))
        }
        bytes.append(contentsOf: text[start..<at])
        return FormulaGuard.removed(from: String(decoding: bytes, as: UTF8.self))
    }

    private mutating func quoted(column: Int) throws(SheetFault) -> [UInt8] {
        let openedLine = textLine
        var bytes: [UInt8] = []
        at += 1
        while at < text.count {
            let byte = text[at]
            at += 1
            if byte == Self.quote {
                guard at < text.count, text[at] == Self.quote else { return bytes }
                at += 1
            } else if byte == 0x0A || byte == 0x0D && (at == text.count || text[at] != 0x0A) {
                textLine += 1
            }
            bytes.append(byte)
        }
        throw .openQuote(line: openedLine, column: column)
    }

    /// Long numbers that a spreadsheet program has shortened before the file was saved.
    private static func damages(of cells: [String]) -> [SheetRow.DamagedCell] {
        var damages: [SheetRow.DamagedCell] = []
        for (index, cell) in cells.enumerated() where isShortened(cell) {
            damages.append(.init(column: index + 1, damage: .shortened(shown: cell)))
        }
        return damages
    }

    /// `9.132E+17`: what Excel shows of numbers with twelve digits and more.
    private static func isShortened(_ cell: String) -> Bool {
        let bytes = Array(cell.utf8.prefix(30))
        guard bytes.count >= 5, bytes.count < 30, let mark = bytes.firstIndex(of: UInt8(ascii: "E")),
            bytes.count - mark == 4, bytes[mark + 1] == UInt8(ascii: "+")
        else { return false }
        let digits = bytes[..<mark].filter { $0 != UInt8(ascii: ".") }
        return !digits.isEmpty && mark - digits.count <= 1
            && (digits + bytes[(mark + 2)...]).allSatisfy { (0x30...0x39).contains($0) }
    }
}
