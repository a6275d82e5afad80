// SPDX-License-Identifier: Apache-2.0

/// What differs between two texts, sentence by sentence: the longest common run of sentences stays, the rest
/// was removed or added.
public struct TextDifference: Sendable {
    /// A stretch of the text.
    public struct Piece: Hashable, Sendable {
        /// Whether both have it.
        public enum State: String, Sendable { case same, removed, added }

        /// Whether both have it.
        public let state: State
        /// The words.
        public let text: String
    }

    /// In the order of reading; what was removed stands before what was added in its place.
    public let pieces: [Piece]

    /// Most pairs of sentences that are held against one another; beyond that the differing middle is shown
    /// as removed and added at once, which is true, though coarse.
    private static let mostPairs = 4_000_000

    /// Compares an older with a newer text.
    public init(of before: String, and after: String) {
        let (old, new) = (Self.sentences(before), Self.sentences(after))
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start,
            old[old.count - 1 - end] == new[new.count - 1 - end]
        {
            end += 1
        }
        let middle = Self.middle(
            Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)]))
        let all =
            old[..<start].map { Piece(state: .same, text: $0) } + middle
            + old[(old.count - end)...].map { Piece(state: .same, text: $0) }
        pieces = all.filter { !$0.text.isEmpty }
    }

    /// Sentences with their stops; line breaks end one too.
    private static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        for character in text {
            if character.isNewline {
                sentences.append(sentence)
                sentence = ""
                continue
            }
            sentence.append(character)
            if "。；！？;".contains(character) {
                sentences.append(sentence)
                sentence = ""
            }
        }
        sentences.append(sentence)
        return sentences.map { String($0.drop(while: \.isWhitespace)) }.filter { !$0.isEmpty }
    }

    private static func middle(_ old: [String], _ new: [String]) -> [Piece] {
        guard !old.isEmpty, !new.isEmpty, old.count * new.count <= mostPairs else {
            return old.map { Piece(state: .removed, text: $0) } + new.map { Piece(state: .added, text: $0) }
        }
        let width = new.count + 1
        var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
        for one in stride(from: old.count - 1, through: 0, by: -1) {
            for other in stride(from: new.count - 1, through: 0, by: -1) {
                lengths[one * width + other] =
                    old[one] == new[other]
                    ? lengths[(one + 1) * width + other + 1] + 1
                    : max(lengths[(one + 1) * width + other], lengths[one * width + other + 1])
            }
        }
        var pieces: [Piece] = []
        var (one, other) = (0, 0)
        while one < old.count, other < new.count {
            if old[one] == new[other] {
                pieces.append(Piece(state: .same, text: old[one]))
                one += 1
                other += 1
            } else if lengths[(one + 1) * width + other] >= lengths[one * width + other + 1] {
                pieces.append(Piece(state: .removed, text: old[one]))
                one += 1
            } else {
                pieces.append(Piece(state: .added, text: new[other]))
                other += 1
            }
        }
        pieces += old[one...].map { Piece(state: .removed, text: $0) }
        return pieces + new[other...].map { Piece(state: .added, text: $0) }
    }
}
