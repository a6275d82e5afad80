// SPDX-License-Identifier: Apache-2.0

extension YearPlan {
    /// The longest text that is read, in characters.
    public static let longestText = 20_000

    /// Reads an operator's file. One statement a line, `#` begins a remark, dates with or without the year:
    ///
    /// ```
    /// 年份: 2027
    /// 依据: 国务院办公厅关于2027年部分节假日安排的通知
    /// 放假: 元旦 1月1日至1月3日
    /// 上班: 2月14日, 2月20日
    /// ```
    public init(text: String) throws(YearPlanFault) {
        guard text.count <= YearPlan.longestText else {
            throw YearPlanFault(line: 1, column: 1, problem: .tooLong(limit: YearPlan.longestText))
        }
        var reader = YearPlanReader()
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() { try reader.read(Substring(line), line: index + 1) }
        self = try reader.plan(lines: lines.count)
    }

    /// The plan as a file that `init(text:)` reads.
    public var text: String {
        var lines = ["年份: \(year)", "依据: \(source)"]
        for holiday in holidays {
            let days = [holiday.first, holiday.last].map(\.isoText)
            lines.append(
                "放假: \(holiday.name) " + (days[0] == days[1] ? days[0] : days.joined(separator: " 至 ")))
        }
        if !exchanged.isEmpty { lines.append("上班: " + exchanged.map(\.isoText).joined(separator: ", ")) }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// The statements of a plan, gathered line by line.
private struct YearPlanReader {
    private var year: Int?
    private var source: String?
    private var holidays: [YearPlan.Holiday] = []
    private var exchanged: [Day] = []
    private var places: [Day: (line: Int, column: Int)] = [:]

    private static let keys = ["年份", "依据", "放假", "上班"]

    /// A statement's text with its place.
    private struct Piece {
        let text: Substring
        let line: Int
        let column: Int

        func fault(_ problem: YearPlanFault.Problem) -> YearPlanFault {
            YearPlanFault(line: line, column: column, problem: problem)
        }

        /// Without spaces on both sides, the column moved along.
        var trimmed: Piece {
            let front = text.prefix { $0.isWhitespace }.count
            var rest = text.dropFirst(front)
            while let last = rest.last, last.isWhitespace { rest.removeLast() }
            return Piece(text: rest, line: line, column: column + front)
        }

        func dropping(_ count: Int) -> Piece {
            Piece(text: text.dropFirst(count), line: line, column: column + count).trimmed
        }

        func cut(whereSeparator isSeparator: (Character) -> Bool) -> [Piece] {
            text.split(omittingEmptySubsequences: false, whereSeparator: isSeparator).map { part in
                let offset = text.distance(from: text.startIndex, to: part.startIndex)
                return Piece(text: part, line: line, column: column + offset).trimmed
            }
        }
    }

    mutating func read(_ text: Substring, line: Int) throws(YearPlanFault) {
        let statement = Piece(text: text.prefix { $0 != "#" }, line: line, column: 1).trimmed
        guard !statement.text.isEmpty else { return }
        guard let colon = statement.text.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
            throw statement.fault(.noColon)
        }
        let key = String(statement.text[..<colon]).filter { !$0.isWhitespace }
        let value = statement.dropping(
            statement.text.distance(from: statement.text.startIndex, to: colon) + 1)
        switch key {
        case "年份": try readYear(value)
        case "依据":
            if source != nil { throw statement.fault(.repeated(key)) }
            source = String(value.text)
        case "放假": try readHoliday(value)
        case "上班": try readExchanged(value)
        default:
            let nearest = Nearest.nearest(to: key, in: YearPlanReader.keys, limit: 1).first
            throw statement.fault(.unknownKey(key, nearest: nearest))
        }
    }

    func plan(lines: Int) throws(YearPlanFault) -> YearPlan {
        let end = YearPlanFault(line: max(1, lines), column: 1, problem: .noYear)
        guard let year else { throw end }
        guard !holidays.isEmpty else { throw YearPlanFault(line: end.line, column: 1, problem: .noDays) }
        let plan = YearPlan(unchecked: year, source: source ?? "", holidays: holidays, exchanged: exchanged)
        if let problem = plan.contradiction {
            let place = problem.day.flatMap { places[$0] } ?? (end.line, 1)
            throw YearPlanFault(line: place.line, column: place.column, problem: problem)
        }
        return plan
    }

    private mutating func readYear(_ value: Piece) throws(YearPlanFault) {
        if year != nil { throw value.fault(.repeated("年份")) }
        var digits = Han.halfWidth(String(value.text))
        if digits.hasSuffix("年") { digits.removeLast() }
        guard let number = Int(digits), (2_000...2_100).contains(number) else {
            throw value.fault(.badYear(String(value.text)))
        }
        year = number
    }

    private mutating func readHoliday(_ value: Piece) throws(YearPlanFault) {
        let name = value.text.prefix { !$0.isNumber && !$0.isWhitespace }
        guard !name.isEmpty else { throw value.fault(.noName) }
        let ends = value.dropping(name.count).cut { "至到~～".contains($0) }
        guard let first = ends.first, let last = ends.last, ends.count <= 2 else {
            throw value.fault(.badDay(String(value.text)))
        }
        let start = try day(first, monthOf: nil)
        let end = try day(last, monthOf: start)
        if end < start { throw first.fault(.reversed(start, end)) }
        // The longest arrangement so far had nine days (Spring Festival of 2026).
        let count = start.days(until: end) + 1
        if count > 15 { throw first.fault(.tooManyDays(count)) }
        places[start] = (first.line, first.column)
        holidays.append(YearPlan.Holiday(name: String(name), first: start, last: end))
    }

    private mutating func readExchanged(_ value: Piece) throws(YearPlanFault) {
        for piece in value.cut(whereSeparator: { ",，、;；".contains($0) }) where !piece.text.isEmpty {
            let day = try day(piece, monthOf: nil)
            if exchanged.contains(day) { throw piece.fault(.repeated(day.chineseText)) }
            places[day] = (piece.line, piece.column)
            exchanged.append(day)
        }
    }

    /// A date with its year, or one of the file's year; behind 至 the month may be left out too.
    private func day(_ piece: Piece, monthOf start: Day?) throws(YearPlanFault) -> Day {
        guard let year else { throw piece.fault(.noYear) }
        let text = String(piece.text)
        var candidates = [text, "\(year)年\(text)"]
        if let start { candidates.append("\(year)年\(start.month)月\(text)") }
        guard let day = candidates.lazy.compactMap(Day.init(reading:)).first else {
            throw piece.fault(.badDay(text))
        }
        guard day.year == year else { throw piece.fault(.otherYear(day, expected: year)) }
        return day
    }
}

extension YearPlanFault.Problem {
    /// The day that a contradiction is about.
    fileprivate var day: Day? {
        switch self {
        case .exchangedWeekday(let day), .exchangedHoliday(let day), .overlap(let day): day
        default: nil
        }
    }
}
