// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Standards
import Store

extension Enterprises {
    var visitRoutes: [Route] {
        [
            .page("/enterprises/{id}/visits", "enterprises.visits", .enterpriseRead) { visit in
                try await visitsPage(visit)
            },
            .page("/enterprises/{id}/visits/{visit}", "enterprises.visit", .enterpriseVisit) { visit in
                let enterprise = try await load(visit, .enterpriseVisit)
                return .page(visitPage(try await own(visit, enterprise), enterprise, visit))
            },
            .form("/enterprises/{id}/visits/{visit}", "enterprises.visit.finish", .enterpriseVisit) {
                visit, submission in
                let enterprise = try await load(visit, .enterpriseVisit)
                return .page(visitPage(try await own(visit, enterprise), enterprise, visit, submission))
            } act: { visit, submission in
                try await finish(visit, submission)
            },
        ]
    }

    private func visitsPage(_ visit: Visit) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseRead)
        let words = visit.words
        var page = EnterprisePage(words("enterprises.visits"), in: visit, below: way(to: enterprise, visit))
        page.lead = enterprise.name
        let rows = try await visitStore.visits(to: enterprise.id).map { found in
            DataTable.Row(
                .init(
                    visit.text(moment: found.begunAt),
                    href: found.official == visit.who?.actor
                        ? visit.link(enterprise.path("/visits/\(found.id.text)")) : nil),
                [
                    .init(found.officialName), .init(found.purpose),
                    .init(found.finishedAt.map(visit.text(moment:)) ?? words("enterprises.visit.open")),
                    .init(found.note),
                ])
        }
        let heads = ["visit.begun", "visit.official", "visit.purpose", "visit.finished", "visit.note"]
        let table = DataTable(
            id: "visits-table", caption: words("enterprises.visits.caption"),
            columns: heads.map { .init(words("enterprises.\($0)")) }, rows: rows,
            empty: words("enterprises.visits.empty"))
        page.panels = [Panel(id: "visits", title: words("enterprises.visits"), table: table)]
        return .page(page)
    }

    /// A visit that the reader made.
    private func own(_ visit: Visit, _ enterprise: Enterprise) async throws -> EnterpriseVisit {
        guard let id = ID<EnterpriseVisit>(visit.parameter("visit")),
            let found = try await visitStore.visit(id, at: enterprise.id),
            found.official == visit.who?.actor
        else { throw SiteFault.notFound }
        return found
    }

    private func visitPage(
        _ found: EnterpriseVisit, _ enterprise: Enterprise, _ visit: Visit,
        _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> EnterprisePage {
        let words = visit.words
        var page = EnterprisePage(
            words("enterprises.visit"), in: visit,
            below: way(to: enterprise, visit)
                + [Link(words("enterprises.visits"), visit.link(enterprise.path("/visits")))])
        page.lead = enterprise.name
        var rows: [KeyValueList.Row] = [
            .init(words("enterprises.visit.begun"), visit.text(moment: found.begunAt)),
            .init(words("enterprises.visit.purpose"), found.purpose),
        ]
        if let finished = found.finishedAt {
            rows.append(.init(words("enterprises.visit.finished"), visit.text(moment: finished)))
            rows.append(.init(words("enterprises.visit.note"), found.note))
        } else {
            let blank = Form(
                to: enterprise.path("/visits/\(found.id.text)"), in: visit,
                fields: [
                    Field(
                        "note", words("enterprises.visit.note"), .longText(),
                        hint: words("enterprises.visit.note.hint"))
                ], button: words("enterprises.visit.finish"))
            page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        }
        page.rows = KeyValueList(rows)
        page.actions = [Link(words("enterprises.file"), visit.link(enterprise.path()))]
        return page
    }

    private func finish(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let enterprise = try await load(visit, .enterpriseVisit)
        let found = try await own(visit, enterprise)
        let note = submission.text("note")
        guard let who = visit.who, !note.isEmpty else {
            let fault = FieldFault("note", visit.words("enterprises.visit.note.missing"))
            return .refused(visitPage(found, enterprise, visit, submission, faults: [fault]))
        }
        _ = try await visitStore.finish(
            found.id, at: enterprise.id, note: String(note.prefix(2_000)), by: who.actor)
        return .redirect(to: enterprise.path("/visits"))
    }
}
