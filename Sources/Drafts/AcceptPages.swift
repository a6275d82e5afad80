// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Store

extension Drafts {
    /// All clauses of an item accepted as they were read, by one act of a person.
    var acceptRoutes: [Route] {
        [
            .page("/drafts/{id}/items/{item}/clauses", "drafts.clauses", .draftsWrite) { visit in
                let version = try await load(visit, .draftsWrite)
                return .redirect(to: version.path("#item-\(visit.parameter("item"))"))
            },
            .form("/drafts/{id}/items/{item}/clauses", "drafts.clauses.accept", .draftsWrite) { visit, _ in
                .page(try await editorPage(try await load(visit, .draftsWrite), visit))
            } act: { visit, submission in
                try await acceptAll(visit, submission)
            },
        ]
    }

    private func acceptAll(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let version = try await load(visit, .draftsWrite)
        let key = visit.parameter("item")
        guard version.content.items.contains(where: { $0.key == key }) else { throw SiteFault.notFound }
        // What was changed since the page was shown has not been looked at.
        guard version.stage == .draft, Int64(submission.text("revision")) == version.revision else {
            throw PolicyFault.changedMeanwhile
        }
        let who = try actor(visit)
        let open = ClauseDecision.undecided(
            await sheets(of: version), try await decisions(of: version))
        let decisions = (open[key] ?? []).map { clause in
            ClauseDecision(
                item: key, kind: .accepted, was: clause.text, became: clause.text, reason: "",
                personName: who.name, at: visit.milliseconds)
        }
        if !decisions.isEmpty {
            try await store.acceptAll(
                decisions, in: version.id, by: who, once: visit.key(submission, "clauses"))
        }
        return .redirect(to: version.path("#item-\(key)")).saying(
            visit.words("drafts.clauses.accepted", ["count": String(decisions.count)]))
    }
}
