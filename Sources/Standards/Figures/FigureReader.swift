// SPDX-License-Identifier: Apache-2.0

/// One pass over a typed figure: currency, sign, number, multipliers, unit.
struct FigureReader {
    private let characters: [Character]
    private var position = 0
    /// What 角 and 分 behind the yuan add.
    private var coins = Rational.zero

    /// Normalises first; that keeps each character in its place, so offsets are those of the original text.
    init(_ text: String) throws(FigureFault) {
        characters = Array(Han.halfWidth(text))
        guard characters.count <= Figure.longestText else { throw .tooLong(limit: Figure.longestText) }
        guard characters.contains(where: { !$0.isWhitespace }) else { throw .empty }
    }

    mutating func figure() throws(FigureFault) -> Figure {
        skipSpaces()
        var currency = try prefixedCurrency()
        let isNegative = sign()
        if currency == nil { currency = try prefixedCurrency() }
        let share = prefixedShare()
        var (value, unit): (Rational, String?) = try amount()
        if coins != .zero, !value.isInteger {
            throw .conflictingUnits(first: "元", second: "角", offset: position)
        }
        value += coins
        if isNegative { value = -value }
        return try joined(value: value, unit: unit, currency: currency, share: share)
    }

    // MARK: - In front of the number

    private static let currencies: [(spelling: String, unit: String)] = [
        ("人民币", "元"), ("RMB", "元"), ("CNY", "元"), ("¥", "元"), ("US$", "美元"), ("USD", "美元"), ("$", "美元"),
        ("€", "欧元"), ("EUR", "欧元"), ("HK$", "港元"), ("HKD", "港元"),
    ]

    private mutating func prefixedCurrency() throws(FigureFault) -> String? {
        var found: String?
        while let match = FigureReader.currencies.first(where: { take($0.spelling) }) {
            if let found, found != match.unit {
                throw .conflictingUnits(first: found, second: match.unit, offset: position)
            }
            found = match.unit
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
        if let word = ["约", "近", "超过", "不到", "大约", "至少"].first(where: {
            characters[position...].starts(with: $0)
        }) {
            throw .approximate(found: word, offset: position)
        }
        throw .noNumber(found: String(first), offset: position)
    }

    private mutating func chinese() throws(FigureFault) -> Rational {
        let start = position
        while let next = peek, ChineseNumeral.contains(next) { position += 1 }
        // In 三千克 and 五千瓦 the last character of the run belongs to the unit.
        for end in start + 1...position {
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

    /// 1200万元, and 1亿2000万元 in descending parts. What could be short for something else (1万5) is refused.
    private mutating func amount() throws(FigureFault) -> (value: Rational, unit: String?) {
        let start = position
        var total = Rational.zero
        var ceiling: Rational?
        while true {
            let digits = try number()
            let (factor, tail) = try multiplied()
            let part = digits * factor
            if let ceiling, part >= ceiling || part * 10 < ceiling {
                throw .numeral(found: String(characters[start..<position]), offset: start)
            }
            total += part
            ceiling = factor
            switch tail {
            case .unit(let unit, let worth): return (total * worth, unit)
            case .more:
                // 1.5亿2000万 is no way to write a number.
                guard digits.isInteger else {
                    throw .numeral(found: String(characters[start..<position]), offset: start)
                }
            }
        }
    }

    // MARK: - Behind the number

    /// What follows a number and its multipliers.
    private enum Tail {
        case unit(String?, worth: Rational)
        case more
    }

    /// 万元, 百万, 千克: the whole rest is tried as a unit before its first character is taken as a multiplier.
    private mutating func multiplied() throws(FigureFault) -> (factor: Rational, tail: Tail) {
        var factor = Rational.one
        while true {
            skipSpaces()
            let rest = remainder()
            if rest.isEmpty { return (factor, .unit(nil, worth: 1)) }
            if let entry = FigureUnit.entry(rest) {
                return (factor, .unit(entry.canonical, worth: entry.worth))
            }
            if let main = takeCoins(rest) { return (factor, .unit(main, worth: 1)) }
            if factor > .one, let next = peek, FigureReader.isDigit(next) { return (factor, .more) }
            guard let next = peek, let multiplier = ChineseNumeral.multiplier(next),
                factor < 1_000_000_000_000
            else {
                throw unknownUnit(rest)
            }
            factor *= Rational(multiplier)
            position += 1
        }
    }

    /// 元伍角陆分: the coins are kept aside and added in the end.
    private mutating func takeCoins(_ rest: String) -> String? {
        guard let first = rest.first, "元圆圓块".contains(first) else { return nil }
        guard let coins = FigureReader.coins(rest.dropFirst()) else { return nil }
        self.coins = coins
        return "元"
    }

    private static func coins(_ text: Substring) -> Rational? {
        var rest = text
        if let last = rest.last, "整正".contains(last) { rest = rest.dropLast() }
        if let first = rest.first, "零〇".contains(first), rest.count > 2 { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        var sum = Rational.zero
        for (name, worth) in [(Character("角"), Rational(1, over: 10)), ("分", Rational(1, over: 100))] {
            guard let digit = rest.first, rest.dropFirst().first == name else { continue }
            guard let value = Int(String(digit)) ?? ChineseNumeral.positional([digit]) else { return nil }
            sum += Rational(value) * worth
            rest = rest.dropFirst(2)
        }
        return rest.isEmpty ? sum : nil
    }

    private static let approximations = ["以上", "以下", "以内", "左右", "上下", "多", "余", "不到", "超过"]

    private func unknownUnit(_ rest: String) -> FigureFault {
        if rest.first == "." { return .secondPoint(offset: position) }
        if let word = FigureReader.approximations.first(where: rest.hasSuffix) {
            return .approximate(found: word, offset: position + rest.count - word.count)
        }
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
