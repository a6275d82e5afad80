// SPDX-License-Identifier: Apache-2.0
import Site
import Standards
import Store

/// Who is admitted to what a permission labels.
public indirect enum Admission: Sendable {
    /// All, without an account.
    case everyone
    /// Whoever signed in; for things that are their own.
    case signedIn
    /// Holders of one of the roles, where the subject lies within the grant's region and department.
    case roles(Set<Role>)
    /// Members of the enterprise that the subject is about, with that right.
    case members(MemberRight)
    /// The person that the subject is about.
    case oneself
    /// Any of these.
    case any([Admission])
}

/// What somebody wants to act upon, as far as permission depends on it.
public enum Subject: Sendable {
    /// An enterprise and the region in which it is registered.
    case enterprise(EnterpriseID, Region)
    /// Something of a region.
    case region(Region)
    /// Something of a department.
    case department(ID<Department>, Region)
    /// Something of a person.
    case person(ID<Person>)
}

/// The one place where permissions get their meaning. What has no entry is closed to all.
///
/// ```swift
/// let authorisation = try Authorisation([Accounts.admissions, Enterprises.admissions])
/// try authorisation.require(visit, .enterpriseRead, on: .enterprise(id, region))
/// ```
public struct Authorisation: Sendable {
    /// Who is admitted to each permission.
    public let admissions: [Permission: Admission]

    /// The tables of all rooms together.
    ///
    /// - Throws: ``AuthorisationFault`` when two rooms say different things of one permission.
    public init(_ tables: [[Permission: Admission]]) throws(AuthorisationFault) {
        var all: [Permission: Admission] = [.everyone: .everyone]
        for table in tables {
            for (permission, admission) in table {
                guard all.updateValue(admission, forKey: permission) == nil else {
                    throw .doubledPermission(permission.name)
                }
            }
        }
        admissions = all
    }

    /// Whether somebody may do what the permission labels to the subject.
    public func allows(_ identity: Identity?, _ permission: Permission, on subject: Subject) -> Bool {
        guard let admission = admissions[permission], Self.isInScope(identity, permission) else {
            return false
        }
        return Self.admits(identity, by: admission, to: subject)
    }

    /// Whether there can be a subject to which they may do it: the gate's question before a route is entered
    /// and before a menu entry is shown. The route itself asks ``require(_:_:on:)`` of its subject.
    public func mayAllow(_ identity: Identity?, _ permission: Permission) -> Bool {
        guard let admission = admissions[permission], Self.isInScope(identity, permission) else {
            return false
        }
        return Self.admits(identity, by: admission, to: nil)
    }

    /// An API token does what it was made for, and what all may do.
    private static func isInScope(_ identity: Identity?, _ permission: Permission) -> Bool {
        guard let scopes = identity?.scopes else { return true }
        return permission == .everyone || scopes.contains(permission.name)
    }

    /// Refuses a visit that may not do this to the subject, as though the subject did not exist: whether it
    /// does is none of a stranger's business.
    public func require(
        _ visit: Visit, _ permission: Permission, on subject: Subject
    ) throws(SiteFault) {
        guard allows(visit.who, permission, on: subject) else { throw .notFound }
    }

    /// The regions in which somebody holds one of the roles that the permission asks for; the root of what a
    /// list may show them.
    public func regions(of identity: Identity?, for permission: Permission) -> [Region] {
        guard let identity, let admission = admissions[permission] else { return [] }
        let roles = Self.roles(of: admission)
        return Set(identity.grants.filter { roles.contains($0.role) }.map(\.region)).sorted()
    }

    private static func admits(_ identity: Identity?, by admission: Admission, to subject: Subject?) -> Bool {
        switch admission {
        case .everyone: return true
        case .any(let parts): return parts.contains { admits(identity, by: $0, to: subject) }
        case .signedIn: return identity != nil
        case .roles(let roles):
            guard let identity else { return false }
            return identity.grants.contains { roles.contains($0.role) && $0.covers(subject) }
        case .members(let right):
            guard let identity else { return false }
            return identity.memberships.contains { $0.rights.contains(right) && $0.covers(subject) }
        case .oneself:
            guard let identity else { return false }
            guard let subject else { return true }
            guard case .person(let person) = subject else { return false }
            return identity.person == person
        }
    }

    private static func roles(of admission: Admission) -> Set<Role> {
        switch admission {
        case .roles(let roles): roles
        case .any(let parts): parts.reduce(into: []) { $0.formUnion(roles(of: $1)) }
        default: []
        }
    }
}

extension Grant {
    /// Whether the grant reaches a subject; nil asks whether it reaches any.
    func covers(_ subject: Subject?) -> Bool {
        switch subject {
        case nil: true
        case .enterprise(_, let place), .region(let place): place.isWithin(region)
        case .department(let other, let place): department.map { $0 == other } ?? place.isWithin(region)
        case .person: false
        }
    }
}

extension Membership {
    /// Whether the membership reaches a subject; nil asks whether it reaches any.
    func covers(_ subject: Subject?) -> Bool {
        guard let subject else { return true }
        guard case .enterprise(let id, _) = subject else { return false }
        return id == enterprise
    }
}

/// What keeps permissions from being put together.
public enum AuthorisationFault: Error, Equatable, Sendable {
    /// Two rooms name one permission.
    case doubledPermission(String)
    /// A route asks for a permission that no room explains.
    case unexplainedPermission(String, route: String)
}
