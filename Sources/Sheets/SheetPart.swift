// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The cells of one worksheet (ECMA-376, part 1, 18.3.1).
final class SheetPart: PartParser {
    private(set) var rows: [SheetRow] = []

    private let strings: [String]
    private let formats: CellFormats
    private let limits: SheetLimits
    private var cellCount = 0

    private var line = 0
    private var cells: [String] = []
    private var damages: [SheetRow.DamagedCell] = []

    private var column = 0
    private var type = ""
    private var style = 0
    private var value = ""
    private var isValue = false
    private var phoneticDepth = 0

    init(part: String, strings: [String], formats: CellFormats, limits: SheetLimits) {
        self.strings = strings
        self.formats = formats
        self.limits = limits
        super.init(part: part)
    }

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "row":
            line = attributes["r"].flatMap { Int($0) } ?? line + 1
            column = 0
            cells = []
            damages = []
        case "c":
            let place = attributes["r"].flatMap { SheetPlace(reference: $0) }
            column = place?.column ?? column + 1
            type = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? 0
            value = ""
        case "v": isValue = true
        case "t": isValue = type == "inlineStr" && phoneticDepth == 0
        case "rPh": phoneticDepth += 1
        default: break
        }
    }

    override func end(_ name: String) {
        switch name {
        case "v", "t": isValue = false
        case "rPh": phoneticDepth -= 1
        case "c": keepCell()
        case "row": keepRow()
        default: break
        }
    }

    override func text(_ text: String) {
        if isValue { value += text }
    }

    private func keepCell() {
        guard !value.isEmpty else { return }
        guard column <= limits.columns else {
            fault = .tooManyColumns(limit: limits.columns, line: line)
            return
        }
        let (text, damage) = shown()
        guard !text.isEmpty else { return }
        while cells.count < column { cells.append("") }
        cells[column - 1] = text
        if let damage { damages.append(.init(column: column, damage: damage)) }
    }

    private func shown() -> (String, SheetDamage?) {
        switch type {
        case "s":
            guard let index = Int(value), strings.indices.contains(index) else {
                fault = .damaged(part: "sharedStrings.xml", line: nil)
                return ("", nil)
            }
            return (strings[index], nil)
        case "inlineStr", "str": return (EscapedText.plain(value), nil)
        case "b": return (value == "1" || value == "true" ? "TRUE" : "FALSE", nil)
        case "e": return (value, .failedFormula(shown: value))
        // A day in ISO 8601, which Excel itself does not write.
        case "d": return (value.replacingOccurrences(of: "T00:00:00", with: ""), nil)
        default: return formats.shown(value, style: style)
        }
    }

    private func keepRow() {
        guard !cells.isEmpty else { return }
        guard line <= limits.rows else {
            fault = .tooManyRows(limit: limits.rows)
            return
        }
        cellCount += cells.count
        guard cellCount <= limits.cells else {
            fault = .tooManyCells(limit: limits.cells)
            return
        }
        rows.append(SheetRow(line: line, cells: cells, damages: damages))
    }
}
