// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Web pages: tags are stripped, blocks become lines, table cells are parted by tabulators or told
/// under their columns' names; scripts,
/// navigation and footers are dropped. Tolerant of anything: whatever is not understood is text or nothing,
/// never an error.
enum WebPage {
    /// Whether the first bytes look like a page.
    static func isLikely(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head, as: UTF8.self).lowercased()
        if ["<!doctype html", "<html", "<body", "<head", "<meta "].contains(where: text.contains) {
            return true
        }
        let tags = ["<p", "<div", "<br", "<table", "<span", "<li", "<h1", "<h2"].reduce(0) { count, tag in
            count + text.components(separatedBy: tag).count - 1
        }
        return tags >= 3 && text.contains("</")
    }

    static func text(_ bytes: Data) throws(DocumentFault) -> String {
        // UTF-8 is recognised by itself; what is not is GB18030, whatever name of its parts the page
        // declares.
        let source = try PlainText.decode(bytes)
        var stripper = TagStripper(Array(source.unicodeScalars), dropsByClass: true)
        let text = stripper.strip()
        let full = text.unicodeScalars.count
        guard full < 200 else { return text }
        // A page whose article stands inside something called menu: better too much than nothing.
        var generous = TagStripper(Array(source.unicodeScalars), dropsByClass: false)
        let all = generous.strip()
        return all.unicodeScalars.count > full * 3 ? all : text
    }
}

/// One pass over a page.
struct TagStripper {
    private let source: [Unicode.Scalar]
    private let dropsByClass: Bool
    private var at = 0
    private var output = String.UnicodeScalarView()
    /// The element whose content is dropped, and how many of the same name are open inside it.
    private var dropped: (name: String, depth: Int)?
    /// The tables that are open, innermost last.
    private var tables: [Table] = []
    private static let deepestTable = 16

    /// An open table; while one of its cells is open, what was written before the cell.
    private struct Table {
        var grid = TableGrid()
        var outer: String.UnicodeScalarView?
        var columns = 1
        var rows = 1
    }

    init(_ source: [Unicode.Scalar], dropsByClass: Bool) {
        self.source = source
        self.dropsByClass = dropsByClass
    }

    mutating func strip() -> String {
        while at < source.count {
            let scalar = source[at]
            if scalar == "<", isTag {
                tag()
            } else if scalar == "&" {
                entity()
            } else {
                append(scalar)
                at += 1
            }
        }
        while !tables.isEmpty { endTable() }
        return tidy(output)
    }

    private var isTag: Bool {
        guard at + 1 < source.count else { return false }
        let next = source[at + 1]
        return next.isLatin || next == "/" || next == "!" || next == "?"
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        guard dropped == nil else { return }
        // Line breaks of the source are blanks; only tags break lines.
        output.append(scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : scalar)
    }

    private mutating func breakLine() {
        guard dropped == nil, output.last != "\n" else { return }
        output.append("\n")
    }

    // MARK: Tags

    private static let blocks: Set<String> = [
        "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section",
        "article", "dd", "dt", "dl", "hr", "blockquote",
        "pre", "center", "main", "header", "thead", "tbody", "title", "form", "fieldset", "figure",
        "figcaption",
    ]
    private static let silent: Set<String> = [
        "script", "style", "nav", "footer", "noscript", "template", "svg", "iframe", "select", "button",
        "aside", "head", "object", "textarea",
    ]
    private static let raw: Set<String> = ["script", "style", "textarea", "noscript"]
    private static let void: Set<String> = [
        "br", "hr", "img", "input", "meta", "link", "area", "col", "wbr", "source", "embed", "base",
    ]
    private static let silentNames: Set<String> = [
        "nav", "navbar", "footer", "foot", "menu", "sidebar", "breadcrumb", "breadcrumbs", "crumbs", "share",
        "pagination", "copyright", "toolbar", "topbar",
        "friendlink",
    ]

    private mutating func tag() {
        if source[at...].starts(with: "<!--".unicodeScalars) {
            at = find("-->", from: at + 4).map { $0 + 3 } ?? source.count
            return
        }
        let isClosing = at + 1 < source.count && source[at + 1] == "/"
        var cursor = at + (isClosing ? 2 : 1)
        var name = ""
        while cursor < source.count, name.utf8.count < 16, source[cursor].isLatin || source[cursor].isDigit {
            name.unicodeScalars.append(source[cursor])
            cursor += 1
        }
        name = name.lowercased()
        let end = tagEnd(from: cursor)
        let attributes = source[min(cursor, end)..<end]
        at = min(end + 1, source.count)
        if isClosing { close(name) } else { open(name, attributes) }
    }

    /// The > that closes a tag, outside of quotation marks that are closed.
    private func tagEnd(from start: Int) -> Int {
        var cursor = start
        var quote: Unicode.Scalar?
        while cursor < source.count, cursor - start < 20_000 {
            let scalar = source[cursor]
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == ">" {
                return cursor
            }
            cursor += 1
        }
        // The quotation mark was never closed: the next > must do.
        cursor = start
        while cursor < source.count, source[cursor] != ">" { cursor += 1 }
        return cursor
    }

