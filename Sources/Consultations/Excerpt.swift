// SPDX-License-Identifier: Apache-2.0

/// A passage as it stands in a text: one paragraph, or sentences of a long one, below its heading.
struct Excerpt: Hashable, Sendable {
    let part: AnswerText.Part
    let heading: String
    let text: String
    /// Which passage of its text it is, counted from 1.
    let place: Int

    /// Longer paragraphs are cut between sentences.
    static let longest = 220

    /// The passages of a text in their order.
    static func excerpts(of text: AnswerText) -> [Excerpt] {
        var found: [Excerpt] = []
        for section in text.sections {
            var heading = section.heading
            for line in section.text.split(whereSeparator: \.isNewline) {
                let words = line.trimming()
                guard !words.isEmpty else { continue }
                if section.part == .text, section.heading.isEmpty, isHeading(words) {
                    heading = words
                    continue
                }
                for piece in pieces(of: words) {
                    found.append(
                        Excerpt(part: section.part, heading: heading, text: piece, place: found.count + 1))
                }
            }
        }
        return found
    }

    /// A short line without an end of a sentence stands above what follows.
    private static func isHeading(_ line: String) -> Bool {
        line.count <= 30 && !line.contains { "。；！？;，,：:".contains($0) }
    }

    /// Sentences, put together as long as they stay short.
    private static func pieces(of line: String) -> [String] {
        guard line.count > longest else { return [line] }
        var pieces: [String] = []
        var piece = ""
        var sentence = ""
        for character in line {
            sentence.append(character)
            guard "。；！？;".contains(character) else { continue }
            if !piece.isEmpty, piece.count + sentence.count > longest {
                pieces.append(piece)
                piece = ""
            }
            piece += sentence
            sentence = ""
        }
        if !piece.isEmpty, piece.count + sentence.count > longest {
            pieces.append(piece)
            piece = ""
        }
        piece += sentence
        return piece.isEmpty ? pieces : pieces + [piece]
    }
}

extension Substring {
    /// The text without blanks at its ends.
    fileprivate func trimming() -> String {
        var text = self
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
