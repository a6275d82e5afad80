// SPDX-License-Identifier: Apache-2.0
import Standards

/// A number as it stands in official words: 1500万元, 近两年, 百分之三, 50分.
struct OfficialNumber {
    let value: Rational
    let measure: Measure
    /// As it is written.
    let text: String
    /// A look-back window or a term: 近三年, 30日内, 有效期3年.
    let isTerm: Bool
    /// The upper end of 1—2项.
    var isRangeEnd = false

    /// What is measured, coarser than a dimension: documents count 项, 个, 家 and 次 as they please.
    enum Measure { case money, dollars, share, years, days, count, points, area, weight, plain }

    /// Whether a number of the rule is this one.
    func isSame(_ value: Rational, _ measure: Measure) -> Bool {
        if self.value == value {
            return self.measure == measure || self.measure == .plain || measure == .plain
        }
        // A year is as often written as 365 days.
        let (years, days) = self.measure == .years ? (self.value, value) : (value, self.value)
        return [self.measure, measure].contains(.years) && [self.measure, measure].contains(.days)
            && days == years * 365
    }
}

extension OfficialNumber.Measure {
    /// The measure of a rule's number.
    init(_ dimension: Dimension) {
        let counts: [Dimension.Base] = [.person, .item, .household, .occurrence, .machine]
        let plain: [(Dimension, OfficialNumber.Measure)] = [
            (.none, .share), (.base(.yuan), .money), (.base(.dollar), .dollars), (.base(.year), .years),
            (.base(.day), .days), (.base(.point), .points), (.base(.squareMetre), .area),
            (.base(.tonne), .weight),
        ]
        let table = plain + counts.map { (.base($0), .count) }
        self = table.first { $0.0 == dimension }?.1 ?? .plain
    }
}

/// Finds the numbers of a text that say how much or how long. Left out, because no clause could hold them:
/// dates, numbers of articles, annexes, tables and documents, ranks (前三), names such as 50强 and GB/T 4754,
/// and 一 as in 一种 or 任意一年.
struct OfficialNumberReader {
    private let characters: [Character]
    private var position = 0

    static func numbers(in text: String) -> [OfficialNumber] {
        var reader = OfficialNumberReader(characters: Array(Han.halfWidth(text)))
        return reader.all()
    }

    private init(characters: [Character]) { self.characters = characters }

    private mutating func all() -> [OfficialNumber] {
        var found: [OfficialNumber] = []
        while position < characters.count {
            let start = position
            if let number = next() { found.append(number) }
            if position == start { position += 1 }
        }
        return found
    }

    /// The number that begins here; the position is then behind it. Steps over numbers that do not count.
    private mutating func next() -> OfficialNumber? {
        let start = position
        if let worth = Self.shares.first(where: { sees($0.name) })?.worth { return share(worth, start) }
        if Self.isDigit(characters[start]) { return arabic(start) }
        if Self.numerals.contains(characters[start]) { return chinese(start) }
        return nil
    }

    // MARK: - Forms

    private mutating func share(_ worth: Rational, _ start: Int) -> OfficialNumber? {
        position += 3
        let run = self.run { Self.isDigit($0) || $0 == "." || Self.numerals.contains($0) || $0 == "点" }
        guard case .success(let figure) = Figure.read(run) else { return nil }
        return number(figure.value * worth, .share, start)
    }

    private mutating func arabic(_ start: Int) -> OfficialNumber? {
        let digits = run { Self.isDigit($0) || $0 == "." || $0 == "," }.trimmingPoints
        position = start + digits.count
        guard mayFollow(start) else { return nil }
        guard let value = Rational(decimal: digits.filter { $0 != "," }) else { return nil }
        if isDate(digits) || isName() { return nil }
        let isOrdinal = start == 0 && ".、)）".contains(here ?? " ")
        let multiplier = multiplier()
        if multiplier == 1, let range = unitBehindRange() {
            return number(value * range.multiplier * range.unit.worth, range.unit.measure, start)
        }
        guard let measure = unit() else {
            return isOrdinal || multiplier == 1 ? nil : number(value * multiplier, .plain, start)
        }
        return number(value * multiplier * measure.worth, measure.measure, start)
    }

    /// 三年, 两项以上, 三分之一. A numeral counts only before a unit.
    private mutating func chinese(_ start: Int) -> OfficialNumber? {
        let run = run { Self.numerals.contains($0) }
        guard "第前任每同某另上下之".contains(before(start) ?? " ") == false,
            case .success(let figure) = Figure.read(run)
        else { return nil }
        if sees("分之") { return fraction(of: figure.value, start) }
        guard let (measure, worth) = unit() else { return nil }
        switch measure {
        case .count where figure.value == 1 || !isCompared(start): return nil
        case .points, .plain: return nil
        case .years where figure.value == 1 && "意".contains(before(start) ?? " "): return nil
        default: return number(figure.value * worth, measure, start)
        }
    }

    private mutating func fraction(of parts: Rational, _ start: Int) -> OfficialNumber? {
        position += 2
        let run = run { Self.numerals.contains($0) }
        guard case .success(let figure) = Figure.read(run), let value = figure.value.divided(by: parts) else {
            return nil
        }
        return number(value, .share, start)
    }

    private func number(_ value: Rational, _ measure: OfficialNumber.Measure, _ start: Int) -> OfficialNumber?
    {
        guard value != .zero else { return nil }
        let isTime = measure == .years || measure == .days
        let isTerm =
            isTime && (["近", "续", "期"].contains(before(start)) || here == "内" || sees("以内") || sees("之内"))
        let from = isTerm && before(start) == "近" ? start - 1 : start
        return OfficialNumber(
            value: value, measure: measure, text: String(characters[from..<position]).trimmed,
            isTerm: isTerm || measure == .days, isRangeEnd: "-—–~至".contains(before(start) ?? " "))
    }

