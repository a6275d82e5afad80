// SPDX-License-Identifier: Apache-2.0
import Rules
import Site

/// The official words behind a rule; a paraphrase is called one and never quoted.
struct SourceWords {
    let visit: Visit
    let rule: Rule

    /// The texts of the given numbers, each with where it stands and how sure it is.
    func lines(citing numbers: [String]) -> [String] {
        rule.texts.filter { numbers.contains($0.number) }.map { line($0) }
    }

    func line(_ text: OfficialText) -> String {
        let key = text.isParaphrase ? "diagnosis.paraphrase" : "diagnosis.quotation"
        return visit.words(
            key,
            [
                "document": rule.basis.number, "number": text.number, "text": text.text,
                "confidence": confidence(text.confidence),
            ])
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
    var unchecked: Fold? {
        let omitted = rule.texts.filter { $0.omission != nil }
        if omitted.isEmpty { return nil }
        return Fold(
            visit.words.counted("diagnosis.unchecked", omitted.count),
            lines: omitted.map { text in
                let mark = text.omission.map { self.mark($0.mark) } ?? ""
                return visit.words(
                    "diagnosis.unchecked.line",
                    [
                        "number": text.number, "text": text.text, "mark": mark,
                        "reason": text.omission?.reason ?? "",
                    ])
            })
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
