// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import Sheets
import Site
import Standards
import Store

extension Entitlements {
    var unpaidRoutes: [Route] {
        [
            .page("/entitlements/unpaid", "entitlements.overdue", .entitlementFigures) {
                try await unpaidPage($0)
            },
            .page("/entitlements/unpaid.csv", "entitlements.overdue.csv", .entitlementFigures) {
                try await unpaidFile($0)
            },
        ]
    }

    private static let perPage = 100

    /// How many wait for their money; nil where the calendar of a year that is needed is not published.
    private func unpaidCounts(_ visit: Visit) async throws -> UnpaidCounts? {
        guard let last = try? PaymentTerm.lastOverdue(on: visit.today) else { return nil }
        return try await unpaid.counts(within: regions(visit), overdueTo: last)
    }

    /// Those who wait too long, the longest first; none where nobody can tell.
    private func overdue(_ visit: Visit, limit: Int) async throws -> [ApplicationOutcome] {
        guard let last = try? PaymentTerm.lastOverdue(on: visit.today) else { return [] }
        return try await unpaid.overdue(within: regions(visit), to: last, limit: limit)
    }

    /// How many wait and how many of them too long, on the page of figures.
    func unpaidPanel(_ visit: Visit) async throws -> Panel {
        let counts = try await unpaidCounts(visit)
        return Panel(
            id: "overdue", title: visit.words("entitlements.overdue"), text: text(of: counts, visit),
            links: [Link(visit.words("entitlements.overdue.open"), visit.link("/entitlements/unpaid"))])
    }

    private func text(of counts: UnpaidCounts?, _ visit: Visit) -> String {
        let words = visit.words
        guard let counts else { return words("entitlements.overdue.noCalendar") }
        var text = words(
            "entitlements.overdue.text",
            [
                "term": String(PaymentTerm.workingDays), "overdue": String(counts.overdue),
                "waiting": String(counts.waiting),
            ])
        if counts.undated > 0 {
            text += words("entitlements.overdue.undated", ["count": String(counts.undated)])
        }
        return text
    }

    private func unpaidPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let counts = try await unpaidCounts(visit)
        let number = min(max(1, visit.query["page"].flatMap { Int($0) } ?? 1), 1_000)
        let end = number * Self.perPage
        let all = try await overdue(visit, limit: min(end + 1, UnpaidStore.mostListed))
        var page = EntitlementPage(
            words("entitlements.overdue"), in: visit,
            below: [Link(words("entitlements.figures"), visit.link("/entitlements"))])
        page.lead = text(of: counts, visit)
        if counts.map({ $0.overdue > UnpaidStore.mostListed }) == true {
            page.notices = [
                Notice(
                    words("entitlements.overdue.cut", ["count": String(UnpaidStore.mostListed)]), .warning)
            ]
        }
        if !all.isEmpty {
            page.actions = [Link(words("entitlements.overdue.csv"), visit.link("/entitlements/unpaid.csv"))]
        }
        let rows = try await lines(
            Array(all.dropFirst(end - Self.perPage).prefix(Self.perPage)), visit
        ).map { line in
            DataTable.Row(
                .init(line.enterprise, in: .chinese, href: visit.link("/enterprises/\(line.id.text)")),
                [
                    .init(line.policy, in: .chinese, href: visit.link("/policies/\(line.number)")),
                    .init(line.amount, isNumber: true), .init(line.decided),
                    .init(line.days, isNumber: true),
                ])
        }
        let more = Link(words("entitlements.next"), visit.linkHere(changing: [("page", String(number + 1))]))
        page.panels = [
            Panel(
                id: "overdue", title: words("entitlements.overdue.list"),
                table: DataTable(
                    id: "overdue-table", caption: words("entitlements.overdue.list"),
                    columns: Self.heads.map {
                        .init(
                            words("entitlements.overdue.\($0)"), isNumber: ["amount", "days"].contains($0))
                    }, rows: rows, empty: words("entitlements.overdue.none")),
                links: all.count > end ? [more] : [])
        ]
        return .page(page)
    }

    private static let heads = ["enterprise", "policy", "amount", "decidedOn", "days"]

    /// One overdue approval, ready to be read.
    private struct Line {
        let id: EnterpriseID
        let code: String
        let enterprise: String
        let region: String
        let number: Int64
        let policy: String
        let amount: String
        let decided: String
        let days: String
    }

    private func lines(_ outcomes: [ApplicationOutcome], _ visit: Visit) async throws -> [Line] {
        var titles = OutcomePolicies(policies.store, inForce: audience.policiesInForce)
        var named: [EnterpriseID: Enterprise] = [:]
        let ids = Array(Set(outcomes.map(\.enterprise)))
        for start in stride(from: 0, to: ids.count, by: Self.stretch) {
            for known in try await enterprises.known(Array(ids[start...].prefix(Self.stretch))) {
                named[known.enterprise.id] = known.enterprise
            }
        }
        var lines: [Line] = []
        for outcome in outcomes {
            let title = try await titles.find(String(outcome.policy))?.title
            let one = named[outcome.enterprise]
            let days = outcome.decidedOn.flatMap {
                try? WorkCalendar.standard.workingDays(from: $0, to: visit.today)
            }
            lines.append(
                Line(
                    id: outcome.enterprise, code: one?.code.text ?? "",
                    enterprise: one?.name ?? visit.words("entitlements.unknown"),
                    region: outcome.region.fullName, number: outcome.policy,
                    policy: title ?? String(outcome.policy),
                    amount: outcome.amountFen.map { visit.text(fen: $0) } ?? "",
                    decided: outcome.decidedOn.map { visit.text($0) } ?? "", days: days.map(String.init) ?? ""
                ))
        }
        return lines
    }

    private func unpaidFile(_ visit: Visit) async throws -> Reply {
        let lines = try await lines(try await overdue(visit, limit: UnpaidStore.mostListed), visit)
        try await unpaid.noteExport(count: lines.count, by: visit.who?.actor ?? "")
        let words = visit.words
        let table = SheetTable(
            words("entitlements.overdue"),
            columns: ["统一社会信用代码", words("entitlements.overdue.enterprise"), "行政区划"]
                + Self.heads.dropFirst().map { words("entitlements.overdue.\($0)") },
            rows: lines.map { line in
                [
                    line.code, line.enterprise, line.region, line.policy, line.amount, line.decided,
                    line.days,
                ].map { .text($0) }
            })
        return .download(
            table.csv(), type: SheetTable.textType, name: words("entitlements.overdue") + ".csv")
    }
}