    // MARK: - Around the number

    /// Not inside a name such as GB/T 4754, an article, or a document's number; behind a dash only as the
    /// end of a range.
    private func mayFollow(_ start: Int) -> Bool {
        guard let before = before(start) else { return true }
        if before.isLetter && before.isASCII || "〔[第附件表图/号".contains(before) { return false }
        guard before == "-" else { return true }
        return start >= 2 && !characters[start - 2].isASCII
            || Self.rangeStarts.contains(characters[max(0, start - 2)])
    }

    /// 5-9年 and 1—10亿美元: the first number takes what stands behind the second. Nothing is stepped over.
    private func unitBehindRange() -> (
        multiplier: Rational, unit: (measure: OfficialNumber.Measure, worth: Rational)
    )? {
        var look = self
        guard let dash = look.here, "-—–~至".contains(dash) else { return nil }
        _ = look.run { "-—–~至".contains($0) }
        guard let digit = look.here, Self.isDigit(digit) else { return nil }
        _ = look.run { Self.isDigit($0) || $0 == "." }
        let multiplier = look.multiplier()
        return look.unit().map { (multiplier, $0) }
    }

    /// 2026年, 5月31日, 2026-04-01: a date is stepped over as a whole.
    private mutating func isDate(_ digits: String) -> Bool {
        let isYear =
            digits.count == 4 && digits.hasPrefix("19") || digits.count == 4 && digits.hasPrefix("20")
        if isYear, here == "年" || here == "-" || here == "版" || sees("/") {
            _ = run { Self.isDigit($0) || "年月日-/度".contains($0) }
            return true
        }
        guard here == "月" else { return false }
        _ = run { Self.isDigit($0) || "月日".contains($0) }
        return true
    }

    /// 300号文, 50强, 3级, 2类.
    private func isName() -> Bool {
        guard let here else { return false }
        return "号强级类版期届代批条款".contains(here) && !sees("期末")
    }

    private mutating func multiplier() -> Rational {
        var factor = Rational.one
        skipSpace()
        while let next = here, let worth = Self.multipliers[next], factor < 1_000_000_000 {
            factor *= Rational(worth)
            position += 1
        }
        return factor
    }

    private mutating func unit() -> (measure: OfficialNumber.Measure, worth: Rational)? {
        skipSpace()
        guard let unit = Self.units.first(where: { sees($0.name) }) else { return nil }
        position += unit.name.count
        return (unit.measure, unit.worth)
    }

    /// Whether a counted thing is demanded: 两项以上, 不少于三家.
    private func isCompared(_ start: Int) -> Bool {
        let after = String(characters[position...].prefix(5)).replacingBrackets
        if ["以上", "以下", "以内", "及以上", "及以下"].contains(where: { after.hasPrefix($0) }) { return true }
        let front = String(characters[..<start].suffix(4))
        return ["少于", "低于", "至少", "超过", "达到", "满足", "多于"].contains { front.contains($0) }
    }

    private var here: Character? { position < characters.count ? characters[position] : nil }

    private func before(_ start: Int) -> Character? {
        characters[..<start].last { $0 != " " }
    }

    private func sees(_ text: String) -> Bool { characters[position...].starts(with: text) }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    private mutating func run(_ belongs: (Character) -> Bool) -> String {
        let start = position
        while let next = here, belongs(next) { position += 1 }
        return String(characters[start..<position])
    }

    private mutating func skipSpace() { while here == " " { position += 1 } }

    // MARK: - Tables

    private static let numerals: Set<Character> = Set("一二两三四五六七八九十百千万亿〇零")
    private static let multipliers: [Character: Int] = ["百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000]

    private static let rangeStarts: Set<Character> = Set("0123456789%")
    private static let shares: [(name: String, worth: Rational)] = [
        ("百分之", Rational(1, over: 100)), ("千分之", Rational(1, over: 1000)), ("万分之", Rational(1, over: 10_000)),
    ]

    private static let units: [(name: String, measure: OfficialNumber.Measure, worth: Rational)] = [
        ("个百分点", .share, Rational(1, over: 100)), ("个会计年度", .years, 1), ("个工作日", .days, 1),
        ("个年度", .years, 1),
        ("会计年度", .years, 1), ("平方米", .area, 1), ("工作日", .days, 1), ("自然日", .days, 1), ("美元", .dollars, 1),
        ("个月", .years, Rational(1, over: 12)), ("周年", .years, 1), ("个日历天", .days, 1), ("日历天", .days, 1),
        ("人民币", .money, 1), ("分钟", .plain, 1), ("元", .money, 1),
        ("%", .share, Rational(1, over: 100)), ("‰", .share, Rational(1, over: 1000)), ("年", .years, 1),
        ("日", .days, 1), ("天", .days, 1), ("吨", .weight, 1), ("倍", .share, 1), ("分", .points, 1),
        ("项", .count, 1),
        ("件", .count, 1), ("个", .count, 1), ("家", .count, 1), ("人", .count, 1), ("名", .count, 1),
        ("次", .count, 1),
        ("台", .count, 1), ("套", .count, 1), ("种", .count, 1), ("款", .count, 1), ("篇", .count, 1),
        ("所", .count, 1),
    ]
}

extension String {
    /// Without points and commas at the end, which belong to the sentence.
    fileprivate var trimmingPoints: String {
        var text = Substring(self)
        while text.last == "." || text.last == "," { text.removeLast() }
        return String(text)
    }

    /// Without a leading （含） or (含).
    fileprivate var replacingBrackets: String {
        for bracket in ["(含)", "（含）"] where hasPrefix(bracket) { return String(dropFirst(bracket.count)) }
        return self
    }
}
