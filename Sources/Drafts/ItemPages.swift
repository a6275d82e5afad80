// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Standards
import Store

extension Drafts {
    var itemRoutes: [Route] {
        [
            .page("/drafts/{id}/items", "drafts.items", .draftsWrite) { visit in
                .page(addPage(try await load(visit, .draftsWrite), visit))
            },
            .form("/drafts/{id}/items", "drafts.items.add", .draftsWrite) { visit, submission in
                .page(addPage(try await load(visit, .draftsWrite), visit, submission))
            } act: { visit, submission in
                try await addItem(visit, submission)
            },
            .page("/drafts/{id}/items/{item}", "drafts.item", .draftsWrite) { visit in
                let (version, item) = try await item(visit, .draftsWrite)
                return .page(itemPage(version, item, visit))
            },
            .form("/drafts/{id}/items/{item}", "drafts.item.send", .draftsWrite) { visit, submission in
                let (version, item) = try await item(visit, .draftsWrite)
                return .page(itemPage(version, item, visit, submission))
            } act: { visit, submission in
                try await saveItem(visit, submission)
            },
            .page("/drafts/{id}/items/{item}/remove", "drafts.item.remove", .draftsWrite) { visit in
                let (version, item) = try await item(visit, .draftsWrite)
                return .page(removePage(version, item, visit))
            },
            .form("/drafts/{id}/items/{item}/remove", "drafts.item.remove.send", .draftsWrite) { visit, _ in
                let (version, item) = try await item(visit, .draftsWrite)
                return .page(removePage(version, item, visit))
            } act: { visit, submission in
                try await removeItem(visit, submission)
            },
        ]
    }

    /// A version and the item of the address.
    func item(
        _ visit: Visit, _ permission: Permission
    ) async throws -> (PolicyVersion, PolicyItem) {
        let version = try await load(visit, permission)
        guard let item = version.content.items.first(where: { $0.key == visit.parameter("item") }) else {
            throw SiteFault.notFound
        }
        return (version, item)
    }

    // MARK: - Adding

