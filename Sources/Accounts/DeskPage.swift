// SPDX-License-Identifier: Apache-2.0
import Site
import Store

/// What somebody sees first after signing in: what every room has for them, and where to go on.
struct DeskPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String
    let notice: Notice?
    let panels: [Panel]
    let isEmpty: Bool
    let sections: [AccountPage.Section]
    let links: [Link]

    init(
        title: String, breadcrumbs: Breadcrumbs? = nil, lead: String, notice: Notice?, panels: [Panel],
        sections: [AccountPage.Section], links: [Link]
    ) {
        self.title = title
        self.breadcrumbs = breadcrumbs
        self.lead = lead
        self.notice = notice
        self.panels = panels
        isEmpty = panels.isEmpty
        self.sections = sections
        self.links = links
    }
}

extension Accounts {
    /// The desk of whoever signed in, with their roles and enterprises.
    private func deskPage(_ visit: Visit) async throws -> DeskPage {
        let who = try visit.required
        let title = visit.words("accounts.desk")
        return DeskPage(
            title: title,
            breadcrumbs: Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))], here: title),
            lead: visit.words("accounts.desk.lead", ["name": who.name]), notice: visit.noticeOfWithheld,
            panels: try await visit.panels(at: .desk, about: who.person.text),
            sections: try await rightSections(visit, who), links: [visit.accountLink])
    }
}

extension Visit {
    /// That roles wait for a second factor, and the way to it; nil where none does.
    var noticeOfWithheld: Notice? {
        guard let who, !who.withheld.isEmpty else { return nil }
        return Notice(
            words("accounts.withheld"), .warning, text: words("accounts.withheld.text"),
            link: Link(words("accounts.second-factor"), link("/account/second-factor")))
    }
}

extension Accounts {
    var deskRoutes: [Route] {
        [
            .page("/desk", "accounts.desk", .accountOwn) { .page(try await deskPage($0)) }
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
