// SPDX-License-Identifier: Apache-2.0
import Paper
import Rules
import Site
import Standards
import Store

/// A kept report as a document for paper: first page summary and groups, then rule by rule.
struct ReportPaper {
    let report: KeptReport
    let madeBy: String
    let changes: ReportChanges?
    /// Where the report can be checked; nil for a copy without a link.
    let link: String?
    let room: Diagnosis
    let visit: Visit

    var printout: Printout {
        let words = visit.words
        let body = ReportBody(report, room, visit)
        let number = report.id.text.suffix(12)
        var printout = Printout(
            title: words("diagnosis.kept.paperTitle", ["name": report.name]), author: words("site.name"),
            language: visit.isEnglish ? .english : .chinese, createdSeconds: report.madeAt / 1000,
            header: "\(words("site.name")) · \(words("diagnosis.kept")) · \(report.name)",
            footer: words(
                "diagnosis.kept.footer", ["day": visit.text(of: report.asOf), "number": String(number)]))
        printout.parts = front(body) + body.groups.flatMap { pages(of: $0) } + end
        return printout
    }

    private func front(_ body: ReportBody) -> [Part] {
        let words = visit.words
        var parts: [Part] = [
            .title(words("diagnosis.kept"), subtitle: report.name),
            .rows(
                [
                    .init(words("diagnosis.enterprise"), report.name),
                    .init(words("diagnosis.code"), report.creditCode),
                    .init(
                        words("diagnosis.kept.region"), Region(code: report.region)?.fullName ?? report.region
                    ),
                    .init(words("diagnosis.asOf"), visit.text(of: report.asOf)),
                    .init(words("diagnosis.purpose"), words("diagnosis.purpose.\(report.purpose.key)")),
                    .init(words("diagnosis.kept.by"), madeBy),
                ] + body.classRows.map { .init($0.term, $0.value, note: $0.note) }),
            .heading(words("diagnosis.kept.summary")), groupTable(body),
        ]
        for group in body.groups where [.eligible, .near].contains(group.group) {
            parts.append(.heading(group.title, .item, mark: group.group.mark))
            parts.append(.list(group.cards.map { card in line(card) }))
        }
        parts.append(
            .notice(.warning, words("diagnosis.kept.notice"), text: words("diagnosis.kept.noticeText")))
        if let link, let modules = Modules(of: link) {
            parts.append(.code(modules, caption: words("diagnosis.kept.scan")))
        }
        if let changes { parts += self.changes(changes) }
        return parts
    }

    private func line(_ card: ReportCard) -> String {
        guard let first = card.points.first, card.group == .near else { return card.title }
        let distance = first.distance ?? first.clause
        return card.title + (visit.isEnglish ? ": " : "：") + distance
    }

    private func groupTable(_ body: ReportBody) -> Part {
        let words = visit.words
        return .table(
            Table(
                caption: "",
                columns: [
                    .init(words("diagnosis.kept.group"), share: 2),
                    .init(words("diagnosis.kept.rules"), isNumber: true),
                    .init(words("diagnosis.kept.meaning"), share: 5),
                ],
                rows: Report.Group.allCases.map { group in
                    let count = body.groups.first { $0.group == group }?.cards.count ?? 0
                    return [
                        .init(group.title(english: visit.isEnglish), mark: group.mark), .init(String(count)),
                        .init(words("diagnosis.group.\(group.rawValue)")),
                    ]
                }))
    }

    private func changes(_ changes: ReportChanges) -> [Part] {
        var parts: [Part] = [.heading(changes.title), .paragraph(changes.lead)]
        for rule in changes.rules {
            parts.append(.heading(rule.title, .item))
            parts.append(.status(rule.toGroup?.mark ?? .neutral, rule.move))
            if !rule.lines.isEmpty { parts.append(.list(rule.lines)) }
        }
        return parts
    }

