// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// The audit chain, for the audit administrator: what was done, by whom, to what; and whether it is unbroken.
extension Accounts {
    private static let pageSize = 50

    var auditRoutes: [Route] {
        [.page("/audit", "accounts.audit", .accountAudit) { .page(try await auditPage($0)) }]
            + form("/audit/check", "accounts.audit.check", .accountAudit) { visit, _, _ in
                let form = Form(
                    to: "/audit/check", in: visit, fields: [], button: visit.words("accounts.audit.check"))
                return AccountPage(
                    visit.words("accounts.audit.check"), in: visit,
                    below: [Link(visit.words("accounts.audit"), visit.link("/audit"))],
                    lead: visit.words("accounts.audit.check.lead"), [AccountPage.Section(form: form)])
            } act: { visit, _ in
                .page(try await checkedPage(visit))
            }
    }

    private func question(_ visit: Visit) -> AuditQuestion {
        var question = AuditQuestion()
        func typed(_ name: String) -> String? {
            visit.query[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        question.actor = typed("actor")
        question.action = typed("action")
        question.subject = typed("subject")
        question.from = typed("from").flatMap { visit.endOfDay($0) }.map { $0 - 86_400_000 }
        question.until = typed("until").flatMap { visit.endOfDay($0) }
        return question
    }

    private func place(_ visit: Visit) -> AuditPlace? {
        let parts = (visit.query["after"] ?? "").split(separator: ".").compactMap { Int64($0) }
        guard parts.count == 3 else { return nil }
        return AuditPlace(recordedAt: parts[0], lane: parts[1], sequence: parts[2])
    }

    private func auditPage(_ visit: Visit) async throws -> AccountPage {
        let words = visit.words
        let (question, place) = (question(visit), place(visit))
        let (entries, names) = try await store.audit(question, after: place, limit: Self.pageSize)
        let table = DataTable(
            id: "audit", caption: words("accounts.audit.entries"),
            columns: ["time", "actor", "action", "subject", "detail"].map {
                .init(words("accounts.audit.\($0)"))
            },
            rows: entries.map { entry in
                .init(
                    .init(visit.time(entry.recordedAt)),
                    [
                        .init(
                            names[entry.actor] ?? entry.actor, in: names[entry.actor].map { _ in .chinese }),
                        .init(entry.action), .init(names[entry.subject] ?? entry.subject),
                        .init(entry.detail),
                    ])
            }, empty: words("accounts.audit.none"))
        func field(_ name: String) -> Field {
            Field(
                name, words("accounts.audit.\(name)"), .text(visit.query[name] ?? "", width: .medium),
                hint: words("accounts.audit.\(name).hint"), isOptional: true)
        }
        let days = ["from", "until"].map { name in
            Field(name, words("accounts.audit.\(name)"), .date(visit.query[name] ?? ""), isOptional: true)
        }
        let search = Form.asking(
            "/audit", in: visit, fields: [field("actor"), field("action"), field("subject")] + days,
            button: words("accounts.audit.search"))
        var links = [Link(words("accounts.audit.check"), visit.link("/audit/check"))]
        if entries.count == Self.pageSize, let last = entries.last {
            let after = "\(last.recordedAt).\(last.lane).\(last.sequence)"
            links.insert(Link(words("site.following"), visit.linkHere(changing: [("after", after)])), at: 0)
        }
        return AccountPage(
            words("accounts.audit"), in: visit,
            [AccountPage.Section(form: search), AccountPage.Section(table: table, links: links)])
    }

    private func checkedPage(_ visit: Visit) async throws -> AccountPage {
        let words = visit.words
        let report = try await store.checkAudit(actor: try visit.required.actor)
        let isWhole = report.breaks.isEmpty
        let notice = Notice(
            words(isWhole ? "accounts.audit.whole" : "accounts.audit.broken"), isWhole ? .good : .bad,
            text: words("accounts.audit.count", ["count": String(report.entries)]))
        let heads = KeyValueList(
            report.heads.map { head in
                .init(
                    words("accounts.audit.chain", ["number": String(head.lane)]),
                    "\(head.sequence) \(head.digest)")
            })
        let breaks = report.breaks.prefix(100).map { "\($0.lane)/\($0.sequence) \($0.kind.rawValue)" }
        return AccountPage(
            words("accounts.audit.check"), in: visit,
            below: [Link(words("accounts.audit"), visit.link("/audit"))], notice: notice,
            [
                AccountPage.Section(
                    words("accounts.audit.heads"), text: words("accounts.audit.heads.text"), rows: heads,
                    codes: Array(breaks))
            ])
    }
}
