// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards

/// Words that mean the same, words that say nothing in a question, and words by which a question asks for a
/// kind of part. It stands in a file that editors can read.
public struct Thesaurus: Codable, Hashable, Sendable {
    /// Groups of words that mean the same.
    public var synonyms: [[String]]
    /// What people wrap around a question.
    public var idle: [String]
    /// For each kind of part: how people ask for it, and the words by which a passage shows that it is one.
    public var intents: [String: Intent]

    /// How a kind of part is asked for, and known.
    public struct Intent: Codable, Hashable, Sendable {
        /// 找谁, 打什么电话.
        public var asks: [String]
        /// 联系电话, 咨询电话.
        public var cues: [String]
    }

    /// The thesaurus of a folder with a `thesaurus.json`.
    init(folder: URL?) throws {
        guard let folder else { throw BoardFormula.Problem.limits }
        try self.init(json: Data(contentsOf: folder.appending(path: "thesaurus.json")))
    }

    /// Reads a thesaurus; words are folded as texts are.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(Thesaurus.self, from: json)
        synonyms = synonyms.map { $0.map(Han.folded) }
        idle = idle.map(Han.folded).sorted { $0.count > $1.count }
        intents = intents.mapValues {
            Intent(asks: $0.asks.map(Han.folded), cues: $0.cues.map(Han.folded))
        }
    }
}

/// A question as it is looked for: units, each of which a passage holds or not, and the kinds of part that
/// it asks for.
struct Quest: Sendable {
    /// One thing that is asked about, in one or several ways of saying it.
    struct Unit: Sendable {
        let alternatives: [[Term]]
    }

    /// Words of which the thesaurus knows other ways of saying them.
    let words: [Unit]
    /// The terms of each stretch of what else was asked.
    let runs: [[Term]]
    let intents: [(part: AnswerText.Part, cues: [String])]

    /// All terms, of all ways of saying it.
    var terms: Set<Term> {
        Set(words.flatMap { $0.alternatives.flatMap { $0 } } + runs.flatMap { $0 })
    }

    /// All units. A pair of characters that no text holds, between two pairs that texts do hold, is where two
    /// words meet, and says nothing.
    func units(isKnown: (Term) -> Bool) -> [Unit] {
        var seen: Set<Term> = []
        let rest = runs.flatMap { run in
            run.indices.filter { place in
                guard !isKnown(run[place]), place > 0, place + 1 < run.count else { return true }
                return !isKnown(run[place - 1]) || !isKnown(run[place + 1])
            }.map { run[$0] }
        }
        return words + rest.filter { seen.insert($0).inserted }.map { Unit(alternatives: [[$0]]) }
    }

    init(_ question: String, by thesaurus: Thesaurus) {
        var text = Han.folded(String(question.prefix(300)))
        var intents: [(part: AnswerText.Part, cues: [String])] = []
        for part in AnswerText.Part.allCases {
            guard let intent = thesaurus.intents[part.rawValue] else { continue }
            for ask in intent.asks where text.contains(ask) {
                if !intents.contains(where: { $0.part == part }) { intents.append((part, intent.cues)) }
                text = text.replacing(ask, with: "\u{1}")
            }
        }
        // Figures tell of the asker's own case; texts hold others.
        text = text.replacing(/[0-9.,]+(万元|亿元|万|亿|元|人|%|天|年|个月)?|[一二三四五六七八九十百千]{1,}[万亿]元?/, with: "\u{1}")
        var words: [Unit] = []
        let phrases = thesaurus.synonyms.flatMap { group in group.map { ($0, group) } }
            .sorted { $0.0.count > $1.0.count }
        for (phrase, group) in phrases where text.contains(phrase) {
            words.append(Unit(alternatives: ([phrase] + group).map(Terms.terms(of:)).filter { !$0.isEmpty }))
            text = text.replacing(phrase, with: "\u{1}")
        }
        for phrase in thesaurus.idle { text = text.replacing(phrase, with: "\u{1}") }
        self.words = words.filter { !$0.alternatives.isEmpty }
        runs = Terms.runs(of: text).map(Terms.terms(ofRun:)).filter { !$0.isEmpty }
        self.intents = intents
    }
}
