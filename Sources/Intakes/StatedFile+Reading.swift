// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Sheets

extension StatedFile {
    /// The most policies of one file.
    static let mostPolicies = 50_000
    /// The largest file, as tables bear it.
    static let largestMiB = 64
    /// YAML is read with a place for each text, which costs memory.
    private static let yamlMiB = 24

    /// Reads a file by its content: a table (CSV, XLSX), JSON or YAML.
    ///
    /// - Throws: ``IntakeFileFault``.
    static func open(_ bytes: [UInt8], named name: String) throws(IntakeFileFault) -> StatedFile {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= largestMiB << 20 else { throw .tooLarge(limitMiB: largestMiB) }
        let ending = name.split(separator: ".").last?.lowercased() ?? ""
        let policies: [StatedPolicy]
        switch ending {
        case "json": policies = try stated(try PlacedJSON.read(try text(of: bytes)))
        case "yaml", "yml": policies = try yaml(try text(of: bytes), name)
        default: policies = try table(bytes, name)
        }
        guard !policies.isEmpty else { throw .empty }
        guard policies.count <= mostPolicies else { throw .tooMany(mostPolicies) }
        return StatedFile(policies)
    }

    private static func text(of bytes: [UInt8]) throws(IntakeFileFault) -> String {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let body = bytes[start...]
        guard !body.contains(0) else { throw .notText }
        if let text = String(validating: body, as: UTF8.self) { return text }
        // GB18030 in Foundation's numbering of encodings.
        if start == 0, let text = String(data: Data(body), encoding: String.Encoding(rawValue: 0x8000_0632)) {
            return text
        }
        throw .notText
    }

    private static func yaml(_ text: String, _ name: String) throws(IntakeFileFault) -> [StatedPolicy] {
        guard text.utf8.count <= yamlMiB << 20 else { throw .tooLarge(limitMiB: yamlMiB) }
        do {
            return try stated(try PlacedValue.yaml(text, named: name, limitKiB: yamlMiB << 10))
        } catch let fault as RuleFault {
            let place = (line: fault.place.line, column: fault.place.column)
            throw .words(
                chinese: "第 \(place.line) 行第 \(place.column) 列：\(fault.message(english: false))",
                english: "Line \(place.line), column \(place.column): \(fault.message(english: true))")
        } catch let fault as IntakeFileFault {
            throw fault
        } catch {
            throw .notText
        }
    }

    private static func table(_ bytes: [UInt8], _ name: String) throws(IntakeFileFault) -> [StatedPolicy] {
        let sheet: Sheet
        do {
            sheet = try SheetFile.open(bytes, name: name).first
        } catch {
            throw .words(chinese: error.chineseText, english: error.englishText)
        }
        guard let head = sheet.rows.first else { throw .empty }
        return sheet.rows.dropFirst().map { row in
            let cells = head.cells.indices.compactMap { index -> StatedPolicy.Cell? in
                let (column, text) = (index + 1, row.text(index + 1))
                let damage = row.damage(column)
                guard !head.text(column).isEmpty, !text.isEmpty || damage != nil else { return nil }
                return StatedPolicy.Cell(
                    column: column, line: row.line, head: head.text(column), texts: [text],
                    chineseDamage: damage?.chineseText, englishDamage: damage?.englishText)
            }
            return StatedPolicy(line: row.line, cells: cells)
        }
    }

    /// A list of policies, or a mapping that has it under 政策 or `policies`.
    private static func stated(_ value: PlacedValue) throws(IntakeFileFault) -> [StatedPolicy] {
        switch value {
        case .list(let values, _):
            var policies: [StatedPolicy] = []
            for value in values {
                guard case .map(let entries, let line) = value else { throw .notAList(line: value.line) }
                var cells: [StatedPolicy.Cell] = []
                for entry in entries { cells += self.cells(entry) }
                policies.append(StatedPolicy(line: line, cells: cells))
            }
            return policies
        case .map(let entries, let line):
            guard let list = entries.first(where: { ["政策", "policies"].contains($0.key.lowercased()) }),
                case .list = list.value
            else { throw .notAList(line: line) }
            return try stated(list.value)
        case .text(_, let line): throw .notAList(line: line)
        }
    }

    /// What stands under a key; measures become columns of their own, as in a table.
    private static func cells(_ entry: PlacedValue.Entry) -> [StatedPolicy.Cell] {
        switch entry.value {
        case .text(let text, let line):
            guard !text.isEmpty, text != "null", text != "~" else { return [] }
            return [StatedPolicy.Cell(column: 0, line: line, head: entry.key, texts: [text])]
        case .map(let inner, _):
            return inner.flatMap { part in
                cells(PlacedValue.Entry(key: "\(entry.key).\(part.key)", value: part.value))
            }
        case .list(let values, let line):
            let texts = values.compactMap { value -> String? in
                if case .text(let text, _) = value { text } else { nil }
            }
            if texts.count == values.count {
                return texts.isEmpty
                    ? [] : [StatedPolicy.Cell(column: 0, line: line, head: entry.key, texts: texts)]
            }
            return values.enumerated().flatMap { index, value in
                cells(PlacedValue.Entry(key: "\(entry.key)\(index + 1)", value: value))
            }
        }
    }
}
