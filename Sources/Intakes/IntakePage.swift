// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards

/// The one page of this room: what is not set is left out. What stands in it is made by each route's
/// function.
struct IntakePage: Page {
    let title: String
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var badges: [Status] = []
    var notices: [Notice] = []
    var rows: KeyValueList?
    var actions: [Link] = []
    var form: Form?
    var change: TextChange?
    var panels: [Panel] = []
    var hasFaults: Bool { form?.hasFaults ?? false }

    /// A page with a title, below the pages that lead to it.
    init(_ title: String, in visit: Visit, below links: [Link] = []) {
        self.title = title
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))] + links, here: title)
    }
}

/// A text beside what it was before: paragraphs that stay, come and go.
struct TextChange: Sendable {
    let title: String
    let lines: [Line]

    struct Line: Sendable {
        let text: String
        let isAdded: Bool
        let isRemoved: Bool
        let isKept: Bool
    }
}

extension Visit {
    /// A key under which a request takes effect once: that of the form, or of the request itself.
    func key(_ submission: Submission, _ purpose: String) -> String {
        "intakes.\(purpose)/\(submission.id?.uuidString.lowercased() ?? requestID)"
    }

    /// The way to the room's first page, for breadcrumbs.
    var intakesLink: Link { Link(words("intakes.title"), link("/intakes")) }
}
