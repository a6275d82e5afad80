// SPDX-License-Identifier: Apache-2.0

extension Day {
    /// Reads a date as Chinese documents write it: `2026-04-01`, `2026/4/1`, `2026.4.1`, `20260401`,
    /// `2026年4月1日`, `二〇二六年四月一日`, full-width digits, 號 or 号 for 日, with spaces between the parts.
    ///
    /// - Returns: nil for anything else, for days the calendar does not have, and for years of two digits.
    public init?(reading text: String) {
        guard text.utf8.count <= 120 else { return nil }
        let characters = Han.halfWidth(text).filter { !$0.isWhitespace }
        if let day = Day.chinese(characters) ?? Day.separated(characters) ?? Day.compact(characters) {
            self = day
        } else {
            return nil
        }
    }

    private static func chinese(_ text: String) -> Day? {
        guard let year = text.firstIndex(of: "年"), let month = text.firstIndex(of: "月"), year < month,
            let end = text.last, ["日", "号", "號"].contains(end)
        else { return nil }
        let parts = [
            text[..<year], text[text.index(after: year)..<month],
            text[text.index(after: month)...].dropLast(),
        ]
        guard let yearNumber = fourDigits(parts[0]), let monthNumber = oneOrTwo(parts[1]),
            let dayNumber = oneOrTwo(parts[2])
        else { return nil }
        return Day(year: yearNumber, month: monthNumber, day: dayNumber)
    }

    /// One separator, the same twice.
    private static func separated(_ text: String) -> Day? {
        guard let separator = text.first(where: { "-/.".contains($0) }) else { return nil }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy(isASCIIDigit) }),
            let year = fourDigits(parts[0]), let month = oneOrTwo(parts[1]), let day = oneOrTwo(parts[2])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private static func compact(_ text: String) -> Day? {
        guard text.count == 8, text.allSatisfy(isASCIIDigit), let number = Int(text) else { return nil }
        return Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    private static func fourDigits(_ text: Substring) -> Int? {
        guard text.count == 4 else { return nil }
        return text.allSatisfy(isASCIIDigit) ? Int(text) : ChineseNumeral.positional(text)
    }

    /// 4, 04, 四, 十二, 廿一, 三十; not 〇四, which no document writes.
    private static func oneOrTwo(_ text: Substring) -> Int? {
        if text.allSatisfy(isASCIIDigit) { return (1...2).contains(text.count) ? Int(text) : nil }
        guard let first = text.first, text.count <= 3 else { return nil }
        let spelled: String
        switch first {
        case "廿": spelled = "二十" + text.dropFirst()
        case "卅": spelled = "三十" + text.dropFirst()
        default: spelled = String(text)
        }
        guard spelled.count == 1 || spelled.contains("十") || spelled.contains("拾") else { return nil }
        return ChineseNumeral.value(spelled)?.int64.map(Int.init)
    }

    private static func isASCIIDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
