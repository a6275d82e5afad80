// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Standards

/// Reads the cells of one policy and gathers what is wrong with them.
struct RowReader {
    private let policy: StatedPolicy
    private var cells: [IntakeColumn: StatedPolicy.Cell] = [:]
    private var itemCells: [Int: [ItemColumn: StatedPolicy.Cell]] = [:]
    private(set) var faults: [CellFault] = []

    init(_ policy: StatedPolicy) {
        self.policy = policy
        for cell in policy.cells {
            if let column = IntakeColumn(reading: cell.head) {
                if cells.updateValue(cell, forKey: column) != nil {
                    faults.append(CellWords.headTwice.fault(at: cell))
                }
            } else if let (number, part) = ItemColumn.read(cell.head) {
                itemCells[number, default: [:]][part] = cell
            }
        }
    }

    // MARK: - Texts and lists

    mutating func text(_ column: IntakeColumn, longest: Int) -> String {
        guard let cell = cells[column] else { return "" }
        let text = cell.texts.joined(separator: "\n").replacing("\r\n", with: "\n")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        if text.count > longest {
            faults.append(CellWords.tooLong(limit: longest).fault(at: cell, found: String(text.prefix(40))))
        }
        return text
    }

    mutating func required(_ column: IntakeColumn, longest: Int) -> String {
        let text = text(column, longest: longest)
        if text.isEmpty { miss(column) }
        return text
    }

    mutating func miss(_ column: IntakeColumn) {
        faults.append(CellWords.missing.fault(of: policy, head: column.rawValue))
    }

    /// A list as JSON and YAML have it, or one cell: a JSON list of texts, lines, or texts between `；`.
    func list(_ column: IntakeColumn) -> [String] {
        guard let cell = cells[column] else { return [] }
        return ListText.read(cell.texts)
    }

    mutating func each<Value>(
        _ column: IntakeColumn, _ read: (String) throws(CellWords) -> Value
    ) -> [Value] {
        guard let cell = cells[column] else { return [] }
        var values: [Value] = []
        for word in ListText.read(cell.texts) {
            do throws(CellWords) {
                values.append(try read(word))
            } catch {
                faults.append(error.fault(at: cell))
            }
        }
        return values
    }

    // MARK: - Single values

    mutating func day(_ column: IntakeColumn) -> Day? {
        guard let cell = cells[column], let text = cell.texts.first, !text.isEmpty else { return nil }
        // A workbook gives moments for days that somebody typed with a time.
        guard let day = Day(reading: text.replacing(" 00:00:00", with: "")) else {
            faults.append(CellWords.day.fault(at: cell))
            return nil
        }
        return day
    }

    mutating func order(_ first: IntakeColumn, _ start: Day?, _ last: IntakeColumn, _ end: Day?) {
        guard let start, let end, end < start, let cell = cells[last] else { return }
        faults.append(CellWords.dayOrder(first.rawValue, last.rawValue).fault(at: cell))
    }

    mutating func level() -> PolicyLevel {
        guard let cell = cells[.level], let text = cell.texts.first else {
            miss(.level)
            return .city
        }
        guard let level = PolicyWords.value(text, in: PolicyWords.levels) else {
            faults.append(CellWords.level.fault(at: cell))
            return .city
        }
        return level
    }

    mutating func region() -> Region {
        guard let cell = cells[.region], let text = cell.texts.first else {
            miss(.region)
            return .nation
        }
        if let region = Region(code: text) { return region }
        let named = Region.named(text)
        guard let region = named.first else {
            let near = Region.provinces.flatMap { [$0] + $0.children }.map(\.name)
            let words = CellWords.region(near: Nearest.nearest(to: text, in: near, limit: 2))
            faults.append(words.fault(at: cell))
            return .nation
        }
        if named.count > 1 {
            let all = named.prefix(5).map { "\($0.fullName) \($0.code)" }
            faults.append(CellWords.regionAmbiguous(all).fault(at: cell))
        }
        return region
    }

    mutating func department(among departments: [Department]) -> Department? {
        guard let cell = cells[.department], let text = cell.texts.first, !text.isEmpty else { return nil }
        if let found = departments.first(where: { Han.folded($0.name) == Han.folded(text) }) { return found }
        let near = Nearest.nearest(to: text, in: departments.map(\.name), limit: 2)
        faults.append(CellWords.department(near: near).fault(at: cell))
        return nil
    }

    mutating func applying() -> PolicyContent.Applying {
        guard let cell = cells[.applying], let text = cell.texts.first else { return .nothing }
        guard let way = PolicyWords.value(text, in: PolicyWords.applying) else {
            faults.append(CellWords.applying.fault(at: cell))
            return .nothing
        }
        return way
    }

