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
        guard let matches = try await audience.matches(of: reach.policy),
            matches.policy.version.id == reach.release.version
        else {
            // Withdrawn, replaced or without rules meanwhile: nobody is to be told of it.
            return
        }
        let version = reach.release.version
        try await store.begin(version, of: reach.policy)
        let isFirst = try await !store.wasReached(reach.policy, before: version)
        let texts = MessageTexts(
            policy: matches.policy, library: library, words: try MessageWords(shelf))
        let news = PolicyNews(
            texts, isFirst: isFirst, isHistory: reach.release.isHistory == true)
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
        try await context.finish { tx in try tx.endReach(of: version) }
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

/// What a release says to one enterprise, if its result changed.
struct PolicyNews: Sendable {
    let texts: MessageTexts
    /// Whether nobody was told of an earlier version.
    let isFirst: Bool
    /// Whether it was brought in as already known: it is matched, and is no news to anybody.
    let isHistory: Bool

    var policy: PolicyInForce { texts.policy }

    init(_ texts: MessageTexts, isFirst: Bool, isHistory: Bool = false) {
        self.texts = texts
        self.isHistory = isHistory
        self.isFirst = isFirst
    }

    /// Nil when nothing changed for it that is worth a message.
    func message(
        to enterprise: EnterpriseID, _ result: PolicyResult, _ group: PolicyFit.Group?, _ before: Standing?,
        _ facts: Facts, on day: Day
    ) -> NewMessage? {
        guard !isHistory, before?.group != group, policy.isOffered(on: day) else { return nil }
        let kind: MessageKind
        switch (before?.group, group) {
        case (nil, .eligible): kind = isFirst ? .new : .gained
        case (nil, .near): kind = isFirst ? .newNear : .gainedNear
        case (.near, .eligible): kind = .gained
        case (.eligible, _): kind = .lost
        default: return nil
        }
        let library = texts.library
        let entry = result.items.first.map { item in
            library.entry(of: library.judge(facts, by: item.offered.rule, asOf: day), facts: facts)
        }
        return NewMessage(
            to: .enterprise(enterprise), topic: kind.topic,
            key: "\(kind.topic)/\(policy.number)/\(policy.version.id.text)/\(enterprise.text)",
            title: texts.title(kind), text: texts.text(kind, entry, day),
            path: "/my/policies/\(policy.number)")
    }
}

/// Why somebody is told.
enum MessageKind: String, CaseIterable, Sendable {
    /// A new policy that it can apply for, or is near.
    case new, newNear
    /// A new version by which it can apply now, is near now, or cannot apply any more.
    case gained, gainedNear, lost
    /// Applications open today.
    case opens
    /// Applications close in some days.
    case closing
    /// A fact of its own changed what it can apply for.
    case facts

    /// For subscriptions and frequency.
    var topic: String {
        switch self {
        case .new, .newNear: "policy.new"
        case .gained, .gainedNear, .lost: "policy.changed"
        case .opens: "policy.opens"
        case .closing: "policy.closing"
        case .facts: "policy.facts"
        }
    }
}
