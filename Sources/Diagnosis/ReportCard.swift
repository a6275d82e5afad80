// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// One rule in a report: what matters in sight, every clause with its official words folded.
struct ReportCard {
    let id: String
    let title: String
    let href: String
    let group: Report.Group
    let status: Status
    let degree: Status?
    /// The degree in plain words, for paper.
    let degreeText: String?
    let meta: [Label]
    /// How many clauses are missed, open or for a person, so that a rule that is nearly met promises no more.
    let balance: String?
    let conclusion: String?
    let pointsTitle: String?
    let points: [Point]
    let action: Link?
    let details: Details?

    /// A short fact, with its language where it is another than the page's.
    struct Label {
        let text: String
        let language: String?

        init(_ text: String, in language: Language? = nil) {
            self.text = text
            self.language = language?.rawValue
        }
    }

    /// One clause that decides the group: by how much it is missed, or why it is open.
    struct Point {
        let clause: String
        var distance: String?
        var detail: String?
    }

    struct Details {
        let summary: String
        let clauses: [Folded]
        let scores: [Fold]
        /// The same scores as plain words, for paper.
        let points: [ScoreGroup]
        let unchecked: Folded?
        let href: String
    }

    /// The score of one group of indicators.
    struct ScoreGroup {
        let title: String
        let rows: [Row]

        struct Row {
            let label: String
            let value: String
            let note: String?
        }
    }

    /// The card of an entry; `answers` are those of a self-test, which lead on to further questions.
    init(
        _ entry: Report.Entry, _ room: Diagnosis, _ visit: Visit, answers: Answers? = nil,
        mask: ReportMask = .none
    ) {
        let verdict = entry.verdict
        let rule = verdict.rule
        let words = visit.words
        let wording = room.wording(visit)
        id = "rule-\(rule.code)"
        title = rule.title(english: visit.isEnglish)
        href = visit.link("/rules/\(rule.code)")
        group = entry.group
        status = entry.group.status(visit)
        degreeText = ReportCard.degreeText(verdict.metCount, of: verdict.clauses.count, visit)
        degree = degreeText.map {
            Status($0, verdict.metCount == verdict.clauses.count ? .good : .neutral)
        }
        meta = ReportCard.meta(verdict, mask, visit)
        balance = ReportCard.balance(verdict, visit)
        let said =
            visit.isEnglish && !rule.conclusionEnglish.isEmpty ? rule.conclusionEnglish : rule.conclusion
        conclusion = entry.group == .eligible && !said.isEmpty ? said : nil
        let reasons = Reasons(entry: entry, wording: wording, visit: visit, mask: mask)
        points = reasons.points
        pointsTitle = points.isEmpty ? nil : words("diagnosis.points.\(entry.group.rawValue)")
        action =
            entry.group == .incomplete ? answers.flatMap { ReportCard.more(rule, $0, room, visit) } : nil
        details = ReportCard.details(entry, href, wording, visit, mask)
    }

    static func degreeText(_ met: Int, of count: Int, _ visit: Visit) -> String? {
        if count == 0 { return nil }
        return visit.words("diagnosis.degree", ["met": String(met), "count": String(count)])
    }

    private static func meta(_ verdict: Verdict, _ mask: ReportMask, _ visit: Visit) -> [Label] {
        let words = visit.words
        var meta: [Label] = []
        if !verdict.rule.basis.number.isEmpty { meta.append(Label(verdict.rule.basis.number, in: .chinese)) }
        if let score = verdict.score, !verdict.hidesScore(mask) {
            meta.append(Label(words("diagnosis.score", ["score": score.range.shown])))
        }
        if let amount = verdict.amount, !amount.items.contains(where: { mask.covers($0.trace) }) {
            meta.append(Label(words("diagnosis.amount", ["amount": text(of: amount, visit)])))
        }
        return meta
    }

    private static func balance(_ verdict: Verdict, _ visit: Visit) -> String? {
        let parts: [String] = [Outcome.missed, .unknown, .person].compactMap { outcome in
            let count = verdict.clauses.count { $0.outcome == outcome }
            return count == 0 ? nil : visit.words("diagnosis.balance.\(outcome)", ["count": String(count)])
        }
        return verdict.clauses.count > 1 && !parts.isEmpty ? visit.list(parts) : nil
    }

    static func text(of amount: AmountJudgement, _ visit: Visit) -> String {
        func money(_ yuan: Rational) -> String {
            guard let money = Money(yuan: yuan) else { return yuan.decimalText(places: 2) }
            return visit.isEnglish ? money.englishText : money.text
        }
        guard let high = amount.high else {
            return visit.words("diagnosis.amount.open", ["low": money(amount.low)])
        }
        return amount.low == high ? money(high) : "\(money(amount.low)) – \(money(high))"
    }

