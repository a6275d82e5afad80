// SPDX-License-Identifier: Apache-2.0
import BigInt

/// Numbers written in Chinese: 三百万, 叁佰万, 二〇二六, 一点五亿.
///
/// Strict where everyday speech is ambiguous: 三百五 (350 or 305?) is not read.
enum ChineseNumeral {
    private static let digits: [Character: Int] = [
        "〇": 0, "零": 0, "○": 0, "Ｏ": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "貳": 2, "两": 2, "兩": 2, "三": 3,
        "叁": 3,
        "參": 3, "叄": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "陸": 6, "七": 7, "柒": 7, "八": 8,
        "捌": 8,
        "九": 9, "玖": 9,
    ]
    private static let ranks: [Character: Int] = [
        "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000,
    ]
    private static let scales: [(names: [Character], value: Int)] = [
        (["亿", "億"], 100_000_000), (["万", "萬"], 10_000),
    ]
    private static let points: [Character] = ["点", "點"]

    /// Whether the character may stand in a Chinese number.
    static func contains(_ character: Character) -> Bool {
        digits[character] != nil || ranks[character] != nil || points.contains(character)
            || isScale(character)
    }

    /// Whether the character is a digit from 〇 to 九.
    static func isDigit(_ character: Character) -> Bool { digits[character] != nil }

    /// What 十, 百, 千, 万 and 亿 multiply by, each as often as it stands: 百万 is a million.
    static func multiplier(_ character: Character) -> Int? {
        ranks[character] ?? scales.first { $0.names.contains(character) }?.value
    }

    /// The number, or nil when the text is not one. At most 40 characters are read.
    static func value(_ text: some Collection<Character>) -> Rational? {
        guard (1...40).contains(text.count) else { return nil }
        let parts = text.split(maxSplits: 2, omittingEmptySubsequences: false) { points.contains($0) }
        switch parts.count {
        case 1: return whole(Array(parts[0])).map { Rational(big: BigInt($0), 1) }
        case 2: return decimal(Array(parts[0]), Array(parts[1]))
        default: return nil
        }
    }

    /// Digits only, read by position: 二〇二六 is 2026. Used for years.
    static func positional(_ text: some Collection<Character>) -> Int? {
        guard (1...9).contains(text.count) else { return nil }
        var value = 0
        for character in text {
            guard let digit = digits[character] else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private static func isScale(_ character: Character) -> Bool {
        scales.contains { $0.names.contains(character) }
    }

    /// 一点五 and 一点二亿: digits behind the point, then whole scales.
    private static func decimal(_ front: [Character], _ back: [Character]) -> Rational? {
        let places = back.prefix { digits[$0] != nil }
        guard let base = whole(front), let fraction = positional(places) else { return nil }
        var value = Rational(base) + Rational(big: BigInt(fraction), BigInt(10).power(places.count))
        for character in back.dropFirst(places.count) {
            guard let factor = multiplier(character) else { return nil }
            value *= Rational(factor)
        }
        return value
    }

    private static func whole(_ text: [Character]) -> Int? {
        guard !text.isEmpty else { return nil }
        if text.count > 1, let value = positional(text) { return value }
        return scaled(text[...], below: 0)
    }

    /// 〈number〉亿〈number〉万〈number〉: what stands before a scale is itself a number.
    private static func scaled(_ text: ArraySlice<Character>, below index: Int) -> Int? {
        guard index < scales.count else { return section(text) }
        guard let cut = text.lastIndex(where: { scales[index].names.contains($0) }) else {
            return scaled(text, below: index + 1)
        }
        guard let head = index == 0 ? scaled(text[..<cut], below: 0) : section(text[..<cut]), head > 0 else {
            return nil
        }
        let tail = text[text.index(after: cut)...]
        guard let rest = tail.isEmpty ? 0 : scaled(tail, below: index + 1) else { return nil }
        guard tail.isEmpty || isJoined(tail, rest: rest, scale: scales[index].value) else { return nil }
        let (product, overflow) = head.multipliedReportingOverflow(by: scales[index].value)
        let (sum, overflowed) = product.addingReportingOverflow(rest)
        return overflow || overflowed ? nil : sum
    }

    /// 一万五 is ambiguous: a smaller part must fill the next rank or be announced by 零.
    private static func isJoined(_ tail: ArraySlice<Character>, rest: Int, scale: Int) -> Bool {
        if let first = tail.first, digits[first] == 0 { return true }
        return rest * 10 >= scale || tail.contains { ranks[$0] != nil || isScale($0) }
    }

    /// Up to 九千九百九十九.
    private static func section(_ text: ArraySlice<Character>) -> Int? {
        var total = 0
        var pending: Int?
        var lastRank = 10_000
        var sawZero = false
        for (index, character) in text.enumerated() {
            if let digit = digits[character] {
                guard pending == nil else { return nil }
                if digit == 0 {
                    sawZero = true
                    if text.count == 1 { return 0 }
                } else {
                    pending = digit
                }
            } else if let rank = ranks[character] {
                // Only 十 may begin without a digit.
                let mayStand = rank == 10 && (index == 0 || sawZero)
                guard rank < lastRank, let digit = pending ?? (mayStand ? 1 : nil) else { return nil }
                total += digit * rank
                (pending, lastRank, sawZero) = (nil, rank, false)
            } else {
                return nil
            }
        }
        guard let last = pending else { return total > 0 ? total : nil }
        let isAnnounced = sawZero || lastRank == 10 || lastRank == 10_000
        return isAnnounced ? total + last : nil
    }
}
