// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import Policies
import Site
import Standards
import Store

extension Guides {
    /// Holds the numbers of the policies that were read last, in this browser only.
    static let recentCookie = "policies"
    /// Holds the tag that was chosen last in this browser, so that turning pages does not count it again.
    static let tagCookie = "tag"
    static let tagCookieSeconds = 1_800
    /// Writes what has gathered on this server.
    static let flushJob = JobKind<Int64>("guides.views")

    /// Numbers of the policies that this browser read last, the latest first.
    func recent(_ visit: Visit) -> [Int64] {
        (visit.cookie(Self.recentCookie) ?? "").split(separator: ".").prefix(6).compactMap { Int64($0) }
    }

    /// Counts a view. When it is time, one request hands on what has gathered, without waiting.
    func note(_ policy: Policy, _ visit: Visit) async {
        guard visit.isRead else { return }
        counter.view(policy.id)
        flush()
    }

    /// Counts that a tag was chosen: as the theme of a search, or as all of its words. Gives the tag that was
    /// counted; one browser counts a tag once in half an hour.
    func noteUse(_ query: GuideQuery, _ tags: TagBook, _ visit: Visit) -> ManagedTag? {
        let typed = query.typed.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let tag = tags.tag(named: query.filter.theme ?? typed), visit.isRead,
            visit.cookie(Self.tagCookie) != tag.id.text
        else { return nil }
        counter.use(tag.name, on: visit.today)
        flush()
        return tag
    }

    /// Writes what has gathered if it is time, beside the request.
    func flush() {
        guard let due = counter.due(at: database.ground.now()) else { return }
        let store = ViewStore(database: database)
        Task {
            do {
                try await store.add(due)
            } catch {
                logger.error(
                    "views were not written", metadata: ["error": .string(String(reflecting: error))])
            }
        }
    }

    /// The scheduled work: writes at once.
    func flushNow() async throws {
        guard let due = counter.due(at: database.ground.now(), isForced: true) else { return }
        try await ViewStore(database: database).add(due)
    }
}
