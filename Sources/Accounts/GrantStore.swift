// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store

/// A role that was given, with who gave it and until when.
struct GrantRecord: Sendable {
    let id: ID<Grant>
    let person: ID<Person>
    let grant: Grant
    /// Milliseconds since 1970, as all times here.
    let validFrom: Int64
    let validUntil: Int64?
    let grantedBy: String
    let endedAt: Int64?

    func isValid(at now: Int64) -> Bool {
        validFrom <= now && (validUntil.map { $0 > now } ?? true) && (endedAt.map { $0 > now } ?? true)
    }
}

extension AccountStore {
    /// Gives a role. The person's sessions end, so that what they may do now begins with a new sign-in.
    ///
    /// - Parameters:
    ///   - validUntil: milliseconds since 1970; nil for as long as nobody ends it.
    ///   - actor: who gives it.
    /// - Throws: ``AccountFault/secondAdministrator``, ``AccountFault/ownGrant``,
    ///   ``AccountFault/unknownPerson``.
    @discardableResult
    public func grant(
        _ grant: Grant, to person: ID<Person>, validUntil: Int64? = nil, actor: String
    ) async throws -> ID<Grant> {
        try await database.write { tx in
            let id = try tx.grant(grant, to: person, validUntil: validUntil, actor: actor)
            try tx.endSessions(of: person, except: nil)
            return id
        }
    }

    /// Takes a role away; the person's sessions end at once.
    func endGrant(_ id: ID<Grant>, actor: String) async throws {
        try await database.write { tx in
            guard let record = try tx.grantRecord(id), record.endedAt == nil else { return }
            try tx.run(
                "UPDATE role_grant SET ended_at = $1, ended_by = $2 WHERE id = $3", tx.ground.now(), actor, id
            )
            try tx.endSessions(of: record.person, except: nil)
            try tx.audit(
                actor: actor, action: "account.grant-end", subject: record.person.text,
                detail: record.grant.auditText)
        }
    }

    func grantRecord(_ id: ID<Grant>) async throws -> GrantRecord? {
        try await database.read { try $0.grantRecord(id) }
    }

    func grants(of person: ID<Person>) async throws -> [GrantRecord] {
        try await database.read { try $0.grants(of: person) }
    }

    /// People who hold a role in a region or below, 50 a page, after a person of the page before.
    func people(in region: Region, after last: ID<Person>?) async throws -> [(PersonRecord, [GrantRecord])] {
        let (span, now) = (RegionSpan(region), now)
        return try await database.read { reader in
            let ids: [ID<Person>] = try reader.rows(
                """
                SELECT DISTINCT person
                FROM role_grant
                WHERE region BETWEEN $1 AND $2 AND ended_at IS NULL
                AND (valid_until IS NULL OR valid_until > $3)
                AND person > $4
                ORDER BY person
                LIMIT 50
                """, span.first, span.last, now, last?.text ?? ""
            ).map { try $0["person"] }
            return try ids.compactMap { id in
                guard let record = try reader.personRecord(id) else { return nil }
                return (record, try reader.grants(of: id).filter { $0.isValid(at: now) })
            }
        }
    }

    /// Whether anybody holds an administrator's role.
    func hasAdministrator() async throws -> Bool {
        try await database.read { try $0.hasAdministrator() }
    }
}

extension Transaction {
    func grant(
        _ grant: Grant, to person: ID<Person>, validUntil: Int64?, actor: String
    ) throws -> ID<Grant> {
        guard actor != person.text else { throw AccountFault.ownGrant }
        guard try personRecord(person) != nil else { throw AccountFault.unknownPerson }
        if Role.administrators.contains(grant.role) { try requireNoOther(grant.role, person) }
        let id: ID<Grant> = ground.id()
        try run(
            """
            INSERT INTO role_grant
                (id, person, role, region, department, valid_from, valid_until, granted_by, granted_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $6)
            """, id, person, grant.role.rawValue, grant.region.code, grant.department, ground.now(),
            validUntil,
            actor)
        try audit(actor: actor, action: "account.grant", subject: person.text, detail: grant.auditText)
        return id
    }

    /// The index `role_grant_administrator` would refuse it too; this gives the words.
    private func requireNoOther(_ role: Role, _ person: ID<Person>) throws {
        let now = ground.now()
        for record in try grants(of: person) where Role.administrators.contains(record.grant.role) {
            guard record.endedAt == nil else { continue }
            guard let until = record.validUntil, until <= now else { throw AccountFault.secondAdministrator }
            try run(
                "UPDATE role_grant SET ended_at = $1, ended_by = 'expiry' WHERE id = $2", until, record.id)
        }
    }
}

extension Reader {
    func grantRecord(_ id: ID<Grant>) throws -> GrantRecord? {
        try first(
            """
            SELECT id, person, role, region, department, valid_from, valid_until, granted_by, ended_at
            FROM role_grant
            WHERE id = $1
            """, id
        ).map(GrantRecord.init)
    }

    /// All that were ever given, the newest first.
    func grants(of person: ID<Person>) throws -> [GrantRecord] {
        try rows(
            """
            SELECT id, person, role, region, department, valid_from, valid_until, granted_by, ended_at
            FROM role_grant
            WHERE person = $1
            ORDER BY granted_at DESC, id DESC
            LIMIT 200
            """, person
        ).map(GrantRecord.init)
    }

    /// Those that are valid at a moment.
    func validGrants(of person: ID<Person>, at now: Int64) throws -> [Grant] {
        try rows(
            """
            SELECT id, person, role, region, department, valid_from, valid_until, granted_by, ended_at
            FROM role_grant
            WHERE person = $1 AND ended_at IS NULL AND valid_from <= $2
            AND (valid_until IS NULL OR valid_until > $2)
            ORDER BY granted_at DESC, id DESC
            """, person, now
        ).map { try GrantRecord($0).grant }
    }

    func hasAdministrator() throws -> Bool {
        try first(
            """
            SELECT 1 FROM role_grant
            WHERE role IN ('system-administrator', 'security-administrator', 'audit-administrator')
            LIMIT 1
            """) != nil
    }
}

extension Grant {
    var auditText: String {
        [role.rawValue, region.code, department?.text].compactMap { $0 }.joined(separator: " ")
    }
}

extension GrantRecord {
    fileprivate init(_ row: Row) throws {
        let role: String = try row["role"]
        guard let known = Role(rawValue: role) else {
            throw StoreFault.column(.otherType(name: "role", expected: "Role"))
        }
        self.init(
            id: try row["id"], person: try row["person"],
            grant: Grant(known, in: try row.region("region"), department: try row["department"]),
            validFrom: try row["valid_from"], validUntil: try row["valid_until"],
            grantedBy: try row["granted_by"], endedAt: try row["ended_at"])
    }
}

extension AccountStore {
    /// Departments in which somebody holds a role now, by their names: the banks, the providers. 1,000 at
    /// most.
    public func departments(holding role: Role) async throws -> [Department] {
        let now = now
        return try await database.read { reader in
            try reader.rows(
                """
                SELECT DISTINCT department.id AS id, department.name AS name, department.region AS region
                FROM role_grant
                JOIN person ON person.id = role_grant.person
                JOIN department ON department.id = role_grant.department
                WHERE role_grant.role = $1 AND role_grant.ended_at IS NULL
                AND (role_grant.valid_until IS NULL OR role_grant.valid_until > $2)
                AND person.state = 'active' AND department.ended_at IS NULL
                ORDER BY name, id
                LIMIT 1000
                """, role.rawValue, now
            ).map { Department(id: try $0["id"], name: try $0["name"], region: try $0.region("region")) }
        }
    }
}
