// SPDX-License-Identifier: Apache-2.0

extension PolicyTag {
    /// What a word says something about, where reading itself proposes it as a tag; nil for any other word.
    public static func dimension(of word: String) -> Dimension? { known[word] }

    private static let known: [String: Dimension] = {
        var known: [String: Dimension] = [:]
        let tables: [(Dimension, [String])] = [
            (.theme, TagWords.themes.map(\.0)), (.ladder, TagWords.ladder.map(\.0)),
            (.kind, PolicyRecord.Kind.allCases.map(\.rawValue)), (.industry, TagWords.industries.map(\.0)),
            (.park, TagWords.parks.map(\.0)),
        ]
        for (dimension, words) in tables {
            for word in words where known[word] == nil { known[word] = dimension }
        }
        return known
    }()
}
