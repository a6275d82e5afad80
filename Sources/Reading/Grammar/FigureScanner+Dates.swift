// SPDX-License-Identifier: Apache-2.0

extension FigureScanner {
    /// 2024年5月8日, 5月8日, 2023-09-11, 2023.9.11, 二〇二三年九月十一日, 2024年5月; a bare year is stepped over as a date
    /// without a day.
    func date(_ at: Int) -> DateMention? {
        if at > text.startIndex, text[at - 1].isDigit { return nil }
        guard let (first, end) = part(at) else { return nil }
        guard end < text.endIndex else { return nil }
        switch text[end] {
        case "年": return (1900...2100).contains(first) && end - at == 4 ? afterYear(at, first, end + 1) : nil
        case "-", "/", ".":
            return (1990...2100).contains(first) && end - at == 4 ? separated(at, first, end) : nil
        case "月": return text[at].isDigit || end - at <= 2 ? afterMonth(at, nil, first, end + 1) : nil
        default: return nil
        }
    }

    private func afterYear(_ start: Int, _ year: Int, _ at: Int) -> DateMention? {
        let next = at < text.endIndex && text[at] == "度" ? at + 1 : at
        if let (month, end) = part(next), end < text.endIndex, text[end] == "月", (1...12).contains(month) {
            return afterMonth(start, year, month, end + 1)
        }
        if let end = monthRange(next) {
            return DateMention(range: start..<end, year: year, month: 1, day: nil)
        }
        return DateMention(range: start..<next, year: year, month: 1, day: nil)
    }

    /// 2024年1-10月 names months of a year, it does not count them.
    private func monthRange(_ at: Int) -> Int? {
        guard let (first, sign) = part(at), (1...12).contains(first), sign < text.endIndex,
            "-~至".unicodeScalars.contains(text[sign]),
            let (last, end) = part(sign + 1), (1...12).contains(last), end < text.endIndex, text[end] == "月"
        else { return nil }
        return end + 1
    }

    private func afterMonth(_ start: Int, _ year: Int?, _ month: Int, _ at: Int) -> DateMention? {
        guard (1...12).contains(month) else { return nil }
        if let (day, end) = part(at), end < text.endIndex, text[end] == "日" || text[end] == "号",
            (1...31).contains(day)
        {
            return DateMention(range: start..<(end + 1), year: year, month: month, day: day)
        }
        // 6月 alone is a month of the year; 6月以上 counts months.
        if year == nil {
            let rest = text[at..<min(at + 2, text.endIndex)]
            if rest.hasPrefix("以") || rest.hasPrefix("内") || rest.hasPrefix("及") { return nil }
        }
        return DateMention(range: start..<at, year: year, month: month, day: nil)
    }

    private func separated(_ start: Int, _ year: Int, _ sign: Int) -> DateMention? {
        guard let (month, end) = part(sign + 1), end < text.endIndex, text[end] == text[sign],
            (1...12).contains(month),
            let (day, last) = part(end + 1), (1...31).contains(day), last - end <= 3
        else { return nil }
        return DateMention(range: start..<last, year: year, month: month, day: day)
    }

    /// A whole number of up to four digits, or a Chinese one.
    private func part(_ at: Int) -> (Int, Int)? {
        guard at < text.endIndex else { return nil }
        var end = at
        var value = 0
        while end < text.endIndex, text[end].isDigit, end - at < 5 {
            value = value * 10 + Int(text[end].value - 0x30)
            end += 1
        }
        if end > at { return end - at <= 4 ? (value, end) : nil }
        return hanPart(at)
    }

    private func hanPart(_ at: Int) -> (Int, Int)? {
        let digits = Array("〇一二三四五六七八九".unicodeScalars)
        var (end, value, isTens) = (at, 0, false)
        var places = 0
        while end < text.endIndex, end - at < 4 {
            let glyph = text[end]
            if glyph == "十" {
                value = places == 0 ? 10 : value * 10
                isTens = true
            } else if let digit = digits.firstIndex(of: glyph) ?? (glyph == "零" ? 0 : nil) {
                value = isTens ? value + digit : value * 10 + digit
                places += 1
            } else {
                break
            }
            end += 1
        }
        return end > at ? (value, end) : nil
    }
}
