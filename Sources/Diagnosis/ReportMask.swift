// SPDX-License-Identifier: Apache-2.0
import Rules

/// Which facts a reader of a report may not see, by their sensitivity, as on the enterprise's file.
/// Outcomes are shown; what was found, how far it is and what would do are not, where such a fact went into
/// them.
struct ReportMask: Sendable {
    /// Hides nothing: for members of the enterprise and whoever has its link.
    static let none = ReportMask(hidden: [], names: [])

    private let hidden: Set<Word.ID>
    private let names: Set<String>

    private init(hidden: Set<Word.ID>, names: Set<String>) {
        self.hidden = hidden
        self.names = names
    }

    /// Hides facts that are more sensitive than these.
    init(above shown: Set<Word.Sensitivity>, _ vocabulary: Vocabulary) {
        let words = vocabulary.words.filter { !shown.contains($0.sensitivity) }
        self.init(hidden: Set(words.map(\.id)), names: Set(words.map(\.name)))
    }

    /// Whether a hidden fact went into a judgement.
    func covers(_ trace: Trace) -> Bool {
        trace.used.contains { hidden.contains($0.key.word) }
            || trace.undefined.contains { hidden.contains($0.word) }
    }

    /// Whether a hidden fact went into a verdict of which only the record is left.
    func covers(_ record: VerdictRecord) -> Bool {
        record.facts.contains { names.contains($0.name) }
    }
}
