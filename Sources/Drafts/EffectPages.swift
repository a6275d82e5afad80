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
            let day = max(version.inForceFrom ?? version.content.validFrom ?? visit.today, visit.today)
            return .preview(
                try await audience.preview(
                    rule, against: self.rule(of: item.key, in: current), within: version.content.region,
                    asOf: day))
        } catch AudienceFault.notLoaded {
            return .loading
        }
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
                                preview.sumFen.map(visit.text(fen:)) ?? words("drafts.unstated"),
                                isNumber: true),
                        ]))
            case .loading: rows.append(row(head, words("drafts.effect.loading")))
            case .noRule: rows.append(row(head, words("drafts.effect.noRule")))
            case .broken: rows.append(row(head, words("drafts.effect.broken")))
            }
        }
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
        case .preview(let preview): EffectView(preview: preview, visit: visit).fill(&page)
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
