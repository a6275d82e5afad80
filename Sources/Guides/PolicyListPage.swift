// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Site

/// The list of policies with its search box, its facets and what narrows it now.
struct PolicyListPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String
    let ways: [Link]
    let form: Form
    let notices: [Notice]
    let chips: [Chip]
    let hasChips: Bool
    let clear: Link?
    let count: String
    let orders: [Order]
    let cards: [Card]
    let empty: Empty?
    let pager: Pager?
    let facets: [FacetGroup]
    let exports: [Link]

    /// What narrows the list, and the way without it.
    struct Chip: Sendable {
        let text: String
        let href: String
        let unseen: String
    }

    /// A way to order.
    struct Order: Sendable {
        let text: String
        let href: String
        let isCurrent: Bool
    }

    /// Nothing was found: what to do now.
    struct Empty: Sendable {
        let text: String
        let links: [Link]
    }

    /// One facet: its choices with how many each would leave.
    struct FacetGroup: Sendable {
        let title: String
        let isOpen: Bool
        let options: [Option]
        /// A menu of all choices, where there are more than those above.
        let more: Form?

        struct Option: Sendable {
            let text: String
            let language: String?
            let count: String
            let href: String
            let isChosen: Bool
        }
    }
}
