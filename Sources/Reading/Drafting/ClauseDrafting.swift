// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Standards

/// Turns the passages of one measure into clauses and amounts.
struct ClauseDrafting {
    let parts: Reader.Parts
    let articles: [Int: String]
    var reader: RequirementReader
    var amounts: AmountReader

    /// A list that an announcing line opened.
    private struct Open {
        let kind: DraftPart.Kind
        let paragraph: Int
        /// By paragraph, so that an item of several sentences is one alternative.
        var members: [(paragraph: Int, part: DraftPart)] = []
        var introPart: DraftPart?
        /// The announcing line itself, cited by a list of which not all must hold.
        var line: DraftClause?
        /// 且 or 或 at the end of a member says that the list is not what its head announced.
        var isUnclear = false
    }

    /// What a measure's passages came to.
    struct Result {
        var conditions: [DraftPart] = []
        var amounts: [DraftAmount] = []
        /// Whether something stands under a heading or list of requirements, or is promised: in a report on
        /// the past sentences that look like requirements are none.
        var isAsked = false
    }

    private var open: [Int: Open] = [:]
    private var order: [Int?: [Entry]] = [:]
    private var result = Result()
    private var count = 0

    private enum Entry {
        case part(Int, DraftPart)
        case list(Int)
    }

    init(parts: Reader.Parts, articles: [Int: String], reader: RequirementReader, amounts: AmountReader) {
        self.parts = parts
        self.articles = articles
        self.reader = reader
        self.amounts = amounts
    }

    /// All of a measure, in the order of the text.
    mutating func read(measure: Int) -> Result {
        var scope = 0
        for passage in parts.outline.passages {
            if passage.role == .intro { scope += 1 }
            guard passage.measure == measure, passage.role != .heading else { continue }
            if passage.role == .intro {
                openList(scope, passage)
            } else {
                read(passage)
            }
        }
        result.conditions += assembled(nil)
        return result
    }

    // MARK: Lists

    private mutating func openList(_ scope: Int, _ passage: Passage) {
        let text = parts.flow.stretch(passage.range)
        let isExclusion =
            MeasureCues.exclusion.occurs(in: text.suffix(40)) && MeasureCues.cases.occurs(in: text.suffix(40))
        let isList = isExclusion || ListCues.conditions.occurs(in: text.suffix(40))
        guard isList, isAbout(passage) || isExclusion || passage.purpose == .conditions else { return }
        var list = Open(
            kind: ListKind.read(text.suffix(60), isExclusion: isExclusion), paragraph: passage.paragraph)
        // 法定代表人(不超过60周岁)符合以下条件之一: who, before what the list says.
        let head = ListCues.announcing.find(text).map { text.upTo($0.at) } ?? text
        let who = RequirementCues.core(head)
        if !isExclusion, who.count >= 4, who.count > 10 || ListCues.plainSubjects.begins(who) == nil {
            let range = who.startIndex..<who.endIndex
            list.introPart = part(range, passage)
        }
        if list.kind != .all {
            list.line = clause(passage.range, passage, .computed(list.kind.key))
        }
        // 有下列情形之一的，优先支持: no requirement, whatever the list says.
        list.isUnclear = ListCues.favours.occurs(in: text)
        for sentence in ClauseReader.sentences(text) where amounts.isGiving(sentence, passage) {
            promise(sentence, passage)
        }
        open[scope] = list
        order[passage.scope, default: []].append(.list(scope))
    }

    private mutating func assembled(_ scope: Int?) -> [DraftPart] {
        let isDivided = isDivided(scope)
        var found: [DraftPart] = []
        for entry in order[scope] ?? [] {
            switch entry {
            case .part(_, let part): found.append(part)
            case .list(let inner):
                let parts = list(inner)
                found += isDivided && open[inner]?.kind == .all ? parts.map(\.asQuestions) : parts
            }
        }
        return Self.merged(isPerKind(found) ? found.map(\.asQuestions) : found)
    }

