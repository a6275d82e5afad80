// SPDX-License-Identifier: Apache-2.0

/// One folded character of a text. Positions count these, so that comparing and cutting cost nothing.
typealias Glyph = Unicode.Scalar

/// A stretch of folded text; its indices are positions in the whole.
typealias Stretch = ArraySlice<Glyph>

/// A word that the grammar looks for, already in the folded form.
struct Word: ExpressibleByStringLiteral, Hashable, Sendable {
    let glyphs: [Glyph]

    init(_ text: String) { glyphs = Array(text.unicodeScalars) }
    init(stringLiteral value: String) { self.init(value) }

    var count: Int { glyphs.count }
    var text: String { String(String.UnicodeScalarView(glyphs)) }
}

extension Glyph {
    var isDigit: Bool { value >= 0x30 && value <= 0x39 }
    var isLatin: Bool { (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }
    var isSpace: Bool { value == 0x20 || value == 0x09 }
    /// An ideograph, 〇 included.
    var isHan: Bool {
        switch value {
        case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
        default: false
        }
    }
    /// Ends a sentence.
    var isStop: Bool { self == "。" || self == ";" || self == "!" || self == "?" }
}

extension ArraySlice<Unicode.Scalar> {
    /// The folded text itself.
    var text: String { String(String.UnicodeScalarView(self)) }

    /// Whether the word stands at this position.
    func has(_ word: Word, at position: Int) -> Bool {
        guard position >= startIndex, position + word.count <= endIndex else { return false }
        for (offset, glyph) in word.glyphs.enumerated() where self[position + offset] != glyph {
            return false
        }
        return true
    }

    func hasPrefix(_ word: Word) -> Bool { has(word, at: startIndex) }
    func hasSuffix(_ word: Word) -> Bool { has(word, at: endIndex - word.count) }

    /// Where the word stands first, at or after a position.
    func find(_ word: Word, from position: Int? = nil) -> Int? {
        guard let first = word.glyphs.first else { return nil }
        var at = Swift.max(position ?? startIndex, startIndex)
        while at + word.count <= endIndex {
            if self[at] == first, has(word, at: at) { return at }
            at += 1
        }
        return nil
    }

    func contains(_ word: Word) -> Bool { find(word) != nil }

    /// Without spaces and the given glyphs at both ends.
    func trimmed(_ extra: String = "") -> Stretch {
        var (low, high) = (startIndex, endIndex)
        let drop = { (glyph: Glyph) in glyph.isSpace || glyph == "\n" || extra.unicodeScalars.contains(glyph)
        }
        while low < high, drop(self[low]) { low += 1 }
        while high > low, drop(self[high - 1]) { high -= 1 }
        return self[low..<high]
    }

    /// The part that ends before a position.
    func upTo(_ position: Int) -> Stretch {
        self[startIndex..<Swift.min(Swift.max(position, startIndex), endIndex)]
    }
    /// The part that begins at a position.
    func after(_ position: Int) -> Stretch {
        self[Swift.min(Swift.max(position, startIndex), endIndex)..<endIndex]
    }

    /// Cut at every glyph that the test accepts.
    func pieces(at isCut: (Glyph) -> Bool) -> [Stretch] {
        split(omittingEmptySubsequences: true, whereSeparator: isCut).map { $0 }
    }

    /// Width on a printed line: ideographs and wide signs count two.
    var cells: Int {
        reduce(0) { $0 + ($1.value < 0x2E80 && $1.value != 0x201C && $1.value != 0x201D ? 1 : 2) }
    }
}
