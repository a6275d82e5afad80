// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// What changed since the last report, in words: for the page and for paper.
struct ReportChanges {
    let title: String
    let lead: String
    let rules: [ShiftedRule]

    /// One rule with its groups before and now, and the reasons in lines.
    struct ShiftedRule {
        let title: String
        let href: String
        let from: Status?
        let to: Status?
        /// Stands where there is no group before or now.
        let absent: String
        /// The same in plain words.
        let move: String
        let toGroup: Report.Group?
        let lines: [String]
    }

    init(from old: KeptReport, to new: KeptReport, _ room: Diagnosis, _ visit: Visit) {
        let words = visit.words
        let shifts = ReportComparison(library: room.library, old: old, new: new).shifts
        title = words("diagnosis.changes")
        let values = ["day": visit.text(of: old.asOf), "count": String(shifts.count)]
        lead = words(shifts.isEmpty ? "diagnosis.changes.none" : "diagnosis.changes.lead", values)
        rules = shifts.map { ShiftWords(room: room, visit: visit, shift: $0).rule }
    }
}

/// The words of one shifted verdict.
private struct ShiftWords {
    let room: Diagnosis
    let visit: Visit
    let shift: VerdictShift

    var rule: ReportChanges.ShiftedRule {
        let known = room.library.versions(of: shift.rule).last
        let from = shift.from.map { $0.title(english: visit.isEnglish) } ?? words("diagnosis.changes.absent")
        let to = shift.to.map { $0.title(english: visit.isEnglish) } ?? words("diagnosis.changes.absent")
        return ReportChanges.ShiftedRule(
            title: known?.title(english: visit.isEnglish) ?? shift.title,
            href: shift.to == nil ? visit.link("/rules/\(shift.rule)") : "#rule-\(shift.rule)",
            from: shift.from?.status(visit), to: shift.to?.status(visit),
            absent: words("diagnosis.changes.absent"), move: "\(from) → \(to)",
            toGroup: shift.to, lines: lines)
    }

    private func words(_ key: String, _ values: [String: String] = [:]) -> String {
        visit.words(key, values)
    }

    private var lines: [String] {
        var lines: [String] = []
        if shift.kind != .changed { lines.append(words("diagnosis.changes.\(shift.kind.rawValue)")) }
        if let version = shift.version {
            lines.append(
                words("diagnosis.changes.version", ["from": day(version.from), "to": day(version.to)]))
            let (added, removed) = (
                shift.clauses.filter { $0.from == nil }, shift.clauses.filter { $0.to == nil }
            )
            if !added.isEmpty || !removed.isEmpty {
                let counts = ["added": String(added.count), "removed": String(removed.count)]
                lines.append(words("diagnosis.changes.clauses", counts))
            }
            if shift.clauses.isEmpty { lines.append(words("diagnosis.changes.sameOutcome")) }
        }
        // Of a rule that was written anew, what it asks besides and is missed; the rest stands in the report.
        lines += shift.clauses.filter { $0.to != nil && ($0.from != nil || $0.to == .missed) }
            .map { clause($0) }
        lines += shift.figures.map { figure($0) }
        if shift.clauses.isEmpty {
            lines += shift.facts.map { fact($0) }
            if shift.isByDay { lines.append(words("diagnosis.changes.day")) }
        }
        return lines
    }

    /// `研发费用占比：不符合 → 符合（研发费用 2025：30万元 → 60万元，来源 税务）`.
    private func clause(_ clause: ClauseShift) -> String {
        let wording = room.wording(visit)
        let none = words("diagnosis.changes.noClause")
        let from = clause.from.map { wording.text($0) } ?? none
        let to = clause.to.map { wording.text($0) } ?? none
        return words(
            "diagnosis.changes.clause",
            ["clause": title(clause), "from": from, "to": to, "cause": cause(clause.cause)])
    }

    /// The clause's title in the visitor's language, as long as the packs have the clause.
    private func title(_ clause: ClauseShift) -> String {
        let known = room.library.versions(of: shift.rule).flatMap(\.topClauses).first {
            ($0.title.isEmpty ? $0.text : $0.title) == clause.title
        }
        return known.map { room.wording(visit).title($0) } ?? clause.title
    }

    private func figure(_ figure: FigureShift) -> String {
        let none = words("diagnosis.changes.unknownFact")
        return words(
            "diagnosis.changes.\(figure.kind.rawValue)",
            ["from": figure.from ?? none, "to": figure.to ?? none])
    }

    private func cause(_ cause: ClauseShift.Cause) -> String {
        switch cause {
        case .version: words("diagnosis.changes.byVersion")
        case .day: words("diagnosis.changes.day")
        case .other: words("diagnosis.changes.other")
        case .facts(let facts): visit.list(facts.prefix(3).map { fact($0) })
        }
    }

    private func fact(_ fact: FactShift) -> String {
        let word = room.library.vocabulary.word(named: fact.name)
        let key = word.map { Facts.Key(word: $0.id, year: fact.year ?? 0) }
        func shown(_ stored: String?) -> String {
            guard let stored else { return words("diagnosis.changes.unknownFact") }
            guard let word, let value = word.storedValue(stored) else { return stored }
            return word.text(of: value, english: visit.isEnglish)
        }
        let values = [
            "fact": key.map { room.wording(visit).name($0) } ?? fact.name, "from": shown(fact.from),
            "to": shown(fact.to),
        ]
        guard let source = fact.source, fact.to != nil else { return words("diagnosis.changes.fact", values) }
        return words("diagnosis.changes.factFrom", values.merging(["source": source]) { first, _ in first })
    }

    private func day(_ text: String) -> String { Day(reading: text).map { visit.text(of: $0) } ?? text }
}
