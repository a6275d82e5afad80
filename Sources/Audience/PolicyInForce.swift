// SPDX-License-Identifier: Apache-2.0
import Policies
import Rules
import Standards
import Store

/// A version that is in force today, with the rules of its items as they hold where the policy holds.
public struct PolicyInForce: Sendable {
    /// The version, without its official text.
    public let version: PolicyVersion
    /// Items whose rule is in force today.
    public let items: [Item]
    /// What does not read.
    let faults: [AudienceFault]

    /// An item and its rule.
    public struct Item: Sendable {
        /// The measure.
        public let item: PolicyItem
        /// Who is eligible, within the policy's region.
        public let rule: Rule
    }

    /// The policy's number.
    public var number: Int64 { version.policy.number }
    /// What the version says.
    public var content: PolicyContent { version.content }

    /// Whether it can be had on a day: applied for now or later, or paid without application.
    public func isOffered(on day: Day) -> Bool {
        content.applying != .nothing && (content.applyTo.map { day <= $0 } ?? true)
    }

    /// Reads the rules of a version, and keeps those that are in force on the day.
    init(_ version: PolicyVersion, on day: Day, library: Library) {
        let number = version.policy.number
        let read = PolicyRules(of: version.content, policy: number, library: library)
        let broken = Set(read.faults.filter { !$0.isWarning }.map(\.place.file))
        var items: [Item] = []
        var faults: [AudienceFault] = []
        for item in version.content.items where !item.rule.isEmpty {
            let file = "policies/rules/\(PolicyRules.code(of: number, item: item.key)).yaml"
            let rules = read.rules.filter { $0.item == item.key }.map(\.rule)
            if broken.contains(file) || rules.isEmpty {
                let reason = read.faults.first { $0.place.file == file }.map { "\($0)" } ?? "unreadable"
                faults.append(.ruleLeftOut(policy: number, item: item.key, reason: reason))
                continue
            }
            // What sorts enterprises, or is about one contract, is nothing that an enterprise is entitled to.
            let inForce = rules.filter { rule in
                rule.classification == nil && !rule.isAboutContract
                    && rule.applicability.contains { $0.covers(day, for: .application) }
            }
            items += inForce.map { Item(item: item, rule: $0.within(version.content.region)) }
        }
        self.init(version: version.withoutText, items: items, faults: faults)
    }

    private init(version: PolicyVersion, items: [Item], faults: [AudienceFault]) {
        self.version = version
        self.items = items
        self.faults = faults
    }

    /// The same without the item of a rule that the engine does not take.
    func leaving(out code: String, because reason: String) -> PolicyInForce {
        let gone = items.filter { $0.rule.code == code }.map {
            AudienceFault.ruleLeftOut(policy: number, item: $0.item.key, reason: reason)
        }
        return PolicyInForce(
            version: version, items: items.filter { $0.rule.code != code }, faults: faults + gone)
    }
}
