// SPDX-License-Identifier: Apache-2.0

/// A position that moves through a stretch as words are recognised.
struct Cursor {
    let text: Stretch
    var at: Int

    init(_ text: Stretch) {
        self.text = text
        at = text.startIndex
    }

    var isAtEnd: Bool { at >= text.endIndex }
    var rest: Stretch { text.after(at) }

    /// Steps over the longest of the words that stands here.
    mutating func take(_ lexicon: Lexicon) -> Word? {
        guard let word = lexicon.match(text, at: at) else { return nil }
        at += word.count
        return word
    }

    /// Steps over the word if it stands here.
    @discardableResult
    mutating func take(_ word: Word) -> Bool {
        guard text.has(word, at: at) else { return false }
        at += word.count
        return true
    }

    /// What a bracket that opens here holds; steps over it.
    mutating func bracket() -> Stretch? {
        guard at < text.endIndex, text[at] == "(" else { return nil }
        var depth = 0
        for position in at..<text.endIndex {
            if text[position] == "(" { depth += 1 }
            if text[position] == ")" {
                depth -= 1
                if depth == 0 {
                    let inside = text[(at + 1)..<position]
                    at = position + 1
                    return inside
                }
            }
        }
        return nil
    }
}
