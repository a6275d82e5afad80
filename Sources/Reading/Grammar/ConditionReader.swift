// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads the requirements of a passage, clause by clause.
struct ConditionReader {
    let flow: Flow
    let figures: Figures
    let passage: Passage

    static func read(_ flow: Flow, _ figures: Figures, _ passage: Passage, _ sentence: Sentence)
        -> [Condition]
    {
        guard passage.role != .heading, !ConditionCues.isPreamble(flow.stretch(sentence.range)) else {
            return []
        }
        // 有下列情形之一的企业不予支持：only announces what rules out.
        if passage.role == .intro, MeasureCues.exclusion.occurs(in: flow.stretch(sentence.range)) {
            return []
        }
        let reader = ConditionReader(flow: flow, figures: figures, passage: passage)
        switch passage.purpose {
        case .conditions: return reader.list(sentence)
        case .support, nil: return reader.narrative(sentence)
        case .time, .procedure: return reader.limits(sentence)
        default: return []
        }
    }

    // MARK: Lists

    /// Under a heading of requirements every clause is one.
    private func list(_ sentence: Sentence) -> [Condition] {
        if passage.isExclusion {
            return passage.role == .intro ? [] : [whole(sentence.range, .not)].compactMap { $0 }
        }
        if passage.role != .intro, let ban = ban(sentence) { return ban }
        var result: [Condition] = []
        for clause in joined(sentence.clauses) {
            let text = flow.stretch(clause.range)
            if ConditionCues.announcements.occurs(in: text) {
                result += announced(clause.range)
            } else if passage.role == .intro {
                result += numeric(clause.range, requires: true)
            } else if !isGrant(clause, text), !ConditionCues.isOfficial(text) {
                result += conditions(clause.range)
            }
        }
        return result
    }

    /// 拥有…，或…: the alternative belongs to what stands before it.
    private func joined(_ clauses: [Clause]) -> [Clause] {
        var result: [Clause] = []
        for clause in clauses {
            if flow.stretch(clause.range).hasPrefix("或"), let last = result.last {
                result[result.count - 1].range = last.range.lowerBound..<clause.range.upperBound
            } else {
                result.append(clause)
            }
        }
        return result
    }

    /// Words before 符合以下条件 that say who: 法定代表人(女性不超过55周岁)符合以下条件之一.
    private func announced(_ range: Range<Int>) -> [Condition] {
        let text = flow.stretch(range)
        guard let cut = ConditionCues.announcements.find(text)?.at else { return [] }
        let head = text.upTo(cut).trimmed("应须需的")
        let place = head.startIndex..<head.endIndex
        var result = numeric(place, requires: true)
        if let list = ConditionCues.enumeration(head) { result.append(condition(list, .in)) }
        return result
    }

    private func isGrant(_ clause: Clause, _ text: Stretch) -> Bool {
        if SupportCues.schedule.occurs(in: text) { return true }
        return clause.role == .consequent && SupportCues.giving.occurs(in: text)
            && !ConditionCues.negative.occurs(in: text)
            && Comparators.suffixes.find(text) == nil
    }

    // MARK: Running text

    /// In running text only what leads to a grant, or forbids one, is a requirement.
    private func narrative(_ sentence: Sentence) -> [Condition] {
        let whole = flow.stretch(sentence.range)
        if SupportCues.spending.occurs(in: whole) || TermCues.fromPublication.occurs(in: whole) { return [] }
        if let scope = ConditionCues.scope(whole) { return scoped(sentence, from: scope) }
        if let ban = ban(sentence) { return ban }
        var result: [Condition] = []
        for clause in sentence.clauses {
            let text = flow.stretch(clause.range)
            if ConditionCues.isOfficial(text) { continue }
            switch clause.role {
            case .antecedent where ConditionCues.isMeasureTalk(text): break
            case .antecedent:
                result +=
                    ConditionCues.announcements.occurs(in: text)
                    ? announced(clause.range) : conditions(clause.range)
            case .consequent, .other:
                result +=
                    bracketed(clause.range) + (TermCues.inForce.occurs(in: text) ? [] : dates(clause.range))
                result += embedded(clause.range)
                for remark in ConditionCues.remarks(text) {
                    result += numeric(remark.startIndex..<remark.endIndex, requires: true)
                }
                if ConditionCues.isDeadline(text) {
                    let limits = numeric(clause.range, requires: true)
                    result += limits
                    if limits.isEmpty, ConditionCues.due.occurs(in: text),
                        let plain = self.whole(clause.range, nil)
                    {
                        result.append(plain)
                    }
                } else if text.contains("次数") {
                    result += numeric(clause.range, requires: true)
                } else if ConditionCues.modal.occurs(in: whole),
                    ConditionCues.applicants.occurs(in: whole.prefix(14)),
                    !SupportCues.giving.occurs(in: text)
                {
                    result += conditions(clause.range)
                }
            }
        }
        return result
    }

