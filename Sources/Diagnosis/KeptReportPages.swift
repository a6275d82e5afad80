// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

/// 我的报告: the reports of an enterprise, and the button that makes one now.
struct ReportsPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    /// Nil for whoever may only read.
    let form: Form?
    let table: DataTable
    let older: Link?
    var hasFaults: Bool { form?.hasFaults ?? false }

    init(
        in visit: Visit, enterprise: ReportedEnterprise, lines: [ReportLine], mayMake: Bool,
        submission: Submission? = nil, faults: [FieldFault] = []
    ) {
        let words = visit.words
        title = words("diagnosis.reports")
        lead = words("diagnosis.reports.lead", ["name": enterprise.name])
        breadcrumbs = visit.breadcrumbs(here: title)
        if mayMake {
            let blank = ReportsPage.form(visit, enterprise)
            form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        } else {
            form = nil
        }
        let shown = lines.prefix(ReportStore.pageSize)
        table = ReportsPage.table(Array(shown), mayMake, visit)
        older =
            lines.count > shown.count
            ? shown.last.map {
                Link(words("diagnosis.reports.older"), visit.linkHere(changing: [("before", $0.id.text)]))
            } : nil
    }

    private static func form(_ visit: Visit, _ enterprise: ReportedEnterprise) -> Form {
        let words = visit.words
        let purposes = Purpose.allCases.map { Field.Option($0.key, words("diagnosis.purpose.\($0.key)")) }
        return Form(
            to: "/reports", in: visit, hidden: [("enterprise", enterprise.id.text)],
            fields: [
                Field(
                    "purpose", words("diagnosis.purpose"),
                    .radios(purposes, chosen: Purpose.application.key),
                    hint: words("diagnosis.reports.purposeHint"))
            ], button: words("diagnosis.reports.make"))
    }

    private static func table(_ lines: [ReportLine], _ mayMake: Bool, _ visit: Visit) -> DataTable {
        let words = visit.words
        return DataTable(
            id: "reports", caption: words("diagnosis.reports.kept"),
            columns: [
                .init(words("diagnosis.asOf")), .init(words("diagnosis.purpose")),
                .init(Report.Group.eligible.title(english: visit.isEnglish), isNumber: true),
                .init(Report.Group.near.title(english: visit.isEnglish), isNumber: true),
                .init(words("diagnosis.kept.by")),
            ],
            rows: lines.map { line in
                DataTable.Row(
                    .init(visit.moment(line.madeAt), href: visit.link("/reports/\(line.id)")),
                    [
                        .init(words("diagnosis.purpose.\(line.purpose.key)")),
                        .init(String(line.eligible), isNumber: true),
                        .init(String(line.near), isNumber: true),
                        .init(line.madeBy, in: .chinese),
                    ])
            }, empty: words(mayMake ? "diagnosis.reports.empty" : "diagnosis.reports.emptyReader"))
    }
}