    /// 属于批发业，…；属于零售业，…: each is asked of some applicants only.
    private func isPerKind(_ parts: [DraftPart]) -> Bool {
        ListCues.kinds.contains { kind in
            let tests = parts.compactMap { part -> String? in
                guard case .clause(_, let line?, _, _) = part else { return nil }
                return line.components(separatedBy: " 且 ").first { $0.hasPrefix(kind) }
            }
            return Set(tests).count > 1
        }
    }

    /// Several lists of which one says whom it is for: which applicant must meet which is not certain.
    private func isDivided(_ scope: Int?) -> Bool {
        let lists = (order[scope] ?? []).compactMap { entry -> Open? in
            if case .list(let inner) = entry { open[inner] } else { nil }
        }.filter { $0.kind == .all }
        return lists.count > 1 && lists.contains { $0.introPart != nil }
    }

    /// Neighbouring lists of what rules out are one; a sentence that stands twice counts once.
    private static func merged(_ parts: [DraftPart]) -> [DraftPart] {
        var found: [DraftPart] = []
        var seen: Set<String> = []
        for part in parts {
            if case .clause(let clause, _, _, _) = part, !seen.insert(clause.text).inserted { continue }
            if case .group(.none, nil, let more) = part, case .group(.none, nil, let known)? = found.last {
                found[found.count - 1] = .group(.none, nil, known + more)
            } else {
                found.append(part)
            }
        }
        return found
    }

    private mutating func list(_ scope: Int) -> [DraftPart] {
        guard let list = open[scope] else { return [] }
        var members: [(paragraph: Int, parts: [DraftPart])] = []
        for entry in order[scope] ?? [] {
            switch entry {
            case .part(let paragraph, let part):
                if let last = members.indices.last, members[last].paragraph == paragraph {
                    members[last].parts.append(part)
                } else {
                    members.append((paragraph, [part]))
                }
            case .list(let inner):
                // A list below an item belongs to the item.
                let parts = self.list(inner)
                if let last = members.indices.last, list.kind != .all {
                    members[last].parts += parts
                } else {
                    members.append((-inner, parts))
                }
            }
        }
        if list.kind == .all, isPerKind(members.flatMap(\.parts)) {
            members = members.map { ($0.paragraph, $0.parts.map(\.asQuestions)) }
        }
        let intro = list.introPart.map { [$0] } ?? []
        guard !members.isEmpty else { return intro }
        if list.isUnclear { return intro + [unclear(list, members.flatMap(\.parts))] }
        if list.kind == .all { return intro + members.flatMap(\.parts) }
        let alternatives = members.map { member -> DraftPart in
            member.parts.count == 1 ? member.parts[0] : .group(.all, nil, member.parts)
        }
        if case .atLeast(let count) = list.kind, count > alternatives.count {
            return intro + [unclear(list, members.flatMap(\.parts))]
        }
        return intro + [.group(list.kind, list.line, alternatives)]
    }

    /// The whole list as one question.
    private func unclear(_ list: Open, _ parts: [DraftPart]) -> DraftPart {
        let spans = parts.flatMap(\.clauses).map(\.span)
        let (low, high) = (spans.map(\.start).min() ?? 0, spans.map(\.end).max() ?? 0)
        let span = Span(start: low, end: high)
        let clause = DraftClause(
            number: parts.flatMap(\.clauses).first?.number ?? "",
            article: articles[list.paragraph] ?? "",
            text: self.parts.flow.text.excerpt(span), span: span, outcome: .person(.unclearJoin))
        return .clause(clause, line: nil, questions: [clause.text], isDenied: false)
    }

    // MARK: Passages

    private func isAbout(_ passage: Passage) -> Bool {
        switch passage.purpose {
        case nil, .support, .conditions: true
        default: false
        }
    }

    /// The names and the day below a text say nothing of the applicant.
    private func isSignature(_ text: Stretch) -> Bool {
        let core = text.trimmed("。,")
        return Organisations.ends(core)
            || parts.figures.dates(in: core.startIndex..<core.endIndex).first?.range.count == core.count
    }

