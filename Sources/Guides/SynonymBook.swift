// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Words that mean the same, as the file `Synonyms.json` of this room declares them: 高企 is 高新技术企业. English
/// words in it lead to the Chinese ones, never back.
struct SynonymBook: Sendable {
    private let groups: [[[UInt16]]]
    /// Every word of the book, as it is written there.
    let members: [[UInt16]: String]

    /// The book that comes with the program.
    static let shared: SynonymBook = {
        guard let url = Bundle.module.url(forResource: "Synonyms", withExtension: "json") else {
            preconditionFailure("Synonyms.json does not come with the program.")
        }
        do {
            return SynonymBook(try JSONDecoder().decode([[String]].self, from: Data(contentsOf: url)))
        } catch {
            preconditionFailure("Synonyms.json cannot be read: \(error)")
        }
    }()

    init(_ groups: [[String]]) {
        self.groups = groups.map { $0.map(FoldedText.codes) }
        members = Dictionary(groups.joined().map { (FoldedText.codes($0), $0) }) { first, _ in first }
    }

    /// A word and what it may be called otherwise; the word first, eight at most.
    func alternatives(of word: [UInt16]) -> [[UInt16]] {
        var all = [word]
        for group in groups {
            // The longest member counts, or 贷款贴息 would also be read as 贴息 within it.
            let inside = group.filter { Self.place(of: $0, in: word) != nil }.max { $0.count < $1.count }
            guard let inside, let place = Self.place(of: inside, in: word) else { continue }
            // No Chinese text holds the English word for it.
            for other in group where other != inside && !other.allSatisfy(Self.isLetter) {
                all.append(
                    Array(word[..<place]) + other + Array(word[(place + inside.count)...]))
            }
        }
        var seen: Set<[UInt16]> = []
        return Array(all.filter { seen.insert($0).inserted }.prefix(8))
    }

    private static func isLetter(_ code: UInt16) -> Bool { (0x61...0x7A).contains(code) }

    private static func place(of part: [UInt16], in word: [UInt16]) -> Int? {
        guard !part.isEmpty, part.count <= word.count else { return nil }
        return (0...(word.count - part.count)).first { word[$0...].starts(with: part) }
    }
}
