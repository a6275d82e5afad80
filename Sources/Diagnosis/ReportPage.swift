// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// The report: groups by what to do next, each rule with every clause, its reasons, distances and
/// official words.
struct ReportPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String
    let change: Notice?
    let changes: [ReportChange.Row]
    let body: ReportBody
    let links: [Link]
    let settings: Form
    let hasOpenSettings: Bool
    let notices: [String]
    let digests: [String]
    var hasFaults: Bool { settings.hasFaults }

    init(
        in visit: Visit, room: Diagnosis, answers: Answers, submission: Submission? = nil,
        faults: [FieldFault] = []
    ) throws {
        let words = visit.words
        let report = room.report(answers, visit)
        let packed = try room.pack(answers, visit)
        title = words("diagnosis.report")
        breadcrumbs = visit.breadcrumbs([Link(words("diagnosis.check"), visit.link("/check"))], here: title)
        lead = ReportPage.lead(answers, report, room, visit)
        let moved =
            answers.before == nil
            ? [] : ReportChange.all(from: room.report(answers, visit, before: true), to: report)
        change = answers.before.map { _ in
            Notice(
                words("diagnosis.whatif"), .info,
                text: words(moved.isEmpty ? "diagnosis.whatif.none" : "diagnosis.whatif.text"))
        }
        changes = moved.map { $0.row(visit) }
        let open = room.openQuestions(report, answers)
        body = ReportBody(
            report, room, visit, answers: answers,
            more: open.isEmpty ? nil : try ReportPage.more(open, answers, visit, room))
        links = try ReportPage.links(answers, packed, room, visit)
        let blank = ReportPage.settings(answers, packed, room, visit)
        settings = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        hasOpenSettings = settings.hasFaults || answers.day != nil || answers.purpose != .application
        notices = [words("diagnosis.report.notice"), words("diagnosis.home.stored")]
        digests = report.entries.map { entry in
            let rule = entry.verdict.rule
            return "\(rule.code) · \(rule.firstDay?.isoText ?? "") · \(rule.digest.prefix(12))"
        }
    }

    /// By which versions, for what, and of which rules.
    private static func lead(_ answers: Answers, _ report: Report, _ room: Diagnosis, _ visit: Visit)
        -> String
    {
        let words = visit.words
        let lead = words(
            "diagnosis.report.lead",
            [
                "day": visit.text(of: report.asOf),
                "purpose": words(
                    "diagnosis.purpose.\(answers.purpose == .application ? "application" : "review")"),
            ])
        guard let scope = room.scopeName(answers, visit) else { return lead }
        return lead + (visit.isEnglish ? " " : "") + words("diagnosis.report.scope", ["scope": scope])
    }

    /// How many questions are left, with the way on; the quick test goes on as the exact one.
    private static func more(
        _ open: [NeededFact], _ answers: Answers, _ visit: Visit, _ room: Diagnosis
    ) throws -> Notice {
        var next = answers
        (next.depth, next.before) = (.exact, nil)
        let packed = try room.pack(next, visit)
        let first = open.prefix(3).map { room.wording(visit).name($0.word) }
        return Notice(
            visit.words.counted("diagnosis.more", open.count), .info,
            text: visit.words("diagnosis.more.text", ["names": visit.list(first)]),
            link: Link(visit.words("diagnosis.more.link"), visit.link("/check/question", [("s", packed)])))
    }

    private static func links(
        _ answers: Answers, _ packed: String, _ room: Diagnosis, _ visit: Visit
    ) throws -> [Link] {
        let words = visit.words
        var links = [room.keepLink(answers, packed, visit)].compactMap { $0 }
        links.append(Link(words("diagnosis.figures"), visit.link("/check/figures", [("s", packed)])))
        if answers.scope != .ladder {
            var all = answers
            (all.scope, all.before) = (.ladder, nil)
            let packedAll = try room.pack(all, visit)
            links.append(Link(words("diagnosis.report.all"), visit.link("/check/report", [("s", packedAll)])))
        }
        links.append(Link(words("diagnosis.restart"), visit.link("/check")))
        return links
    }

    /// Another purpose or day, asked by GET so that the address holds it.
    private static func settings(
        _ answers: Answers, _ packed: String, _ room: Diagnosis, _ visit: Visit
    ) -> Form {
        let words = visit.words
        let purposes = [
            Field.Option("application", words("diagnosis.purpose.application")),
            Field.Option("review", words("diagnosis.purpose.review")),
        ]
        return Form.asking(
            "/check/report", in: visit, hidden: [("s", packed)],
            fields: [
                Field(
                    "purpose", words("diagnosis.purpose"),
                    .radios(purposes, chosen: answers.purpose == .application ? "application" : "review")),
                Field(
                    "day", words("diagnosis.asOf"), .date(room.day(answers, visit).isoText),
                    hint: words("diagnosis.settings.hint")),
            ], button: words("diagnosis.settings.show"))
    }
}

/// A rule whose group has changed since the figures were.
struct ReportChange {
    let rule: Rule
    let from: Report.Group
    let to: Report.Group

    /// A line that shows it.
    struct Row {
        let text: String
        let href: String
        let from: Status
        let to: Status
    }

    static func all(from old: Report, to new: Report) -> [ReportChange] {
        new.entries.compactMap { entry in
            let before = old.entries.first { $0.verdict.rule.code == entry.verdict.rule.code }
            guard let before, before.group != entry.group else { return nil }
            return ReportChange(rule: entry.verdict.rule, from: before.group, to: entry.group)
        }
    }

    func row(_ visit: Visit) -> Row {
        Row(
            text: rule.title(english: visit.isEnglish), href: "#rule-\(rule.code)", from: from.status(visit),
            to: to.status(visit))
    }
}
