// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

/// The one page of this room: what is not set is left out. What stands in it is made by each route's
/// function.
struct ConsultationPage: Page {
    let title: String
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var badges: [Status] = []
    var notices: [Notice] = []
    var receipt: Receipt?
    var countdown: Countdown?
    var summary: SummaryBox?
    var rows: KeyValueList?
    /// A form that asks, above what it found.
    var asking: Form?
    var passages: [Passage] = []
    var chart: Chart?
    var panels: [Panel] = []
    var list: ShownList?
    var forms: [TitledForm] = []
    var actions: [Link] = []
    var hasFaults: Bool { forms.contains { $0.form.hasFaults } }

    /// Words that somebody wrote in Chinese, paragraph by paragraph, under a heading.
    struct Passage: Sendable {
        let id: String
        let title: String
        let titleLanguage: String?
        let note: String?
        let paragraphs: [String]
        let links: [Link]

        init(
            id: String, title: String, in language: Language? = nil, _ text: String, note: String? = nil,
            links: [Link] = []
        ) {
            self.id = id
            self.title = title
            titleLanguage = language?.rawValue
            self.note = note
            self.links = links
            paragraphs = text.split(whereSeparator: \.isNewline).map(String.init)
        }
    }

    /// A form under a heading.
    struct TitledForm: Sendable {
        let id: String
        let title: String
        let form: Form
    }

    /// A page with a title, below the pages that lead to it.
    init(_ title: String, in visit: Visit, below links: [Link] = []) {
        self.title = title
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))] + links, here: title)
    }
}

extension Visit {
    /// A key under which a form takes effect once.
    func key(_ submission: Submission, _ purpose: String) -> String {
        "consultations.\(purpose)/\(submission.id?.uuidString.lowercased() ?? requestID)"
    }

    /// The person, on routes that are for people who signed in.
    var member: Identity {
        get throws(SiteFault) {
            guard let who else { throw .unauthorised }
            return who
        }
    }

    /// The enterprise that the person acts for now, where they may do so.
    var actingFor: EnterpriseID? {
        guard let who, let enterprise = who.enterprise else { return nil }
        let isAllowed = who.memberships.contains {
            $0.enterprise == enterprise && $0.rights.contains(.apply)
        }
        return isAllowed ? enterprise : nil
    }
}

extension PolicyVersion {
    /// The way to the page that everybody reads.
    var path: String { "/policies/\(policy.number)" }
}
