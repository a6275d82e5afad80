// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import Standards
import Store
import Synchronization

/// Everybody against everything, each night.
enum Night {
    static let job = JobKind<Int64>("entitlements.night", attemptLimit: 8)
    /// Whose facts changed so lately may be on its way to being told of them, and waits for the next night.
    static let lateMilliseconds: Int64 = 3_600_000
    /// Enterprises that are looked up at a time.
    static let part = 200
}

extension Entitlements {
    /// Counts for each policy in force who is eligible, and who of them has no application that is known;
    /// then tells those whose results changed by the day alone.
    func count(at moment: Int64, _ context: JobContext) async throws {
        let day = Day(milliseconds: database.ground.now())
        let drifted = Mutex<Set<EnterpriseID>>([])
        try await audience.everybody { matches in
            let policy = matches.policy
            if let way = NightLine.Way(policy.content, on: day) {
                let gone = try await outcomes.settled(policy.content, policy.number, way, on: day)
                try await nights.put(
                    policy, way, eligible: matches.counts(), unapplied: matches.counts(leavingOut: gone),
                    on: day)
            }
            let found = try await drift(matches, on: day)
            drifted.withLock { $0.formUnion(found) }
            try await context.extend()
        }
        try await nights.forget(before: day)
        try await settle(drifted.withLock { $0 }, on: day, context)
    }

    /// Those who can apply and were not told so, and those who were and cannot.
    private func drift(_ matches: PolicyMatches, on day: Day) async throws -> Set<EnterpriseID> {
        guard matches.policy.isOffered(on: day) else { return [] }
        let told = try await store.eligible(for: matches.policy.number)
        return told.symmetricDifference(matches.eligible(from: 0, limit: matches.eligibleCount))
    }

    /// Judges some enterprises by all policies and tells each, in one message, what the day changed.
    private func settle(
        _ ids: Set<EnterpriseID>, on day: Day, _ context: JobContext
    ) async throws {
        let since = database.ground.now() - Night.lateMilliseconds
        let late = try await enterprises.changes(since: since, limit: 100_000).map(\.enterprise)
        let news = ShiftNews(cause: .time(day), words: try MessageWords(shelf))
        let all = ids.subtracting(late).sorted()
        for start in stride(from: 0, to: all.count, by: Night.part) {
            let part = Array(all[start..<min(start + Night.part, all.count)])
            for known in try await enterprises.known(part) {
                try await store.settle(try await stands(of: known, on: day), of: known.enterprise.id, news)
            }
            try await context.extend()
        }
    }
}
