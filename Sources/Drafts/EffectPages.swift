// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Policies
import Rules
import Site
import Standards
import Store

extension Drafts {
    var effectRoutes: [Route] {
        [
            .page("/drafts/{id}/items/{item}/effect", "drafts.effect", .draftsRead) { visit in
                try await effectPage(visit)
            }
        ]
    }

    /// What became of asking the audience about one rule.
    private enum Effect {
        case preview(AudiencePreview)
        case loading
        case noRule
        case broken
    }

    /// The version that is in force beside this one.
    private func inForce(beside version: PolicyVersion) async throws -> PolicyVersion? {
        try await policies.store.versions(of: version.policy.id).first {
            $0.stage == .released && $0.id != version.id
        }
    }

    /// The rule of the same item in the version in force.
    private func rule(of item: String, in current: PolicyVersion?) -> Rule? {
        guard let current, let old = current.content.items.first(where: { $0.key == item }),
            !old.rule.isEmpty
        else { return nil }
        return RuleSheet(old, of: current.policy.number, library: library).rule
    }

    private func effect(
        of item: PolicyItem, _ sheet: RuleSheet, in version: PolicyVersion, against current: PolicyVersion?,
        _ visit: Visit
    ) async throws -> Effect {
        guard !item.rule.isEmpty else { return .noRule }
        guard !sheet.isBroken, let rule = sheet.rule else { return .broken }
        do {
            // As it will be judged: on the first day on which it may be in force.
            return .preview(
                try await audience.preview(
                    rule, against: self.rule(of: item.key, in: current), within: version.content.region,
                    before: current?.content.region, asOf: firstDay(of: version, visit)))
        } catch AudienceFault.notLoaded {
            return .loading
        }
    }

    private func firstDay(of version: PolicyVersion, _ visit: Visit) -> Day {
        max(version.inForceFrom ?? version.content.validFrom ?? visit.today, visit.today)
    }

    // MARK: - On the editor's page

    /// Each item: how many meet it, how many miss one clause, who gains and loses.
    func effectPanels(
        _ version: PolicyVersion, _ sheets: [RuleSheet], _ visit: Visit
    ) async throws -> [Panel] {
        let words = visit.words
        guard version.stage.isOpen, !version.content.items.isEmpty else { return [] }
        let current = try await inForce(beside: version)
        var rows: [DataTable.Row] = []
        for (item, sheet) in zip(version.content.items, sheets) {
            let head = "\(item.key) \(item.name)"
            switch try await effect(of: item, sheet, in: version, against: current, visit) {
            case .preview(let preview):
                let link = visit.link(version.path("/items/\(item.key)/effect"))
                rows.append(
                    DataTable.Row(
                        .init(head, in: .chinese, href: link),
                        [
                            .init(visit.number(preview.eligible), isNumber: true),
                            .init(visit.number(preview.near), isNumber: true),
                            .init(visit.number(preview.open), isNumber: true),
                            .init("+\(preview.gains) −\(preview.losses)", isNumber: true),
                            .init(
                                EffectCost(preview, item).text(preview.eligible, preview.sumFen, visit)
                                    ?? words("drafts.unstated"), isNumber: true),
                        ]))
            case .loading: rows.append(row(head, words("drafts.effect.loading")))
            case .noRule: rows.append(row(head, words("drafts.effect.noRule")))
            case .broken: rows.append(row(head, words("drafts.effect.broken")))
            }
        }
        rows += try await removedRows(version, current, visit)
        let heads = ["eligible", "near", "open", "changes", "sum"]
        let table = DataTable(
            id: "effect-table", caption: words("drafts.effect.caption"),
            columns: [.init(words("drafts.item"))]
                + heads.map { .init(words("drafts.effect.\($0)"), isNumber: true) },
            rows: rows, empty: words("drafts.effect.noRule"))
        return [
            Panel(
                id: "effect", title: words("drafts.effect"), text: words("drafts.effect.text"), table: table)
        ]
    }

    /// Items of the version in force that the draft has no more: whoever meets them now loses them.
    private func removedRows(
        _ version: PolicyVersion, _ current: PolicyVersion?, _ visit: Visit
    ) async throws -> [DataTable.Row] {
        guard let current else { return [] }
        let kept = Set(version.content.items.map(\.key))
        var rows: [DataTable.Row] = []
        for item in current.content.items where !kept.contains(item.key) {
            guard let rule = rule(of: item.key, in: current) else { continue }
            let head = visit.words("drafts.effect.removed", ["item": "\(item.key) \(item.name)"])
            do {
                let lost = try await audience.preview(
                    rule, against: nil, within: current.content.region, asOf: firstDay(of: version, visit))
                let dash = DataTable.Cell("—", isNumber: true)
                rows.append(
                    DataTable.Row(
                        .init(head, in: .chinese),
                        [dash, dash, dash, .init("+0 −\(lost.eligible)", isNumber: true), dash]))
            } catch AudienceFault.notLoaded {
                rows.append(row(head, visit.words("drafts.effect.loading")))
            }
        }
        return rows
    }

    private func row(_ head: String, _ text: String) -> DataTable.Row {
        DataTable.Row(
            .init(head, in: .chinese), [.init(text)] + (0..<4).map { _ in .init("—", isNumber: true) })
    }

    // MARK: - In detail

    private func effectPage(_ visit: Visit) async throws -> Reply {
        let (version, item) = try await item(visit, .draftsRead)
        let words = visit.words
        let library = library
        let sheet = await Work.done { RuleSheet(item, of: version.policy.number, library: library) }
        var page = DraftPage(
            words("drafts.effect.title", ["key": item.key]), in: visit, below: [version.link(in: visit)])
        page.lead = item.name
        page.actions = [Link(words("drafts.back"), visit.link(version.path("#effect")))]
        let current = try await inForce(beside: version)
        switch try await effect(of: item, sheet, in: version, against: current, visit) {
        case .loading: page.notices = [Notice(words("drafts.effect.loading"), .info)]
        case .noRule: page.notices = [Notice(words("drafts.effect.noRule"), .info)]
        case .broken: page.notices = [Notice(words("drafts.effect.broken"), .bad)]
        case .preview(let preview):
            let all = preview.examples
            let day = firstDay(of: version, visit)
            var examples: [EffectView.Example] = []
            for (group, ids) in [
                ("near", all.near), ("losses", all.losses), ("gains", all.gains), ("eligible", all.eligible),
            ] {
                guard let rule = sheet.rule else { continue }
                let ids = Array(ids.prefix(group == "near" ? 20 : 5))
                examples += try await audience.examples(
                    ids, by: rule.within(version.content.region), asOf: day
                ).map { .init(group: group, one: $0) }
            }
            EffectView(preview: preview, item: item, examples: examples, library: library, visit: visit)
                .fill(&page)
        }
        return .page(page)
    }
}

extension Visit {
    /// 1,203.
    func number(_ count: Int) -> String {
        var digits = String(abs(count))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (count < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
    }
}
