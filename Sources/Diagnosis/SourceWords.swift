// SPDX-License-Identifier: Apache-2.0
import Rules
import Site

/// The official words behind a rule; a paraphrase is called one and never quoted.
struct SourceWords {
    let visit: Visit
    let rule: Rule

    /// The texts of the given numbers, each with where it stands and how sure it is.
    func passages(citing numbers: [String]) -> [Passage] {
        rule.texts.filter { numbers.contains($0.number) }.map { passage($0) }
    }

    func passage(_ text: OfficialText) -> Passage {
        Passage(
            text: text.text, isQuoted: !text.isParaphrase,
            kind: visit.words(text.isParaphrase ? "diagnosis.paraphrase" : "diagnosis.quotation"),
            place: [rule.basis.number, text.number].filter { !$0.isEmpty }.joined(separator: " "),
            note: confidence(text.confidence), reason: nil)
    }

    func confidence(_ confidence: Basis.Confidence) -> String {
        switch confidence {
        case .fullText: visit.words("diagnosis.confidence.full")
        case .severalSources: visit.words("diagnosis.confidence.several")
        case .singleSource: visit.words("diagnosis.confidence.single")
        case .memory: visit.words("diagnosis.confidence.memory")
        }
    }

    /// What of the official text no program checked; nil when all of it is.
    var unchecked: Folded? {
        let omitted = rule.texts.filter { $0.omission != nil }
        if omitted.isEmpty { return nil }
        return Folded(
            visit.words.counted("diagnosis.unchecked", omitted.count),
            passages: omitted.map { uncheckedPassage($0) })
    }

    /// A text with why no program checks it.
    func uncheckedPassage(_ text: OfficialText) -> Passage {
        var passage = passage(text)
        if let omission = text.omission {
            passage.note += " · " + mark(omission.mark)
            passage.reason = omission.reason.isEmpty ? nil : omission.reason
        }
        return passage
    }

    private func mark(_ mark: OfficialText.Mark) -> String {
        switch mark {
        case .factGap: visit.words("diagnosis.mark.factGap")
        case .discretion: visit.words("diagnosis.mark.discretion")
        case .procedure: visit.words("diagnosis.mark.procedure")
        case .skipped: visit.words("diagnosis.mark.skipped")
        }
    }
}

/// Official words in Chinese, on a page of either language. Partial: `_passage`.
struct Passage {
    let text: String
    let isQuoted: Bool
    let kind: String
    /// Document and number, as they are in Chinese.
    let place: String
    /// How sure it is, in the page's language.
    var note: String
    /// Why no program checks it, in Chinese.
    var reason: String?
}

/// Something folded that holds official words. Partial: `_folded`.
struct Folded {
    let summary: String
    /// The language of the summary where it is another than the page's.
    let language: String?
    /// What became of the clause, where it is one.
    let outcome: Outcome?
    let status: Status?
    let lines: [String]
    let passages: [Passage]

    init(
        _ summary: String, in language: Language? = nil, outcome: Outcome? = nil, status: Status? = nil,
        lines: [String] = [], passages: [Passage] = []
    ) {
        self.outcome = outcome
        self.summary = summary
        self.language = language?.rawValue
        self.status = status
        self.lines = lines
        self.passages = passages
    }
}
