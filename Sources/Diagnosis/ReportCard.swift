// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// One rule in a report.
struct ReportCard {
    let title: String
    let href: String
    let status: Status
    let degree: Status?
    let meta: [String]
    let conclusion: String?
    let advice: [String]
    let folds: [Fold]
    let unchecked: Fold?

    init(_ entry: Report.Entry, _ room: Diagnosis, _ visit: Visit) {
        let verdict = entry.verdict
        let rule = verdict.rule
        let words = visit.words
        let wording = room.wording(visit)
        title = visit.isEnglish && !rule.titleEnglish.isEmpty ? rule.titleEnglish : rule.title
        href = visit.link("/rules/\(rule.code)")
        status = entry.group.status(visit)
        degree =
            verdict.clauses.isEmpty
            ? nil
            : Status(
                words(
                    "diagnosis.degree",
                    ["met": String(verdict.metCount), "count": String(verdict.clauses.count)]),
                verdict.metCount == verdict.clauses.count ? .good : .neutral)
        meta = ReportCard.meta(verdict, room, visit)
        let said = visit.isEnglish && !rule.conclusionEnglish.isEmpty ? rule.conclusionEnglish : rule.conclusion
        conclusion = entry.group == .eligible && !said.isEmpty ? said : nil
        advice = verdict.clauses.indices.flatMap { index -> [String] in
            guard let advice = entry.advice[index] else { return [] }
            let clause = wording.title(verdict.clauses[index].clause)
            return advice.steps.map {
                words("diagnosis.advice", ["clause": clause, "step": wording.text($0)])
            }
        }
        let source = SourceWords(visit: visit, rule: rule)
        folds =
            verdict.clauses.enumerated().map { index, judged in
                ReportCard.fold(judged, entry.advice[index], source, wording, visit)
            } + ReportCard.scoreFolds(verdict, wording, visit)
        unchecked = source.unchecked
    }

    private static func meta(_ verdict: Verdict, _ room: Diagnosis, _ visit: Visit) -> [String] {
        let words = visit.words
        var meta = [verdict.rule.basis.number]
        if let classes = room.library.classNames(verdict), verdict.classes?.question == nil, !classes.isEmpty
        {
            meta.append(room.classNames(verdict, visit).joined(separator: words("diagnosis.or")))
        }
        if let score = verdict.score { meta.append(words("diagnosis.score", ["score": score.range.shown])) }
        if let amount = verdict.amount {
            meta.append(words("diagnosis.amount", ["amount": text(of: amount, visit)]))
        }
        return meta.filter { !$0.isEmpty }
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

    /// A clause folded: its state in sight; open it for findings, advice and the official words.
    private static func fold(
        _ judged: ClauseJudgement, _ advice: Advice?, _ source: SourceWords, _ wording: Wording,
        _ visit: Visit
    ) -> Fold {
        var lines = wording.lines(judged)
        for step in advice?.steps ?? [] { lines.append("→ " + wording.text(step)) }
        let clause = judged.clause
        let written = visit.isEnglish ? clause.adviceEnglish : clause.advice
        if judged.outcome == .missed && !written.isEmpty { lines.append(written) }
        for child in judged.children where child.outcome != .met {
            lines.append(
                "· \(wording.text(child.outcome))\(visit.isEnglish ? ": " : "：")\(wording.title(child.clause))"
            )
        }
        lines += source.lines(citing: clause.cites)
        return Fold(
            wording.title(clause), status: judged.outcome.status(wording), isOpen: false, lines: lines)
    }

    /// All clauses that are met, in one fold: nothing is left to do about them.
    private static func metFold(
        _ met: [ClauseJudgement], _ source: SourceWords, _ wording: Wording, _ visit: Visit
    ) -> Fold? {
        if met.isEmpty { return nil }
        let lines = met.flatMap { judged in
            ["✓ " + wording.title(judged.clause)] + wording.lines(judged) + source.lines(citing: judged.clause.cites)
        }
        return Fold(
            visit.words.counted("diagnosis.metClauses", met.count), status: Outcome.met.status(wording), lines: lines)
    }

    /// The score by groups and indicators.
    private static func scoreFolds(_ verdict: Verdict, _ wording: Wording, _ visit: Visit) -> [Fold] {
        (verdict.score?.groups ?? []).map { group in
            let name =
                visit.isEnglish && !group.group.nameEnglish.isEmpty
                ? group.group.nameEnglish : group.group.name
            let rows = group.indicators.map { judged in
                let indicator = judged.indicator
                let label =
                    visit.isEnglish && !indicator.nameEnglish.isEmpty ? indicator.nameEnglish : indicator.name
                let value = "\(judged.range.shown) / \(indicator.full.decimalText(places: 1))"
                let missing = judged.trace.missing.map { wording.name($0) }
                let note =
                    missing.isEmpty
                    ? (judged.needsPerson ? visit.words("diagnosis.byExpert") : nil)
                    : visit.words(
                        "diagnosis.missing",
                        ["names": missing.joined(separator: visit.isEnglish ? ", " : "、")])
                return KeyValueList.Row(label, value, note: note)
            }
            return Fold(
                visit.words(
                    "diagnosis.scoreGroup",
                    [
                        "group": name, "score": group.range.shown,
                        "full": group.group.full.decimalText(places: 1),
                    ]),
                rows: KeyValueList(rows))
        }
    }
}

extension Scoring.Points {
    /// `62`, or `60 – 70` while it is open.
    var shown: String {
        let ends = [low, high].map { $0.decimalText(places: 2) }
        return low == high ? ends[0] : "\(ends[0]) – \(ends[1])"
    }
}

extension Report.Group {
    /// The group as a state with icon and words.
    func status(_ visit: Visit) -> Status {
        let title = title(english: visit.isEnglish)
        switch self {
        case .eligible: return Status(title, .good)
        case .near: return Status(title, .warning, symbol: .half)
        case .incomplete: return Status(title, .info, symbol: .question)
        case .person: return Status(title, .neutral, symbol: .person)
        case .missed: return Status(title, .bad)
        }
    }
}

extension Outcome {
    /// The outcome of a clause as a state with icon and words.
    func status(_ wording: Wording) -> Status {
        let text = wording.text(self)
        switch self {
        case .met: return Status(text, .good)
        case .missed: return Status(text, .bad)
        case .unknown: return Status(text, .info, symbol: .question)
        case .person: return Status(text, .neutral, symbol: .person)
        }
    }
}
