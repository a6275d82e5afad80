// SPDX-License-Identifier: Apache-2.0
import Standards

extension LineReading {
    /// The numbers, windows of years and days of a line that official words do not say, as the line writes
    /// them: `5000万元` against 营业收入不低于4000万元. Digits, 万 and 亿, 百分之 and Chinese numerals are read. None at
    /// all, and at least one counted thing, need no words: 拥有发明专利 is `≥ 1项`.
    ///
    /// - Throws: the first fault of the line, when it does not read.
    public func unsaid(_ line: String, in words: String) throws(RuleFault) -> [String] {
        let condition = try condition(line)
        let place = Place(file: "", line: 1, column: 1, length: line.unicodeScalars.count)
        let part = RulePart(
            kind: .clause, title: "", cites: [], allCites: [], place: place, conditions: [condition],
            expressions: [], literals: [], points: [], needsPerson: false, takesBest: false, isInner: false)
        let written = OfficialNumberReader.numbers(in: words)
        let counts = OfficialCounts.values(in: words)
        var found: [String] = []
        for stated in CitingPart(part, vocabulary).stated {
            let isCount = stated.measure == .count
            if stated.value == .zero || isCount && stated.value == 1 { continue }
            if written.contains(where: { stated.isSaid(by: $0) }) { continue }
            if isCount || stated.measure == .plain, counts.contains(stated.value) { continue }
            found.append(stated.text)
        }
        for case .date(let test) in part.allConditions where !OfficialDays.say(test.day, in: words) {
            found.append(test.day.isoText)
        }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// Counted things and ranks as running text has them: 两项, 3家, 前三位.
enum OfficialCounts {
    private static let numerals = Set("0123456789一二两三四五六七八九十百千万〇零")
    private static let units = Set("项件个家人名次台套种款篇所位户")

    static func values(in words: String) -> Set<Rational> {
        let characters = Array(Han.halfWidth(words).filter { !$0.isWhitespace })
        var values: Set<Rational> = []
        var start = 0
        while start < characters.count {
            guard numerals.contains(characters[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < characters.count, numerals.contains(characters[end]) { end += 1 }
            let isRank = start > 0 && characters[start - 1] == "前"
            let isCounted = end < characters.count && units.contains(characters[end])
            if isRank || isCounted, case .success(let figure) = Figure.read(String(characters[start..<end])) {
                values.insert(figure.value)
            }
            start = end
        }
        return values
    }
}

/// Days as official words write them.
enum OfficialDays {
    static func say(_ day: Day, in words: String) -> Bool {
        let text = Han.halfWidth(words).filter { !$0.isWhitespace }
        let (year, month, date) = (day.year, day.month, day.day)
        let (longMonth, longDate) = (padded(month), padded(date))
        var forms = ["\(year)年\(month)月\(date)日", "\(year)年\(longMonth)月\(longDate)日"]
        for sign in ["-", ".", "/"] {
            forms.append("\(year)\(sign)\(month)\(sign)\(date)")
            forms.append("\(year)\(sign)\(longMonth)\(sign)\(longDate)")
        }
        // 2020-1-1 is no part of 2020-1-15.
        return forms.contains { form in
            text.ranges(of: form).contains { range in
                form.hasSuffix("日") || range.upperBound == text.endIndex
                    || !text[range.upperBound].isNumber
            }
        }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
