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

/// Changed facts on their way: what they change for the enterprises that they are about.
struct FactsReach: Codable, Sendable {
    /// The event's id: each is told of once.
    let event: String
    /// What changed.
    let change: FactsChanged
    /// Those for whom a release was on its way the last time; nil for all of them.
    private(set) var only: [EnterpriseID]?
    /// How often it came back for them; nil the first time.
    private(set) var round: Int?

    static let job = JobKind<FactsReach>("entitlements.facts", attemptLimit: 24)
    /// How often it comes back: some hours altogether. What is left then is settled at night.
    private static let mostRounds = 12

    init(event: String, change: FactsChanged) {
        (self.event, self.change) = (event, change)
    }

    /// What is looked at again once the release is through, and after how many milliseconds; nil after many
    /// times.
    func next(for enterprise: EnterpriseID) -> (reach: FactsReach, waitMilliseconds: Int64)? {
        let number = (round ?? 0) + 1
        guard number <= Self.mostRounds else { return nil }
        var next = self
        (next.only, next.round) = ([enterprise], number)
        return (next, min(5_000 << Int64(number), 3_600_000))
    }
}

/// One policy as an enterprise stands to it now.
struct Stand: Sendable {
    let policy: PolicyInForce
    /// Nil when it is neither eligible nor near.
    let group: PolicyFit.Group?
}

/// One policy whose result changed for an enterprise.
struct Shift: Sendable {
    let policy: PolicyInForce
    let before: Standing?
    /// Nil when it is neither eligible nor near now.
    let after: PolicyFit.Group?
}

extension Entitlements {
    /// Judges each enterprise by all policies and tells it, in one message, what its facts changed. A version
    /// that is still on its way to everybody is left to that: it would be blamed on the facts.
    func reach(_ reach: FactsReach, _ context: JobContext) async throws {
        let day = Day(milliseconds: database.ground.now())
        let news = ShiftNews(cause: .facts(reach), words: try MessageWords(shelf))
        for (place, id) in (reach.only ?? reach.change.enterprises).enumerated() {
            if place % 50 == 49 { try await context.extend() }
            guard let known = try await enterprises.known(id) else { continue }
            let stands = try await stands(of: known, on: day)
            try await store.settle(stands, of: id, news) { tx in
                guard let (next, wait) = reach.next(for: id) else { return }
                try tx.enqueue(
                    FactsReach.job, next, key: .lasting("\(reach.event)/\(id.text)/\(next.round ?? 0)"),
                    at: tx.ground.now() + wait)
            }
        }
    }

    /// How an enterprise stands to every policy that can be had.
    func stands(of known: KnownEnterprise, on day: Day) async throws -> [Stand] {
        let isActive = known.enterprise.state == .active || known.enterprise.state == .dormant
        return try await audience.results(of: known.facts, on: day).compactMap { result in
            guard result.policy.isOffered(on: day) else { return nil }
            let isTold = isActive && (result.group == .eligible || result.group == .near)
            return Stand(policy: result.policy, group: isTold ? result.group : nil)
        }
    }
}

/// What an enterprise is told when its results changed without a release.
struct ShiftNews: Sendable {
    /// What changed them.
    enum Cause: Sendable {
        /// Facts of its own.
        case facts(FactsReach)
        /// A day went by, or the packs in use say something else.
        case time(Day)
    }

    let cause: Cause
    let words: MessageWords

    /// Policies that a message names.
    private static let mostNamed = 5

    /// Nil when nobody gains or loses what can be applied for: a policy that has come one clause near is
    /// found on the page.
    func message(_ shifts: [Shift], to id: EnterpriseID) -> NewMessage? {
        let gained = shifts.filter { $0.after == .eligible }
        let lost = shifts.filter { $0.before?.group == .eligible }
        guard !gained.isEmpty || !lost.isEmpty else { return nil }
        let (kind, key, reason) = told(id)
        return NewMessage(
            to: .enterprise(id), topic: kind.topic, key: key, title: words.text("\(kind.rawValue).title"),
            text: MessageWords.joined([
                reason, sentence("nowEligible", gained), sentence("notAnyMore", lost),
            ]), path: "/my/policies")
    }

    private func told(_ id: EnterpriseID) -> (kind: MessageKind, key: String, reason: Bilingual) {
        switch cause {
        case .facts(let reach):
            let changed = reach.change.words.prefix(Self.mostNamed)
            let round = reach.round.map { "/\($0)" } ?? ""
            return (
                .facts, "\(MessageKind.facts.topic)/\(reach.event)/\(id.text)\(round)",
                words.text("changed") { ["words": changed.joined(separator: $0 ? ", " : "、")] }
            )
        case .time(let day):
            return (.time, "\(MessageKind.time.topic)/\(day.number)/\(id.text)", words.text("time"))
        }
    }

    /// The first few by name, and how many there are.
    private func sentence(_ key: String, _ shifts: [Shift]) -> Bilingual? {
        guard !shifts.isEmpty else { return nil }
        let named = shifts.prefix(Self.mostNamed).map(\.policy.content.title)
        func names(_ isEnglish: Bool) -> String { named.joined(separator: isEnglish ? "; " : "；") }
        let rest = words.text("rest") { ["names": names($0), "count": String(shifts.count)] }
        return words.text(key) { isEnglish in
            let all = isEnglish ? rest.english : rest.chinese
            return ["names": shifts.count > named.count ? all : names(isEnglish)]
        }
    }
}
