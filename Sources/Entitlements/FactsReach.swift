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

    static let job = JobKind<FactsReach>("entitlements.facts", attemptLimit: 24)
}

/// One policy whose result changed for an enterprise.
struct FactsShift: Sendable {
    let policy: PolicyInForce
    let before: Standing?
    /// Nil when it is neither eligible nor near now.
    let after: PolicyFit.Group?
}

extension Entitlements {
    /// Policies that a message names.
    private static let mostNamed = 5

    /// Judges each enterprise by all policies and tells it, in one message, what its facts changed.
    func reach(_ reach: FactsReach, _ context: JobContext) async throws {
        let day = Day(milliseconds: database.ground.now())
        let words = try MessageWords(shelf)
        for (place, id) in reach.change.enterprises.enumerated() {
            if place % 50 == 49 { try await context.extend() }
            guard let known = try await enterprises.known(id) else { continue }
            let shifts = try await shifts(of: known, on: day)
            guard !shifts.isEmpty else { continue }
            try await store.settle(
                shifts, of: id, telling: message(shifts, reach, to: id, words))
        }
    }

    /// What is different from what the enterprise was told last.
    private func shifts(of known: KnownEnterprise, on day: Day) async throws -> [FactsShift] {
        let isActive = known.enterprise.state == .active || known.enterprise.state == .dormant
        let results = try await audience.results(of: known.facts, on: day)
        let before = Dictionary(
            try await store.standings(of: known.enterprise.id).map { ($0.policy, $0) }
        ) { first, _ in first }
        return results.compactMap { result in
            guard result.policy.isOffered(on: day) else { return nil }
            let isTold = isActive && (result.group == .eligible || result.group == .near)
            let after = isTold ? result.group : nil
            let was = before[result.policy.number]
            return was?.group == after ? nil : FactsShift(policy: result.policy, before: was, after: after)
        }
    }

    /// Nil when nobody gains or loses what can be applied for: a policy that has come one clause near is
    /// found on the page.
    private func message(
        _ shifts: [FactsShift], _ reach: FactsReach, to id: EnterpriseID, _ words: MessageWords
    ) -> NewMessage? {
        let gained = shifts.filter { $0.after == .eligible }
        let lost = shifts.filter { $0.before?.group == .eligible }
        guard !gained.isEmpty || !lost.isEmpty else { return nil }
        let changed = reach.change.words.prefix(Self.mostNamed)
        return NewMessage(
            to: .enterprise(id), topic: MessageKind.facts.topic,
            key: "\(MessageKind.facts.topic)/\(reach.event)/\(id.text)", title: words.text("facts.title"),
            text: MessageWords.joined([
                words.text("changed") { ["words": changed.joined(separator: $0 ? ", " : "、")] },
                sentence("nowEligible", gained, words), sentence("notAnyMore", lost, words),
            ]), path: "/my/policies")
    }

    /// The first few by name, and how many there are.
    private func sentence(_ key: String, _ shifts: [FactsShift], _ words: MessageWords) -> Bilingual? {
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
