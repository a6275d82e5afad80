// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards

/// The one page of this room: what is not set is left out.
struct InterpretationPage: Page {
    let title: String
    /// The language of the title where it is not that of the page.
    var titleLanguage: String?
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var notices: [Notice] = []
    var media: Media?
    var textTitle: String?
    var paragraphs: [Paragraph] = []
    var rows: KeyValueList?
    var actions: [Link] = []
    var form: Form?
    var panels: [Panel] = []
    var hasFaults: Bool { form?.hasFaults ?? false }

    /// Sound, film or a picture.
    struct Media: Sendable {
        let href: String
        let type: String
        /// What a picture shows; of sound and film their title.
        let label: String
        let isSound: Bool
        let isFilm: Bool
        let isPicture: Bool
    }

    /// One paragraph of the text.
    struct Paragraph: Sendable {
        let text: String
    }

    /// A page with a title, below the pages that lead to it.
    init(_ title: String, in visit: Visit, below links: [Link] = []) {
        self.title = title
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))] + links, here: title)
    }
}

extension Visit {
    /// A key under which a request takes effect once: that of the form, or of the request itself.
    func key(_ submission: Submission, _ purpose: String) -> String {
        "interpretations.\(purpose)/\(submission.id?.uuidString.lowercased() ?? requestID)"
    }

    /// The way to all interpretations, for breadcrumbs.
    var interpretationsLink: Link { Link(words("interpretations.title"), link("/interpretations")) }
}
