// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Store

extension Drafts {
    var ruleRoutes: [Route] {
        [
            .page("/drafts/{id}/items/{item}/rule", "drafts.rule", .draftsRead) { visit in
                let (version, item) = try await item(visit, .draftsRead)
                return .page(await rulePage(version, item, visit))
            },
            .form("/drafts/{id}/items/{item}/rule", "drafts.rule.send", .draftsWrite) { visit, submission in
                let (version, item) = try await item(visit, .draftsWrite)
                return .page(await rulePage(version, item, visit, submission))
            } act: { visit, submission in
                try await saveRule(visit, submission)
            },
        ]
    }

    /// Longer rules than any that a pack has, tenfold.
    private static let longestRule = 200_000

    private func rulePage(
        _ version: PolicyVersion, _ item: PolicyItem, _ visit: Visit, _ submission: Submission? = nil,
        faults: [FieldFault] = [], notices: [Notice] = []
    ) async -> DraftPage {
        let words = visit.words
        var shown = item
        if let submission { shown.rule = submission.text("rule") }
        let (library, rule) = (library, shown)
        let sheet = await Work.done { RuleSheet(rule, of: version.policy.number, library: library) }
        var page = DraftPage(
            words("drafts.rule.title", ["key": item.key]), in: visit, below: [version.link(in: visit)])
        page.lead = item.name
        page.notices = notices
        page.drawings = sheet.faults.map { sheet.drawn($0, in: visit) }
        if item.rule.isEmpty, submission == nil {
            page.notices.append(
                Notice(words("drafts.item.noRule"), .info, text: words("drafts.item.noRule.text")))
        } else if page.drawings.isEmpty {
            page.notices.append(Notice(words("drafts.rule.sound"), .good))
        }
        page.actions = [Link(words("drafts.back"), visit.link(version.path("#item-\(item.key)")))]
        guard mayWrite(version, visit) else {
            page.notices.append(closed(visit))
            page.quotes = [.init(name: words("policies.field.itemRule"), text: item.rule)]
            return page
        }
        let blank = Form(
            to: version.path("/items/\(item.key)/rule"), in: visit,
            hidden: [("revision", String(version.revision))],
            fields: [
                Field(
                    "rule", words("policies.field.itemRule"), .longText(item.rule, rows: 30),
                    hint: words("drafts.rule.hint"), isOptional: true)
            ], button: words("drafts.save"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    /// A rule with faults is not kept; what was typed stays in the form, with the faults drawn.
    private func saveRule(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (version, old) = try await item(visit, .draftsWrite)
        var item = old
        let typed = submission.text("rule")
        item.rule =
            typed.isEmpty
            ? ""
            : PolicyRules.coded(
                typed + "\n", as: PolicyRules.code(of: version.policy.number, item: item.key))
        guard item.rule.utf8.count <= Self.longestRule else {
            let fault = FieldFault("rule", visit.words("drafts.rule.tooLong"))
            return .refused(await rulePage(version, old, visit, submission, faults: [fault]))
        }
        let (library, rule) = (library, item)
        let sheet = await Work.done { RuleSheet(rule, of: version.policy.number, library: library) }
        if let fault = sheet.faults.first(where: { !$0.isWarning }) {
            let text = visit.words(
                "drafts.rule.fault",
                [
                    "line": String(fault.place.line), "fault": fault.message(english: visit.isEnglish),
                    "mend": fault.mend(english: visit.isEnglish) ?? "",
                ])
            return .refused(
                await rulePage(version, old, visit, submission, faults: [FieldFault("rule", text)]))
        }
        var content = version.content
        content.items = content.items.map { $0.key == item.key ? item : $0 }
        guard try await save(content, version, "rule", visit, submission) else {
            let (now, present) = try await self.item(visit, .draftsWrite)
            return .refused(await rulePage(now, present, visit, submission, notices: [moved(visit)]))
        }
        return .redirect(to: version.path("/items/\(item.key)/rule")).saying(visit.words("drafts.saved"))
    }
}