    private mutating func read(_ passage: Passage) {
        guard isAbout(passage), passage.mark != nil || !isSignature(parts.flow.stretch(passage.range)) else {
            return
        }
        for sentence in ClauseReader.sentences(parts.flow.stretch(passage.range)).map(unmarked) {
            let text = parts.flow.stretch(sentence.range)
            guard text.filter(\.isHan).count >= 3, !ConditionCues.isPreamble(text) else { continue }
            if passage.isExclusion {
                add(exclusion(sentence.range, passage), passage, text)
            } else if let ban = ban(sentence, passage) {
                add(ban, passage, text)
            } else if amounts.isGiving(sentence, passage) {
                promise(sentence, passage)
            } else if passage.purpose == .conditions {
                if !ConditionCues.isFiller(text) || text.count > 24 {
                    add(part(sentence.range, passage), passage, text)
                }
            } else if !ConditionReader.read(parts.flow, parts.figures, passage, sentence).isEmpty {
                add(part(sentence.range, passage), passage, text)
            }
        }
    }

    /// 1．被列入…；2．有…: the mark of a member inside a paragraph is no part of it.
    private func unmarked(_ sentence: Sentence) -> Sentence {
        let text = parts.flow.stretch(sentence.range).trimmed()
        guard let mark = ListMark.read(text), mark.length < text.count else { return sentence }
        let start = text.startIndex + mark.length
        let clauses = sentence.clauses.compactMap { clause -> Clause? in
            guard clause.range.upperBound > start else { return nil }
            return Clause(
                range: max(start, clause.range.lowerBound)..<clause.range.upperBound, role: clause.role)
        }
        return Sentence(range: start..<sentence.range.upperBound, clauses: clauses)
    }

    private mutating func add(_ part: DraftPart, _ passage: Passage, _ text: Stretch) {
        if passage.purpose == .conditions || passage.isExclusion { result.isAsked = true }
        let scope = passage.scope.flatMap { open[$0] == nil ? nil : $0 }
        let whole = parts.flow.stretch(passage.range).trimmed(",;。")
        if let scope, text.hasPrefix("或") || whole.hasSuffix("或") || whole.hasSuffix("或者") {
            if open[scope]?.kind != .any { open[scope]?.isUnclear = true }
        }
        if passage.isExclusion, scope == nil || open[scope ?? 0]?.kind != DraftPart.Kind.none {
            order[scope, default: []].append(.part(passage.paragraph, .group(.none, nil, [part])))
        } else {
            order[scope, default: []].append(.part(passage.paragraph, part))
        }
    }

    // MARK: Sentences

    private mutating func nextNumber() -> String {
        count += 1
        return "\(count)"
    }

    private mutating func clause(_ range: Range<Int>, _ passage: Passage, _ outcome: DraftClause.Outcome)
        -> DraftClause
    {
        let span = parts.flow.span(range)
        return DraftClause(
            number: nextNumber(), article: articles[passage.paragraph] ?? "",
            text: parts.flow.text.excerpt(span), span: span, outcome: outcome)
    }

    /// A sentence that must be true.
    private mutating func part(_ range: Range<Int>, _ passage: Passage) -> DraftPart {
        let text = parts.flow.stretch(range)
        if text.hasPrefix("或"), passage.alternatives == nil {
            return question(range, passage, .unclearJoin)
        }
        return drafted(reader.read(range), range, passage)
    }

    private mutating func drafted(
        _ finding: RequirementReader.Finding, _ range: Range<Int>, _ passage: Passage
    )
        -> DraftPart
    {
        switch finding {
        case .computed(let condition):
            let clause = clause(range, passage, .computed(condition.line))
            return .clause(clause, line: condition.line, questions: [], isDenied: false)
        case .split(let condition, let rest, let reason):
            let words = rest.map { parts.flow.excerpt($0) }
            let clause = clause(range, passage, .split(condition.line, rest: words, reason))
            return .clause(clause, line: condition.line, questions: words, isDenied: false)
        case .person(let reason): return question(range, passage, reason)
        }
    }

    private mutating func question(_ range: Range<Int>, _ passage: Passage, _ reason: StayReason) -> DraftPart
    {
        let clause = clause(range, passage, .person(reason))
        return .clause(clause, line: nil, questions: [clause.text], isDenied: false)
    }

