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
    /// Roles that are valid now and may be used in this session.
    public let grants: [Grant]
    /// Roles that are valid now, but need a second factor that this session has not shown.
    public let withheld: [Grant]
    /// Enterprises that the person acts for.
    public let memberships: [Membership]
    /// The enterprise that the person acts for now, one of the memberships.
    public let enterprise: EnterpriseID?
    /// Whether a second factor was shown in this session.
    public let isStrong: Bool
    /// The names of the permissions that an API token is for; nil in a session, which is for all.
    public let scopes: Set<String>?
    /// The session, for the person's own pages; nil for an API token.
    let session: SessionMark?

    /// An identity; made by the room `Accounts` and by tests.
    public init(
        person: ID<Person>, name: String, grants: [Grant] = [], withheld: [Grant] = [],
        memberships: [Membership] = [], enterprise: EnterpriseID? = nil, isStrong: Bool = false,
        scopes: Set<String>? = nil
    ) {
        self.init(
            person: person, name: name, grants: grants, withheld: withheld, memberships: memberships,
            enterprise: enterprise, isStrong: isStrong, scopes: scopes, session: nil)
    }

    init(
        person: ID<Person>, name: String, grants: [Grant], withheld: [Grant], memberships: [Membership],
        enterprise: EnterpriseID?, isStrong: Bool, scopes: Set<String>?, session: SessionMark?
    ) {
        self.person = person
        self.name = name
        self.grants = grants
        self.withheld = withheld
        self.memberships = memberships
        self.enterprise = enterprise
        self.isStrong = isStrong
        self.scopes = scopes
        self.session = session
    }

    /// How the audit chain names the person.
    public var actor: String { person.text }

    /// The same person with the roles that a second factor would open.
    var withFactor: Identity {
        Identity(
            person: person, name: name, grants: grants + withheld, withheld: [], memberships: memberships,
            enterprise: enterprise, isStrong: true, scopes: scopes, session: session)
    }
}

/// The session of a request.
struct SessionMark: Sendable, Equatable {
    /// Its id in the list of sessions.
    let id: ID<Session>
    /// The digest of its token.
    let digest: String
    /// When the person last proved who they are, in milliseconds since 1970.
    let provenAt: Int64
}

extension Visit {
    /// Who is behind the request; nil for a stranger.
    public var who: Identity? { identity as? Identity }
}