    /// The questions of this rule alone, with what is known already.
    private static func more(_ rule: Rule, _ answers: Answers, _ room: Diagnosis, _ visit: Visit) -> Link? {
        var alone = answers
        (alone.scope, alone.depth, alone.before) = (.rule(rule.code), .exact, nil)
        // Leads back to where one is when this report is of the rule alone already.
        guard answers.scope != alone.scope, let packed = try? room.pack(alone, visit) else { return nil }
        return Link(visit.words("diagnosis.answerAlone"), visit.link("/check/question", [("s", packed)]))
    }

    private static func details(
        _ entry: Report.Entry, _ href: String, _ wording: Wording, _ visit: Visit, _ mask: ReportMask
    ) -> Details? {
        let verdict = entry.verdict
        let source = SourceWords(visit: visit, rule: verdict.rule)
        let clauses = verdict.clauses.enumerated().map { index, judged in
            fold(judged, entry.advice[index], source, wording, visit, mask)
        }
        let points = verdict.hidesScore(mask) ? [] : scoreGroups(verdict, wording, visit)
        let scores = points.map { group in
            let rows = group.rows.map { KeyValueList.Row($0.label, $0.value, note: $0.note) }
            return Fold(group.title, rows: KeyValueList(rows))
        }
        let unchecked = source.unchecked
        if clauses.isEmpty && scores.isEmpty && unchecked == nil { return nil }
        return Details(
            summary: visit.words.counted("diagnosis.details", clauses.count), clauses: clauses,
            scores: scores, points: points, unchecked: unchecked, href: href)
    }

    /// A clause folded: its state in sight; open it for findings, advice and the official words.
    private static func fold(
        _ judged: ClauseJudgement, _ advice: Advice?, _ source: SourceWords, _ wording: Wording,
        _ visit: Visit, _ mask: ReportMask
    ) -> Folded {
        let lines =
            mask.covers(judged.trace)
            ? [visit.words("diagnosis.masked")] : lines(judged, advice, wording, visit)
        return Folded(
            wording.title(judged.clause), outcome: judged.outcome, status: judged.outcome.status(wording),
            lines: lines, passages: source.passages(citing: judged.clause.cites))
    }

    private static func lines(
        _ judged: ClauseJudgement, _ advice: Advice?, _ wording: Wording, _ visit: Visit
    ) -> [String] {
        var lines = wording.lines(judged)
        for step in advice?.steps ?? [] { lines.append("→ " + wording.text(step)) }
        let clause = judged.clause
        let written = visit.isEnglish ? clause.adviceEnglish : clause.advice
        if judged.outcome == .missed && !written.isEmpty { lines.append(written) }
        for child in judged.children where child.outcome != .met {
            let colon = visit.isEnglish ? ": " : "："
            lines.append("· " + wording.text(child.outcome) + colon + wording.title(child.clause))
        }
        return lines
    }

    /// The score by groups and indicators.
    private static func scoreGroups(
        _ verdict: Verdict, _ wording: Wording, _ visit: Visit
    ) -> [ScoreGroup] {
        (verdict.score?.groups ?? []).map { group in
            let name =
                visit.isEnglish && !group.group.nameEnglish.isEmpty
                ? group.group.nameEnglish : group.group.name
            let rows = group.indicators.map { row($0, wording, visit) }
            let values = [
                "group": name, "score": group.range.shown, "full": group.group.full.decimalText(places: 1),
            ]
            return ScoreGroup(title: visit.words("diagnosis.scoreGroup", values), rows: rows)
        }
    }

    private static func row(
        _ judged: ScoreJudgement.Indicator, _ wording: Wording, _ visit: Visit
    ) -> ScoreGroup.Row {
        let indicator = judged.indicator
        let label = visit.isEnglish && !indicator.nameEnglish.isEmpty ? indicator.nameEnglish : indicator.name
        let value = "\(judged.range.shown) / \(indicator.full.decimalText(places: 1))"
        let missing = judged.trace.missing.map { wording.name($0) }
        let note =
            missing.isEmpty
            ? (judged.needsPerson ? visit.words("diagnosis.byExpert") : nil)
            : visit.words("diagnosis.missing", ["names": visit.list(missing)])
        return ScoreGroup.Row(label: label, value: value, note: note)
    }
}

extension Verdict {
    /// Whether a score would tell a hidden fact: the rest of the points would be what is left of the sum.
    fileprivate func hidesScore(_ mask: ReportMask) -> Bool {
        score?.groups.flatMap(\.indicators).contains { mask.covers($0.trace) } ?? false
    }
}

extension Scoring.Points {
    /// `62`, or `60 – 70` while it is open.
    var shown: String {
        let ends = [low, high].map { $0.decimalText(places: 2) }
        return low == high ? ends[0] : "\(ends[0]) – \(ends[1])"
    }
}

extension Rule {
    /// The title in the language; the Chinese one where no English is given.
    func title(english: Bool) -> String { english && !titleEnglish.isEmpty ? titleEnglish : title }
}

extension Visit {
    /// Names one after another, as the language separates them.
    func list(_ names: [String]) -> String { names.joined(separator: isEnglish ? ", " : "、") }
}
