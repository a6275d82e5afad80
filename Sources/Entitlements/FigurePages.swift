// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import Rules
import Sheets
import Site
import Standards
import Store

extension Entitlements {
    var figureRoutes: [Route] {
        [
            .page("/entitlements", "entitlements.figures", .entitlementFigures) { try await figuresPage($0) },
            .page("/entitlements.csv", "entitlements.figures.csv", .entitlementFigures) { visit in
                let lines = try await lines(visit)
                return .download(
                    figureTable(lines, visit).csv(), type: SheetTable.textType,
                    name: visit.words("entitlements.figures") + ".csv")
            },
            .page("/entitlements/{number}", "entitlements.figure", .entitlementFigures) {
                try await figurePage($0)
            },
            .page(
                "/entitlements/{number}/enterprises.csv", "entitlements.figure.csv", .entitlementFigures
            ) { try await unappliedFile($0) },
        ]
    }

    /// Policies on the page; the file holds all.
    private static let mostLines = 100
    func regions(_ visit: Visit) -> [Region] {
        authorisation.regions(of: visit.who, for: .entitlementFigures)
    }

    /// A policy with what was counted last night and what became of applications.
    private struct Line {
        let night: NightLine
        let tally: OutcomeTally
    }

    private func lines(_ visit: Visit) async throws -> [Line] {
        let regions = regions(visit)
        var tallies = try await outcomes.records(within: regions)
        var lines = try await nights.lines(within: regions).map { night in
            Line(night: night, tally: tallies.removeValue(forKey: night.policy) ?? OutcomeTally())
        }
        // Policies past their term have applications still.
        var names = OutcomePolicies(policies.store, inForce: audience.policiesInForce)
        for (policy, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            let title = try await names.find(String(policy))?.title ?? String(policy)
            lines.append(
                Line(night: NightLine(policy: policy, title: title, eligible: 0, unapplied: 0), tally: tally))
        }
        return lines
    }

