// SPDX-License-Identifier: Apache-2.0

/// The number or sign that a list item or an article begins with, and how deep such marks usually stand.
struct ListMark: Hashable, Sendable {
    enum Style: Int, Comparable, Sendable {
        case chapter, article, han, hanBracket, number, numberBracket, circled, ordinal, bullet

        static func < (left: Style, right: Style) -> Bool { left.rawValue < right.rawValue }
    }

    let style: Style
    /// How many glyphs the mark takes, spaces behind it included.
    let length: Int

    private static let hanDigits = Set("〇零一二三四五六七八九十百".unicodeScalars)

    /// The mark that a line begins with.
    static func read(_ line: Stretch) -> ListMark? {
        guard let first = line.first else { return nil }
        switch first {
        case "第": return numbered(line)
        case "(": return bracketed(line)
        case "-", "•", "·", "●", "■", "◆", "★", "▪", "○", "※", "*", "▶", "➢", "Ø":
            let rest = line.dropFirst()
            guard let next = rest.first, !next.isDigit || rest.first?.isSpace == true else { return nil }
            return spaced(.bullet, 1, line)
        default: break
        }
        if (0x2460...0x2473).contains(first.value) || (0x2776...0x277F).contains(first.value) {
            return spaced(.circled, 1, line)
        }
        if (0x2474...0x2487).contains(first.value) || (0x3220...0x3229).contains(first.value) {
            return spaced(first.value >= 0x3220 ? .hanBracket : .numberBracket, 1, line)
        }
        if first.isDigit { return plain(line) }
        return hanDigits.contains(first) ? han(line) : nil
    }

    /// 第三章, 第十二条, 第一节.
    private static func numbered(_ line: Stretch) -> ListMark? {
        let digits = line.dropFirst().prefix { hanDigits.contains($0) || $0.isDigit || $0.isSpace }
        guard !digits.isEmpty, digits.count <= 8, digits.endIndex < line.endIndex else { return nil }
        let length = digits.count + 2
        switch line[digits.endIndex] {
        case "章", "编", "部", "节": return spaced(.chapter, length, line)
        case "条": return spaced(.article, length, line)
        default: return nil
        }
    }

    /// (一) and (1).
    private static func bracketed(_ line: Stretch) -> ListMark? {
        let inner = line.dropFirst().prefix { $0 != ")" }
        let core = inner.trimmed()
        guard !core.isEmpty, core.count <= 4, inner.endIndex < line.endIndex else { return nil }
        if core.allSatisfy({ hanDigits.contains($0) }) { return spaced(.hanBracket, inner.count + 2, line) }
        if core.allSatisfy(\.isDigit), core.count <= 2 {
            return spaced(.numberBracket, inner.count + 2, line)
        }
        return nil
    }

    /// 1. 1、 1) but not 1.5 and not 2024年.
    private static func plain(_ line: Stretch) -> ListMark? {
        let digits = line.prefix(while: \.isDigit)
        guard digits.count <= 2, digits.endIndex < line.endIndex else { return nil }
        let sign = line[digits.endIndex]
        guard sign == "." || sign == "、" || sign == ")" else { return nil }
        if digits.endIndex + 1 < line.endIndex, sign == ".", line[digits.endIndex + 1].isDigit { return nil }
        return spaced(sign == ")" ? .numberBracket : .number, digits.count + 1, line)
    }

    /// 一、 and 一是.
    private static func han(_ line: Stretch) -> ListMark? {
        let digits = line.prefix { hanDigits.contains($0) }
        guard digits.count <= 3, digits.endIndex < line.endIndex else { return nil }
        switch line[digits.endIndex] {
        case "、", ".": return spaced(.han, digits.count + 1, line)
        case "是": return spaced(.ordinal, digits.count + 1, line)
        default: return nil
        }
    }

    private static func spaced(_ style: Style, _ length: Int, _ line: Stretch) -> ListMark {
        let spaces = line.dropFirst(length).prefix { $0.isSpace || ($0 == "、" && style == .article) }
        return ListMark(style: style, length: length + spaces.count)
    }
}
