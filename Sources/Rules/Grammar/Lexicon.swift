// SPDX-License-Identifier: Apache-2.0
import Standards

/// Names that a line may contain, found by the longest that fits at a position.
struct Lexicon {
    private var byFirst: [Unicode.Scalar: [(scalars: [Unicode.Scalar], id: Word.ID)]] = [:]
    let names: [String]

    init(vocabulary: Vocabulary) {
        names = Array(vocabulary.names.keys)
        for (name, id) in vocabulary.names {
            let scalars = Line.normalised(name)
            guard let first = scalars.first else { continue }
            byFirst[first, default: []].append((scalars, id))
        }
        for key in Array(byFirst.keys) {
            byFirst[key]?.sort { $0.scalars.count > $1.scalars.count }
        }
    }

    /// The longest name at the position, with its length in scalars.
    func match(_ scalars: [Unicode.Scalar], at position: Int) -> (id: Word.ID, length: Int)? {
        guard position < scalars.count, let candidates = byFirst[scalars[position]] else { return nil }
        let rest = scalars[position...]
        let found = candidates.first { rest.starts(with: $0.scalars) }
        return found.map { ($0.id, $0.scalars.count) }
    }
}
