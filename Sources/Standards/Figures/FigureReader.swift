// SPDX-License-Identifier: Apache-2.0

/// One pass over a typed figure: currency, sign, number, multipliers, unit.
struct FigureReader {
    private let characters: [Character]
    private var position = 0

    /// Normalises first; that keeps each character in its place, so offsets are those of the original text.
    init(_ text: String) throws(FigureFault) {
        characters = Array(Han.halfWidth(text))
        guard characters.count <= Figure.longestText else { throw .tooLong(limit: Figure.longestText) }
        guard characters.contains(where: { !$0.isWhitespace }) else { throw .empty }
    }

    mutating func figure() throws(FigureFault) -> Figure {
        skipSpaces()
        var currency = prefixedCurrency()
        let isNegative = sign()
        if currency == nil { currency = prefixedCurrency() }
        let share = prefixedShare()
        var value = try number()
        if isNegative { value = -value }
        let (factor, unit) = try multipliedUnit()
        return try joined(value: value * factor, unit: unit, currency: currency, share: share)
    }

    // MARK: - In front of the number

    private static let currencies: [(spelling: String, unit: String)] = [
        ("人民币", "元"), ("RMB", "元"), ("CNY", "元"), ("¥", "元"), ("US$", "美元"), ("USD", "美元"), ("$", "美元"),
        ("€", "欧元"), ("EUR", "欧元"), ("HK$", "港元"), ("HKD", "港元"),
    ]

    private mutating func prefixedCurrency() -> String? {
        var found: String?
        while let match = FigureReader.currencies.first(where: { take($0.spelling) }) {
            found = found ?? match.unit
        }
        return found
    }

    private mutating func sign() -> Bool {
        if take("-") || take("负") || take("負") { return true }
        _ = take("+")
        return false
    }

    private mutating func prefixedShare() -> (unit: String, worth: Rational)? {
        if take("百分之") { return ("%", Rational(1, over: 100)) }
        if take("千分之") { return ("‰", Rational(1, over: 1_000)) }
        return nil
    }

    // MARK: - The number

    private mutating func number() throws(FigureFault) -> Rational {
        guard let first = peek else { throw .noNumber(found: "", offset: position) }
        if FigureReader.isDigit(first) { return try arabic() }
        if first == "." { throw .barePoint(offset: position) }
        if ChineseNumeral.contains(first) { return try chinese() }
        throw .noNumber(found: String(first), offset: position)
    }

    private mutating func chinese() throws(FigureFault) -> Rational {
        let start = position
        while let next = peek, ChineseNumeral.contains(next) { position += 1 }
        // In 三千克 and 五千瓦 the last character of the run belongs to the unit.
        for end in stride(from: position, to: start, by: -1) {
            let rest = String(characters[end...].filter { !$0.isWhitespace })
            if end < position, FigureUnit.entry(rest) == nil { continue }
            if let value = ChineseNumeral.value(characters[start..<end]) {
                position = end
                return value
            }
        }
        throw .numeral(found: String(characters[start..<position]), offset: start)
    }

    private mutating func arabic() throws(FigureFault) -> Rational {
        let start = position
        var end = position
        while end < characters.count, FigureReader.isNumberPart(characters, at: end) { end += 1 }
        let run = Array(characters[start..<end])
        position = end
        try checkFollower()
        try FigureReader.check(run, at: start)
        let plain = String(run.filter { FigureReader.isDigit($0) || $0 == "." })
        guard let value = Rational(decimal: plain) else { throw .tooLong(limit: Rational.longestDecimal) }
        return value
    }

    /// 3e5, 3-5 and 3~5 are not figures.
    private func checkFollower() throws(FigureFault) {
        guard position < characters.count else { return }
        let next = characters[position]
        let after = position + 1 < characters.count ? characters[position + 1] : " "
        if "eE".contains(next), FigureReader.isDigit(after) || "+-".contains(after) {
            throw .exponent(offset: position)
        }
        if "-~～—–至到".contains(next) { throw .range(offset: position) }
    }

    /// Digits, points and commas, and a space or an apostrophe only between two digits.
    private static func isNumberPart(_ all: [Character], at index: Int) -> Bool {
        if isDigit(all[index]) || all[index] == "." || all[index] == "," { return true }
        guard all[index].isWhitespace || all[index] == "'", index > 0, index + 1 < all.count else {
            return false
        }
        return isDigit(all[index - 1]) && isDigit(all[index + 1])
    }

    private static func check(_ run: [Character], at start: Int) throws(FigureFault) {
        let points = run.indices.filter { run[$0] == "." }
        let separators = run.indices.filter { run[$0] != "." && !isDigit(run[$0]) }
        if let point = points.first, let last = separators.last, last > point {
            throw .ambiguousSeparators(found: String(run), offset: start)
        }
        if points.count > 1 { throw .secondPoint(offset: start + points[1]) }
        if let point = points.first, point == run.count - 1 { throw .barePoint(offset: start + point) }
        guard !separators.isEmpty else { return }
        let groups = run[..<(points.first ?? run.count)]
            .split(omittingEmptySubsequences: false) { !isDigit($0) }
        let isRegular = (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        let isUniform = Set(separators.map { run[$0] }).count == 1
        guard isRegular, isUniform else { throw .grouping(found: String(run), offset: start) }
    }

    // MARK: - Behind the number

    /// 万元, 百万, 千克: the whole rest is tried as a unit before its first character is taken as a multiplier.
    private mutating func multipliedUnit() throws(FigureFault) -> (factor: Rational, unit: String?) {
        var factor = Rational.one
        while true {
            skipSpaces()
            let rest = remainder()
            if rest.isEmpty { return (factor, nil) }
            if let entry = FigureUnit.entry(rest) { return (factor * entry.worth, entry.canonical) }
            guard let next = peek, let multiplier = ChineseNumeral.multiplier(next),
                factor < 1_000_000_000_000
            else {
                throw try unknownUnit(rest)
            }
            factor *= Rational(multiplier)
            position += 1
        }
    }

    private func unknownUnit(_ rest: String) throws(FigureFault) -> FigureFault {
        if rest.first == "." { return .secondPoint(offset: position) }
        let nearest = Nearest.nearest(to: rest, in: FigureUnit.spellings, limit: 3)
        return .unknownUnit(found: rest, offset: position, nearest: nearest)
    }

    /// The rest without spaces, without 整 behind a currency, and without the name of the currency again.
    private func remainder() -> String {
        var rest = String(characters[position...].filter { !$0.isWhitespace })
        if rest.hasSuffix("人民币"), rest.count > 3 { rest.removeLast(3) }
        if rest == "人民币" { rest = "元" }
        return rest
    }

    private func joined(
        value: Rational, unit: String?, currency: String?, share: (unit: String, worth: Rational)?
    ) throws(FigureFault) -> Figure {
        if let share {
            guard unit == nil, currency == nil else {
                throw .conflictingUnits(first: share.unit, second: unit ?? currency ?? "", offset: position)
            }
            return Figure(value: value * share.worth, unit: share.unit)
        }
        if let currency, let unit, unit != currency {
            throw .conflictingUnits(first: currency, second: unit, offset: position)
        }
        return Figure(value: value, unit: unit ?? currency)
    }

    // MARK: - Moving on

    private var peek: Character? { position < characters.count ? characters[position] : nil }

    private mutating func skipSpaces() {
        while let next = peek, next.isWhitespace { position += 1 }
    }

    /// Takes a word and the spaces behind it.
    private mutating func take(_ word: String) -> Bool {
        guard characters[position...].starts(with: word) else { return false }
        position += word.count
        skipSpaces()
        return true
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
