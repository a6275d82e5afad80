// SPDX-License-Identifier: Apache-2.0

/// The known words nearest to one that is not known: what a good compiler says after "did you mean".
public enum Nearest {
    /// The candidates that a person may have meant, best first, at most `limit`.
    ///
    /// A candidate counts when few edits (insert, delete, replace, swap neighbours) lead to it — at most a
    /// third of the longer word, and at least one shared character — or when one word contains the other.
    /// Letter case does not matter. Candidates at the same distance keep their order.
    public static func nearest(
        to word: String, in candidates: some Sequence<String>, limit: Int = 3
    ) -> [String] {
        let sought = Array(word.lowercased().prefix(longestWord))
        guard !sought.isEmpty, limit > 0 else { return [] }
        var found: [(word: String, score: Int, order: Int)] = []
        var seen: Set<String> = []
        for (order, candidate) in candidates.enumerated() where seen.insert(candidate).inserted {
            if let score = score(sought, Array(candidate.lowercased().prefix(longestWord))) {
                found.append((candidate, score, order))
            }
        }
        found.sort { ($0.score, $0.order) < ($1.score, $1.order) }
        return found.prefix(limit).map(\.word)
    }

    /// The number of edits between two words: insertions, deletions, replacements, and swaps of neighbours
    /// (Damerau–Levenshtein in its optimal string alignment form). Over characters, so 元 is one.
    public static func distance(_ first: String, _ second: String) -> Int {
        distance(Array(first), Array(second))
    }

    private static let longestWord = 60

    /// Lower is nearer; nil is not near. Edits weigh more than what mere containment leaves over.
    private static func score(_ sought: [Character], _ candidate: [Character]) -> Int? {
        guard !candidate.isEmpty else { return nil }
        let longer = max(sought.count, candidate.count)
        let edits = distance(sought, candidate)
        if edits == 0 { return 0 }
        let isShared = !Set(sought).isDisjoint(with: candidate)
        if edits <= max(1, longer / 3), isShared || (longer == 1 && edits == 0) { return edits * 10 }
        let shorter = min(sought.count, candidate.count)
        if shorter >= 2, contains(sought, candidate) || contains(candidate, sought) {
            return 10 + 5 * (longer - shorter)
        }
        return nil
    }

    private static func contains(_ text: [Character], _ part: [Character]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    private static func distance(_ first: [Character], _ second: [Character]) -> Int {
        if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
        var before = [Int](repeating: 0, count: second.count + 1)
        var above = Array(0...second.count)
        for row in 1...first.count {
            var current = [row] + [Int](repeating: 0, count: second.count)
            for column in 1...second.count {
                let isSame = first[row - 1] == second[column - 1]
                var best = min(
                    above[column] + 1, current[column - 1] + 1, above[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, first[row - 1] == second[column - 2],
                    first[row - 2] == second[column - 1]
                {
                    best = min(best, before[column - 2] + 1)
                }
                current[column] = best
            }
            (before, above) = (above, current)
        }
        return above[second.count]
    }
}
