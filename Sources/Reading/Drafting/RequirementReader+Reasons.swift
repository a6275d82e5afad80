// SPDX-License-Identifier: Apache-2.0

extension RequirementReader {
    /// Why a stretch that was not understood stays with a person: what was met on the way, else what stands
    /// in it.
    func reason(_ text: Stretch) -> StayReason {
        if let obstacle { return obstacle }
        if let found = RequirementCues.exceptions.find(text) { return .exception(word: found.word.text) }
        if let found = RequirementCues.leeway.find(text) { return .judgement(word: found.word.text) }
        if let found = JudgementCues.words.find(text) { return .judgement(word: found.word.text) }
        if RequirementCues.isOpen(text) { return .openList }
        if RequirementCues.ors.occurs(in: text), RequirementCues.ands.occurs(in: text) { return .unclearJoin }
        let range = text.startIndex..<text.endIndex
        if let date = figures.dates(in: range).first(where: { $0.year != nil && $0.day == nil }) {
            return .fixedYear(flow.stretch(date.range).text)
        }
        return .unknownFact
    }
}
