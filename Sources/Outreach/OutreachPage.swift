// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Site
import Standards
import Store

/// The one page of this room: what is not set is left out. What stands in it is made by each route's
/// function.
struct OutreachPage: Page {
    let title: String
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var notices: [Notice] = []
    /// Marked where the title is in another language than the page.
    var titleLanguage: String?
    var paragraphs: [Paragraph] = []
    var rows: KeyValueList?
    var actions: [Link] = []
    var cardsTitle: String?
    var cards: [Card] = []
    var empty: String?
    var ways: [Link] = []
    var form: Form?
    var panels: [Panel] = []
    var hasFaults: Bool { form?.hasFaults ?? false }

    /// A part of a text, marked where it is in another language than the page.
    struct Paragraph: Sendable {
        let text: String
        let language: String?
    }

    /// A page with a title, below the pages that lead to it.
    init(_ title: String, in visit: Visit, below links: [Link] = []) {
        self.title = title
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))] + links, here: title)
    }
}

extension Visit {
    /// A text in the visitor's language.
    func text(_ text: Bilingual) -> String { isEnglish ? text.english : text.chinese }

    /// The mark of a text that a visitor reads in Chinese on an English page; nil where there is none to set.
    func mark(_ text: Bilingual) -> String? {
        isEnglish && text.isOnlyChinese ? Language.chinese.rawValue : nil
    }

    /// A key under which a request takes effect once: that of the form, or of the request itself.
    func key(_ submission: Submission, _ purpose: String) -> String {
        "outreach.\(purpose)/\(submission.id?.uuidString.lowercased() ?? requestID)"
    }

    /// A link to the page that a message leads to; its path may bring a query.
    func link(toMessagePath path: String) -> String {
        guard let mark = path.firstIndex(of: "?") else { return link(path) }
        let pairs = path[path.index(after: mark)...].split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                String(halves[0]).removingPercentEncoding ?? "",
                halves.count == 2 ? String(halves[1]).removingPercentEncoding ?? "" : ""
            )
        }
        return link(String(path[..<mark]), pairs)
    }

    /// Whoever signed in; the gate lets nobody else in.
    func reader() throws -> Identity {
        guard let who else { throw SiteFault.forbidden }
        return who
    }

    /// The name of a channel.
    func name(of channel: ChannelKind) -> String { words("outreach.channel.\(channel.rawValue)") }

    /// How far a delivery has come, as a badge.
    func status(_ state: DeliveryState) -> Status {
        let tone: Tone =
            switch state {
            case .sent: .good
            case .failed: .bad
            case .waiting, .held, .sending: .info
            case .unsubscribed, .expired: .neutral
            }
        return Status(words("outreach.state.\(state.rawValue)"), tone)
    }

    /// Why a delivery stands so; empty where there is nothing to say.
    func text(_ reason: DeliveryReason) -> String {
        reason == .none ? "" : words("outreach.reason.\(reason.rawValue)")
    }
}
