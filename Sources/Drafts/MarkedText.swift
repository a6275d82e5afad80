// SPDX-License-Identifier: Apache-2.0

/// The official text with the words that clauses cite marked: each mark has a number, in the order of the
/// text, and one of six colours.
struct MarkedText: Sendable {
    /// A stretch of a paragraph.
    struct Piece: Sendable {
        let text: String
        let mark: Mark?
    }

    /// Words that one or several clauses cite.
    struct Mark: Sendable, Hashable {
        let number: Int
        /// Where the marks stand on the page: `mark-3`.
        let id: String
        /// `m1` to `m6`.
        let colour: String

        init(_ number: Int) {
            self.number = number
            id = "mark-\(number)"
            colour = "m\((number - 1) % 6 + 1)"
        }
    }

    /// A line of the text.
    struct Paragraph: Sendable {
        let pieces: [Piece]
    }

    let paragraphs: [Paragraph]
    /// The mark of each text that was found.
    let marks: [String: Mark]

    /// Finds the words in the text, whatever line breaks and spaces the layout put into them. Words inside
    /// others that are marked share their mark.
    ///
    /// - Parameter fields: places that are known already, by a name under which ``marks`` has them.
    init(_ text: String, citing words: [String], fields: [String: Range<Int>] = [:]) {
        let scalars = Array(text.unicodeScalars)
        let dense = scalars.indices.filter { !scalars[$0].properties.isWhitespace }
        let folded = dense.map { scalars[$0] }
        var places: [(words: String, range: Range<Int>)] = []
        for words in Set(words).sorted() {
            let sought = Array(words.unicodeScalars.filter { !$0.properties.isWhitespace })
            guard let start = Self.find(sought, in: folded) else { continue }
            places.append((words, dense[start]..<(dense[start + sought.count - 1] + 1)))
        }
        for (name, range) in fields where scalars.indices.contains(range.lowerBound) && !range.isEmpty {
            places.append((name, range.clamped(to: scalars.indices)))
        }
        places.sort {
            ($0.range.lowerBound, -$0.range.upperBound, $0.words)
                < ($1.range.lowerBound, -$1.range.upperBound, $1.words)
        }
        var marks: [String: Mark] = [:]
        var ranges: [(mark: Mark, range: Range<Int>)] = []
        for place in places {
            if let last = ranges.last, place.range.lowerBound < last.range.upperBound {
                if place.range.upperBound > last.range.upperBound {
                    ranges[ranges.count - 1].range = last.range.lowerBound..<place.range.upperBound
                }
                marks[place.words] = last.mark
                continue
            }
            let mark = Mark(ranges.count + 1)
            marks[place.words] = mark
            ranges.append((mark, place.range))
        }
        self.marks = marks
        paragraphs = Self.paragraphs(scalars, ranges)
    }

    private static func find(_ sought: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
        guard let first = sought.first, text.count >= sought.count else { return nil }
        var place = 0
        while place <= text.count - sought.count {
            if text[place] == first, text[place..<(place + sought.count)].elementsEqual(sought) {
                return place
            }
            place += 1
        }
        return nil
    }

    private static func paragraphs(
        _ scalars: [Unicode.Scalar], _ ranges: [(mark: Mark, range: Range<Int>)]
    ) -> [Paragraph] {
        var paragraphs: [Paragraph] = []
        var pieces: [Piece] = []
        var next = 0
        var place = 0
        func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        func endParagraph() {
            if pieces.contains(where: { $0.text.contains { !$0.isWhitespace } }) {
                paragraphs.append(Paragraph(pieces: pieces))
            }
            pieces = []
        }
        while place < scalars.count {
            while next < ranges.count, ranges[next].range.upperBound <= place { next += 1 }
            let range = next < ranges.count ? ranges[next].range : scalars.count..<scalars.count
            let isMarked = range.contains(place)
            let limit = isMarked ? range.upperBound : range.lowerBound
            var end = place
            while end < limit, scalars[end] != "\n" { end += 1 }
            if end > place {
                pieces.append(Piece(text: text(place..<end), mark: isMarked ? ranges[next].mark : nil))
            }
            if end < limit, scalars[end] == "\n" {
                endParagraph()
                end += 1
            }
            place = end
        }
        endParagraph()
        return paragraphs
    }
}
