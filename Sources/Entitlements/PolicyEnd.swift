// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Outreach
import Policies
import Standards
import Store

/// A policy that ended, on its way to those who counted on it.
enum PolicyEnd {
    static let job = JobKind<PolicyEnded>("entitlements.ended", attemptLimit: 24)
}

extension Entitlements {
    /// Tells those who could apply or were near, and those who wait for a decision, that a policy is no
    /// longer there, and forgets what they were told of it. A term that ends with the term for applications
    /// is told only to whoever waits: the others were reminded of that day.
    func reach(_ end: PolicyEnded, _ context: JobContext) async throws {
        guard let version = try await policies.store.version(end.version) else { return }
        let number = version.policy.number
        let kind: MessageKind = end.stage == .withdrawn ? .withdrawn : .expired
        let letters = EndLetters(version: version, kind: kind, words: try MessageWords(shelf))
        let isNews = kind == .withdrawn || version.content.applyTo == nil
        var last: EnterpriseID?
        while true {
            let part = try await outcomes.waiting(for: number, after: last, limit: Self.stretch)
            guard let following = part.last else { break }
            try await store.tell(part.map { letters.message(to: $0, hasApplied: true) })
            try await context.extend()
            last = following
        }
        while true {
            let count = try await store.forget(number, ended: version.policy.id, limit: Self.stretch) { id in
                isNews ? letters.message(to: id, hasApplied: false) : nil
            }
            guard count > 0 else { return }
            try await context.extend()
        }
    }
}

/// What is told of a policy that ended.
private struct EndLetters: Sendable {
    let version: PolicyVersion
    let kind: MessageKind
    let words: MessageWords

    func message(to enterprise: EnterpriseID, hasApplied: Bool) -> NewMessage {
        let content = version.content
        let whom =
            content.items.first { !$0.office.isEmpty }.map { "\($0.office) \($0.phone)" }
            ?? content.contacts.first.map { "\($0.name) \($0.phone)" } ?? ""
        let office = whom.trimmingCharacters(in: .whitespaces)
        return NewMessage(
            to: .enterprise(enterprise), topic: kind.topic,
            key: "\(kind.rawValue)/\(version.policy.number)/\(version.id.text)/\(enterprise.text)",
            title: words.text("\(kind.rawValue).title") { _ in ["name": content.title] },
            text: MessageWords.joined([
                words.text(kind.rawValue), hasApplied ? words.text("ended.applied") : nil,
                office.isEmpty ? nil : words.text("ended.ask") { _ in ["office": office] },
            ]), path: "/policies/\(version.policy.number)")
    }
}
