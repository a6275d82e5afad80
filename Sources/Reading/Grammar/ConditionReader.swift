// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads the requirements of a passage, clause by clause.
struct ConditionReader {
    let flow: Flow
    let figures: Figures
    let passage: Passage

    static func read(_ flow: Flow, _ figures: Figures, _ passage: Passage, _ sentence: Sentence) -> [Condition] {
        guard passage.role != .heading else { return [] }
        let reader = ConditionReader(flow: flow, figures: figures, passage: passage)
        switch passage.purpose {
        case .conditions: return reader.list(sentence)
        case .support, nil: return reader.narrative(sentence)
        default: return []
        }
    }

    /// Under a heading of requirements every clause is one.
    private func list(_ sentence: Sentence) -> [Condition] {
        if passage.isExclusion {
            if passage.role == .intro { return [] }
            return [whole(sentence.range, .not)].compactMap { $0 }
        }
        var result: [Condition] = []
        for clause in sentence.clauses {
            let text = flow.stretch(clause.range)
            if ConditionCues.announcements.occurs(in: text), !MeasureCues.oneOf.occurs(in: text) || passage.role == .intro {
                result += announced(clause.range)
                continue
            }
            if clause.role == .consequent, isGrant(text) { continue }
            result += conditions(clause.range)
        }
        return merged(result, sentence)
    }

    /// Words before 符合以下条件 that say who: 初创企业的法定代表人(女性不超过55周岁)符合以下条件之一.
    private func announced(_ range: Range<Int>) -> [Condition] {
        let text = flow.stretch(range)
        guard let cut = ConditionCues.announcements.find(text)?.at else { return [] }
        let head = text.upTo(cut).trimmed("应须需的")
        return numeric(head.startIndex..<head.endIndex, requires: true)
    }

    /// In running text only what leads to a grant, or forbids one, is a requirement.
    private func narrative(_ sentence: Sentence) -> [Condition] {
        var result: [Condition] = []
        for clause in sentence.clauses {
            let text = flow.stretch(clause.range)
            if ConditionCues.isSkipped(text) { continue }
            switch clause.role {
            case .antecedent: result += conditions(clause.range)
            case .consequent, .other:
                if ConditionCues.repetition.occurs(in: text) {
                    if let condition = whole(clause.range, .not) { result.append(condition) }
                } else if ConditionCues.isDeadline(text) {
                    result += numeric(clause.range, requires: true)
                }
            }
        }
        return merged(result, sentence)
    }

    private func isGrant(_ text: Stretch) -> Bool {
        SupportCues.giving.occurs(in: text) && !ConditionCues.negative.occurs(in: text) && Comparators.suffixes.find(text) == nil
    }

    // MARK: One clause

    /// The requirements of a clause: numbers, places, prohibitions, lists of who; the clause itself when it is none.
    private func conditions(_ range: Range<Int>) -> [Condition] {
        parts(range).flatMap { part -> [Condition] in
            let text = flow.stretch(part)
            guard !ConditionCues.isFiller(text) else { return [] }
            let numbers = numeric(part, requires: false)
            if !numbers.isEmpty, numbers.allSatisfy({ $0.comparison != .not }) {
                return numbers + beside(part)
            }
            if let plain = whole(part, nil) { return numbers + [plain] }
            return numbers
        }
    }

    /// Clauses that 且 or 并 join are requirements of their own.
    private func parts(_ range: Range<Int>) -> [Range<Int>] {
        let text = flow.stretch(range)
        var parts: [Range<Int>] = []
        var start = text.startIndex
        var depth = 0
        var at = text.startIndex
        while at < text.endIndex {
            if text[at] == "(" { depth += 1 }
            if text[at] == ")" { depth = max(0, depth - 1) }
            if depth == 0, at > start + 1, let word = ConditionCues.joints.match(text, at: at),
                ConditionCues.beginnings.match(text, at: at + word.count) != nil
            {
                parts.append(start..<at)
                start = at + word.count
                at = start
                continue
            }
            at += 1
        }
        parts.append(start..<text.endIndex)
        return parts.map { part in
            let trimmed = flow.stretch(part).trimmed("、,")
            return trimmed.startIndex..<trimmed.endIndex
        }.filter { !$0.isEmpty }
    }

    /// What a clause with numbers says besides: a place of registration, a list of who.
    private func beside(_ range: Range<Int>) -> [Condition] {
        var result: [Condition] = []
        let text = flow.stretch(range)
        if let place = ConditionCues.place(text) { result.append(condition(place, .eq)) }
        if let list = ConditionCues.enumeration(text) {
            result.append(condition(list, .in))
        }
        return result
    }

    /// The clause as a requirement without a number.
    private func whole(_ range: Range<Int>, _ fixed: Condition.Comparison?) -> Condition? {
        let text = ConditionCues.core(flow.stretch(range))
        guard text.filter(\.isHan).count >= 3, !ConditionCues.isFiller(text) else { return nil }
        return condition(text.startIndex..<text.endIndex, fixed ?? ConditionCues.comparison(text))
    }

    private func condition(_ range: Range<Int>, _ comparison: Condition.Comparison) -> Condition {
        let text = flow.stretch(range)
        let excerpt = flow.excerpt(range)
        let members = comparison == .in ? ConditionCues.members(text).map { flow.excerpt($0.startIndex..<$0.endIndex) } : []
        return Condition(
            subject: ConditionCues.subject(text, comparison), comparison: comparison,
            value: members.count > 1 ? .list(members) : .text(excerpt), unit: nil,
            isJudgement: comparison != .not && JudgementCues.decide(text), span: flow.span(range), text: excerpt)
    }

    /// A sentence's requirements without doubles.
    private func merged(_ conditions: [Condition], _ sentence: Sentence) -> [Condition] { conditions }
}

extension ConditionReader {
    /// A list of which one member is enough, as one requirement.
    static func oneOf(_ flow: Flow, _ range: Range<Int>) -> Condition {
        let text = flow.stretch(range)
        let members = text.pieces { $0 == ";" || $0 == "。" }.map { piece -> Stretch in
            let trimmed = piece.trimmed()
            return ListMark.read(trimmed).map { trimmed.dropFirst($0.length) } ?? trimmed
        }
        let core = text.trimmed(";。")
        return Condition(
            subject: "符合条件之一", comparison: .in, value: .list(members.filter { $0.count >= 2 }.map { flow.excerpt($0.startIndex..<$0.endIndex) }),
            unit: nil, isJudgement: false, span: flow.span(core.startIndex..<core.endIndex), text: flow.excerpt(core.startIndex..<core.endIndex))
    }
}
