// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Outreach
import Policies
import Rules
import Standards
import Store

/// Windows that open today or close soon, looked at each morning.
enum WindowReach {
    static let job = JobKind<Int64>("entitlements.windows", attemptLimit: 24)
    /// How many days before the end somebody is told.
    static let closingDays = [7, 2]
}

extension Entitlements {
    /// Tells those who can apply, or are near, that applications open today or close in seven or two days;
    /// not those whose application is known.
    func reachWindows(at moment: Int64, _ context: JobContext) async throws {
        let day = Day(milliseconds: moment)
        guard Day(milliseconds: database.ground.now()) == day else {
            // After a pause of days the words would be wrong; today's morning has its own job.
            return
        }
        guard audience.hasRules else { throw AudienceFault.notLoaded }
        for policy in audience.policiesInForce {
            guard let (kind, days) = Self.window(of: policy, on: day) else { continue }
            try await tell(kind, days, policy, day, context)
        }
    }

    /// Why a policy is worth a message on a day; nil on most days.
    static func window(of policy: PolicyInForce, on day: Day) -> (kind: MessageKind, days: Int)? {
        let content = policy.content
        guard content.applying == .online || content.applying == .onSite else { return nil }
        if let left = content.daysLeft(on: day), WindowReach.closingDays.contains(left),
            content.takesApplications(on: day)
        {
            return (.closing, left)
        }
        // Who hears of a policy on its first day hears that it is open as well.
        let isOld = (policy.version.inForceFrom ?? day) < day
        return content.applyFrom == day && isOld ? (.opens, 0) : nil
    }

    private func tell(
        _ kind: MessageKind, _ days: Int, _ policy: PolicyInForce, _ day: Day, _ context: JobContext
    ) async throws {
        let texts = MessageTexts(policy: policy, library: library, words: try MessageWords(shelf))
        let start = ApplicationCycle.start(of: policy.content, on: day)
        let applied = try await outcomes.applicants(for: policy.number, since: start)
        var last: EnterpriseID?
        while true {
            let part = try await store.standings(of: policy.number, after: last, limit: Self.stretch)
            guard let end = part.last else { return }
            let ids = part.map(\.enterprise).filter { !applied.contains($0) }
            var messages: [NewMessage] = []
            for known in try await enterprises.known(ids) {
                guard let (group, entry) = try await standing(of: known, to: policy, on: day) else {
                    continue
                }
                let kind = group == .near ? kind.forNear : kind
                messages.append(
                    NewMessage(
                        to: .enterprise(known.enterprise.id), topic: kind.topic,
                        key: "\(kind.topic)/\(days)/\(policy.number)/\(policy.version.id.text)/"
                            + known.enterprise.id.text,
                        title: texts.title(kind, days: days), text: texts.text(kind, entry, day),
                        path: "/my/policies/\(policy.number)"))
            }
            try await store.tell(messages)
            try await context.extend()
            last = end.enterprise
        }
    }

    /// How an enterprise stands to a policy at the moment of sending, judged by `Rules`: what it was told may
    /// be days old. Nil when it is neither eligible nor near any more, or out of business.
    private func standing(
        of known: KnownEnterprise, to policy: PolicyInForce, on day: Day
    ) async throws -> (PolicyFit.Group, Report.Entry?)? {
        let state = known.enterprise.state
        guard state == .active || state == .dormant,
            let result = try await audience.result(of: policy.number, known.facts, on: day),
            result.group == .eligible || result.group == .near
        else { return nil }
        return (result.group, result.items.first.map { audience.entry($0, known.facts, on: day) })
    }
}

extension MessageKind {
    /// The same for who is one clause away.
    fileprivate var forNear: MessageKind { self == .opens ? .opensNear : .closingNear }
}
