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
