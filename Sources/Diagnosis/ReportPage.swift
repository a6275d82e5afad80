// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// The report: groups by what to do next, each rule with every clause, its reasons, distances and official words.
struct ReportPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String
    let summary: SummaryBox
    let change: Site.Notification?
    let changes: [String]
    let groups: [ReportGroup]
    let more: Site.Notification?
    let links: [Link]
    let notices: [String]
    let digests: [String]

    init(in visit: Visit, room: Diagnosis, answers: Answers) throws {
        let words = visit.words
        let report = room.report(answers, visit)
        let packed = try room.pack(answers, visit)
        title = words("diagnosis.report")
        breadcrumbs = visit.breadcrumbs([Link(words("diagnosis.check"), visit.link("/check"))], here: title)
        lead = words(
            "diagnosis.report.lead",
            [
                "day": visit.isEnglish ? report.asOf.isoText : report.asOf.chineseText,
                "purpose": words(
                    "diagnosis.purpose.\(answers.purpose == .application ? "application" : "review")"),
            ])
        summary = ReportPage.summary(report, visit)
        let moved =
            answers.before == nil
            ? [] : ReportChange.all(from: room.report(answers, visit, before: true), to: report)
        change = answers.before.map { _ in
            Site.Notification(
                words("diagnosis.whatif"), .info,
                text: words(moved.isEmpty ? "diagnosis.whatif.none" : "diagnosis.whatif.text"))
        }
        changes = moved.map { $0.text(visit) }
        groups = Report.Group.allCases.compactMap { ReportGroup($0, report, room, visit, packed: packed) }
        let open = room.openQuestions(report, answers)
        more = open.isEmpty ? nil : ReportPage.more(open, answers, visit, room)
        links = [
            Link(words("diagnosis.figures"), visit.link("/check/figures", [("s", packed)])),
            Link(words("diagnosis.restart"), visit.link("/check")),
        ]
        notices = [words("diagnosis.report.notice"), words("diagnosis.home.stored")]
        digests = report.entries.map { entry in
            "\(entry.verdict.rule.code) · \(entry.verdict.rule.firstDay?.isoText ?? "") · \(entry.verdict.rule.digest.prefix(12))"
        }
    }

    private static func summary(_ report: Report, _ visit: Visit) -> SummaryBox {
        let words = visit.words
        let rows = Report.Group.allCases.map { group in
            KeyValueList.Row(
                group.title(english: visit.isEnglish),
                words.counted("diagnosis.rulesCounted", report.entries(in: group).count))
        }
        return SummaryBox(
            label: Report.Group.eligible.title(english: visit.isEnglish),
            figure: String(report.entries(in: .eligible).count), unit: words("diagnosis.rulesUnit"),
            rows: KeyValueList(rows))
    }

    /// How many questions are left, with the way on; the quick test goes on as the exact one.
    private static func more(
        _ open: [NeededFact], _ answers: Answers, _ visit: Visit, _ room: Diagnosis
    ) -> Site.Notification {
        var next = answers
        next.depth = .exact
        let packed = (try? room.pack(next, visit)) ?? ""
        let first = open.prefix(3).map { room.wording(visit).name($0.word) }
        return Site.Notification(
            visit.words.counted("diagnosis.more", open.count), .info,
            text: visit.words(
                "diagnosis.more.text", ["names": first.joined(separator: visit.isEnglish ? ", " : "、")]),
            link: Link(visit.words("diagnosis.more.link"), visit.link("/check/question", [("s", packed)])))
    }
}

/// One group of the report.
struct ReportGroup {
    let title: String
    let note: String
    let id: String
    let cards: [ReportCard]

    init?(_ group: Report.Group, _ report: Report, _ room: Diagnosis, _ visit: Visit, packed: String) {
        let entries = report.entries(in: group)
        if entries.isEmpty { return nil }
        title = "\(group.title(english: visit.isEnglish)) (\(entries.count))"
        note = visit.words("diagnosis.group.\(group.rawValue)")
        id = group.rawValue
        cards = entries.map { ReportCard($0, room, visit) }
    }
}

/// A rule whose group has changed since the figures were.
struct ReportChange {
    let rule: Rule
    let from: Report.Group
    let to: Report.Group

    static func all(from old: Report, to new: Report) -> [ReportChange] {
        new.entries.compactMap { entry in
            let before = old.entries.first { $0.verdict.rule.code == entry.verdict.rule.code }
            guard let before, before.group != entry.group else { return nil }
            return ReportChange(rule: entry.verdict.rule, from: before.group, to: entry.group)
        }
    }

    func text(_ visit: Visit) -> String {
        let title = visit.isEnglish && !rule.titleEnglish.isEmpty ? rule.titleEnglish : rule.title
        return visit.words(
            "diagnosis.whatif.change",
            [
                "rule": title, "before": from.title(english: visit.isEnglish),
                "after": to.title(english: visit.isEnglish),
            ])
    }
}