    /// 应于登记注册之日起3年内提出申请: where the times are told, only such limits are requirements.
    private func limits(_ sentence: Sentence) -> [Condition] {
        let text = flow.stretch(sentence.range)
        guard text.contains("之日起"), ConditionCues.isDeadline(text), text.contains("申") || text.contains("提出")
        else { return [] }
        return sentence.clauses.flatMap { clause in
            ConditionCues.isOfficial(flow.stretch(clause.range))
                ? [] : numeric(clause.range, requires: true).filter { $0.unit == "年" || $0.unit == "月" }
        }
    }

    /// 本措施适用于…的企业, 支持范围是…: what follows is a list of requirements.
    private func scoped(_ sentence: Sentence, from start: Int) -> [Condition] {
        sentence.clauses.flatMap { clause -> [Condition] in
            guard clause.range.upperBound > start else { return [] }
            return conditions(max(start, clause.range.lowerBound)..<clause.range.upperBound)
        }
    }

    /// A prohibition with what it hangs on is one requirement; a number in it is turned round.
    private func ban(_ sentence: Sentence) -> [Condition]? {
        guard let last = sentence.clauses.lastIndex(where: { isBan($0) }) else { return nil }
        let first = sentence.clauses[...last].firstIndex { $0.role == .antecedent || isBan($0) } ?? last
        var result: [Condition] = []
        var start = sentence.clauses[first].range.lowerBound
        for index in first...last {
            let range = sentence.clauses[index].range
            if index > first, flow.stretch(range).hasPrefix("或"),
                let part = whole(start..<sentence.clauses[index - 1].range.upperBound, .not)
            {
                result.append(part)
                start = range.lowerBound
            }
        }
        let limits = sentence.clauses[first...last].filter { $0.role == .antecedent }.flatMap {
            turned($0.range)
        }
        if let rest = whole(start..<sentence.clauses[last].range.upperBound, .not), limits.isEmpty {
            result.append(rest)
        }
        for clause in sentence.clauses[..<first] where passage.purpose == .conditions {
            result += conditions(clause.range)
        }
        for clause in sentence.clauses[(last + 1)...] where passage.purpose == .conditions {
            result += conditions(clause.range)
        }
        return result + limits
    }

    private func isBan(_ clause: Clause) -> Bool {
        let text = flow.stretch(clause.range)
        guard !ConditionCues.isOfficial(text), !text.contains(where: { $0 == "(" }) else { return false }
        return ConditionCues.repetition.occurs(in: text) || ConditionCues.isLeftOut(text)
    }

    /// 不良率超过5%的，暂停: what must be true is at most 5%.
    private func turned(_ range: Range<Int>) -> [Condition] {
        numeric(range, requires: true).compactMap { condition in
            guard condition.unit != "月", condition.unit != "年" else { return nil }
            var condition = condition
            switch condition.comparison {
            case .gt: condition.comparison = .le
            case .ge: condition.comparison = .lt
            case .lt: condition.comparison = .ge
            case .le: condition.comparison = .gt
            default: return nil
            }
            return condition
        }
    }

    // MARK: One clause

    /// The requirements of a clause: numbers, places, prohibitions, lists of who; the clause itself when it
    /// is none.
    private func conditions(_ range: Range<Int>) -> [Condition] {
        bracketed(range)
            + parts(range).flatMap { part -> [Condition] in
                var (part, text) = (part, flow.stretch(part))
                // 初创企业是指注册3年以内的企业: what stands behind is the requirement.
                if let means = text.find("是指"), means + 5 < text.endIndex {
                    part = (means + 2)..<part.upperBound
                    text = flow.stretch(part)
                }
                guard !ConditionCues.isFiller(text) else { return [] }
                let numbers = numeric(part, requires: false)
                if !numbers.isEmpty { return numbers + beside(part) }
                if let (quality, noun) = ConditionCues.qualified(text) {
                    return [
                        whole(quality.startIndex..<quality.endIndex, nil),
                        whole(noun.startIndex..<noun.endIndex, nil),
                    ].compactMap { $0 }
                }
                return [whole(part, nil)].compactMap { $0 }
            }
    }

