// SPDX-License-Identifier: Apache-2.0
import Store

/// Published in the transaction in which a person becomes a member of an enterprise. Whoever told nobody,
/// because nobody was there, can tell the first.
public struct MembershipBegan: Codable, Sendable, Equatable {
    /// Of which enterprise.
    public let enterprise: EnterpriseID
    /// Who joined.
    public let person: ID<Person>
    /// Whether the enterprise had no member before, also none that left.
    public let isFirst: Bool

    /// `accounts.membership-began`.
    public static let topic = EventTopic<MembershipBegan>("accounts.membership-began")
}
