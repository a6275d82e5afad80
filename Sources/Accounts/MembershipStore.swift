// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store

/// A membership with the label of its enterprise and who the member is.
struct MembershipRecord: Sendable {
    let id: ID<Membership>
    let person: ID<Person>
    let membership: Membership
    let enterpriseName: String
    let region: Region
    /// Milliseconds since 1970.
    let since: Int64
}

/// An enterprise as a membership knows it: accounts know no more of it.
public struct EnterpriseLabel: Sendable, Equatable {
    /// Its id in the register.
    public let id: EnterpriseID
    /// Its name when the member joined.
    public let name: String
    /// Where it is registered.
    public let region: Region

    /// A label.
    public init(id: EnterpriseID, name: String, region: Region) {
        self.id = id
        self.name = name
        self.region = region
    }
}

extension AccountStore {
    /// Makes a person a member of an enterprise, or gives a member other rights.
    public func join(
        _ enterprise: EnterpriseLabel, _ person: ID<Person>, rights: Set<MemberRight>, actor: String
    ) async throws {
        try await database.write { tx in
            try tx.join(enterprise, person, rights: rights, actor: actor)
        }
    }

    func memberships(of person: ID<Person>) async throws -> [MembershipRecord] {
        try await database.read { try $0.memberships(of: person) }
    }

    /// Members of an enterprise with their names, the first first; at most 200.
    func members(of enterprise: EnterpriseID) async throws -> [(MembershipRecord, String)] {
        try await database.read { reader in
            let records = try reader.members(of: enterprise)
            let names = try reader.names(of: Set(records.map(\.person)))
            return records.map { ($0, names[$0.person] ?? "") }
        }
    }

    /// Other rights for a member. The last one who manages keeps that right.
    func change(
        _ person: ID<Person>, of enterprise: EnterpriseID, to rights: Set<MemberRight>, actor: String
    ) async throws {
        try await database.write { tx in
            try tx.change(person, of: enterprise, to: rights, actor: actor)
        }
    }

    /// Ends a membership: somebody leaves or is removed. The last one who manages stays.
    func leave(_ enterprise: EnterpriseID, _ person: ID<Person>, actor: String) async throws {
        try await database.write { tx in
            try tx.requireOtherManager(than: person, of: enterprise)
            try tx.run(
                """
                UPDATE membership SET ended_at = $1, ended_by = $2
                WHERE enterprise = $3 AND person = $4 AND ended_at IS NULL
                """, tx.ground.now(), actor, enterprise, person)
            try tx.audit(
                actor: actor, action: "member.leave", subject: person.text, detail: enterprise.text)
        }
    }

    /// Hands the right to manage on to another member, in one step.
    func transferManagement(
        of enterprise: EnterpriseID, from giver: ID<Person>, to taker: ID<Person>
    ) async throws {
        try await database.write { tx in
            let members = try tx.members(of: enterprise)
            guard let there = members.first(where: { $0.person == taker }),
                let here = members.first(where: { $0.person == giver })
            else { throw AccountFault.unknownPerson }
            try tx.change(
                taker, of: enterprise, to: there.membership.rights.union([.manage]), actor: giver.text)
            try tx.change(
                giver, of: enterprise, to: here.membership.rights.subtracting([.manage]), actor: giver.text)
        }
    }
}

extension Transaction {
    /// Makes a person a member, in the transaction of another room: for instance when it takes up
    /// ``EnterpriseClaim/accepted``.
    public func join(
        _ enterprise: EnterpriseLabel, _ person: ID<Person>, rights: Set<MemberRight>, actor: String
    ) throws {
        if try first(
            "SELECT 1 FROM membership WHERE enterprise = $1 AND person = $2 AND ended_at IS NULL",
            enterprise.id,
            person) != nil
        {
            try change(person, of: enterprise.id, to: rights, actor: actor)
            return
        }
        let id: ID<Membership> = ground.id()
        try run(
            """
            INSERT INTO membership
                (id, enterprise, enterprise_name, region, person, may_manage, may_apply, since, added_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, id, enterprise.id, enterprise.name, enterprise.region.code, person,
            rights.contains(.manage), rights.contains(.apply), ground.now(), actor)
        try audit(actor: actor, action: "member.join", subject: person.text, detail: enterprise.id.text)
        let before: Int? = try value(
            "SELECT count(*) FROM membership WHERE enterprise = $1 AND id <> $2", enterprise.id, id)
        try publish(
            MembershipBegan.topic,
            MembershipBegan(enterprise: enterprise.id, person: person, isFirst: before == 0))
    }

    fileprivate func change(
        _ person: ID<Person>, of enterprise: EnterpriseID, to rights: Set<MemberRight>, actor: String
    ) throws {
        if !rights.contains(.manage) { try requireOtherManager(than: person, of: enterprise) }
        let changed = try run(
            """
            UPDATE membership SET may_manage = $1, may_apply = $2
            WHERE enterprise = $3 AND person = $4 AND ended_at IS NULL
            """, rights.contains(.manage), rights.contains(.apply), enterprise, person)
        guard changed == 1 else { throw AccountFault.unknownPerson }
        let detail = enterprise.text + " " + rights.map(\.rawValue).sorted().joined(separator: " ")
        try audit(actor: actor, action: "member.rights", subject: person.text, detail: detail)
    }

    /// An enterprise that has managers never loses the last.
    fileprivate func requireOtherManager(than person: ID<Person>, of enterprise: EnterpriseID) throws {
        let managers = try rows(
            """
            SELECT person FROM membership
            WHERE enterprise = $1 AND ended_at IS NULL AND may_manage = $2
            """, enterprise, true
        ).map { row in try row["person"] as ID<Person> }
        guard managers.contains(person) else { return }
        guard managers.count > 1 else { throw AccountFault.lastManager }
    }
}

extension Reader {
    func memberships(of person: ID<Person>) throws -> [MembershipRecord] {
        try rows(
            """
            SELECT id, enterprise, enterprise_name, region, person, may_manage, may_apply, since
            FROM membership
            WHERE person = $1 AND ended_at IS NULL
            ORDER BY since, id
            LIMIT 200
            """, person
        ).map(MembershipRecord.init)
    }

    func members(of enterprise: EnterpriseID) throws -> [MembershipRecord] {
        try rows(
            """
            SELECT id, enterprise, enterprise_name, region, person, may_manage, may_apply, since
            FROM membership
            WHERE enterprise = $1 AND ended_at IS NULL
            ORDER BY since, id
            LIMIT 200
            """, enterprise
        ).map(MembershipRecord.init)
    }
}

extension MembershipRecord {
    fileprivate init(_ row: Row) throws {
        var rights: Set<MemberRight> = [.view]
        if try row["may_manage"] { rights.insert(.manage) }
        if try row["may_apply"] { rights.insert(.apply) }
        self.init(
            id: try row["id"], person: try row["person"],
            membership: Membership(of: try row["enterprise"], rights),
            enterpriseName: try row["enterprise_name"], region: try row.region("region"),
            since: try row["since"])
    }
}
