// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// The links by which a report is shared: make one, see how often each was opened, end it.
struct SharesPage: Page {
    let title: String
    let lead: String
    let breadcrumbs: Breadcrumbs?
    /// A link that was just made; it is shown this once.
    let made: Made?
    let form: Form
    let listTitle: String
    let shares: [Row]
    let empty: String?
    var hasFaults: Bool { form.hasFaults }

    struct Made {
        let notice: Notice
        let address: String
        let qr: QRCode?
    }

    struct Row {
        let title: String
        let status: Status
        let rows: KeyValueList
        /// Nil for one that is over.
        let end: Form?
    }

    init(
        in visit: Visit, report: KeptReport, shares: [ReportShare], now: Int64, token: String? = nil,
        submission: Submission? = nil, faults: [FieldFault] = []
    ) {
        let words = visit.words
        title = words("diagnosis.share")
        lead = words("diagnosis.share.lead")
        let path = "/reports/\(report.id)"
        breadcrumbs = visit.breadcrumbs(
            [
                Link(
                    words("diagnosis.reports"),
                    visit.link("/reports", [("enterprise", report.enterprise.text)])),
                Link(words("diagnosis.kept"), visit.link(path)),
            ], here: title)
        made = token.map { SharesPage.made($0, visit) }
        let blank = SharesPage.form(path, visit)
        form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        listTitle = words("diagnosis.share.list")
        self.shares = shares.map { SharesPage.row($0, path, now, visit) }
        empty = shares.isEmpty ? words("diagnosis.share.empty") : nil
    }

    private static func made(_ token: String, _ visit: Visit) -> Made {
        let address = visit.absoluteLink("/shared/\(token)") ?? visit.link("/shared/\(token)")
        return Made(
            notice: Notice(
                visit.words("diagnosis.share.made"), .good, text: visit.words("diagnosis.share.once")),
            address: address, qr: QRCode(address, label: visit.words("diagnosis.share.scan")))
    }

    private static func form(_ path: String, _ visit: Visit) -> Form {
        let words = visit.words
        let days = ReportShare.days.map { days in
            Field.Option(String(days), words.counted("diagnosis.share.days", days))
        }
        return Form(
            to: path + "/shares", in: visit,
            fields: [
                Field(
                    "days", words("diagnosis.share.howLong"),
                    .radios(days, chosen: String(ReportShare.usualDays)),
                    hint: words("diagnosis.share.hint"))
            ], button: words("diagnosis.share.make"))
    }

    private static func row(_ share: ReportShare, _ path: String, _ now: Int64, _ visit: Visit) -> Row {
        let words = visit.words
        let isOpen = share.isOpen(at: now)
        let status: Status =
            isOpen
            ? Status(words("diagnosis.share.open"), .good)
            : Status(words(share.endedAt == nil ? "diagnosis.share.over" : "diagnosis.share.ended"), .neutral)
        let opened = words.counted("diagnosis.share.opened", share.opened)
        return Row(
            title: words("diagnosis.share.of", ["moment": visit.moment(share.madeAt)]), status: status,
            rows: KeyValueList([
                .init(words("diagnosis.kept.by"), share.madeBy, in: .chinese),
                .init(words("diagnosis.share.ends"), visit.moment(share.endedAt ?? share.until)),
                .init(
                    words("diagnosis.share.use"), opened,
                    note: share.openedAt.map {
                        words("diagnosis.share.last", ["moment": visit.moment($0)])
                    }),
            ]),
            end: isOpen
                ? Form(
                    to: path + "/shares", in: visit, hidden: [("end", share.id.text)], fields: [],
                    button: words("diagnosis.share.end")) : nil)
    }
}
