// SPDX-License-Identifier: Apache-2.0
import Standards

/// All words of the packs in use; names and aliases are unique across it.
public struct Vocabulary: Sendable {
    public private(set) var words: [Word]
    private var ids: [String: Word.ID]

    /// A vocabulary whose words carry their own positions as ids.
    public init(words: [Word] = []) {
        self.words = words
        ids = [:]
        for word in words {
            for name in [word.name] + word.aliases { ids[name] = word.id }
        }
    }

    /// The word of an id of this vocabulary.
    public subscript(id: Word.ID) -> Word { words[id] }

    /// The word of that name or alias, or nil.
    public func word(named name: String) -> Word? { ids[name].map { words[$0] } }

    /// Every name and alias with its word.
    public var names: [String: Word.ID] { ids }
}
