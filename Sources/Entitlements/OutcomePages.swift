// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import Rules
import Sheets
import Site
import Standards
import Store

extension Entitlements {
    var outcomeRoutes: [Route] {
        [
            .page("/entitlements/outcomes", "entitlements.outcomes", .entitlementOutcomes) {
                .page(try await outcomesPage($0))
            },
            .form(
                "/entitlements/outcomes", "entitlements.outcomes.send", .entitlementOutcomes,
                acceptsFiles: true
            ) { visit, submission in
                .page(try await outcomesPage(visit, submission))
            } act: { visit, submission in
                try await takeOutcomes(visit, submission)
            },
            .page(
                "/entitlements/outcomes/template.csv", "entitlements.outcomes.template", .entitlementOutcomes
            ) { visit in
                let table = SheetTable(
                    "兑现结果", columns: OutcomeSheet.Column.allCases.map { $0.heads[0] }, rows: [])
                return .download(
                    table.csv(), type: SheetTable.textType,
                    name: visit.words("entitlements.outcomes.file") + ".csv")
            },
            .page("/entitlements/outcomes/{id}", "entitlements.outcomes.sheet", .entitlementOutcomes) {
                try await sheetPage($0)
            },
        ]
    }

    private func outcomesPage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) async throws -> EntitlementPage {
        let words = visit.words
        var page = EntitlementPage(
            words("entitlements.outcomes"), in: visit,
            below: [Link(words("entitlements.figures"), visit.link("/entitlements"))])
        page.lead = words("entitlements.outcomes.lead")
        page.actions = [
            Link(words("entitlements.outcomes.template"), visit.link("/entitlements/outcomes/template.csv"))
        ]
        let blank = Form(
            to: "/entitlements/outcomes", in: visit,
            fields: [
                Field(
                    "sheet", words("entitlements.outcomes.sheet"), .upload(accept: ".csv,.xlsx"),
                    hint: words("entitlements.outcomes.hint"))
            ], button: words("entitlements.outcomes.send"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        let sheets = try await outcomes.sheets(by: visit.who?.actor ?? "")
        page.panels = [
            Panel(id: "sheets", title: words("entitlements.outcomes.mine"), table: table(sheets, visit))
        ]
        return page
    }

    private func table(_ sheets: [OutcomeImport], _ visit: Visit) -> DataTable {
        let words = visit.words
        let heads = ["added", "changed", "unchanged", "refused"]
        return DataTable(
            id: "sheets-table", caption: words("entitlements.outcomes.mine"),
            columns: [.init(words("entitlements.outcomes.sheet"))]
                + heads.map { .init(words("entitlements.outcomes.\($0)"), isNumber: true) },
            rows: sheets.map { sheet in
                DataTable.Row(
                    .init(sheet.fileName, href: visit.link("/entitlements/outcomes/\(sheet.id)")),
                    [sheet.added, sheet.changed, sheet.unchanged, sheet.refused].map {
                        .init(String($0), isNumber: true)
                    })
            }, empty: words("entitlements.outcomes.empty"))
    }

    private func takeOutcomes(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        guard let who = visit.who else { throw SiteFault.forbidden }
        guard let file = submission.file("sheet"), !file.bytes.isEmpty else {
            return try await refused(visit, submission, visit.words("entitlements.outcomes.choose"))
        }
        let sheet: OutcomeSheet
        do {
            sheet = try OutcomeSheet(
                SheetFile.open(file.bytes, name: file.fileName).first, today: visit.today)
        } catch let fault as SheetFault {
            return try await refused(
                visit, submission, visit.isEnglish ? fault.englishText : fault.chineseText)
        } catch let fault as OutcomeSheetFault {
            return try await refused(visit, submission, text(fault, visit))
        }
        var named = OutcomePolicies(self.policies.store, inForce: audience.policiesInForce)
        let (found, refusals) = try await placed(
            sheet, &named, within: authorisation.regions(of: who, for: .entitlementOutcomes))
        let letters = OutcomeLetters(
            words: try MessageWords(shelf), policies: named.byNumber, today: visit.today)
        let key = "entitlements.outcomes/\(submission.id?.uuidString.lowercased() ?? visit.requestID)"
        let id = try await outcomes.keep(
            found, (sheet.refusals + refusals).sorted { $0.line < $1.line }, fileName: file.fileName,
            telling: letters, by: who, once: key)
        return .redirect(to: "/entitlements/outcomes/\(id)")
    }

    private func refused(_ visit: Visit, _ submission: Submission, _ text: String) async throws -> Reply {
        .refused(try await outcomesPage(visit, submission, faults: [FieldFault("sheet", text)]))
    }

    private func text(_ fault: OutcomeSheetFault, _ visit: Visit) -> String {
        switch fault {
        case .noRows: visit.words("entitlements.outcomes.noRows")
        case .tooManyRows:
            visit.words("entitlements.outcomes.tooMany", ["count": String(OutcomeSheet.mostRows)])
        case .columnMissing(let head): visit.words("entitlements.outcomes.column", ["head": head])
        }
    }

    /// Finds the enterprise, the policy and the item of each row, or says why not.
    private func placed(
        _ sheet: OutcomeSheet, _ policies: inout OutcomePolicies, within regions: [Region]
    ) async throws -> (found: [ApplicationOutcome], refusals: [OutcomeRefusal]) {
        var found: [ApplicationOutcome] = []
        var refusals: [OutcomeRefusal] = []
        for row in sheet.rows {
            func refuse(_ text: String, _ problem: OutcomeProblem) {
                refusals.append(OutcomeRefusal(line: row.line, place: 1, found: text, problem: problem))
            }
            guard let code = CreditCode(codedText: row.code) else {
                refuse(row.code, .code)
                continue
            }
            guard let enterprise = try await enterprises.enterprise(coded: code) else {
                refuse(row.code, .enterprise)
                continue
            }
            guard regions.contains(where: { enterprise.region.isWithin($0) }) else {
                refuse(row.code, .elsewhere)
                continue
            }
            guard let policy = try await policies.find(row.policy) else {
                refuse(row.policy, .policy)
                continue
            }
            guard row.item.isEmpty || policy.items.contains(where: { [$0.key, $0.name].contains(row.item) })
            else {
                refuse(row.item, .item)
                continue
            }
            let item = policy.items.first { [$0.key, $0.name].contains(row.item) }?.key ?? ""
            found.append(
                ApplicationOutcome(
                    policy: policy.number, item: item, enterprise: enterprise.id, region: enterprise.region,
                    appliedOn: row.appliedOn, result: row.result, reason: row.reason,
                    amountFen: row.amountFen, decidedOn: row.decidedOn, paidOn: row.paidOn))
        }
        return (found, refusals)
    }

    private func sheetPage(_ visit: Visit) async throws -> Reply {
        guard let id = ID<OutcomeImport>(visit.parameter("id")),
            let (sheet, refusals) = try await outcomes.sheet(id), sheet.actor == visit.who?.actor
        else { throw SiteFault.notFound }
        let words = visit.words
        var page = EntitlementPage(
            sheet.fileName, in: visit,
            below: [
                Link(words("entitlements.figures"), visit.link("/entitlements")),
                Link(words("entitlements.outcomes"), visit.link("/entitlements/outcomes")),
            ])
        page.lead = words(
            "entitlements.outcomes.kept",
            [
                "added": String(sheet.added), "changed": String(sheet.changed),
                "unchanged": String(sheet.unchanged), "refused": String(sheet.refused),
            ])
        let rows = refusals.map { refusal in
            DataTable.Row(
                .init(words("entitlements.outcomes.line", ["line": String(refusal.line)])),
                [
                    .init(refusal.found),
                    .init(words("entitlements.problem.\(refusal.problem.rawValue)")),
                ])
        }
        page.panels = [
            Panel(
                id: "refused", title: words("entitlements.outcomes.refusedRows"),
                table: DataTable(
                    id: "refused-table", caption: words("entitlements.outcomes.refusedRows"),
                    columns: ["place", "found", "problem"].map {
                        .init(words("entitlements.outcomes.\($0)"))
                    }, rows: rows, empty: words("entitlements.outcomes.noneRefused")))
        ]
        return .page(page)
    }

    /// The applications of an enterprise that are known, with where the money is; nil without any.
    func appliedPanel(_ enterprise: EnterpriseID, _ visit: Visit) async throws -> Panel? {
        let found = try await outcomes.outcomes(of: enterprise)
        guard !found.isEmpty else { return nil }
        let words = visit.words
        var titles = OutcomePolicies(policies.store, inForce: audience.policiesInForce)
        var rows: [DataTable.Row] = []
        for outcome in found {
            let title = try await titles.find(String(outcome.policy))?.title ?? String(outcome.policy)
            rows.append(
                DataTable.Row(
                    .init(title, in: .chinese, href: visit.link("/policies/\(outcome.policy)")),
                    [
                        .init(visit.text(outcome.appliedOn)), .init("", status: status(outcome, visit)),
                        .init(outcome.amountFen.map { visit.text(fen: $0) } ?? "", isNumber: true),
                        .init(money(outcome, visit)),
                    ]))
        }
        let heads = ["policy", "appliedOn", "result", "amount", "money"]
        return Panel(
            id: "applied", title: words("entitlements.applied"),
            table: DataTable(
                id: "applied-table", caption: words("entitlements.applied"),
                columns: heads.map { .init(words("entitlements.applied.\($0)"), isNumber: $0 == "amount") },
                rows: rows, empty: words("entitlements.applied.none")))
    }

    private func status(_ outcome: ApplicationOutcome, _ visit: Visit) -> Status {
        let text = visit.words("entitlements.result.\(outcome.result.rawValue)")
        return switch outcome.result {
        case .pending: Status(text, .info, symbol: .clock)
        case .approved: Status(text, .good)
        case .refused: Status(text, .bad)
        }
    }

    /// Where the money is, or why there is none.
    private func money(_ outcome: ApplicationOutcome, _ visit: Visit) -> String {
        let words = visit.words
        if let paid = outcome.paidOn { return words("entitlements.paid", ["day": visit.text(paid)]) }
        switch outcome.result {
        case .pending: return words("entitlements.pending")
        case .refused:
            return outcome.reason.isEmpty
                ? words("entitlements.refused.unstated")
                : words("entitlements.refused", ["reason": outcome.reason])
        case .approved:
            guard let decided = outcome.decidedOn else { return words("entitlements.unpaid") }
            // Where a year's calendar is not published yet, days are counted as they come.
            guard let days = try? WorkCalendar.standard.workingDays(from: decided, to: visit.today) else {
                return words.counted("entitlements.unpaidDays", max(0, decided.days(until: visit.today)))
            }
            let text = words.counted("entitlements.unpaidWorkingDays", max(0, days))
            return days > PaymentTerm.workingDays
                ? text + words("entitlements.unpaidLate", ["term": String(PaymentTerm.workingDays)]) : text
        }
    }
}
