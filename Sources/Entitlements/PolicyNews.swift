// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Outreach
import Policies
import Rules
import Standards
import Store

/// What a release says to one enterprise, if its result changed.
struct PolicyNews: Sendable {
    let texts: MessageTexts
    /// Whether nobody was told of an earlier version.
    let isFirst: Bool
    /// Whether it was brought in as already known: it is matched, and is no news to anybody.
    let isHistory: Bool
    /// What is different from the version before; nil for the first.
    let change: PolicyChange?

    var policy: PolicyInForce { texts.policy }

    init(_ texts: MessageTexts, isFirst: Bool, isHistory: Bool = false, change: PolicyChange? = nil) {
        self.texts = texts
        self.change = change
        self.isHistory = isHistory
        self.isFirst = isFirst
    }

    /// Nil when nothing changed for it that is worth a message.
    func message(
        to enterprise: EnterpriseID, _ result: PolicyResult, _ group: PolicyFit.Group?, _ before: Standing?,
        _ facts: Facts, on day: Day
    ) -> NewMessage? {
        if let group, before?.group == group { return changeMessage(to: enterprise, on: day) }
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

    /// What changed for whoever stays as near to it as before, or waits for a decision; nil when nothing did.
    /// A term that is over now is told of as well: whoever meant to apply has to know.
    func changeMessage(to enterprise: EnterpriseID, on day: Day) -> NewMessage? {
        guard !isHistory, let change, let kind = change.kind else { return nil }
        return NewMessage(
            to: .enterprise(enterprise), topic: kind.topic,
            key: "\(kind.topic)/\(policy.number)/\(policy.version.id.text)/\(enterprise.text)",
            title: texts.title(kind),
            text: MessageWords.joined([texts.words.text(kind.rawValue)] + change.sentences(texts.words)),
            path: "/policies/\(policy.number)")
    }
}

/// Why somebody is told.
enum MessageKind: String, CaseIterable, Sendable {
    /// A new policy that it can apply for, or is near.
    case new, newNear
    /// A new version by which it can apply now, is near now, or cannot apply any more.
    case gained, gainedNear, lost
    /// A new version by which it stays as near as before, with other days, other support, other papers.
    case window, amount, materials
    /// The policy was withdrawn, or its term is over.
    case withdrawn, expired
    /// Applications open today; for who can apply, and for who is one clause away.
    case opens, opensNear
    /// Applications close in some days.
    case closing, closingNear
    /// A fact of its own changed what it can apply for.
    case facts
    /// The day alone, or the packs in use, changed what it can apply for.
    case time

    /// For subscriptions and frequency.
    var topic: String {
        switch self {
        case .new, .newNear: "policy.new"
        case .gained, .gainedNear, .lost, .window, .amount, .materials, .withdrawn, .expired: "policy.changed"
        case .opens, .opensNear: "policy.opens"
        case .closing, .closingNear: "policy.closing"
        case .facts: "policy.facts"
        case .time: "policy.time"
        }
    }
}
