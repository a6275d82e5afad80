// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import Rules
import Site
import Standards
import Store

extension Entitlements {
    /// What this room contributes: one's own result on a policy's page, policies in reach on the file of an
    /// enterprise, on the desk and on the home page.
    public var blocks: [Block] {
        [
            Block(at: .policy, "entitlements.policy", order: 100, .entitlementOwn) { visit, subject in
                try await policyPanel(subject, visit)
            },
            Block(at: .enterpriseFile, "entitlements.file", order: 250, .entitlementRead) { visit, subject in
                guard let id = EnterpriseID(subject) else { return nil }
                return try await reachPanel(id, visit)
            },
            Block(at: .desk, "entitlements.desk", order: 120, .entitlementOwn) { visit, _ in
                guard let id = visit.who?.enterprise else { return nil }
                return try await reachPanel(id, visit)
            },
            Block(at: .desk, "entitlements.figures", order: 160, .entitlementFigures) { visit, _ in
                let regions = authorisation.regions(of: visit.who, for: .entitlementFigures)
                return Panel(
                    id: "entitlement-figures", title: visit.words("entitlements.figures"),
                    text: visit.words(
                        "entitlements.figures.lead",
                        ["regions": visit.row(of: regions.map { visit.text($0) })]),
                    links: [Link(visit.words("entitlements.figures"), visit.link("/entitlements"))])
            },
            Block(at: .home, "entitlements.home", order: 100, .everyone) { visit, subject in
                try await homePanel(subject, visit)
            },
        ]
    }

    /// The visitor's own result on the page of a policy, the checklist answered already.
    private func policyPanel(_ subject: String, _ visit: Visit) async throws -> Panel? {
        guard let id = visit.who?.enterprise, let policy = ID<Policy>(subject),
            let known = try await enterprises.known(id),
            authorisation.allows(visit.who, .entitlementOwn, on: known.enterprise.subject),
            let version = try await policies.store.shown(policy)
        else { return nil }
        let number = version.policy.number
        let words = visit.words
        do {
            guard let result = try await audience.result(of: number, known.facts, on: visit.today) else {
                return nil
            }
            let wording = Wording(library, english: visit.isEnglish)
            let rows = result.items.prefix(1).flatMap { item in
                library.judge(known.facts, by: item.offered.rule, asOf: visit.today).clauses.map { judged in
                    KeyValueList.Row(wording.title(judged.clause), wording.text(judged.outcome))
                }
            }
            return Panel(
                id: "my-result", title: words("entitlements.yours"),
                text: words(
                    "entitlements.yours.text",
                    [
                        "name": known.enterprise.name,
                        "group": result.group.reported.title(english: visit.isEnglish),
                    ]),
                rows: rows.isEmpty ? nil : KeyValueList(rows),
                links: [Link(words("entitlements.yours.open"), visit.link("/my/policies/\(number)"))])
        } catch AudienceFault.notLoaded {
            return Panel(
                id: "my-result", title: words("entitlements.yours"),
                text: words("entitlements.loading.reason"))
        }
    }

    /// Policies in reach of an enterprise: how many in each group, and which close first.
    private func reachPanel(_ id: EnterpriseID, _ visit: Visit) async throws -> Panel? {
        guard let known = try await enterprises.known(id),
            authorisation.allows(visit.who, .entitlementRead, on: known.enterprise.subject)
        else { return nil }
        let words = visit.words
        let isOwn = visit.who?.enterprise == id
        do {
            let results = try await audience.results(of: known.facts, on: visit.today).filter {
                $0.policy.isOffered(on: visit.today)
            }
            guard !results.isEmpty else { return nil }
            let eligible = results.filter { $0.group == .eligible }
            let counts = PolicyFit.Group.allCases.filter { $0 != .missed }.map { group in
                KeyValueList.Row(
                    group.reported.title(english: visit.isEnglish),
                    words.counted("entitlements.policies", results.count { $0.group == group }))
            }
            let closing = eligible.compactMap { result in
                result.policy.content.daysLeft(on: visit.today).map { (result, $0) }
            }.sorted { $0.1 < $1.1 }.prefix(3).map { result, days in
                KeyValueList.Row(
                    result.policy.content.title, words.left(days),
                    href: visit.link("/policies/\(result.policy.number)"))
            }
            return Panel(
                id: "policies-in-reach", title: words("entitlements.reach"),
                rows: KeyValueList(counts + closing),
                links: isOwn ? [Link(words("entitlements.mine"), visit.link("/my/policies"))] : [])
        } catch AudienceFault.notLoaded {
            return Panel(
                id: "policies-in-reach", title: words("entitlements.reach"),
                text: words("entitlements.loading.reason"))
        }
    }

    /// On the home page: what is in reach for members, the quick match for everybody else.
    private func homePanel(_ subject: String, _ visit: Visit) async throws -> Panel? {
        if let id = EnterpriseID(subject), visit.who?.enterprise == id,
            let panel = try await reachPanel(id, visit)
        {
            return panel
        }
        return Panel(
            id: "quick-match", title: visit.words("entitlements.match"),
            text: visit.words("entitlements.match.lead"),
            links: [Link(visit.words("entitlements.match.begin"), visit.link("/match"))])
    }
}
