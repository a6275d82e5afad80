// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Site
import Standards
import Store

/// The plain page of this room: what is not set is left out.
struct DraftPage: Page {
    let title: String
    var breadcrumbs: Breadcrumbs?
    var lead: String?
    var badges: [Status] = []
    var notices: [Notice] = []
    var quotes: [Quote] = []
    var drawings: [String] = []
    var rows: KeyValueList?
    var form: Form?
    var list: ShownList?
    var charts: [Chart] = []
    var panels: [Panel] = []
    var pieces: [Piece] = []
    var actions: [Link] = []
    var hasFaults: Bool { form?.hasFaults ?? false }

    /// Official words under their name.
    struct Quote: Sendable {
        let name: String
        let text: String
    }

    /// A stretch of a compared text.
    struct Piece: Sendable {
        let text: String
        let isAdded: Bool
        let isRemoved: Bool
    }

    init(_ title: String, in visit: Visit, below links: [Link] = []) {
        self.title = title
        let home = Link(visit.words("site.home"), visit.link("/"))
        let list = Link(visit.words("drafts.title"), visit.link("/drafts"))
        breadcrumbs = Breadcrumbs(
            visit.path == "/drafts" ? [home] : [home, list] + links, here: title)
    }
}

extension Visit {
    /// A sum in the visitor's language.
    func text(fen: Int64) -> String {
        isEnglish ? Money(fen: fen).englishText : Money(fen: fen).text
    }

    /// A stage with its colour.
    func status(_ stage: PolicyStage) -> Status {
        let tone: Tone =
            switch stage {
            case .draft: .neutral
            case .checking, .approved: .warning
            case .commenting: .info
            case .released: .good
            case .superseded, .expired, .withdrawn: .neutral
            }
        return Status(words("policies.stage.\(stage.rawValue)"), tone)
    }

    /// A key under which a request takes effect once: that of the form, or of the request itself.
    func key(_ submission: Submission, _ purpose: String) -> String {
        "drafts.\(purpose)/\(submission.id?.uuidString.lowercased() ?? requestID)"
    }
}

extension PolicyVersion {
    /// The way to its page for editors.
    func path(_ rest: String = "") -> String { "/drafts/\(id.text)\(rest)" }

    /// The heading, or the number where there is none yet.
    func heading(in visit: Visit) -> String {
        content.title.isEmpty
            ? visit.words("drafts.untitled", ["number": String(policy.number)]) : content.title
    }

    /// The link of its page for breadcrumbs.
    func link(in visit: Visit) -> Link { Link(heading(in: visit), visit.link(path())) }
}
