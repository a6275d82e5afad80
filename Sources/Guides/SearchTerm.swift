// SPDX-License-Identifier: Apache-2.0

/// One of the words that were typed, all of which must be found.
struct SearchTerm: Sendable, Hashable {
    /// As it was typed.
    let typed: String
    /// The word first, then what it may be called otherwise.
    let phrases: [[UInt16]]
    /// The letters, where it may be a reading; nil where it holds anything else.
    let letters: [UInt8]?

    /// The words of a search, at most eight of at most forty characters.
    ///
    /// - Parameter otherNames: what names of tags may be called otherwise.
    static func terms(
        of typed: String, synonyms: SynonymBook = .shared, otherNames: [[UInt16]: [[UInt16]]] = [:]
    ) -> [SearchTerm] {
        typed.split(whereSeparator: { $0.isWhitespace || "，,；;、".contains($0) }).prefix(8).compactMap {
            SearchTerm(String($0.prefix(40)), synonyms, otherNames)
        }
    }

    /// Nil for what holds nothing to search for.
    init?(_ typed: String, _ synonyms: SynonymBook, _ otherNames: [[UInt16]: [[UInt16]]] = [:]) {
        let codes = FoldedText.codes(typed)
        guard !codes.isEmpty else { return nil }
        self.typed = typed
        let alike = synonyms.alternatives(of: codes)
        phrases = alike + (otherNames[codes] ?? []).filter { !alike.contains($0) }
        let isSpelled = codes.count >= 2 && codes.allSatisfy { (0x61...0x7A).contains($0) }
        letters = isSpelled ? codes.map { UInt8($0) } : nil
    }
}
