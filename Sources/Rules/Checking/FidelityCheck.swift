// SPDX-License-Identifier: Apache-2.0
import Standards

/// Holds each clause against the official words that it cites, for the known ways in which encoded law goes
/// wrong although its examples are green. Warnings only: a person reads both and decides.
///
/// Words that are marked (缺事实, 裁量, 程序, 略) are not looked at, nor are those of a base that a version builds
/// on.
struct FidelityCheck {
    let rule: Rule
    let vocabulary: Vocabulary
    let log: FaultLog

    func check() {
        let parts = rule.parts.map { CitingPart($0, vocabulary) }
        let numbers = Dictionary(
            rule.texts.map { ($0.number, OfficialNumberReader.numbers(in: $0.text)) },
            uniquingKeysWith: { first, _ in first })
        for text in rule.texts where text.omission == nil && rule.owns(text.place) {
            let citing = parts.filter { $0.part.cites.contains(text.number) }
            checkStacking(text, citing)
            checkDocument(text)
            guard !citing.isEmpty else { continue }
            checkDiscretion(text, citing)
            checkExclusion(text, citing)
            checkNumbers(numbers[text.number] ?? [], of: text, citing)
        }
        for part in parts where rule.owns(part.part.place) { checkStated(part, in: numbers) }
    }

    // MARK: - Words

    /// 择优, 酌情, 可给予: an official decides, so a clause that a program decides reads too much into them.
    private func checkDiscretion(_ text: OfficialText, _ citing: [CitingPart]) {
        let isWeighed = citing.contains { $0.part.needsPerson || $0.hasAlternative }
        guard !isWeighed, let word = FidelityWords.discretion(in: text.text) else { return }
        report(.mayReadAsMust(word: word), at: citing[0].part.place)
    }

    private func checkExclusion(_ text: OfficialText, _ citing: [CitingPart]) {
        guard let (word, phrase) = FidelityWords.exclusion(in: text.text) else { return }
        if citing.contains(where: {
            $0.part.needsPerson || $0.refersToRule || $0.excludes || !$0.ignores(phrase)
        }) {
            return
        }
        report(.exclusionWithoutEffect(word: word), at: citing[0].part.place)
    }

    private func checkStacking(_ text: OfficialText, _ citing: [CitingPart]) {
        guard let word = FidelityWords.stacking(in: text.text), rule.excludes.isEmpty else { return }
        if rule.amount?.combination == .highest || citing.contains(where: \.part.takesBest) { return }
        report(.stackingIgnored(word: word), at: text.place)
    }

    private func checkDocument(_ text: OfficialText) {
        let known = rule.basis.number + rule.basis.document + rule.basis.article
        guard let number = FidelityWords.otherDocument(in: text.text, than: known) else { return }
        report(.otherDocument(number), at: text.place)
    }

    // MARK: - Numbers

    /// Each number of the words must be somewhere in what cites them.
    private func checkNumbers(_ numbers: [OfficialNumber], of text: OfficialText, _ citing: [CitingPart]) {
        // A person, or another rule, may hold the number.
        if citing.contains(where: { $0.part.needsPerson && $0.part.kind == .clause || $0.refersToRule }) {
            return
        }
        var seen: Set<String> = []
        let isTable = citing.contains { $0.part.kind == .indicator }
        let isExpert = citing.contains { $0.part.needsPerson }
        for number in numbers where !citing.contains(where: { $0.states(number) }) {
            // The steps within an expert's range are the expert's; 1—2项 ends where the next step begins.
            if number.measure == .points && isExpert || number.isRangeEnd && isTable { continue }
            // 1项以上 is as often encoded as a fact that is there or not.
            if number.measure == .count, number.value == 1, citing.contains(where: \.asksYesOrNo) { continue }
            guard seen.insert(number.text).inserted else { continue }
            report(number.isTerm ? .termNotCompared(number.text) : .numberUnused(number.text), at: text.place)
        }
    }

    /// Each number of a part must be somewhere in the words that it cites.
    private func checkStated(_ part: CitingPart, in texts: [String: [OfficialNumber]]) {
        let cites = part.part.allCites
        guard !part.part.isInner, !cites.isEmpty, cites.allSatisfy({ texts[$0] != nil }) else { return }
        let written = cites.flatMap { texts[$0] ?? [] }
        var seen: Set<String> = []
        for stated in part.stated where rule.owns(stated.place) && !stated.goesWithoutSaying {
            guard seen.insert(stated.text).inserted else { continue }
            if written.contains(where: { stated.isSaid(by: $0) }) { continue }
            report(.numberNotInText(stated.text), at: stated.place)
        }
        // Points are held against the words only where the words give points.
        guard written.contains(where: { $0.measure == .points }) else { return }
        for points in Set(part.part.points) where points != .zero {
            if written.contains(where: { $0.isSame(points, .points) }) { continue }
            report(.numberNotInText("\(points.decimalText(places: 4))分"), at: part.part.place)
        }
    }

    private func report(_ fidelity: RuleFault.Fidelity, at place: Place) {
        log.report(.fidelity(fidelity), at: place)
    }
}