    /// The rules of a group, each with its clauses.
    private func pages(of group: ReportGroup) -> [Part] {
        var parts: [Part] = [.pageBreak, .heading(group.title), .paragraph(group.note)]
        for card in group.cards { parts += self.parts(card) }
        return parts
    }

    private func parts(_ card: ReportCard) -> [Part] {
        let words = visit.words
        var parts: [Part] = [.heading(card.title, .item)]
        parts.append(.status(card.group.mark, card.group.title(english: visit.isEnglish)))
        let facts = [card.degreeText, card.balance].compactMap { $0 } + card.meta.map(\.text)
        if !facts.isEmpty { parts.append(.paragraph(facts.joined(separator: " · "), .small)) }
        if let conclusion = card.conclusion { parts.append(.paragraph(conclusion, .strong)) }
        if let title = card.pointsTitle {
            parts.append(.heading(title, .detail))
            parts.append(
                .list(
                    card.points.map { point in
                        [point.clause, point.distance, point.detail].compactMap { $0 }
                            .joined(separator: visit.isEnglish ? " – " : "——")
                    }))
        }
        guard let details = card.details else { return parts }
        if !details.clauses.isEmpty { parts.append(.heading(words("diagnosis.kept.clauses"), .detail)) }
        for clause in details.clauses { parts += self.parts(clause) }
        for score in details.points {
            parts.append(.heading(score.title, .detail))
            parts.append(.rows(score.rows.map { .init($0.label, $0.value, note: $0.note) }))
        }
        if let unchecked = details.unchecked {
            parts.append(.heading(unchecked.summary, .detail))
            parts += unchecked.passages.map { passage($0) }
        }
        return parts
    }

    /// A clause: its state, what was found and by how much it is missed, then the official words.
    private func parts(_ clause: Folded) -> [Part] {
        let wording = room.wording(visit)
        let state = clause.outcome.map { wording.text($0) + (visit.isEnglish ? ": " : "：") } ?? ""
        var parts: [Part] = [.status(clause.outcome?.mark ?? .neutral, state + clause.summary)]
        if !clause.lines.isEmpty { parts.append(.paragraph(clause.lines.joined(separator: "\n"))) }
        return parts + clause.passages.map { passage($0) }
    }

    private func passage(_ passage: Passage) -> Part {
        let place = [passage.kind, passage.place, passage.note, passage.reason ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " · ")
        let text = passage.isQuoted ? "“\(passage.text)”" : passage.text
        return .paragraph(text + "\n" + place, .quotation)
    }

    /// By which versions it was judged, so that it can be recomputed.
    private var end: [Part] {
        let words = visit.words
        return [
            .pageBreak, .heading(words("diagnosis.digests")),
            .table(
                Table(
                    caption: words("diagnosis.kept.number", ["number": report.id.text]),
                    columns: [
                        .init(words("diagnosis.kept.rule"), share: 4),
                        .init(words("diagnosis.from"), share: 2),
                        .init(words("diagnosis.digest"), share: 3),
                    ],
                    rows: report.verdicts.map { verdict in
                        [
                            .init("\(verdict.title) \(verdict.rule)"), .init(verdict.version),
                            .init(String(verdict.digest.prefix(16))),
                        ]
                    })),
        ]
    }
}

extension Report.Group {
    /// The sign of the group on paper.
    var mark: Mark {
        switch self {
        case .eligible: .good
        case .near: .half
        case .incomplete: .open
        case .person: .person
        case .missed: .bad
        }
    }
}

extension Outcome {
    /// The sign of the outcome on paper.
    var mark: Mark {
        switch self {
        case .met: .good
        case .missed: .bad
        case .unknown: .open
        case .person: .person
        }
    }
}

extension Purpose {
    /// The name in addresses and in the word book.
    var key: String { self == .application ? "application" : "review" }

    /// The purpose of that name.
    init?(key: String) {
        guard let found = Purpose.allCases.first(where: { $0.key == key }) else { return nil }
        self = found
    }
}
