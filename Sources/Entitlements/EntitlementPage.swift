// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Rules
import Site
import Standards
import Store

/// The one page of this room: what is not set is left out.
struct EntitlementPage: Page {
    let title: String
    /// The language of the title where it is not that of the page.
    var titleLanguage: String?
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var progress: StepProgress?
    var notices: [Notice] = []
    var summary: SummaryBox?
    var actions: [Link] = []
    var form: Form?
    var groups: [ResultGroup] = []
    var panels: [Panel] = []
    var charts: [Chart] = []
    var hasFaults: Bool { form?.hasFaults ?? false }

    /// A page with a title, below the pages that lead to it.
    init(_ title: String, in visit: Visit, below links: [Link] = []) {
        self.title = title
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))] + links, here: title)
    }
}

extension Visit {
    /// An amount in the visitor's language.
    func text(fen: Int64) -> String {
        let money = Money(fen: fen)
        return isEnglish ? money.englishText : money.text
    }

    /// A range of support: one amount, two, or at least one.
    func text(_ range: SupportRange) -> String {
        guard let most = range.mostFen else {
            return range.leastFen == 0
                ? words("entitlements.amount.open")
                : words("entitlements.amount.least", ["amount": text(fen: range.leastFen)])
        }
        if range.leastFen == most { return text(fen: most) }
        if range.leastFen == 0 { return words("entitlements.amount.most", ["amount": text(fen: most)]) }
        return "\(text(fen: range.leastFen)) – \(text(fen: most))"
    }

    /// Names one after another, as the language separates them.
    func row(of names: [String]) -> String { names.joined(separator: isEnglish ? ", " : "、") }

    /// The language of Chinese texts on a page of another language.
    var chineseMark: String? { isEnglish ? Language.chinese.rawValue : nil }
}

extension PolicyFit.Group {
    /// The group as a state with icon and words.
    func status(in visit: Visit) -> Status {
        let (tone, symbol): (Tone, Icon.Symbol) =
            switch self {
            case .eligible: (.good, .done)
            case .near: (.warning, .half)
            case .incomplete: (.info, .question)
            case .person: (.neutral, .person)
            case .missed: (.bad, .missed)
            }
        return Status(reported.title(english: visit.isEnglish), tone, symbol: symbol)
    }
}
