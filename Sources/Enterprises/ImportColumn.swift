// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// What a column of a sheet is taken for.
enum ImportColumn: Hashable, Sendable {
    case code, name, region, industry, founded, legalForm, state, address
    /// A fact: a word, and the year it speaks of (0 for a word without period).
    case fact(word: Word.ID, year: Int)
    /// A word with a period, whose head does not say which.
    case yearMissing(word: Word.ID)
    /// Something else; the nearest names that are known.
    case unknown(near: [String])

    /// Heads of the register's columns, as registers and statistics word them.
    private static let names: [(ImportColumn, [String])] = [
        (.code, ["统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "creditcode"]),
        (.name, ["企业名称", "单位名称", "名称", "公司名称", "主体名称", "name"]),
        (.region, ["行政区划", "行政区划代码", "区划代码", "地区", "所在地区", "所属地区", "注册地", "region"]),
        (.industry, ["行业代码", "行业", "所属行业", "国民经济行业代码", "行业门类", "industry"]),
        (.founded, ["成立日期", "成立时间", "注册日期", "开业日期", "founded"]),
        (.legalForm, ["企业类型", "市场主体类型", "登记注册类型", "legalform"]),
        (.state, ["登记状态", "经营状态", "企业状态", "state"]),
        (.address, ["住所", "注册地址", "地址", "address"]),
    ]

    /// Heads that a sheet of refused rows carries for its reader.
    static let remarks: Set = ["行号", "原因", "line", "reason"]

    /// What a head means. Years are seen from `year`, that of the day of the import.
    init(reading head: String, _ vocabulary: Vocabulary, year: Int) {
        let text = Han.folded(head).replacing("*", with: "")
        for (column, names) in Self.names where names.contains(text) {
            self = column
            return
        }
        if let word = vocabulary.word(named: head) {
            self = word.isPeriodic ? .yearMissing(word: word.id) : .fact(word: word.id, year: 0)
            return
        }
        if let (period, name) = Self.divided(head), let word = vocabulary.word(named: name), word.isPeriodic,
            let stated = Self.year(period, from: year)
        {
            self = .fact(word: word.id, year: stated)
            return
        }
        let all = Self.names.compactMap(\.1.first) + vocabulary.names.keys.sorted()
        let sought = Self.divided(head)?.name ?? head
        self = .unknown(near: Nearest.nearest(to: sought, in: all, limit: 2))
    }

    /// `上年度.营业收入`, `2025年.营业收入`, `2025年营业收入`, `营业收入（2025年）`.
    private static func divided(_ head: String) -> (period: String, name: String)? {
        let text = Han.halfWidth(head).filter { !$0.isWhitespace }
        if let dot = text.firstIndex(where: { ".·。".contains($0) }) {
            return (String(text[..<dot]), String(text[text.index(after: dot)...]))
        }
        if let open = text.lastIndex(of: "("), text.hasSuffix(")") {
            let inside = text[text.index(after: open)...].dropLast()
            return (String(inside), String(text[..<open]))
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 4 else { return nil }
        let rest = text.dropFirst(4)
        for word in ["年度", "年末", "年"] where rest.hasPrefix(word) {
            return (digits + word, String(rest.dropFirst(word.count)))
        }
        return nil
    }

    private static func year(_ period: String, from year: Int) -> Int? {
        switch period {
        case "本年度", "本年末", "本年": return year
        case "上年度", "上年末", "上年", "去年": return year - 1
        case "上上年度", "上上年末", "前年": return year - 2
        default: break
        }
        let digits = period.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 4, ["", "年", "年度", "年末"].contains(period.dropFirst(4)),
            let number = Int(digits), (1990...year).contains(number)
        else { return nil }
        return number
    }
}

/// What is wrong with one cell, in both languages, to be kept with the run.
struct CellFault: Error, Hashable, Sendable {
    /// The column, counted from 1; 0 for the whole row.
    let column: Int
    let found: String
    let chinese: String
    let english: String
}

/// A row that can be recorded.
struct ImportedRow: Sendable {
    let entry: RegisterEntry
    let facts: [FactStatement]
}

/// Reads rows of a sheet by its head.
struct ImportReading: Sendable {
    let columns: [ImportColumn]
    let vocabulary: Vocabulary
    let source: String
    /// The regions in which the importer may record.
    let regions: [Region]
    let isExample: Bool

    /// Whether code and name are there, without which nothing can be recorded.
    var isComplete: Bool { columns.contains(.code) && columns.contains(.name) }

    /// One row, or every fault in it.
    func read(_ cells: [String]) -> Result<ImportedRow, RowFaults> {
        var faults: [CellFault] = []
        func take<Value>(_ column: ImportColumn, _ read: (String) throws(CellWords) -> Value?) -> Value? {
            guard let index = columns.firstIndex(of: column), let text = cells.at(index), !text.isEmpty else {
                return nil
            }
            do throws(CellWords) {
                return try read(text)
            } catch {
                faults.append(error.fault(column: index + 1, found: text))
                return nil
            }
        }
        let code = take(.code) { text throws(CellWords) in try Self.code(text) }
        let name = take(.name) { text throws(CellWords) in try Self.name(text) }
        let stated = take(.region) { text throws(CellWords) in try self.region(text) }
        let industry = take(.industry) { text throws(CellWords) in try Self.industry(text) }
        let founded = take(.founded) { text throws(CellWords) in try Self.day(text) }
        let state = take(.state) { text throws(CellWords) in try Self.state(text) }
        let legalForm = take(.legalForm) { text throws(CellWords) in String(text.prefix(100)) }
        let address = take(.address) { text throws(CellWords) in String(text.prefix(300)) }
        if code == nil, faults.allSatisfy({ columns.at($0.column - 1) != .code }) {
            faults.append(CellWords.missing("统一社会信用代码", "credit code").fault(at: .code, columns))
        }
        if name == nil, faults.allSatisfy({ columns.at($0.column - 1) != .name }) {
            faults.append(CellWords.missing("企业名称", "name").fault(at: .name, columns))
        }
        let place = stated ?? (columns.contains(.region) ? nil : code?.region?.current)
        if let place {
            if !regions.contains(where: { place.isWithin($0) }) {
                faults.append(CellWords.outside(place, regions).fault(at: .region, columns))
            }
        } else if code != nil, faults.allSatisfy({ columns.at($0.column - 1) != .region }) {
            faults.append(CellWords.noRegion.fault(at: .region, columns))
        }
        let facts = facts(cells, &faults)
        guard faults.isEmpty, let code, let name, let place else {
            return .failure(RowFaults(faults: faults))
        }
        let entry = RegisterEntry(
            code: code, name: name, region: place, industry: industry, founded: founded, legalForm: legalForm,
            state: state, address: address, source: source, isExample: isExample)
        return .success(ImportedRow(entry: entry, facts: facts))
    }

    private func facts(_ cells: [String], _ faults: inout [CellFault]) -> [FactStatement] {
        var facts: [FactStatement] = []
        for (index, column) in columns.enumerated() {
            guard case .fact(let id, let year) = column, let text = cells.at(index), !text.isEmpty else {
                continue
            }
            let word = vocabulary[id]
            var unit: Unit?
            if case .number(let own) = word.kind { unit = own }
            do throws(ValueFault) {
                guard let value = try word.value(from: text, impliedUnit: unit) else { continue }
                facts.append(
                    FactStatement(
                        word: word.name, year: year, value: word.storedText(of: value), source: source))
            } catch {
                let words = ValueFaultWords(word: word, fault: error)
                faults.append(
                    CellFault(
                        column: index + 1, found: text, chinese: words.text(english: false),
                        english: words.text(english: true)))
            }
        }
        return facts
    }

    private static func code(_ text: String) throws(CellWords) -> CreditCode {
        do throws(CreditCodeFault) {
            return try CreditCode(text)
        } catch {
            throw CellWords(error.chineseText, error.englishText)
        }
    }

    private static func name(_ text: String) throws(CellWords) -> String {
        guard text.count >= 2, text.count <= 120 else { throw .nameLength }
        return text
    }

    private func region(_ text: String) throws(CellWords) -> Region {
        if let region = Region(code: text) { return region.current ?? region }
        let found = Region.named(text)
        if found.count > 1 {
            // 鼓楼区 is in four cities: the importer's own regions decide, when they hold one of them.
            let own = found.filter { one in regions.contains { one.isWithin($0) } }
            if let only = own.first, own.count == 1 { return only }
            throw .ambiguous(found.prefix(3).map(\.fullName))
        }
        guard let region = found.first else { throw .regionUnknown }
        return region
    }

    private static func industry(_ text: String) throws(CellWords) -> Industry {
        if let industry = Industry(code: text) { return industry }
        if let exact = Industry.named(text).first, exact.name == text { return exact }
        throw .industryUnknown(Nearest.nearest(to: text, in: Industry.all(.group).map(\.name), limit: 2))
    }

    private static func day(_ text: String) throws(CellWords) -> Day {
        guard let day = Day(reading: String(text.prefix { $0 != " " })) else { throw .dayUnreadable }
        return day
    }

    private static func state(_ text: String) throws(CellWords) -> Enterprise.State {
        guard let state = Enterprise.State(reading: text) else { throw .stateUnknown }
        return state
    }
}

/// Every fault of a row that was refused.
struct RowFaults: Error, Sendable {
    let faults: [CellFault]
}

/// What is wrong with a cell and what to write, in both languages.
struct CellWords: Error, Sendable {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    func fault(column: Int, found: String) -> CellFault {
        CellFault(column: column, found: found, chinese: chinese, english: english)
    }

    /// The fault of an empty cell, at its column, or at the row where there is none.
    func fault(at column: ImportColumn, _ columns: [ImportColumn]) -> CellFault {
        fault(column: (columns.firstIndex(of: column) ?? -1) + 1, found: "")
    }

    static func missing(_ chinese: String, _ english: String) -> CellWords {
        CellWords("这一行没有\(chinese)。请补上。", "This row has no \(english). Please add it.")
    }

    static let nameLength = CellWords(
        "企业名称应有 2 到 120 个字。请写营业执照上的全称。",
        "A name has 2 to 120 characters. Please write the full name of the licence.")
    static let regionUnknown = CellWords(
        "没有这个地区。请写六位区划代码，如 320508，或带上级的名称，如 江苏省苏州市姑苏区。",
        "No such region. Please write the six-digit code, such as 320508, or the name with the province.")
    static let dayUnreadable = CellWords(
        "读不出日期。请写成 2020-05-01 或 2020年5月1日。", "This is no date. Please write 2020-05-01.")
    static let stateUnknown = CellWords(
        "没有这种登记状态。请写 存续、歇业、吊销、注销 或 迁出。",
        "No such state. Please write 存续, 歇业, 吊销, 注销 or 迁出.")
    static let noRegion = CellWords(
        "不知道企业在哪个地区。请补上行政区划。", "The region is not known. Please add a region column.")

    static let elsewhere = CellWords(
        "这家企业登记在别的地区，不能由您改到本地区。请核对信用代码；确实迁入的，请上级经办人导入。",
        "This enterprise is registered in another region, and you cannot move it. Please check the code; if it has "
            + "moved, ask an official of the region above to import it.")

    static func ambiguous(_ names: [String]) -> CellWords {
        let list = names.joined(separator: "、")
        return CellWords(
            "有几个地区叫这个名字：\(list)。请写六位代码或全称。",
            "Several regions have this name: \(list). Please write the code or the full name.")
    }

    static func industryUnknown(_ near: [String]) -> CellWords {
        let list = near.joined(separator: "、")
        return CellWords(
            "没有这个行业。请写国民经济行业代码，如 C3670 或 39。" + (near.isEmpty ? "" : "是否想写：\(list)？"),
            "No such industry. Please write a GB/T 4754 code such as C3670 or 39."
                + (near.isEmpty ? "" : " Did you mean \(list)?"))
    }

    static func outside(_ region: Region, _ regions: [Region]) -> CellWords {
        let own = regions.map(\.fullName).joined(separator: "、")
        return CellWords(
            "\(region.fullName)不在您负责的地区（\(own)）。请交给当地经办人导入。",
            "\(region.fullName) is not in your regions (\(own)). Please pass it to the official there.")
    }
}