    private func figuresPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let lines = try await lines(visit)
        let day = try await nights.lastDay()
        var page = EntitlementPage(words("entitlements.figures"), in: visit)
        page.lead = words(
            "entitlements.figures.lead", ["regions": visit.row(of: regions(visit).map { visit.text($0) })])
        page.notices = [
            day.map {
                Notice(
                    words("entitlements.figures.asOf", ["day": visit.text($0)]), .info,
                    text: words("entitlements.figures.meaning"))
            } ?? Notice(words("entitlements.figures.never"), .info)
        ]
        if !audience.faults.isEmpty {
            page.notices.append(
                Notice(
                    words.counted("entitlements.figures.leftOut", audience.faults.count), .warning,
                    text: words("entitlements.figures.leftOut.text")))
        }
        page.actions = [Link(words("entitlements.figures.csv"), visit.link("/entitlements.csv"))]
        if authorisation.mayAllow(visit.who, .entitlementOutcomes) {
            page.actions.append(
                Link(words("entitlements.outcomes"), visit.link("/entitlements/outcomes")))
        }
        page.panels = [
            try await unpaidPanel(visit),
            Panel(
                id: "by-policy", title: words("entitlements.figures.byPolicy"),
                table: table(lines.filter { $0.night.way == .applying }, visit)),
            automaticPanel(lines.filter { $0.night.way == .automatic }, visit),
        ].compactMap { $0 }
        return .page(page)
    }

    private static let heads = [
        "eligible", "applied", "unapplied", "approved", "refused", "paid", "paidAmount", "payDays", "told",
    ]

    private func cells(_ line: Line, _ visit: Visit) -> [String] {
        let tally = line.tally
        return [
            String(line.night.eligible), String(tally.applications),
            line.night.way == .applying ? String(line.night.unapplied) : "",
            String(tally.approved), String(tally.refused), String(tally.paid),
            tally.paid == 0 ? "" : visit.text(fen: tally.paidFen),
            tally.paid == 0
                ? "" : Rational(tally.payDays, over: tally.paid).decimalText(places: 1),
            tally.toldDecided == 0 ? "" : "\(tally.toldApproved) / \(tally.toldDecided)",
        ]
    }

    /// Who qualifies for what is paid without application, and is not paid yet.
    private func notPaid(_ line: Line) -> String {
        line.night.way == .automatic ? String(line.night.unapplied) : ""
    }

    private func table(_ lines: [Line], _ visit: Visit) -> DataTable {
        let words = visit.words
        return DataTable(
            id: "figures", caption: words("entitlements.figures"),
            columns: [.init(words("entitlements.applied.policy"))]
                + Self.heads.map { .init(words("entitlements.figures.\($0)"), isNumber: true) },
            rows: lines.prefix(Self.mostLines).map { line in
                DataTable.Row(
                    .init(
                        line.night.title, in: .chinese,
                        href: visit.link("/entitlements/\(line.night.policy)")),
                    cells(line, visit).map { .init($0, isNumber: true) })
            }, empty: words("entitlements.figures.empty"))
    }

    /// What is paid without application, apart: there nobody can have forgotten to apply.
    private func automaticPanel(_ lines: [Line], _ visit: Visit) -> Panel? {
        guard !lines.isEmpty else { return nil }
        let words = visit.words
        let heads = ["eligible", "paid", "unpaid", "paidAmount"]
        return Panel(
            id: "automatic", title: words("entitlements.figures.automatic"),
            text: words("entitlements.figures.automatic.text"),
            table: DataTable(
                id: "automatic-table", caption: words("entitlements.figures.automatic"),
                columns: [.init(words("entitlements.applied.policy"))]
                    + heads.map { .init(words("entitlements.figures.\($0)"), isNumber: true) },
                rows: lines.prefix(Self.mostLines).map { line in
                    DataTable.Row(
                        .init(
                            line.night.title, in: .chinese,
                            href: visit.link("/entitlements/\(line.night.policy)")),
                        [
                            String(line.night.eligible), String(line.night.eligible - line.night.unapplied),
                            String(line.night.unapplied),
                            line.tally.paid == 0 ? "" : visit.text(fen: line.tally.paidFen),
                        ].map { .init($0, isNumber: true) })
                }, empty: words("entitlements.figures.empty")))
    }

    private func figureTable(_ lines: [Line], _ visit: Visit) -> SheetTable {
        let heads =
            [visit.words("entitlements.figures.number"), visit.words("entitlements.applied.policy")]
            + Self.heads.map { visit.words("entitlements.figures.\($0)") }
            + [visit.words("entitlements.figures.unpaid")]
        return SheetTable(
            visit.words("entitlements.figures"), columns: heads,
            rows: lines.map { line in
                [.text(String(line.night.policy)), .text(line.night.title)]
                    + (cells(line, visit) + [notPaid(line)]).map { .text($0) }
            })
    }

    /// The number in the address, of a policy that there is.
    func policy(_ visit: Visit) async throws -> (number: Int64, title: String) {
        guard let number = Int64(visit.parameter("number")),
            let id = try await policies.store.policy(numbered: number),
            let shown = try await policies.store.shown(id)
        else { throw SiteFault.notFound }
        return (number, shown.content.title)
    }

    private func figurePage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let (number, title) = try await policy(visit)
        let regions = regions(visit)
        // The same judgement as the list below; last night's while everybody is being read.
        let now = try await unapplied(for: number, within: regions, on: visit.today)
        let last = try await nights.lines(within: regions).first { $0.policy == number }
        let (counties, sections) =
            if let now { now.shares } else { try await nights.shares(of: number, within: regions) }
        let tally = try await outcomes.records(within: regions)[number] ?? OutcomeTally()
        let reasons = try await outcomes.reasons(of: number, within: regions)
        var page = EntitlementPage(
            title, in: visit, below: [Link(words("entitlements.figures"), visit.link("/entitlements"))])
        page.titleLanguage = visit.chineseMark
        let way = now?.way ?? last?.way ?? .applying
        let night = NightLine(
            policy: number, title: title, way: way, eligible: now?.eligible ?? last?.eligible ?? 0,
            unapplied: now?.enterprises.count ?? last?.unapplied ?? 0)
        let head = way == .applying ? "unapplied" : "unpaid"
        page.summary = SummaryBox(
            label: words("entitlements.figures.\(head)"), figure: String(night.unapplied),
            unit: words.counted("entitlements.enterprises", night.unapplied),
            note: words("entitlements.figures.meaning")
                + words("entitlements.figures.\(now == nil ? "atNight" : "now")"),
            rows: KeyValueList(
                zip(Self.heads, cells(Line(night: night, tally: tally), visit))
                    .filter { !$0.1.isEmpty }
                    .map { KeyValueList.Row(words("entitlements.figures.\($0.0)"), $0.1) }))
        page.actions =
            (now.map { unappliedLinks($0, number, visit) } ?? [])
            + [Link(words("entitlements.policy"), visit.link("/policies/\(number)"))]
        page.charts = [
            chart("counties", counties.prefix(20).map { (countyName($0.name, visit), $0.unapplied) }, visit),
            chart("sections", sections.map { (sectionName($0.name, visit), $0.unapplied) }, visit),
        ]
        page.panels = [calibration(tally, reasons, visit)]
        return .page(page)
    }

    private func countyName(_ code: String, _ visit: Visit) -> String {
        Region(code: code).map { visit.isEnglish ? $0.englishName : $0.name }
            ?? visit.words("entitlements.unknown")
    }

    private func sectionName(_ letter: String, _ visit: Visit) -> String {
        Industry(code: letter).map {
            visit.isEnglish && !$0.englishName.isEmpty ? $0.englishName : $0.name
        } ?? visit.words("entitlements.unknown")
    }

    private func chart(_ id: String, _ points: [(String, Int)], _ visit: Visit) -> Chart {
        let words = visit.words
        return Chart(
            .bars, id: id, title: words("entitlements.chart.\(id)"),
            description: words("entitlements.chart.text"),
            points: points.map { Chart.Point($0.0, Double($0.1), text: String($0.1)) },
            labelHead: words("entitlements.chart.\(id).head"),
            valueHead: words("entitlements.figures.unapplied"), empty: words("entitlements.chart.empty"))
    }

    /// Of those told that they can apply, how many were approved, and why the rest was not.
    private func calibration(
        _ tally: OutcomeTally, _ reasons: [(reason: String, count: Int)], _ visit: Visit
    ) -> Panel {
        let words = visit.words
        let rows = reasons.map { reason, count in
            DataTable.Row(
                .init(reason.isEmpty ? words("entitlements.refused.unstated") : reason, in: .chinese),
                [.init(String(count), isNumber: true)])
        }
        return Panel(
            id: "calibration", title: words("entitlements.calibration"),
            text: tally.toldDecided == 0
                ? words("entitlements.calibration.none")
                : words(
                    "entitlements.calibration.text",
                    ["decided": String(tally.toldDecided), "approved": String(tally.toldApproved)]),
            table: tally.toldDecided == 0
                ? nil
                : DataTable(
                    id: "reasons", caption: words("entitlements.calibration.reasons"),
                    columns: [
                        .init(words("entitlements.calibration.reason")),
                        .init(words("entitlements.calibration.count"), isNumber: true),
                    ], rows: rows, empty: words("entitlements.calibration.noReasons")))
    }
}
