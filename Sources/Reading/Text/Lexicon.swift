// SPDX-License-Identifier: Apache-2.0

/// A set of words that is looked up by first glyph, longest word first.
struct Lexicon: ExpressibleByArrayLiteral, Sendable {
    private let byFirst: [Glyph: [Word]]
    private let byLast: [Glyph: [Word]]

    init(_ words: [Word]) {
        let sorted = words.filter { $0.count > 0 }.sorted { $0.count > $1.count }
        byFirst = Dictionary(grouping: sorted) { $0.glyphs.first ?? " " }
        byLast = Dictionary(grouping: sorted) { $0.glyphs.last ?? " " }
    }

    init(arrayLiteral elements: Word...) { self.init(elements) }

    /// The longest word that begins at the position.
    func match(_ text: Stretch, at position: Int) -> Word? {
        guard position >= text.startIndex, position < text.endIndex else { return nil }
        return byFirst[text[position]]?.first { text.has($0, at: position) }
    }

    /// The first word at or after a position.
    func find(_ text: Stretch, from position: Int? = nil) -> (at: Int, word: Word)? {
        var at = max(position ?? text.startIndex, text.startIndex)
        while at < text.endIndex {
            if let word = match(text, at: at) { return (at, word) }
            at += 1
        }
        return nil
    }

    /// The word that stands last.
    func findLast(_ text: Stretch) -> (at: Int, word: Word)? {
        var at = text.endIndex - 1
        while at >= text.startIndex {
            if let word = match(text, at: at) { return (at, word) }
            at -= 1
        }
        return nil
    }

    func occurs(in text: Stretch) -> Bool { find(text) != nil }
    func begins(_ text: Stretch) -> Word? { match(text, at: text.startIndex) }

    /// The longest word that the text ends with.
    func ends(_ text: Stretch) -> Word? {
        guard let last = text.last else { return nil }
        return byLast[last]?.first { text.hasSuffix($0) }
    }

    /// All words in order, none overlapping another.
    func all(_ text: Stretch) -> [(at: Int, word: Word)] {
        var found: [(at: Int, word: Word)] = []
        var at = text.startIndex
        while at < text.endIndex {
            if let word = match(text, at: at) {
                found.append((at, word))
                at += word.count
            } else {
                at += 1
            }
        }
        return found
    }
}
