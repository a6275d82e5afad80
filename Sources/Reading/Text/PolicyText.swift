// SPDX-License-Identifier: Apache-2.0
import Standards

/// A place in the original text, counted in Unicode scalars from its beginning.
public struct Span: Hashable, Sendable {
    /// The first scalar.
    public let start: Int
    /// Behind the last scalar.
    public let end: Int

    /// From `start` up to, not including, `end`.
    public init(start: Int, end: Int) {
        self.start = start
        self.end = max(start, end)
    }
}

/// A document's text in two forms: the original, which is shown and cited, and a folded form for the grammar.
/// Every folded position knows the place in the original that it came from.
public struct PolicyText: Sendable {
    /// What was read, untouched except that line ends are `\n`.
    public let original: String
    /// The scalars of `original`; spans count these.
    let source: [Glyph]
    /// The folded form, lines kept.
    let glyphs: [Glyph]
    /// For each folded position the position in `source`.
    let origin: [Int]

    /// At most so many scalars are read: a book of a thousand pages. What is beyond is not looked at.
    public static let longest = 2_000_000

    /// Folds a text.
    public init(_ text: String) {
        let scalars = PolicyText.lines(text)
        var glyphs: [Glyph] = []
        var origin: [Int] = []
        glyphs.reserveCapacity(scalars.count)
        origin.reserveCapacity(scalars.count)
        let isTraditional = Folding.isTraditional(scalars)
        var position = 0
        while position < scalars.count {
            if isTraditional, let end = PolicyText.gloss(scalars, at: position) {
                position = end
                continue
            }
            if let folded = Folding.fold(scalars[position]) {
                glyphs.append(folded)
                origin.append(position)
            }
            position += 1
        }
        if isTraditional {
            // Character for character, so that places stay what they are.
            let simplified = Array(Han.simplified(String(String.UnicodeScalarView(glyphs))).unicodeScalars)
            if simplified.count == glyphs.count { glyphs = simplified }
        }
        self.original = String(String.UnicodeScalarView(scalars))
        self.source = scalars
        self.glyphs = glyphs
        self.origin = origin
    }

    /// The original words of a span, without the line breaks and the indentation that the layout put into
    /// them.
    public func excerpt(_ span: Span) -> String {
        let low = min(max(0, span.start), source.count)
        let high = min(max(low, span.end), source.count)
        var view = String.UnicodeScalarView()
        var isAfterBreak = false
        for glyph in source[low..<high] {
            if glyph == "\n" {
                isAfterBreak = true
                while let last = view.last, PolicyText.isBlank(last) { view.removeLast() }
            } else if !(isAfterBreak && PolicyText.isBlank(glyph)) {
                isAfterBreak = false
                view.append(glyph)
            }
        }
        return String(view)
    }

    private static func isBlank(_ glyph: Glyph) -> Bool {
        glyph.isSpace || glyph.value == 0x3000 || glyph.value == 0xA0
    }

    /// All kinds of line ends as `\n`.
    private static func lines(_ text: String) -> [Glyph] {
        var result: [Glyph] = []
        result.reserveCapacity(min(text.utf8.count, longest))
        var wasReturn = false
        for scalar in text.unicodeScalars.prefix(longest) {
            switch scalar.value {
            case 0x0A:
                if !wasReturn { result.append("\n") }
            case 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: result.append("\n")
            default: result.append(scalar)
            }
            wasReturn = scalar.value == 0x0D
        }
        return result
    }

    /// Some pages show the sound of a character behind it: 動(dòng). Where such a gloss ends, if one begins
    /// here.
    private static func gloss(_ scalars: [Glyph], at position: Int) -> Int? {
        guard position > 0, scalars[position] == "(" || scalars[position] == "（", scalars[position - 1].isHan
        else {
            return nil
        }
        var at = position + 1
        while at < scalars.count, at - position <= 8 {
            if scalars[at] == ")" || scalars[at] == "）" { return at > position + 1 ? at + 1 : nil }
            let value = scalars[at].value
            // Lower-case letters and the letters with tone marks; (GYB) is a name, not a sound.
            guard
                (0x61...0x7A).contains(value) || (0xE0...0x1DC).contains(value)
                    || (0x300...0x30C).contains(value) || value == 0x1E3F
            else { return nil }
            at += 1
        }
        return nil
    }
}