    private func addPage(
        _ version: PolicyVersion, _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = [],
        notices: [Notice] = []
    ) -> DraftPage {
        let words = visit.words
        var page = DraftPage(words("drafts.item.add"), in: visit, below: [version.link(in: visit)])
        page.notices = notices
        page.actions = [Link(words("drafts.back"), visit.link(version.path()))]
        guard version.stage == .draft else {
            page.notices.append(closed(visit))
            return page
        }
        let next = (1...).first { number in
            !version.content.items.contains { $0.key == String(number) }
        }
        let blank = Form(
            to: version.path("/items"), in: visit, hidden: [("revision", String(version.revision))],
            fields: [
                Field(
                    "key", words("drafts.item.key"), .text(next.map(String.init) ?? "", width: .short),
                    hint: words("drafts.item.key.hint")),
                Field("name", words("policies.field.itemName"), .text()),
            ], button: words("drafts.item.add"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func addItem(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await load(visit, .draftsWrite)
        let (key, name) = (submission.text("key"), submission.text("name"))
        var faults: [FieldFault] = []
        let isKey =
            (1...8).contains(key.utf8.count)
            && key.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        if !isKey {
            faults.append(FieldFault("key", visit.words("drafts.item.key.wrong")))
        } else if version.content.items.contains(where: { $0.key == key }) {
            faults.append(FieldFault("key", visit.words("drafts.item.key.taken")))
        }
        if name.isEmpty { faults.append(FieldFault("name", visit.words("drafts.item.name.missing"))) }
        guard faults.isEmpty else {
            return .refused(addPage(version, visit, submission, faults: faults))
        }
        var content = version.content
        content.items.append(PolicyItem(key: key, name: name))
        guard try await save(content, version, "add", visit, submission) else {
            return .refused(
                addPage(try await load(visit, .draftsWrite), visit, submission, notices: [moved(visit)]))
        }
        return .redirect(to: version.path("/items/\(key)"))
    }

    // MARK: - Changing

    private func itemPage(
        _ version: PolicyVersion, _ item: PolicyItem, _ visit: Visit, _ submission: Submission? = nil,
        faults: [FieldFault] = [], notices: [Notice] = []
    ) -> DraftPage {
        let words = visit.words
        var page = DraftPage(
            words("drafts.item.title", ["key": item.key]), in: visit, below: [version.link(in: visit)])
        page.lead = item.name
        page.notices = notices
        page.actions = [
            Link(words("drafts.back"), visit.link(version.path("#item-\(item.key)"))),
            Link(words("drafts.rule.edit"), visit.link(version.path("/items/\(item.key)/rule"))),
            Link(words("drafts.item.remove"), visit.link(version.path("/items/\(item.key)/remove"))),
        ]
        guard version.stage == .draft else {
            page.notices.append(closed(visit))
            return page
        }
        func money(_ fen: Int64?) -> String { fen.map { Money(fen: $0).text } ?? "" }
        let blank = Form(
            to: version.path("/items/\(item.key)"), in: visit,
            hidden: [("revision", String(version.revision))],
            fields: [
                Field("name", words("policies.field.itemName"), .text(item.name)),
                Field(
                    "support", words("policies.field.itemSupport"), .longText(item.support, rows: 4),
                    isOptional: true),
                Field(
                    "least", words("policies.field.itemLeast"), .text(money(item.leastFen), width: .medium),
                    hint: words("drafts.hint.money"), isOptional: true),
                Field(
                    "most", words("policies.field.itemMost"), .text(money(item.mostFen), width: .medium),
                    hint: words("drafts.hint.money"), isOptional: true),
                Field(
                    "office", words("policies.field.itemOffice"), .text(item.office),
                    hint: words("drafts.hint.office"), isOptional: true),
                Field("phone", words("policies.field.itemPhone"), .telephone(item.phone), isOptional: true),
                Field(
                    "address", words("policies.field.itemAddress"),
                    .text(item.applyAddress, autocomplete: "url"), isOptional: true),
            ], button: words("drafts.save"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    private func saveItem(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (version, old) = try await item(visit, .draftsWrite)
        let words = visit.words
        var item = old
        var faults: [FieldFault] = []
        func money(_ field: String) -> Int64? {
            let text = submission.text(field)
            guard !text.isEmpty else { return nil }
            guard let money = Money(reading: text), money.fen >= 0 else {
                faults.append(FieldFault(field, words("drafts.money.wrong")))
                return nil
            }
            return money.fen
        }
        item.name = submission.text("name")
        item.support = submission.text("support")
        item.leastFen = money("least")
        item.mostFen = money("most")
        item.office = submission.text("office")
        item.phone = submission.text("phone")
        item.applyAddress = submission.text("address")
        if item.name.isEmpty { faults.append(FieldFault("name", words("drafts.item.name.missing"))) }
        if let least = item.leastFen, let most = item.mostFen, most < least {
            faults.append(FieldFault("most", words("drafts.money.backwards")))
        }
        if !item.phone.isEmpty, item.phone.count(where: \.isNumber) < 5 {
            faults.append(FieldFault("phone", words("drafts.phone.wrong")))
        }
        if !item.applyAddress.isEmpty, !Self.isAddress(item.applyAddress) {
            faults.append(FieldFault("address", words("drafts.source.wrong")))
        }
        guard faults.isEmpty else {
            return .refused(itemPage(version, old, visit, submission, faults: faults))
        }
        var content = version.content
        content.items = content.items.map { $0.key == item.key ? item : $0 }
        guard try await save(content, version, "item", visit, submission) else {
            let (now, present) = try await self.item(visit, .draftsWrite)
            return .refused(itemPage(now, present, visit, submission, notices: [moved(visit)]))
        }
        return .redirect(to: version.path("#item-\(item.key)")).saying(words("drafts.saved"))
    }

    /// Saves; false when another one was quicker.
    func save(
        _ content: PolicyContent, _ version: PolicyVersion, _ purpose: String, _ visit: Visit,
        _ submission: Submission
    ) async throws -> Bool {
        do {
            try await policies.store.save(
                content, in: version.id, over: Int64(submission.text("revision")) ?? -1,
                by: try actor(visit), once: visit.key(submission, purpose))
            return true
        } catch PolicyFault.changedMeanwhile {
            return false
        }
    }

    /// That another one was quicker, and what was typed is still there.
    func moved(_ visit: Visit) -> Notice {
        Notice(visit.words("drafts.changed.title"), .warning, text: visit.words("drafts.changed.text"))
    }

    // MARK: - Removing

    private func removePage(
        _ version: PolicyVersion, _ item: PolicyItem, _ visit: Visit, notices: [Notice] = []
    ) -> DraftPage {
        let words = visit.words
        var page = DraftPage(
            words("drafts.item.remove.title", ["key": item.key]), in: visit,
            below: [version.link(in: visit)])
        page.lead = item.name
        page.notices = notices
        page.actions = [Link(words("drafts.back"), visit.link(version.path("#item-\(item.key)")))]
        guard version.stage == .draft else {
            page.notices.append(closed(visit))
            return page
        }
        page.notices.append(Notice(words("drafts.item.remove.text"), .warning))
        page.form = Form(
            to: version.path("/items/\(item.key)/remove"), in: visit,
            hidden: [("revision", String(version.revision))], fields: [], button: words("drafts.item.remove"))
        return page
    }

    private func removeItem(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await load(visit, .draftsWrite)
        var content = version.content
        content.items.removeAll { $0.key == visit.parameter("item") }
        guard try await save(content, version, "remove", visit, submission) else {
            let (now, item) = try await item(visit, .draftsWrite)
            return .refused(removePage(now, item, visit, notices: [moved(visit)]))
        }
        return .redirect(to: version.path()).saying(visit.words("drafts.item.removed"))
    }
}
