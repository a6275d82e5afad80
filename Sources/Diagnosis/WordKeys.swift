// SPDX-License-Identifier: Apache-2.0
import Rules

/// Five characters for each word of the vocabulary, so that many answers fit into a link. They follow
/// from the name
/// alone: a link stays good when words are added or moved.
struct WordKeys: Sendable {
    /// Characters of a key.
    static let length = 5

    private let keys: [String]
    private let ids: [String: Word.ID]

    init(vocabulary: Vocabulary) throws(DiagnosisFault) {
        var ids: [String: Word.ID] = [:]
        for word in vocabulary.words {
            let key = WordKeys.key(word.name)
            if let other = ids[key] { throw .wordsShareKey(vocabulary[other].name, word.name) }
            ids[key] = word.id
        }
        keys = vocabulary.words.map { WordKeys.key($0.name) }
        self.ids = ids
    }

    subscript(word: Word.ID) -> String { keys[word] }

    /// The word of a key; nil for a word that the packs no longer have.
    func word(_ key: String) -> Word.ID? { ids[key] }

    /// FNV-1a over the name, in base 36.
    private static func key(_ name: String) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let text = String(hash % 60_466_176, radix: 36)
        return String(repeating: "0", count: length - text.count) + text
    }
}