    mutating func address(_ column: IntakeColumn) -> String {
        guard let cell = cells[column] else { return "" }
        return address(cell)
    }

    private mutating func address(_ cell: StatedPolicy.Cell) -> String {
        let text = cell.texts.first ?? ""
        guard WebAddress.isPlain(text) else {
            faults.append(CellWords.address.fault(at: cell))
            return ""
        }
        return text
    }

    mutating func digest() -> String {
        guard let cell = cells[.originalDigest], let text = cell.texts.first else { return "" }
        guard text.count == 64, text.allSatisfy(\.isHexDigit) else {
            faults.append(CellWords.digest.fault(at: cell))
            return ""
        }
        return text.lowercased()
    }

    // MARK: - Measures

    mutating func items() -> [PolicyItem] {
        var items: [PolicyItem] = []
        for number in itemCells.keys.sorted() {
            let cells = itemCells[number] ?? [:]
            let word = { (part: ItemColumn) in cells[part]?.texts.joined(separator: "\n") ?? "" }
            guard let first = cells.values.min(by: { $0.column < $1.column }) else { continue }
            if word(.name).isEmpty {
                faults.append(CellWords.itemWithoutName(number).fault(at: first))
                continue
            }
            var item = PolicyItem(
                key: cells[.key].flatMap(\.texts.first) ?? String(number), name: word(.name))
            if items.contains(where: { $0.key == item.key }) {
                faults.append(CellWords.itemTwice(item.key).fault(at: cells[.key] ?? first))
            }
            (item.support, item.rule) = (word(.support), word(.rule))
            (item.office, item.phone) = (word(.office), word(.phone))
            if let cell = cells[.address] { item.applyAddress = address(cell) }
            (item.leastFen, item.mostFen) = (fen(cells[.least]), fen(cells[.most]))
            if let least = item.leastFen, let most = item.mostFen, most < least, let cell = cells[.most] {
                faults.append(CellWords.moneyOrder.fault(at: cell))
            }
            items.append(item)
        }
        return items
    }

    private mutating func fen(_ cell: StatedPolicy.Cell?) -> Int64? {
        guard let cell, let text = cell.texts.first, !text.isEmpty else { return nil }
        guard let money = Money(reading: text), money.fen >= 0 else {
            faults.append(CellWords.money.fault(at: cell))
            return nil
        }
        return money.fen
    }

    mutating func add(_ words: CellWords, at item: Int) {
        let cell = itemCells[item]?[.rule]
        faults.append(cell.map { words.fault(at: $0, found: "") } ?? words.fault(of: policy))
    }

    /// Cells that a spreadsheet program has spoilt are faults, whatever could still be read in them.
    mutating func checkDamages() {
        for cell in policy.cells {
            guard let chinese = cell.chineseDamage, let english = cell.englishDamage else { continue }
            faults.append(
                CellFault(
                    line: cell.line, column: cell.column, head: cell.head, found: cell.texts.first ?? "",
                    chinese: chinese, english: english))
        }
    }
}

/// Lists within one cell.
enum ListText {
    /// The texts of a cell. One text that is a JSON list is taken as that; several lines are one text
    /// each; else `；` stands between texts.
    static func read(_ texts: [String]) -> [String] {
        guard texts.count == 1, let text = texts.first else { return kept(texts) }
        if text.hasPrefix("[\""), let list = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) {
            return kept(list)
        }
        if text.contains("\n") { return kept(text.split(separator: "\n").map(String.init)) }
        return kept(text.split { "；;".contains($0) }.map(String.init))
    }

    /// The texts as one cell, which reads back as the same.
    static func written(_ texts: [String]) -> String {
        let isPlain = texts.allSatisfy { text in !text.contains { "；;\n".contains($0) } }
        if isPlain, texts.first?.hasPrefix("[\"") != true { return texts.joined(separator: "；") }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        guard let data = try? encoder.encode(texts) else { return texts.joined(separator: "\n") }
        return String(decoding: data, as: UTF8.self)
    }

    private static func kept(_ texts: [String]) -> [String] {
        texts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }
}

/// Addresses of the web.
enum WebAddress {
    /// Whether a text is an address that may be linked: http or https, a host, nothing invisible.
    static func isPlain(_ text: String) -> Bool {
        guard text.utf8.count <= 2_000, let url = URL(string: text), let host = url.host, !host.isEmpty,
            url.user == nil, url.password == nil
        else { return false }
        return ["http", "https"].contains(url.scheme?.lowercased() ?? "")
    }
}
