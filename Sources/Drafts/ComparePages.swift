// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Store

extension Drafts {
    var compareRoutes: [Route] {
        [
            .page("/drafts/{id}/compare/{other}", "drafts.compare", .draftsRead) { visit in
                try await comparePage(visit)
            }
        ]
    }

    /// Two versions of one policy, the older first whatever the order in the address.
    private func comparePage(_ visit: Visit) async throws -> Reply {
        let one = try await load(visit, .draftsRead)
        guard let id = ID<PolicyVersion>(visit.parameter("other")),
            let other = try await policies.store.version(id), other.policy.id == one.policy.id
        else { throw SiteFault.notFound }
        let (before, after) = one.version < other.version ? (one, other) : (other, one)
        let comparison = await Work.done { PolicyComparison(of: before.content, and: after.content) }
        let words = visit.words
        let names = [before, after].map { words("drafts.versionNumber", ["version": String($0.version)]) }
        var page = DraftPage(words("drafts.compare"), in: visit, below: [one.link(in: visit)])
        page.lead = names.joined(separator: " → ")
        page.panels = [changesPanel(comparison, before: names[0], after: names[1], visit)]
        page.pieces = Self.pieces(comparison.text)
        if comparison.isEmpty { page.notices = [Notice(words("drafts.compare.same"), .info)] }
        page.actions = [before, after].map {
            Link(words("drafts.versionNumber", ["version": String($0.version)]), visit.link($0.path()))
        }
        return .page(page)
    }

    /// Sentences that differ, each with the ones beside it; long stretches that are equal are left out.
    private static func pieces(_ all: [TextDifference.Piece]) -> [DraftPage.Piece] {
        var shown: [DraftPage.Piece] = []
        var isLeftOut = false
        for (index, piece) in all.enumerated() {
            let near = all[max(0, index - 1)...min(all.count - 1, index + 1)]
            guard near.contains(where: { $0.state != .same }) else {
                if !isLeftOut { shown.append(.init(text: "…", isAdded: false, isRemoved: false)) }
                isLeftOut = true
                continue
            }
            isLeftOut = false
            shown.append(
                .init(text: piece.text, isAdded: piece.state == .added, isRemoved: piece.state == .removed))
        }
        return all.contains { $0.state != .same } ? shown : []
    }
}
