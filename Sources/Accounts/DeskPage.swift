// SPDX-License-Identifier: Apache-2.0
import Site
import Store

/// What somebody sees first after signing in: what every room has for them, and where to go on.
struct DeskPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String
    let panels: [Panel]
    let isEmpty: Bool
    let links: [Link]

    init(in visit: Visit, who: Identity) async throws {
        title = visit.words("accounts.desk")
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))], here: title)
        lead = visit.words("accounts.desk.lead", ["name": who.name])
        panels = try await visit.panels(at: .desk, about: who.person.text)
        isEmpty = panels.isEmpty
        links = [visit.accountLink]
    }
}

extension Accounts {
    var deskRoutes: [Route] {
        [
            .page("/desk", "accounts.desk", .accountOwn) { visit in
                .page(try await DeskPage(in: visit, who: try visit.required))
            }
        ]
    }

    /// For officials the claims that wait; for those without a role or an enterprise the way to one.
    public var blocks: [Block] {
        [
            Block(at: .desk, "accounts.desk.claims", order: 100, .accountDecide) { visit, _ in
                let regions = authorisation.regions(of: visit.who, for: .accountDecide)
                let count = try await store.waitingClaims(in: regions).count
                return Panel(
                    id: "claims", title: visit.words("accounts.claims"),
                    text: count == 0
                        ? visit.words("accounts.desk.claims.none")
                        : visit.words.counted("accounts.desk.claims.count", count),
                    links: [Link(visit.words("accounts.claims"), visit.link("/claims"))])
            },
            Block(at: .desk, "accounts.desk.start", order: 10, .accountClaim) { visit, _ in
                guard let who = visit.who, who.grants.isEmpty, who.memberships.isEmpty else { return nil }
                return Panel(
                    id: "start", title: visit.words("accounts.desk.start"),
                    text: visit.words("accounts.desk.start.text"),
                    links: [Link(visit.words("accounts.claim"), visit.link("/account/claims"))])
            },
        ]
    }
}