    /// A member of a list of things that rule out.
    private mutating func exclusion(_ range: Range<Int>, _ passage: Passage) -> DraftPart {
        switch reader.readExclusion(range) {
        case .computed(let condition):
            let clause = clause(range, passage, .computed(condition.line))
            return .clause(clause, line: condition.line, questions: [], isDenied: true)
        case .split(_, _, let reason), .person(let reason): return question(range, passage, reason)
        }
    }

    /// 被列入经营异常名录的，不予支持: what stands before the prohibition must not be true.
    private mutating func ban(_ sentence: Sentence, _ passage: Passage) -> DraftPart? {
        guard sentence.clauses.count >= 2, let last = sentence.clauses.last,
            ListCues.bans.begins(parts.flow.stretch(last.range))?.count == last.range.count,
            let first = sentence.clauses.first, let before = sentence.clauses.dropLast().last,
            parts.flow.stretch(before.range).last == "的"
        else { return nil }
        switch reader.readExclusion(first.range.lowerBound..<before.range.upperBound) {
        case .computed(let condition):
            let denied = DraftCondition.not(condition)
            let clause = clause(sentence.range, passage, .computed(denied.line))
            return .clause(clause, line: denied.line, questions: [], isDenied: false)
        case .split(_, _, let reason), .person(let reason): return question(sentence.range, passage, reason)
        }
    }

    /// 对…的，给予…: the condition, and the amount that hangs on it.
    private mutating func promise(_ sentence: Sentence, _ passage: Passage) {
        let number = nextNumber()
        let span = parts.flow.span(sentence.range)
        result.isAsked = true
        for run in amounts.runs(sentence, passage) {
            result.amounts.append(
                DraftAmount(
                    number: number, article: articles[passage.paragraph] ?? "",
                    text: parts.flow.text.excerpt(span), span: span,
                    condition: run.condition.flatMap { condition($0, number, passage) },
                    method: amounts.method(run, sentence),
                    refersBack: run.condition.map { BackReference.isOnly(parts.flow.stretch($0)) } ?? false))
        }
    }

    /// What a promise hangs on, under the number of its sentence.
    private mutating func condition(_ range: Range<Int>, _ number: String, _ passage: Passage) -> DraftPart? {
        // 符合下列条件之一的，给予…: the list says it.
        if passage.role == .intro, ListCues.announcing.occurs(in: parts.flow.stretch(range)) { return nil }
        let finding = reader.read(range)
        count -= 1
        let part = drafted(finding, range, passage)
        guard case .clause(let clause, let line, let questions, let isDenied) = part else { return part }
        let own = DraftClause(
            number: number, article: clause.article, text: clause.text, span: clause.span,
            outcome: clause.outcome)
        return .clause(own, line: line, questions: questions, isDenied: isDenied)
    }
}

/// Words around lists and prohibitions, as data.
enum ListCues {
    /// Tests that tell kinds of applicants apart.
    static let kinds = ["所属行业 ", "企业规模 ", "注册地 "]
    static let conditions: Lexicon = [
        "条件", "要求", "满足", "符合", "具备", "资格", "之一", "标准", "情形", "情况", "任意", "项", "是指",
    ]
    static let announcing: Lexicon = [
        "符合以下", "符合下列", "满足以下", "满足下列", "具备以下", "具备下列", "应符合", "须符合", "需符合", "应当符合", "应满足", "须满足", "应同时",
        "须同时", "需同时", "应具备", "须具备", "同时符合", "同时满足", "同时具备", "以下条件", "下列条件", "一般应满足", "以下", "下列", "如下",
    ]
    static let plainSubjects: Lexicon = ["申报", "申请", "企业", "单位", "支持", "项目", "条件", "入选", "认定", "对象", "在"]
    /// What a list leads to when it is no requirement.
    static let favours: Lexicon = ["优先", "放宽", "同等条件", "加分", "视同", "不受", "可不", "倾斜", "鼓励"]
    static let bans: Lexicon = [
        "不予支持", "不予奖励", "不予补助", "不予补贴", "不予资助", "不得申报", "不得申请", "不予受理", "不予认定", "不予资金支持", "不享受本政策",
        "不纳入支持范围", "不列入支持范围", "不得享受", "不能申报", "不予扶持", "不得参与申报", "不予推荐", "不适用本办法",
    ]
}