    private mutating func open(_ name: String, _ attributes: ArraySlice<Unicode.Scalar>) {
        if let current = dropped {
            if current.name == name, !Self.void.contains(name) { dropped = (name, current.depth + 1) }
            return
        }
        if Self.raw.contains(name) {
            at = closing(name) ?? at
            return
        }
        let isVoid = Self.void.contains(name) || attributes.last == "/"
        if !isVoid, Self.silent.contains(name) || (dropsByClass && isSilent(attributes)) {
            breakLine()
            dropped = (name, 1)
            return
        }
        if Self.blocks.contains(name) { breakLine() }
        switch name {
        case "table" where tables.count < Self.deepestTable: tables.append(Table())
        case "tr":
            endCell()
            if !tables.isEmpty { tables[tables.count - 1].grid.beginRow() }
        case "td", "th":
            endCell()
            beginCell(attributes)
        default: break
        }
    }

    // MARK: Tables

    private mutating func beginCell(_ attributes: ArraySlice<Unicode.Scalar>) {
        guard let last = tables.indices.last else { return }
        tables[last].outer = output
        tables[last].columns = number("colspan", in: attributes)
        tables[last].rows = number("rowspan", in: attributes)
        output = String.UnicodeScalarView()
    }

    private mutating func endCell() {
        guard let last = tables.indices.last, let outer = tables[last].outer else { return }
        tables[last].grid.add(tidy(output), columns: tables[last].columns, rows: tables[last].rows)
        tables[last].outer = nil
        output = outer
    }

    private mutating func endTable() {
        endCell()
        guard let table = tables.popLast() else { return }
        breakLine()
        output.append(contentsOf: table.grid.text().unicodeScalars)
    }

    /// The number in an attribute: rowspan="2". One when there is none.
    private func number(_ name: String, in attributes: ArraySlice<Unicode.Scalar>) -> Int {
        let text = String(String.UnicodeScalarView(attributes.prefix(400))).lowercased()
        guard let range = text.range(of: name) else { return 1 }
        let digits = text[range.upperBound...].drop { !$0.isASCII || !$0.isNumber }.prefix {
            $0.isASCII && $0.isNumber
        }
        return Int(digits.prefix(4)) ?? 1
    }

    private mutating func close(_ name: String) {
        if let current = dropped {
            guard current.name == name else {
                // The page itself ends whatever was left open.
                if name == "body" || name == "html" { dropped = nil }
                return
            }
            dropped = current.depth > 1 ? (name, current.depth - 1) : nil
            return
        }
        switch name {
        case "td", "th", "tr": endCell()
        case "table": endTable()
        default: break
        }
        if Self.blocks.contains(name) { breakLine() }
    }

    /// Behind the closing tag of an element whose content is not markup.
    private func closing(_ name: String) -> Int? {
        var cursor = at
        let sought = Array(("</" + name).unicodeScalars)
        while cursor + sought.count <= source.count {
            if source[cursor] == "<",
                (0..<sought.count).allSatisfy({
                    source[cursor + $0].properties.lowercaseMapping == String(sought[$0])
                })
            {
                return tagEnd(from: cursor + sought.count) + 1 <= source.count
                    ? tagEnd(from: cursor + sought.count) + 1 : source.count
            }
            cursor += 1
        }
        return source.count
    }

    private func isSilent(_ attributes: ArraySlice<Unicode.Scalar>) -> Bool {
        guard attributes.count < 2_000 else { return false }
        let text = String(String.UnicodeScalarView(attributes)).lowercased()
        guard text.contains("class") || text.contains("id") else { return false }
        for attribute in ["class=", "id="] {
            guard let range = text.range(of: attribute) else { continue }
            let value = text[range.upperBound...].drop { $0 == "\"" || $0 == "'" }.prefix {
                $0 != "\"" && $0 != "'" && $0 != ">"
            }
            let words = value.split { !$0.isLetter }
            if words.contains(where: { Self.silentNames.contains(String($0)) }) { return true }
        }
        return false
    }

    private func find(_ text: String, from start: Int) -> Int? {
        let sought = Array(text.unicodeScalars)
        var cursor = start
        while cursor + sought.count <= source.count {
            if source[cursor] == sought[0], Array(source[cursor..<(cursor + sought.count)]) == sought {
                return cursor
            }
            cursor += 1
        }
        return nil
    }

    // MARK: Characters

    private static let named: [String: Unicode.Scalar] = [
        "nbsp": " ", "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'", "ldquo": "“", "rdquo": "”",
        "lsquo": "‘", "rsquo": "’", "mdash": "—",
        "ndash": "–", "hellip": "…", "middot": "·", "emsp": " ", "ensp": " ", "thinsp": " ", "times": "×",
        "deg": "°", "yen": "¥", "le": "≤", "ge": "≥",
        "laquo": "«", "raquo": "»", "bull": "•", "plusmn": "±", "permil": "‰",
    ]

    private mutating func entity() {
        let window = source[(at + 1)..<min(at + 12, source.count)]
        guard let end = window.firstIndex(of: ";") else {
            append("&")
            at += 1
            return
        }
        let name = String(String.UnicodeScalarView(window[..<end]))
        var scalar = Self.named[name]
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            scalar = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        } else if name.hasPrefix("#") {
            scalar = UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
        }
        if let scalar {
            append(scalar)
            at = end + 1
        } else {
            append("&")
            at += 1
        }
    }

    /// Blank runs are one blank, empty lines go.
    private func tidy(_ output: String.UnicodeScalarView) -> String {
        var lines: [String] = []
        for line in String(output).split(separator: "\n") {
            let cells = line.split(separator: "\t").map { cell in
                cell.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" || $0 == "\u{3000}" }).joined(
                    separator: " ")
            }.filter { !$0.isEmpty }
            if !cells.isEmpty { lines.append(cells.joined(separator: "\t")) }
        }
        return lines.joined(separator: "\n")
    }
}
