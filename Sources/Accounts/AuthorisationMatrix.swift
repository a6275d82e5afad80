// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Site
import Standards
import Store

/// Who may enter which route, for which subjects: made from the routes and the admissions themselves, so that
/// it is never out of date.
///
/// ```swift
/// let matrix = AuthorisationMatrix(routes: responder.routes, authorisation: authorisation)
/// print(matrix.markdown)
/// ```
public struct AuthorisationMatrix: Sendable {
    /// For what somebody may use a route.
    public enum Reach: String, Sendable {
        /// Not at all.
        case none = "–"
        /// For their own region, enterprise or account.
        case own = "own"
        /// For everybody's: what it shows is for all, or it looks after its own subject.
        case all = "all"
    }

    /// One route and the reach of each actor, in the order of ``actors``.
    public struct Row: Sendable {
        /// Method and path.
        public let route: String
        /// The permission's name.
        public let permission: String
        /// What each actor may.
        public let reaches: [Reach]
    }

    /// Who is asked about: a stranger, somebody without rights, each right of a member, each role.
    public let actors: [String]
    /// One for each route.
    public let rows: [Row]
    /// Routes whose permission no room explains, and permissions that no route uses.
    public let findings: [String]

    /// The matrix of a site's routes.
    ///
    /// - Parameter alsoUsed: permissions that are asked for within routes, not at their door.
    public init(routes: [Route], authorisation: Authorisation, alsoUsed: Set<Permission> = []) {
        let people = Self.people()
        actors = people.map(\.name)
        rows = routes.map { route in
            Row(
                route: "\(route.method.rawValue) \(route.path)", permission: route.permission.name,
                reaches: people.map { $0.reach(route.permission, authorisation) })
        }
        let unexplained = routes.filter { authorisation.admissions[$0.permission] == nil }
            .map { "\($0.method.rawValue) \($0.path) asks for \($0.permission.name), which no room explains" }
        let used = Set(routes.map(\.permission)).union(alsoUsed).union([.everyone])
        let unused = authorisation.admissions.keys.filter { !used.contains($0) }
            .map { "\($0.name) is asked for by no route" }
        findings = unexplained + unused.sorted()
    }

    /// The matrix as a Markdown table.
    public var markdown: String {
        let head = ["route", "permission"] + actors
        let lines = rows.map { row in
            ["`\(row.route)`", row.permission] + row.reaches.map(\.rawValue)
        }
        let rule = head.map { _ in "---" }
        return ([head, rule] + lines).map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n") + "\n"
    }

    /// Somebody with one right, and what is theirs and what is another's.
    private struct Actor {
        let name: String
        let identity: Identity?
        let own: [Subject]
        let other: [Subject]

        func reach(_ permission: Permission, _ authorisation: Authorisation) -> Reach {
            guard authorisation.mayAllow(identity, permission) else { return .none }
            if other.contains(where: { authorisation.allows(identity, permission, on: $0) }) { return .all }
            return own.contains { authorisation.allows(identity, permission, on: $0) } ? .own : .none
        }
    }

    private static func people() -> [Actor] {
        // Any two cities that do not contain one another, any two enterprises, any two people.
        let ground = Ground(now: { 1 }, random: { 1 })
        let cities = Region.provinces.flatMap(\.children)
        guard let here = cities.first, let there = cities.last else { return [] }
        let (mine, another): (EnterpriseID, EnterpriseID) = (ground.id(), ground.id())
        let (me, you): (ID<Person>, ID<Person>) = (ground.id(), ground.id())
        func actor(_ name: String, _ grants: [Grant], _ memberships: [Membership]) -> Actor {
            Actor(
                name: name,
                identity: Identity(
                    person: me, name: "", grants: grants, memberships: memberships, isStrong: true),
                own: [.region(here), .enterprise(mine, here), .person(me)],
                other: [.region(there), .enterprise(another, there), .person(you)])
        }
        let stranger = Actor(
            name: "stranger", identity: nil, own: [],
            other: [.region(there), .enterprise(another, there), .person(you)])
        return [stranger, actor("signed in", [], [])]
            + MemberRight.allCases.map { actor("member \($0.rawValue)", [], [Membership(of: mine, [$0])]) }
            + Role.allCases.map { actor($0.rawValue, [Grant($0, in: here)], []) }
    }
}
