// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Site
import Standards

/// A page of this room: what is not set is left out. What stands in it is made by each route's function.
struct GuidePage: Page {
    let title: String
    /// The language of the title where it is not that of the page.
    var titleLanguage: String?
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var badges: [Status] = []
    var notices: [Notice] = []
    var summary: SummaryBox?
    var countdown: Countdown?
    var form: Form?
    var sections: [GuideSection] = []
    var panels: [Panel] = []
    var code: QRCode?
    var actions: [Link] = []
    var isPrinted = false
    var hasFaults: Bool { form?.hasFaults == true || sections.contains { $0.form?.hasFaults == true } }

    /// A page with a title, below the list of policies and further pages.
    init(_ title: String, in visit: Visit, below links: [Link] = [], isTop: Bool = false) {
        self.title = title
        let home = Link(visit.words("site.home"), visit.link("/"))
        let list = Link(visit.words("guides.title"), visit.link("/policies"))
        breadcrumbs = Breadcrumbs([home] + (isTop ? [] : [list]) + links, here: title)
    }
}

/// A titled part of such a page.
struct GuideSection: Sendable {
    let id: String
    let title: String
    var titleLanguage: String?
    var text: String?
    var rows: KeyValueList?
    /// Paragraphs, in the language of documents.
    var lines: [String] = []
    /// What belongs to it one by one.
    var points: [String] = []
    var cards: [Card] = []
    var table: DataTable?
    var chart: Chart?
    var timeline: Timeline?
    var form: Form?
    var links: [Link] = []
}

extension Visit {
    /// The language of documents, where the page is in another.
    var documentLanguage: Language? { isEnglish ? .chinese : nil }
    /// A region by its name in the visitor's language.
    func text(_ region: Region) -> String {
        if region == .nation { return words("guides.nation") }
        return isEnglish ? region.englishName : region.fullName
    }
    /// An amount in the visitor's language.
    func text(fen: Int64) -> String { isEnglish ? Money(fen: fen).englishText : Money(fen: fen).text }
    /// Several texts in a row.
    func joined(_ texts: [String]) -> String { texts.joined(separator: isEnglish ? ", " : "、") }

    func text(_ level: PolicyLevel) -> String { words("guides.level.\(level.rawValue)") }
    func text(_ kind: PolicyKind) -> String { words("guides.kind.\(kind.rawValue)") }
    func text(_ standing: Standing) -> String { words("guides.standing.\(standing.rawValue)") }
    func text(_ applying: PolicyContent.Applying) -> String { words("guides.applying.\(applying.rawValue)") }
    /// A section of the classification of industries by its name.
    func text(section code: String) -> String {
        guard let industry = Industry(code: code) else { return code }
        let name = isEnglish && !industry.englishName.isEmpty ? industry.englishName : industry.name
        return "\(code) \(name)"
    }
}
