// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Rules
import Site
import Standards

/// Policies of one group on a page. Partial: part of the page's template.
struct ResultGroup {
    let id: String
    let title: String
    let note: String
    let cards: [ResultCard]
    let more: Link?
}

/// One policy with what became of it. Partial: `_entitlementCard`.
struct ResultCard {
    let title: String
    /// The language of the title where it is not that of the page.
    let language: String?
    let href: String
    let figure: String?
    let meta: [String]
    let statuses: [Status]
    let items: [ItemView]
    let links: [Link]

    /// One measure: its state, what decides it, and every clause folded.
    struct ItemView {
        let name: String
        let language: String?
        let support: Support?
        let statuses: [Status]
        let pointsTitle: String?
        let points: [Point]
        let office: String?
        let clauses: [Fold]
    }

    /// What is given, in the words of the document.
    struct Support {
        let text: String
        let language: String?
    }

    /// One clause that decides the group: by how much it is missed, or why it is open.
    struct Point {
        let clause: String
        let distance: String?
        let detail: String?
    }
}

/// Makes cards of results: in short for lists, in full for one policy.
struct ResultCards {
    let library: Library
    let facts: Facts
    let day: Day
    let visit: Visit
    /// Whether the visitor has no report of their own to open.
    var isAnonymous = false

    private var wording: Wording { Wording(library, english: visit.isEnglish) }

    /// Items that a card of a list shows.
    private static let mostItems = 3

    /// The card of a result. The full one explains every clause.
    func card(_ result: PolicyResult, isFull: Bool, links: [Link] = []) -> ResultCard {
        let content = result.policy.content
        let number = result.policy.number
        let all = (isFull ? result.items : shortened(result)).map { ($0, entry($0)) }
        // The figure is of all that fit, those that a list leaves out included.
        let entries = isFull ? all : Array(all.prefix(Self.mostItems))
        let path = isFull || isAnonymous ? "/policies/\(number)" : "/my/policies/\(number)"
        return ResultCard(
            title: content.title, language: visit.chineseMark, href: visit.link(path),
            figure: range(all.filter { $0.0.group == result.group }).map { visit.text($0) },
            meta: meta(content), statuses: [result.group.status(in: visit)],
            items: entries.map { item($0.0, $0.1, isFull: isFull) }, links: links)
    }

    /// Those of the best group, so that a list tells what can be done and not what cannot.
    private func shortened(_ result: PolicyResult) -> [PolicyResult.Item] {
        result.items.filter { $0.group == result.group }
    }

    private func entry(_ item: PolicyResult.Item) -> Report.Entry {
        library.entry(of: library.judge(facts, by: item.offered.rule, asOf: day), facts: facts)
    }

    /// The best of several items: the highest bounds of any.
    private func range(_ entries: [(PolicyResult.Item, Report.Entry)]) -> SupportRange? {
        let ranges = entries.compactMap { SupportRange($0.0.offered.item, $0.1.verdict) }
        guard let first = ranges.first else { return nil }
        return ranges.dropFirst().reduce(first) { best, next in
            SupportRange(
                leastFen: max(best.leastFen, next.leastFen),
                mostFen: best.mostFen.flatMap { most in next.mostFen.map { max(most, $0) } })
        }
    }

    private func meta(_ content: PolicyContent) -> [String] {
        let words = visit.words
        var meta = [visit.text(content.region)]
        if let days = content.daysLeft(on: day), let last = content.applyTo {
            meta.append(
                words.left(days) + " · "
                    + words("entitlements.until", ["day": visit.text(last)]))
        } else if let last = content.applyTo, last < day {
            meta.append(words("entitlements.closed", ["day": visit.text(last)]))
        }
        if let first = content.applyFrom, first > day {
            meta.append(words("entitlements.opens", ["day": visit.text(first)]))
        }
        if content.applying == .automatic { meta.append(words("entitlements.automatic")) }
        return meta
    }

