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
    let change: Notice?
    let changes: [String]
    let groups: [ReportGroup]
    let more: Notice?
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
        summary = ReportPage.summary(report, room, visit)
        let moved =
            answers.before == nil
            ? [] : ReportChange.all(from: room.report(answers, visit, before: true), to: report)
        change = answers.before.map { _ in
            Notice(
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

    /// The number that matters first; then the other groups, and the classes that rules have put the enterprise in.
    private static func summary(_ report: Report, _ room: Diagnosis, _ visit: Visit) -> SummaryBox {
        let words = visit.words
        let others = Report.Group.allCases.filter { $0 != .eligible }.map { group in
            KeyValueList.Row(
                group.title(english: visit.isEnglish),
                words.counted("diagnosis.rulesCounted", ReportGroup.entries(group, report).count))
        }
        let classes = report.entries.compactMap { entry -> KeyValueList.Row? in
            guard let judged = entry.verdict.classes, let result = entry.verdict.rule.classification?.result else {
                return nil
            }
            let names = room.classNames(entry.verdict, visit).joined(separator: words("diagnosis.or"))
            let value = judged.question == nil ? names : words("diagnosis.size.unlisted")
            return KeyValueList.Row(room.wording(visit).name(result), value, note: judged.group.map { room.name($0, visit) })
        }
        return SummaryBox(
            label: Report.Group.eligible.title(english: visit.isEnglish),
            figure: String(ReportGroup.entries(.eligible, report).count), unit: words("diagnosis.rulesUnit"),
            rows: KeyValueList(classes + others))
    }

    /// How many questions are left, with the way on; the quick test goes on as the exact one.
    private static func more(
        _ open: [NeededFact], _ answers: Answers, _ visit: Visit, _ room: Diagnosis
    ) -> Notice {
        var next = answers
        next.depth = .exact
        let packed = (try? room.pack(next, visit)) ?? ""
        let first = open.prefix(3).map { room.wording(visit).name($0.word) }
        return Notice(
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
        let entries = ReportGroup.entries(group, report)
        if entries.isEmpty { return nil }
        title = "\(group.title(english: visit.isEnglish)) (\(entries.count))"
        note = visit.words("diagnosis.group.\(group.rawValue)")
        id = group.rawValue
        cards = entries.map { ReportCard($0, room, visit) }
    }
}

extension ReportGroup {
    /// Rules that only classify stand in the summary, not among what can be applied for.
    static func entries(_ group: Report.Group, _ report: Report) -> [Report.Entry] {
        report.entries(in: group).filter { $0.verdict.classes == nil }
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
