// SPDX-License-Identifier: Apache-2.0

/// Reads the measures: their amounts, their conditions, what kind they are.
struct ItemReader {
    let flow: Flow
    let figures: Figures
    let outline: Outline
    let title: TitleReader.Title

    private struct Draft {
        var supports: [Support] = []
        /// With the announcement that each stands under.
        var conditions: [(condition: Condition, scope: Int?)] = []
    }

    func read(into record: inout PolicyRecord) {
        var drafts = [Draft](repeating: Draft(), count: outline.measures.count)
        var giving: [Int: [Range<Int>]] = [:]
        var alive: Set<Int> = []
        var told: [Int: [Range<Int>]] = [:]
        for passage in outline.passages {
            let body = flow.stretch(passage.range)
            if passage.role != .heading { told[passage.measure, default: []].append(passage.range) }
            if passage.role == .text, isAbout(passage.purpose), body.count >= 20,
                !ConditionCues.isPreamble(body)
            {
                alive.insert(passage.measure)
            }
            for sentence in ClauseReader.sentences(flow.stretch(passage.range)) {
                let supports = SupportReader.read(flow, figures, passage, sentence)
                let conditions = ConditionReader.read(flow, figures, passage, sentence)
                drafts[passage.measure].supports += supports
                drafts[passage.measure].conditions += conditions.map { ($0, passage.scope) }
                if !supports.isEmpty || SupportReader.givesWithoutFigure(flow, passage, sentence) {
                    giving[passage.measure, default: []] += sentence.clauses.filter { $0.role != .antecedent }
                        .map(\.range)
                }
            }
        }
        for (group, measure, range) in alternatives() {
            _ = group
            drafts[measure].conditions.append((ConditionReader.oneOf(flow, range), nil))
        }
        record.kinds = KindReader(
            flow: flow, title: title.range, measures: outline.measures, giving: giving, told: told,
            alive: alive
        ).read()
        record.items = zip(outline.measures.indices, drafts).compactMap { index, draft in
            item(outline.measures[index], draft, isTold: told[index] != nil)
        }
    }

    private func isAbout(_ purpose: Purpose?) -> Bool {
        switch purpose {
        case nil, .support, .conditions, .duration: true
        default: false
        }
    }

    private func item(_ measure: Measure, _ draft: Draft, isTold: Bool) -> PolicyRecord.Item? {
        guard !draft.supports.isEmpty || !draft.conditions.isEmpty || (measure.name != nil && isTold) else {
            return nil
        }
        let range = measure.name ?? title.range
        let name = range.map { PolicyRecord.Cited(value: flow.excerpt($0), spans: [flow.span($0)]) }
        return PolicyRecord.Item(
            name: name, supports: unique(draft.supports), conditions: unique(draft.conditions))
    }

    /// A support stated twice with the same words is one.
    private func unique(_ supports: [Support]) -> [Support] {
        var seen: [Support] = []
        for support in supports where !seen.contains(where: { isSame($0, support) }) { seen.append(support) }
        return seen
    }

    private func isSame(_ left: Support, _ right: Support) -> Bool {
        left.text == right.text && left.amount == right.amount && left.ratio == right.ratio
            && left.cap == right.cap
            && left.floor == right.floor && left.span == right.span
    }

    /// A requirement said twice is one, unless each time it is said of somebody else: under an announcement
    /// of its own.
    private func unique(_ conditions: [(condition: Condition, scope: Int?)]) -> [Condition] {
        var seen: [String: [Int?]] = [:]
        return conditions.compactMap { condition, scope in
            let key = "\(condition.text)-\(condition.comparison)-\(condition.value)"
            let scopes = seen[key] ?? []
            guard scopes.isEmpty || (scope != nil && !scopes.contains { $0 == nil || $0 == scope }) else {
                return nil
            }
            seen[key] = scopes + [scope]
            return condition
        }
    }

    /// The lists of which one member is enough: group, measure, whole range.
    private func alternatives() -> [(Int, Int, Range<Int>)] {
        var groups: [Int: (measure: Int, low: Int, high: Int)] = [:]
        for passage in outline.passages {
            guard let group = passage.alternatives, passage.mark != nil else { continue }
            let low = flow.paragraphs[passage.paragraph].range.lowerBound
            let known = groups[group]
            groups[group] = (
                passage.measure, min(known?.low ?? low, low), max(known?.high ?? 0, passage.range.upperBound)
            )
        }
        return groups.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value.measure, $0.value.low..<$0.value.high)
        }
    }
}
