// SPDX-License-Identifier: Apache-2.0

/// 文号: 京科发〔2023〕16号, 工信部企业[2026]2号.
enum DocumentNumber {
    private static let longestPrefix = 16

    /// The first number in a text.
    static func find(_ text: Stretch) -> Range<Int>? {
        var from = text.startIndex
        while let open = text[from...].firstIndex(where: { $0 == "[" || $0 == "(" }) {
            if let range = read(text, open: open) { return range }
            from = open + 1
        }
        return nil
    }

    private static func read(_ text: Stretch, open: Int) -> Range<Int>? {
        let year = text.after(open + 1).prefix(while: \.isDigit)
        guard year.count == 4, year.first == "1" || year.first == "2", year.endIndex < text.endIndex,
            text[year.endIndex] == "]" || text[year.endIndex] == ")"
        else { return nil }
        var end = year.endIndex + 1
        if end < text.endIndex, text[end] == "第" { end += 1 }
        let digitsStart = end
        while end < text.endIndex, text[end].isDigit, end - digitsStart < 5 { end += 1 }
        guard end > digitsStart, end < text.endIndex, text[end] == "号" else { return nil }
        var start = open
        while start > text.startIndex, open - start < longestPrefix,
            text[start - 1].isHan || text[start - 1].isLatin
        { start -= 1 }
        guard open - start >= 2 else { return nil }
        return start..<(end + 1)
    }
}
