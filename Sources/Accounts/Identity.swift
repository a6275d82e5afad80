// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// Who acts: a person who signed in, with all that they are at this moment. Read anew at every request, so
/// that a grant taken away counts at once.
public struct Identity: Sendable {
    /// The person.
    public let person: ID<Person>
    /// The name that others see.
    public let name: String
    /// Roles that are valid now.
    public let grants: [Grant]
    /// Enterprises that the person acts for.
    public let memberships: [Membership]
    /// The enterprise that the person acts for now, one of the memberships.
    public let enterprise: EnterpriseID?
    /// Whether a second factor was shown in this session.
    public let isStrong: Bool

    /// An identity; made by the room `Accounts` and by tests.
    public init(
        person: ID<Person>, name: String, grants: [Grant] = [], memberships: [Membership] = [],
        enterprise: EnterpriseID? = nil, isStrong: Bool = false
    ) {
        self.person = person
        self.name = name
        self.grants = grants
        self.memberships = memberships
        self.enterprise = enterprise
        self.isStrong = isStrong
    }

    /// How the audit chain names the person.
    public var actor: String { person.text }
}

extension Visit {
    /// Who is behind the request; nil for a stranger.
    public var who: Identity? { identity as? Identity }
}