    private func item(
        _ item: PolicyResult.Item, _ entry: Report.Entry, isFull: Bool
    ) -> ResultCard.ItemView {
        let verdict = entry.verdict
        let measure = item.offered.item
        let group = PolicyFit.Group(entry.group)
        let degree = visit.words(
            "entitlements.degree",
            ["met": String(verdict.metCount), "count": String(verdict.clauses.count)])
        let points = points(entry)
        let isWhole = verdict.metCount == verdict.clauses.count
        let office = [measure.office, measure.phone].filter { !$0.isEmpty }.joined(separator: " ")
        return ResultCard.ItemView(
            name: measure.name, language: visit.chineseMark,
            support: measure.support.isEmpty
                ? nil : ResultCard.Support(text: measure.support, language: visit.chineseMark),
            statuses: [group.status(in: visit), Status(degree, isWhole ? .good : .neutral)],
            pointsTitle: points.isEmpty ? nil : visit.words("entitlements.points.\(group.rawValue)"),
            points: points,
            office: office.isEmpty ? nil : visit.words("entitlements.office", ["office": office]),
            clauses: isFull
                ? verdict.clauses.enumerated().map {
                    clause($0.element, entry.advice[$0.offset], verdict.rule)
                } : [])
    }

    /// The clauses that decide, with the gap or with what is missing.
    private func points(_ entry: Report.Entry) -> [ResultCard.Point] {
        let clauses = entry.verdict.clauses.enumerated()
        switch entry.group {
        case .eligible: return []
        case .near, .missed:
            return clauses.filter { $0.element.outcome == .missed }.map { place, judged in
                let steps = entry.advice[place]?.steps.map { wording.text($0) } ?? []
                let written = visit.isEnglish ? judged.clause.adviceEnglish : judged.clause.advice
                return ResultCard.Point(
                    clause: wording.title(judged.clause),
                    distance: steps.isEmpty ? nil : steps.joined(separator: visit.isEnglish ? "; " : "；"),
                    detail: !written.isEmpty ? written : steps.isEmpty ? wording.lines(judged).first : nil)
            }
        case .incomplete:
            let missing = entry.verdict.missing.reduce(into: [Facts.Key]()) { keys, key in
                if !keys.contains(key) { keys.append(key) }
            }
            return missing.map { ResultCard.Point(clause: wording.name($0), distance: nil, detail: nil) }
        case .person:
            return clauses.filter { $0.element.outcome == .person }.map {
                ResultCard.Point(clause: wording.title($0.element.clause), distance: nil, detail: nil)
            }
        }
    }

    /// A clause folded: state in sight; inside the values with source and date, advice, official words.
    private func clause(_ judged: ClauseJudgement, _ advice: Advice?, _ rule: Rule) -> Fold {
        let status = clauseStatus(judged.outcome)
        var lines = wording.lines(judged)
        for step in advice?.steps ?? [] { lines.append("→ " + wording.text(step)) }
        for text in rule.texts where judged.clause.cites.contains(text.number) {
            let key = text.isParaphrase ? "entitlements.paraphrase" : "entitlements.quotation"
            let place = [rule.basis.number, text.number].filter { !$0.isEmpty }.joined(separator: " ")
            lines.append(visit.words(key, ["text": text.text, "place": place]))
        }
        return Fold(wording.title(judged.clause), status: status, lines: lines)
    }

    private func clauseStatus(_ outcome: Outcome) -> Status {
        let text = wording.text(outcome)
        return switch outcome {
        case .met: Status(text, .good)
        case .missed: Status(text, .bad)
        case .unknown: Status(text, .info, symbol: .question)
        case .person: Status(text, .neutral, symbol: .person)
        }
    }
}

extension Words {
    /// How many days are left; zero is today.
    func left(_ days: Int) -> String {
        days == 0 ? self("entitlements.lastDay") : counted("entitlements.daysLeft", days)
    }
}
