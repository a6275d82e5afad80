// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One form for each character: half-width digits and punctuation, one kind of quotation marks, brackets
/// and dashes, simplified characters. The grammar reads the folded form; what is shown is always the
/// original.
enum Folding {
    /// The folded form of one scalar, or nil when it is invisible and dropped.
    static func fold(_ scalar: Glyph) -> Glyph? {
        switch scalar.value {
        case 0x20...0x7E: scalar == "{" ? "(" : scalar == "}" ? ")" : scalar
        case 0x0A, 0x09: scalar
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064,
            0xFE00...0xFE0F, 0xFEFF:
            nil
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
        case 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0xFE63: "-"
        case 0x301C, 0x223C, 0x223D: "~"
        case 0x201C, 0x201D, 0x201E, 0x201F, 0x300C...0x300F, 0x301D, 0x301E, 0x00AB, 0x00BB: quote(scalar)
        case 0x2018, 0x2019, 0x2039, 0x203A: "'"
        case 0x3010, 0x3014, 0x3016, 0xFE5D, 0xFF3B: "["
        case 0x3011, 0x3015, 0x3017, 0xFE5E, 0xFF3D: "]"
        case 0xFE50: ","
        case 0xFE52: "."
        case 0xFE54: ";"
        case 0xFE55: ":"
        case 0xFE59: "("
        case 0xFE5A: ")"
        case 0xFE6A: "%"
        case 0xFF61: "。"
        case 0xFF5B: "("
        case 0xFF5D: ")"
        case 0xFF01...0xFF5E: Glyph(scalar.value - 0xFEE0)
        case 0xFFE5: "¥"
        case 0x2F00...0x2FDF, 0xF900...0xFAFF: compatibility(scalar)
        default: scalar
        }
    }

    /// « and » stand for book-title marks in some pages, all other marks for quotation.
    private static func quote(_ scalar: Glyph) -> Glyph {
        switch scalar.value {
        case 0xAB: "《"
        case 0xBB: "》"
        default: "\""
        }
    }

    private static func compatibility(_ scalar: Glyph) -> Glyph {
        let folded = String(Character(scalar)).precomposedStringWithCompatibilityMapping.unicodeScalars
        return folded.count == 1 ? folded.first ?? scalar : scalar
    }

    /// Whether enough characters are traditional for the text to be written in them.
    static func isTraditional(_ glyphs: [Glyph]) -> Bool {
        // Characters that are common in official texts and never written so in simplified ones.
        let telling: Set<Glyph> = [
            "業", "資", "補", "貼", "獎", "勵", "務", "發", "與", "為", "對", "從", "開", "關", "創", "經", "濟", "產", "員",
            "條", "標",
            "請", "時", "間", "機", "構", "區", "縣", "場", "會", "國", "萬", "億", "個", "單", "額", "貸", "於",
        ]
        var (count, hans) = (0, 0)
        for glyph in glyphs where glyph.isHan {
            hans += 1
            if telling.contains(glyph) { count += 1 }
        }
        return count > 0 && count * 100 >= hans
    }
}
