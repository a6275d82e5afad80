// SPDX-License-Identifier: Apache-2.0
import Rules
import Site

/// What every report shows: the number that matters, the way to each group, the groups with their rules.
/// Partial: `_reportBody`.
struct ReportBody {
    let summary: SummaryBox
    let jumps: [Jump]
    let more: Notice?
    let groups: [ReportGroup]
    /// The rows of the summary as plain words, for paper.
    let classRows: [ClassRow]

    /// A class that a rule has put the enterprise in, such as its size.
    struct ClassRow {
        let term: String
        let value: String
        let note: String?
        var isChinese = false
    }

    /// The way to a group, with how many rules are in it; without a link to one that is empty.
    struct Jump {
        let href: String?
        let status: Status
        let count: String
    }

    /// The body of a report that was just made; `answers` are those of a self-test.
    init(_ report: Report, _ room: Diagnosis, _ visit: Visit, answers: Answers, more: Notice?) {
        let groups = Report.Group.allCases.map { group in
            (group, ReportGroup.entries(group, report).map { ReportCard($0, room, visit, answers: answers) })
        }
        let classes = report.entries.compactMap { ReportBody.classRow($0, room, visit) }
        self.init(groups, classes, visit, isEmpty: report.entries.isEmpty, more: more)
    }

    /// The body of a kept report, judged again where the packs still hold the versions, so that it reads in
    /// both languages; otherwise in the words that were kept.
    init(_ report: KeptReport, _ room: Diagnosis, _ visit: Visit, mask: ReportMask = .none) {
        let judged = report.verdicts.map { ($0, ClauseShifts.entry($0, room.library)) }
        let groups = Report.Group.allCases.map { group in
            let cards = judged.filter { $0.0.group == group && $0.0.classes == nil }.map { record, entry in
                entry.map { ReportCard($0, room, visit, mask: mask) }
                    ?? ReportCard(kept: record, room, visit, mask: mask)
            }
            return (group, cards)
        }
        let classes = judged.compactMap { record, entry -> ClassRow? in
            if let entry { return ReportBody.classRow(entry, room, visit, mask) }
            return record.classes.map { names in
                ClassRow(
                    term: record.title,
                    value: mask.covers(record)
                        ? visit.words("diagnosis.masked") : names.joined(separator: " 或 "),
                    note: nil, isChinese: true)
            }
        }
        self.init(groups, classes, visit, isEmpty: report.verdicts.isEmpty, more: nil)
    }

    private init(
        _ groups: [(Report.Group, [ReportCard])], _ classes: [ClassRow], _ visit: Visit,
        isEmpty: Bool, more: Notice?
    ) {
        let words = visit.words
        let count = groups.first { $0.0 == .eligible }?.1.count ?? 0
        summary = SummaryBox(
            label: Report.Group.eligible.title(english: visit.isEnglish), figure: String(count),
            unit: words.counted("diagnosis.rulesUnit", count),
            note: isEmpty ? words("diagnosis.report.empty") : nil,
            rows: classes.isEmpty
                ? nil
                : KeyValueList(
                    classes.map { row in
                        .init(row.term, row.value, in: row.isChinese ? .chinese : nil, note: row.note)
                    }))
        classRows = classes
        jumps = groups.map { group, cards in
            Jump(
                href: cards.isEmpty ? nil : "#\(group.rawValue)", status: group.status(visit),
                count: String(cards.count))
        }
        self.more = more
        self.groups = groups.compactMap { ReportGroup($0, $1, visit) }
    }

    private static func classRow(
        _ entry: Report.Entry, _ room: Diagnosis, _ visit: Visit, _ mask: ReportMask = .none
    ) -> ClassRow? {
        guard let judged = entry.verdict.classes, let result = entry.verdict.rule.classification?.result
        else { return nil }
        if mask.covers(judged.trace) {
            return ClassRow(
                term: room.wording(visit).name(result), value: visit.words("diagnosis.masked"), note: nil)
        }
        let names = room.classNames(entry.verdict, visit).joined(separator: visit.words("diagnosis.or"))
        let value = judged.question == nil ? names : visit.words("diagnosis.size.unlisted")
        return ClassRow(
            term: room.wording(visit).name(result), value: value,
            note: judged.group.map { room.name($0, visit) })
    }
}

/// One group of a report.
struct ReportGroup {
    let title: String
    let note: String
    let id: String
    let group: Report.Group
    let cards: [ReportCard]

    init?(_ group: Report.Group, _ cards: [ReportCard], _ visit: Visit) {
        if cards.isEmpty { return nil }
        let count = visit.isEnglish ? " (\(cards.count))" : "（\(cards.count)）"
        title = group.title(english: visit.isEnglish) + count
        note = visit.words("diagnosis.group.\(group.rawValue)")
        id = group.rawValue
        self.group = group
        self.cards = cards
    }

    /// Rules that only classify stand in the summary, not among what can be applied for.
    static func entries(_ group: Report.Group, _ report: Report) -> [Report.Entry] {
        report.entries(in: group).filter { $0.verdict.classes == nil }
    }
}