/// One kept report, for those who may see the enterprise.
struct KeptReportPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    let facts: KeyValueList
    let changes: ReportChanges?
    let first: String?
    let body: ReportBody
    let links: [Link]
    let notices: [String]
    let digests: [String]

    init(
        in visit: Visit, room: Diagnosis, stored: StoredReport, before: KeptReport?, mayShare: Bool
    ) {
        let words = visit.words
        let report = stored.report
        title = words("diagnosis.kept")
        lead = ReportLead(report, visit).text
        let list = visit.link("/reports", [("enterprise", report.enterprise.text)])
        breadcrumbs = visit.breadcrumbs([Link(words("diagnosis.reports"), list)], here: title)
        facts = ReportLead(report, visit).rows(madeBy: stored.madeBy)
        changes = before.map { ReportChanges(from: $0, to: report, room, visit) }
        first = before == nil ? words("diagnosis.changes.first") : nil
        body = ReportBody(report, room, visit)
        let path = "/reports/\(report.id)"
        var links = [Link(words("diagnosis.kept.pdf"), visit.link(path + "/pdf"))]
        if mayShare { links.append(Link(words("diagnosis.share"), visit.link(path + "/shares"))) }
        links.append(Link(words("diagnosis.kept.json"), visit.link("/api/v1" + path)))
        links.append(Link(words("diagnosis.reports"), list))
        self.links = links
        notices = [words("diagnosis.kept.noticeText")]
        digests = ReportLead.digests(report)
    }

    /// The same for an official: what is sensitive hidden, no comparison, the way back to the file.
    init(in visit: Visit, room: Diagnosis, stored: StoredReport, hiding mask: ReportMask) {
        let words = visit.words
        let report = stored.report
        title = words("diagnosis.kept")
        lead = ReportLead(report, visit).text
        let file = Link(report.name, visit.link("/enterprises/\(report.enterprise.text)"))
        breadcrumbs = visit.breadcrumbs([file], here: title)
        facts = ReportLead(report, visit).rows(madeBy: stored.madeBy)
        (changes, first) = (nil, nil)
        body = ReportBody(report, room, visit, mask: mask)
        links = [file]
        notices = [words("diagnosis.masked.notice"), words("diagnosis.kept.noticeText")]
        digests = ReportLead.digests(report)
    }
}

/// A report behind a link, for whoever has the link: nothing in it leads to what is the enterprise's own.
struct SharedReportPage: Page {
    let title: String
    let lead: String
    let shared: Notice
    let facts: KeyValueList
    let body: ReportBody
    let pdf: Link
    let notices: [String]
    let digests: [String]

    init(in visit: Visit, room: Diagnosis, stored: StoredReport, share: ReportShare, token: String) {
        let words = visit.words
        title = words("diagnosis.kept")
        lead = ReportLead(stored.report, visit).text
        shared = Notice(
            words("diagnosis.share.by", ["name": share.madeBy]), .info,
            text: words("diagnosis.share.until", ["day": visit.moment(share.until)]))
        facts = ReportLead(stored.report, visit).rows(madeBy: stored.madeBy)
        body = ReportBody(stored.report, room, visit)
        pdf = Link(words("diagnosis.kept.pdf"), visit.link("/shared/\(token)/pdf"))
        notices = [words("diagnosis.kept.noticeText")]
        digests = ReportLead.digests(stored.report)
    }
}

/// What stands above a kept report.
struct ReportLead {
    let report: KeptReport
    let visit: Visit

    init(_ report: KeptReport, _ visit: Visit) {
        self.report = report
        self.visit = visit
    }

    var text: String {
        visit.words(
            "diagnosis.report.lead",
            [
                "day": visit.text(of: report.asOf),
                "purpose": visit.words("diagnosis.purpose.\(report.purpose.key)"),
            ])
    }

    func rows(madeBy: String) -> KeyValueList {
        let words = visit.words
        return KeyValueList([
            .init(words("diagnosis.enterprise"), report.name, in: .chinese),
            .init(words("diagnosis.code"), report.creditCode),
            .init(
                words("diagnosis.kept.region"), Region(code: report.region)?.fullName ?? report.region,
                in: .chinese),
            .init(words("diagnosis.asOf"), visit.text(of: report.asOf)),
            .init(words("diagnosis.kept.by"), madeBy, in: .chinese, note: visit.moment(report.madeAt)),
        ])
    }

    /// The versions that were judged by.
    static func digests(_ report: KeptReport) -> [String] {
        report.verdicts.map { "\($0.rule) · \($0.version) · \($0.digest.prefix(12))" }
    }
}

extension Visit {
    /// A moment by the clocks in China, in the visitor's language.
    func moment(_ milliseconds: Int64) -> String {
        let minutes = Int((Double(milliseconds) / 60_000).rounded(.down)) + 8 * 60
        let day = Day(number: Int((Double(minutes) / 1440).rounded(.down)))
        let rest = minutes - day.number * 1440
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return text(of: day) + " " + two(rest / 60) + ":" + two(rest % 60)
    }
}
