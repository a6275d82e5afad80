// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Sheets
import Standards

/// Policies as a file that an import reads again.
struct PolicyTable: Sendable {
    /// A policy with what readers want to know of it; imports pass over the latter.
    struct Entry: Sendable {
        let number: Int64?
        let stage: String
        let department: String
        let content: PolicyContent
    }

    let entries: [Entry]

    /// The formats.
    enum Format: String, CaseIterable, Sendable {
        case csv, xlsx, json, yaml

        var mediaType: String {
            switch self {
            case .csv: SheetTable.textType
            case .xlsx: SheetTable.workbookType
            case .json: "application/json"
            case .yaml: "application/yaml; charset=utf-8"
            }
        }
    }

    /// The file's bytes.
    func bytes(_ format: Format) throws -> [UInt8] {
        switch format {
        case .csv: return table.csv()
        case .xlsx:
            // The compiler of Swift 6.3 fails on a pattern in this catch.
            do {
                return try table.workbook()
            } catch {
                if case .cellTooLong = error { throw IntakeFault.tooLongForWorkbook }
                throw error
            }
        case .json: return Array(("[\n" + entries.map(json).joined(separator: ",\n") + "\n]\n").utf8)
        case .yaml: return Array(entries.map(yaml).joined().utf8)
        }
    }

    // MARK: - Tables

    private var table: SheetTable {
        let most = entries.map(\.content.items.count).max() ?? 0
        let numbers: [Int] = most == 0 ? [] : Array(1...most)
        let items: [(number: Int, part: ItemColumn)] = numbers.flatMap { number in
            ItemColumn.allCases.map { (number: number, part: $0) }
        }
        var heads: [String] = ["编号", "状态"]
        heads += IntakeColumn.allCases.map(\.rawValue)
        heads += items.map { ItemColumn.head($0.number, $0.part) }
        let rows: [[SheetTable.Cell]] = entries.map { entry in
            var cells: [SheetTable.Cell] = [.empty, .text(entry.stage)]
            if let number = entry.number { cells[0] = .number(String(number)) }
            for column in IntakeColumn.allCases {
                let texts: [String] = entry.texts(of: column)
                cells.append(cell(column.isList ? ListText.written(texts) : texts.first ?? ""))
            }
            let measures = entry.content.items
            for (number, part) in items {
                cells.append(cell(number <= measures.count ? measures[number - 1].text(of: part) : ""))
            }
            return cells
        }
        return SheetTable("政策", columns: heads, rows: rows)
    }

    private func cell(_ text: String) -> SheetTable.Cell { text.isEmpty ? .empty : .text(text) }

    // MARK: - Trees

    /// What is stated, in order; lists stay lists.
    private func fields(_ entry: Entry) -> [(String, [String], isList: Bool)] {
        let remarks: [(String, [String], isList: Bool)] = [
            ("编号", entry.number.map { [String($0)] } ?? [], false),
            ("状态", entry.stage.isEmpty ? [] : [entry.stage], false),
        ]
        var all = remarks
        for column in IntakeColumn.allCases {
            all.append((column.rawValue, entry.texts(of: column), column.isList))
        }
        return all.filter { !$0.1.isEmpty }
    }

    private func parts(_ item: PolicyItem) -> [(String, String)] {
        ItemColumn.allCases.map { ($0.rawValue, item.text(of: $0)) }.filter { !$0.1.isEmpty }
    }

    private func json(_ entry: Entry) -> String {
        var lines = fields(entry).map { name, texts, isList in
            let value = isList ? "[\(texts.map(Self.quoted).joined(separator: ", "))]" : Self.quoted(texts[0])
            return "    \(Self.quoted(name)): \(value)"
        }
        if !entry.content.items.isEmpty {
            let items = entry.content.items.map { item in
                let pairs = parts(item).map { "\(Self.quoted($0.0)): \(Self.quoted($0.1))" }
                return "      {\(pairs.joined(separator: ", "))}"
            }
            lines.append("    \"条目\": [\n\(items.joined(separator: ",\n"))\n    ]")
        }
        return "  {\n\(lines.joined(separator: ",\n"))\n  }"
    }

    private func yaml(_ entry: Entry) -> String {
        var lines: [String] = []
        for (name, texts, isList) in fields(entry) {
            if isList {
                lines.append("\(name):")
                lines += texts.map { "  - \(Self.quoted($0))" }
            } else {
                lines.append("\(name): \(Self.quoted(texts[0]))")
            }
        }
        if !entry.content.items.isEmpty {
            lines.append("条目:")
            for item in entry.content.items {
                lines += parts(item).enumerated().map { index, part in
                    "  \(index == 0 ? "- " : "  ")\(part.0): \(Self.quoted(part.1))"
                }
            }
        }
        return lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 + "\n" }.joined()
    }

    /// A text within quotation marks as JSON and YAML both read it.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            // Line ends of Unicode, which YAML would fold.
            case "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                quoted += "\\u" + String(format: "%04x", scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension IntakeColumn {
    /// Whether it holds several texts.
    var isList: Bool {
        switch self {
        case .issuers, .kinds, .themes, .tags, .industries, .tiers, .materials, .contacts: true
        default: false
        }
    }
}

extension PolicyTable.Entry {
    /// What stands under a head.
    func texts(of column: IntakeColumn) -> [String] {
        let day = { (day: Day?) in day.map { [$0.isoText] } ?? [] }
        let one = { (text: String) in text.isEmpty ? [] : [text] }
        switch column {
        case .title: return one(content.title)
        case .documentNumber: return one(content.documentNumber)
        case .issuers: return content.issuers
        case .level: return one(PolicyWords.word(of: content.level, in: PolicyWords.levels))
        case .region: return [content.region.code]
        case .department: return one(department)
        case .summary: return one(content.summary)
        case .kinds: return content.kinds.map { PolicyWords.word(of: $0, in: PolicyWords.kinds) }
        case .themes: return content.themes
        case .tags: return content.tags
        case .industries: return content.industries
        case .tiers: return content.tiers
        case .publishedOn: return day(content.publishedOn)
        case .validFrom: return day(content.validFrom)
        case .validTo: return day(content.validTo)
        case .applyFrom: return day(content.applyFrom)
        case .applyTo: return day(content.applyTo)
        case .applying: return one(PolicyWords.word(of: content.applying, in: PolicyWords.applying))
        case .materials: return content.materials
        case .contacts: return content.contacts.map(\.stated)
        case .text: return one(content.text)
        case .sourceAddress: return one(content.sourceAddress)
        case .originalDigest: return one(content.originalDigest)
        }
    }
}

extension PolicyItem {
    /// What stands under a head.
    func text(of part: ItemColumn) -> String {
        switch part {
        case .key: key
        case .name: name
        case .support: support
        case .least: leastFen.map { Money(fen: $0).text } ?? ""
        case .most: mostFen.map { Money(fen: $0).text } ?? ""
        case .office: office
        case .phone: phone
        case .address: applyAddress
        case .rule: rule
        }
    }
}
