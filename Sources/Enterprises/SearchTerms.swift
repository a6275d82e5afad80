// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

/// The tokens under which an enterprise is found, the same on both databases.
///
/// Each Chinese character is a token, so a phrase of one or two is found as well as one of ten; a run of
/// letters or digits is one token. Readings (pinyin) stand as what can be typed from each character on, cut
/// short, and are found by their beginning. Marks that nobody types keep the kinds apart.
enum SearchTerms {
    /// Between two names, so that no phrase reaches from one into the next.
    static let gap = "ǂ"
    private static let regionMark = "ʀ"
    private static let readingMark = "ʏ"
    private static let initialsMark = "ɪ"
    static let marks = Set("ǂʀʏɪ")

    /// How many characters of a name are spelled out, and how many letters are kept from each on.
    private static let spelledCharacters = 12
    static let readingLetters = 12
    static let initialsLetters = 6

    /// Endings that every name has; their readings tell nothing apart.
    private static let legalEndings = ["股份有限公司", "有限责任公司", "有限公司", "公司", "合伙企业", "个人独资企业"]

    /// All tokens of an enterprise, in order.
    static func tokens(names: [String], region: Region) -> [String] {
        var tokens = regionTokens(region)
        for name in names { tokens += [gap] + words(name) }
        tokens.append(gap)
        var readings: [String] = []
        for name in names { readings += spellings(name) }
        var seen: Set<String> = []
        return tokens + readings.filter { seen.insert($0).inserted }
    }

    /// The region and those above it, below the nation.
    private static func regionTokens(_ region: Region) -> [String] {
        var all: [String] = []
        var here: Region? = region
        while let region = here, region != .nation {
            all.append(token(of: region))
            here = region.parent
        }
        return all
    }

    /// The token that all enterprises of a region share.
    static func token(of region: Region) -> String { regionMark + region.code }

    /// A text as tokens: one a character, one a run of letters or digits.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var run = ""
        for character in Han.folded(text) where !marks.contains(character) {
            if character.isASCII, character.isLetter || character.isNumber {
                run.append(character)
                continue
            }
            if !run.isEmpty { words.append(run) }
            run = ""
            if character.isLetter || character.isNumber { words.append(String(character)) }
        }
        return run.isEmpty ? words : words + [run]
    }

    /// Full readings and initials from each character on.
    private static func spellings(_ name: String) -> [String] {
        var core = Han.folded(name).filter { $0.isLetter || $0.isNumber }
        if let ending = legalEndings.first(where: { core.hasSuffix($0) }), core.count > ending.count {
            core = String(core.dropLast(ending.count))
        }
        let characters = core.prefix(spelledCharacters)
        return variants(of: Array(characters)).flatMap { readings in
            readings.indices.flatMap { start -> [String] in
                let rest = readings[start...]
                let initials = rest.prefix(initialsLetters).compactMap(\.first)
                return [
                    readingMark + rest.joined().prefix(readingLetters), initialsMark + String(initials),
                ]
            }
        }
    }

    /// The ways in which a name may be read; four at most.
    private static func variants(of characters: [Character]) -> [[String]] {
        var variants: [[String]] = [[]]
        for character in characters {
            let known = Han.readings(of: character)
            let plain = character.isASCII ? [String(character)] : []
            let readings = known.isEmpty ? plain : known
            guard let first = readings.first else { continue }
            let others = variants.count * readings.count <= 4 ? Array(readings.dropFirst()) : []
            variants = variants.flatMap { way in ([first] + others).map { way + [$0] } }
        }
        return variants
    }

    /// What a run of letters may be the beginning of, as readings.
    static func readingPrefixes(_ letters: String) -> [String] {
        guard letters.count >= 2, letters.allSatisfy({ $0.isASCII && $0.isLetter }) else { return [] }
        let reading = readingMark + letters.prefix(readingLetters)
        return letters.count <= initialsLetters ? [reading, initialsMark + letters] : [reading]
    }
}

/// What a person searches for, ready for either database.
struct SearchQuery: Hashable, Sendable {
    /// Words that follow each other; the last may go on.
    struct Phrase: Hashable, Sendable {
        let words: [String]
        let isBeginning: Bool
    }

    /// One of each list must be there.
    let all: [[Phrase]]
    /// The beginning of a credit code, when that is what was typed.
    let codePrefix: String?
    /// The whole text, folded, as names are compared.
    let nameKey: String

    /// Reads what was typed; nil when it holds nothing to search for.
    init?(_ typed: String) {
        let parts = typed.split(whereSeparator: \.isWhitespace).prefix(6).map { Han.folded(String($0)) }
        let whole = parts.joined()
        codePrefix = SearchQuery.codePrefix(whole)
        nameKey = whole
        all = parts.compactMap { part in
            let words = Array(SearchTerms.words(String(part.prefix(60))).prefix(40))
            guard let last = words.last else { return nil }
            let isBeginning = last.allSatisfy(\.isASCII)
            let typed = Phrase(words: words, isBeginning: isBeginning)
            guard words.count == 1 else { return [typed] }
            return [typed]
                + SearchTerms.readingPrefixes(last).map { Phrase(words: [$0], isBeginning: true) }
        }
        if all.isEmpty { return nil }
    }

    /// Six or more characters of which the first two are those of a code, and digits follow.
    private static func codePrefix(_ text: String) -> String? {
        let code = text.uppercased()
        let isCode =
            (6...18).contains(code.count) && code.allSatisfy { $0.isASCII }
            && code.dropFirst(2).prefix(4).allSatisfy(\.isNumber)
            && code.first.map { "159AMNY123468".contains($0) } == true
        return isCode ? code : nil
    }

    /// The query in the language of FTS5, within regions; none means the nation.
    func fts5(within regions: [Region]) -> String {
        let texts = all.map { choices in
            let any = choices.map { phrase in
                "\"" + phrase.words.joined(separator: " ") + "\"" + (phrase.isBeginning ? "*" : "")
            }
            return "(" + any.joined(separator: " OR ") + ")"
        }
        let places = regions.map { "\"" + SearchTerms.token(of: $0) + "\"" }
        return (places.isEmpty ? texts : ["(" + places.joined(separator: " OR ") + ")"] + texts)
            .joined(separator: " AND ")
    }

    /// The same as a tsquery.
    func tsquery(within regions: [Region]) -> String {
        let texts = all.map { choices in
            let any = choices.map { phrase in
                phrase.words.enumerated().map { place, word in
                    "'\(word)'" + (phrase.isBeginning && place == phrase.words.count - 1 ? ":*" : "")
                }
                .joined(separator: " <-> ")
            }
            return "(" + any.map { "(\($0))" }.joined(separator: " | ") + ")"
        }
        let places = regions.map { "'" + SearchTerms.token(of: $0) + "'" }
        return (places.isEmpty ? texts : ["(" + places.joined(separator: " | ") + ")"] + texts)
            .joined(separator: " & ")
    }
}
