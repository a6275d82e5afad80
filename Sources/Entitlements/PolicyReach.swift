// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Outreach
import Policies
import Rules
import Standards
import Store

/// A release on its way to everybody whose result it changes.
struct PolicyReach: Codable, Sendable {
    /// What was released.
    let release: PolicyReleased
    /// The policy's number.
    let policy: Int64

    static let job = JobKind<PolicyReach>("entitlements.reach", attemptLimit: 24)
}

extension Entitlements {
    /// Enterprises that are judged and told in one transaction.
    static let stretch = 500

    /// Judges everybody by a release and tells those whose result changes. Everybody is found by the engine;
    /// whoever is told was judged by `Rules` as well. A job that was killed begins again and passes over
    /// those who were settled.
    func reach(_ reach: PolicyReach, _ context: JobContext) async throws {
        guard audience.isReady else { throw AudienceFault.notLoaded }
        try await audience.refresh()
        guard let matches = try await audience.matches(of: reach.policy) else {
            // Withdrawn meanwhile or without rules: nobody is to be told of it.
            return try await store.pass(reach.release.version, of: reach.policy)
        }
        // Replaced meanwhile: the other one tells of itself.
        guard matches.policy.version.id == reach.release.version else { return }
        let version = reach.release.version
        try await store.begin(version, of: reach.policy)
        let isFirst = try await !store.wasReached(reach.policy, before: version)
        let texts = MessageTexts(
            policy: matches.policy, library: library, words: try MessageWords(shelf))
        let news = PolicyNews(
            texts, isFirst: isFirst, isHistory: reach.release.isHistory == true,
            change: try await change(reach.release, to: matches.policy))
        for start in stride(from: 0, to: matches.eligibleCount, by: Self.stretch) {
            try await settle(matches.eligible(from: start, limit: Self.stretch), news)
            try await context.extend()
        }
        for start in stride(from: 0, to: matches.closeCount, by: Self.stretch) {
            try await settle(matches.close(from: start, limit: Self.stretch), news)
            try await context.extend()
        }
        var last: EnterpriseID?
        while true {
            let rest = try await store.leftOver(reach.policy, by: version, after: last, limit: Self.stretch)
            guard let end = rest.last else { break }
            try await settle(rest, news)
            try await context.extend()
            last = end
        }
        try await tellApplicants(news, context)
        try await context.finish { tx in try tx.endReach(of: version) }
    }

    /// What is different from the version before; nil for the first.
    private func change(_ release: PolicyReleased, to policy: PolicyInForce) async throws -> PolicyChange? {
        guard let previous = release.previous, let old = try await policies.store.version(previous) else {
            return nil
        }
        return PolicyChange(from: old.content, to: policy.content)
    }

    /// Whoever waits for a decision is told what changed, though it may be neither eligible nor near.
    private func tellApplicants(_ news: PolicyNews, _ context: JobContext) async throws {
        var last: EnterpriseID?
        while true {
            let part = try await outcomes.waiting(for: news.policy.number, after: last, limit: Self.stretch)
            guard let end = part.last else { return }
            let day = Day(milliseconds: database.ground.now())
            try await store.tell(part.compactMap { news.changeMessage(to: $0, on: day) })
            try await context.extend()
            last = end
        }
    }

    /// Judges some enterprises by `Rules`, keeps what became of them and tells those for whom it is news.
    private func settle(_ ids: [EnterpriseID], _ news: PolicyNews) async throws {
        var settled: [Settled] = []
        let day = Day(milliseconds: database.ground.now())
        for known in try await enterprises.known(ids) {
            guard
                let result = try await audience.result(of: news.policy.number, known.facts, on: day)
            else { continue }
            let isActive = known.enterprise.state == .active || known.enterprise.state == .dormant
            let group = isActive && (result.group == .eligible || result.group == .near) ? result.group : nil
            let id = known.enterprise.id
            let facts = known.facts
            settled.append(
                Settled(enterprise: id, group: group) { before in
                    news.message(to: id, result, group, before, facts, on: day)
                })
        }
        _ = try await store.settle(news.policy.number, news.policy.version.id, settled)
    }
}