    /// Remarks in brackets that require something: (劳务派遣单位除外), (租赁地址与注册登记地一致).
    private func bracketed(_ range: Range<Int>) -> [Condition] {
        ConditionCues.remarks(flow.stretch(range)).flatMap { remark -> [Condition] in
            remark.pieces { $0 == "," || $0 == ";" }.flatMap { piece -> [Condition] in
                let cut = piece.pieces { $0 == "、" }
                // 签订1年以上劳动合同、连续6个月缴纳社会保险费 are two; 企业、劳务派遣单位除外 is one.
                let members =
                    cut.filter { !figures.quantities(in: $0.startIndex..<$0.endIndex).isEmpty }.isEmpty
                    ? [piece] : cut
                return members.flatMap { member in bracketMember(member) }
            }
        }
    }

    private func bracketMember(_ text: Stretch) -> [Condition] {
        let range = text.startIndex..<text.endIndex
        if text.contains("除外") { return [condition(range, .not)] }
        if text.contains("一致") { return [condition(range, .eq)] }
        if ConditionCues.isLeftOut(text) { return [condition(range, .not)] }
        return parts(range).compactMap { part in
            guard figures.quantities(in: part).isEmpty, ConditionCues.states.occurs(in: flow.stretch(part))
            else { return nil }
            return whole(part, nil)
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
            if depth == 0, at > start + 5, text[at] == "在",
                ConditionCues.people.ends(text[start..<at]) != nil, ConditionCues.place(text.after(at)) != nil
            {
                parts.append(start..<at)
                start = at
            }
            if depth == 0, at > start + 4, text[at] == "具", ConditionCues.deeds.ends(text[start..<at]) != nil
            {
                parts.append(start..<at)
                start = at
            }
            if depth == 0, at > start + 4, let joint = joint(text, at) {
                parts.append(start..<at)
                start = at + joint
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

    /// How many glyphs join two requirements here: 且, 并, or 、 before a verb.
    private func joint(_ text: Stretch, _ at: Int) -> Int? {
        if let word = ConditionCues.joints.match(text, at: at),
            ConditionCues.beginnings.match(text, at: at + word.count) != nil
        {
            return word.count
        }
        // 且 ties whole requirements, whatever the next one begins with.
        for word: Word in ["并且", "且"] where text.has(word, at: at) {
            let rest = text.after(at + word.count)
            return text.upTo(at).filter(\.isHan).count >= 4 && rest.filter(\.isHan).count >= 3
                && text[at - 1] != "而" ? word.count : nil
        }
        return text[at] == "、" && ConditionCues.strongBeginnings.match(text, at: at + 1) != nil ? 1 : nil
    }

    /// What a clause with numbers says besides: a place of registration, who it is about.
    private func beside(_ range: Range<Int>) -> [Condition] {
        var result: [Condition] = []
        let text = flow.stretch(range)
        if let place = ConditionCues.place(text) { result.append(condition(place, .eq)) }
        if let list = ConditionCues.enumeration(text) {
            result.append(condition(list, .in))
        } else if let noun = ConditionCues.kindNoun(text) {
            result.append(condition(noun, .eq))
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
        let members =
            comparison == .in
            ? ConditionCues.members(text).map { flow.excerpt($0.startIndex..<$0.endIndex) } : []
        return Condition(
            subject: ConditionCues.subject(text, comparison), comparison: comparison,
            value: members.count > 1 ? .list(members) : .text(excerpt), unit: nil,
            isJudgement: comparison != .not && !ConditionCues.isAboutPeople(text)
                && JudgementCues.decide(text), span: flow.span(range),
            text: excerpt)
    }
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
            subject: "符合条件之一", comparison: .in,
            value: .list(members.filter { $0.count >= 2 }.map { flow.excerpt($0.startIndex..<$0.endIndex) }),
            unit: nil,
            isJudgement: false, span: flow.span(core.startIndex..<core.endIndex),
            text: flow.excerpt(core.startIndex..<core.endIndex))
    }
}
