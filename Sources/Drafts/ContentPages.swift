// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Drafts {
    var contentRoutes: [Route] {
        [
            .page("/drafts/{id}/content", "drafts.content", .draftsWrite) { visit in
                .page(contentPage(try await load(visit, .draftsWrite), try await form(visit)))
            },
            .form("/drafts/{id}/content", "drafts.content.send", .draftsWrite) { visit, submission in
                .page(
                    contentPage(try await load(visit, .draftsWrite), try await form(visit), submission))
            } act: { visit, submission in
                try await saveContent(visit, submission)
            },
        ]
    }

    private func form(_ visit: Visit) async throws -> ContentForm {
        ContentForm(library: library, tags: try await policies.tags.book(), visit: visit)
    }

    private func contentPage(
        _ version: PolicyVersion, _ form: ContentForm, _ submission: Submission? = nil,
        faults: [FieldFault] = [], notices: [Notice] = [], panels: [Panel] = []
    ) -> DraftPage {
        let visit = form.visit
        var page = DraftPage(
            visit.words("drafts.content.edit"), in: visit, below: [version.link(in: visit)])
        page.notices = notices
        page.panels = panels
        page.actions = [Link(visit.words("drafts.back"), visit.link(version.path()))]
        guard version.stage == .draft else {
            page.notices.append(closed(visit))
            return page
        }
        let blank = Form(
            to: version.path("/content"), in: visit, hidden: [("revision", String(version.revision))],
            fields: form.fields(version.content, home: version.policy.region),
            button: visit.words("drafts.save"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    /// That only a draft can be changed.
    func closed(_ visit: Visit) -> Notice {
        Notice(visit.words("drafts.notADraft"), .warning, text: visit.words("drafts.notADraft.text"))
    }

    private func saveContent(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await load(visit, .draftsWrite)
        var content = version.content
        let form = try await form(visit)
        let faults = form.read(submission, into: &content)
        guard faults.isEmpty else {
            return .refused(contentPage(version, form, submission, faults: faults))
        }
        let term = RuleTerm(before: version.content, after: content)
        for place in content.items.indices {
            content.items[place].rule = term.followed(content.items[place].rule)
        }
        do {
            try await policies.store.save(
                content, in: version.id, over: Int64(submission.text("revision")) ?? -1,
                by: try actor(visit), once: visit.key(submission, "content"))
        } catch PolicyFault.changedMeanwhile {
            // What was typed stays in the form, which is for the present revision now; what differs is shown.
            let now = try await load(visit, .draftsWrite)
            let comparison = PolicyComparison(of: now.content, and: content)
            return .refused(
                contentPage(
                    now, form, submission,
                    notices: [
                        Notice(
                            visit.words("drafts.changed.title"), .warning,
                            text: visit.words("drafts.changed.text"))
                    ],
                    panels: [
                        changesPanel(
                            comparison, before: visit.words("drafts.changed.now"),
                            after: visit.words("drafts.changed.typed"), visit)
                    ]))
        }
        return .redirect(to: version.path()).saying(visit.words("drafts.saved"))
    }

    /// What differs, field by field.
    func changesPanel(
        _ comparison: PolicyComparison, before: String, after: String, _ visit: Visit
    ) -> Panel {
        let words = visit.words
        let rows = comparison.fields.map { change in
            let name = words("policies.field.\(change.field.rawValue)")
            let cells = ShownChange(change, in: visit)
            return DataTable.Row(
                .init(change.item.map { "\(name)（\($0)）" } ?? name), [cells.before, cells.after])
        }
        var notes: [String] = []
        if !comparison.added.isEmpty {
            notes.append(words("drafts.compare.added", ["items": comparison.added.joined(separator: "、")]))
        }
        if !comparison.removed.isEmpty {
            notes.append(
                words("drafts.compare.removed", ["items": comparison.removed.joined(separator: "、")]))
        }
        let table = DataTable(
            id: "changes-table", caption: words("drafts.compare.fields"),
            columns: [.init(words("drafts.compare.field")), .init(before), .init(after)], rows: rows,
            empty: words("drafts.compare.same"))
        return Panel(
            id: "changes", title: words("drafts.compare.fields"),
            text: notes.isEmpty ? nil : notes.joined(separator: " "), table: table)
    }
}
