// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Site
import Standards
import Store

/// The one page of this room: what is not set is left out. What stands in it is made by each route's
/// function.
struct EnterprisePage: Page {
    let title: String
    /// The language of the title where it is not that of the page.
    var titleLanguage: String?
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var badges: [Status] = []
    var notices: [Notice] = []
    var code: QRCode?
    var rows: KeyValueList?
    var text: String?
    var actions: [Link] = []
    var form: Form?
    var panels: [Panel] = []
    var isPrinted = false
    var hasFaults: Bool { form?.hasFaults ?? false }

    /// A page with a title, below the pages that lead to it.
    init(_ title: String, in visit: Visit, below links: [Link] = []) {
        self.title = title
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))] + links, here: title)
    }
}

extension Visit {
    /// An industry by code and name.
    func text(_ industry: Industry) -> String {
        let name = isEnglish && !industry.englishName.isEmpty ? industry.englishName : industry.name
        return "\(industry.fullCode) \(name)"
    }

    /// The state of a registration.
    func text(_ state: Enterprise.State) -> String { words("enterprises.state.\(state.rawValue)") }

    /// A key under which a request takes effect once: that of the form, or of the request itself.
    func key(_ submission: Submission, _ purpose: String) -> String {
        "enterprises.\(purpose)/\(submission.id?.uuidString.lowercased() ?? requestID)"
    }
}

extension Enterprise {
    /// The badges beside the name: gold, example, the state where it is not active.
    func badges(in visit: Visit) -> [Status] {
        var badges: [Status] = []
        if isGold(on: visit.today) { badges.append(Status(visit.words("enterprises.gold"), .good)) }
        if state != .active { badges.append(Status(visit.text(state), .warning)) }
        if isExample { badges.append(Status(visit.words("enterprises.example"), .info)) }
        return badges
    }

    /// The way to its file.
    func path(_ rest: String = "") -> String { "/enterprises/\(id.text)\(rest)" }
}
