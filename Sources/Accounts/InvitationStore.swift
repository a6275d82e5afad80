// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store

/// A person who comes in by an invitation: somebody with an account, or somebody new.
enum Arrival: Sendable {
    case known(ID<Person>)
    case new(name: String, signInName: SignInName, hash: PasswordHash)
}

extension AccountStore {
    /// Makes a link; its token is shown once.
    func invite(_ content: Invitation.Content, note: String, actor: String) async throws -> SecretToken {
        let seconds: Int64 =
            switch content {
            case .password, .setUp: limits.linkSeconds
            default: limits.invitationSeconds
            }
        let text = try content.text
        return try await database.write { tx in
            let token = SecretToken.make(tx.ground)
            let (id, now): (ID<Invitation>, Int64) = (tx.ground.id(), tx.ground.now())
            try tx.run(
                """
                INSERT INTO invitation
                    (id, digest, kind, note, content, region, enterprise, made_by, made_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """, id, token.digest, content.kind, note, text, content.place?.code,
                content.enterprise?.text,
                actor, now, now + seconds * 1000)
            try tx.audit(actor: actor, action: "invitation.make", subject: id.text, detail: text)
            return token
        }
    }

    /// The invitation of a token that can still be taken.
    ///
    /// - Throws: ``AccountFault/linkSpent`` for every other one, whatever became of it.
    func openInvitation(_ token: String) async throws -> Invitation {
        let (digest, now) = (SecretToken.digest(of: token), now)
        guard let found = try await database.read({ try $0.invitation(digest: digest) }),
            found.isOpen(at: now)
        else { throw AccountFault.linkSpent }
        return found
    }

    /// Takes an invitation into a region or an enterprise: the account where needed, and what the link says,
    /// in one transaction.
    func accept(_ token: String, as arrival: Arrival) async throws -> ID<Person> {
        let digest = SecretToken.digest(of: token)
        return try await database.write { tx in
            let invitation = try tx.use(digest)
            let person: ID<Person>
            switch arrival {
            case .known(let id): person = id
            case .new(let name, let signInName, let hash):
                person = try tx.addPerson(
                    name: name, signInName: signInName, hash: hash, isExample: false, actor: nil)
            }
            try tx.note(invitation, usedBy: person)
            switch invitation.content {
            case .official(let role, let region, let department, let until):
                let grant = Grant(role, in: region, department: department)
                _ = try tx.grant(grant, to: person, validUntil: until, actor: invitation.madeBy)
                try tx.endSessions(of: person, except: nil)
            case .member(let enterprise, let rights):
                try tx.join(enterprise, person, rights: rights, actor: invitation.madeBy)
            case .password, .setUp: throw AccountFault.linkSpent
            }
            return person
        }
    }

    /// Sets another password by a link that an administrator made. The second factor stays.
    func acceptPassword(_ token: String, hash: PasswordHash) async throws {
        let digest = SecretToken.digest(of: token)
        try await database.write { tx in
            let invitation = try tx.use(digest)
            guard case .password(let person) = invitation.content else { throw AccountFault.linkSpent }
            try tx.note(invitation, usedBy: person)
            try tx.setPassword(of: person, signInName: nil, to: hash)
            try tx.endSessions(of: person, except: nil)
            try tx.audit(actor: person.text, action: "account.password", subject: person.text, detail: "link")
        }
    }

    /// Makes the first two administrators, two persons, once.
    func setUp(_ token: String, system: Arrival, security: Arrival) async throws {
        let digest = SecretToken.digest(of: token)
        try await database.write { tx in
            let invitation = try tx.use(digest)
            guard case .setUp = invitation.content, try !tx.hasAdministrator() else {
                throw AccountFault.linkSpent
            }
            for (arrival, role) in [(system, Role.systemAdministrator), (security, .securityAdministrator)] {
                guard case .new(let name, let signInName, let hash) = arrival else { continue }
                let person = try tx.addPerson(
                    name: name, signInName: signInName, hash: hash, isExample: false, actor: "set-up")
                _ = try tx.grant(Grant(role, in: .nation), to: person, validUntil: nil, actor: "set-up")
                try tx.note(invitation, usedBy: person)
            }
        }
    }

    /// Makes the link for the first start, unless there is an administrator; an older one is worth nothing.
    func setUpToken() async throws -> SecretToken? {
        guard try await !hasAdministrator() else { return nil }
        try await database.write { tx in
            try tx.run(
                """
                UPDATE invitation SET withdrawn_at = $1
                WHERE kind = 'set-up' AND used_at IS NULL AND withdrawn_at IS NULL
                """, tx.ground.now())
        }
        return try await invite(.setUp, note: "", actor: "serve")
    }

    /// Invitations into an enterprise that can still be taken.
    func openInvitations(into enterprise: EnterpriseID) async throws -> [Invitation] {
        let now = now
        return try await database.read { reader in
            try reader.rows(
                """
                SELECT id, kind, note, content, made_by, made_at, expires_at, used_at, withdrawn_at
                FROM invitation
                WHERE enterprise = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2
                ORDER BY made_at DESC
                LIMIT 100
                """, enterprise, now
            ).map(Invitation.init)
        }
    }

    /// Invitations of officials in a region that can still be taken.
    func openInvitations(in region: Region) async throws -> [Invitation] {
        let (span, now) = (RegionSpan(region), now)
        return try await database.read { reader in
            try reader.rows(
                """
                SELECT id, kind, note, content, made_by, made_at, expires_at, used_at, withdrawn_at
                FROM invitation
                WHERE kind = 'official' AND region BETWEEN $1 AND $2
                AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $3
                ORDER BY made_at DESC
                LIMIT 100
                """, span.first, span.last, now
            ).map(Invitation.init)
        }
    }

    func invitation(_ id: ID<Invitation>) async throws -> Invitation? {
        try await database.read { reader in
            try reader.first(
                """
                SELECT id, kind, note, content, made_by, made_at, expires_at, used_at, withdrawn_at
                FROM invitation
                WHERE id = $1
                """, id
            ).map(Invitation.init)
        }
    }

    func withdraw(_ id: ID<Invitation>, actor: String) async throws {
        try await database.write { tx in
            let changed = try tx.run(
                """
                UPDATE invitation SET withdrawn_at = $1
                WHERE id = $2 AND used_at IS NULL AND withdrawn_at IS NULL
                """, tx.ground.now(), id)
            if changed == 1 {
                try tx.audit(actor: actor, action: "invitation.withdraw", subject: id.text)
            }
        }
    }
}

extension Transaction {
    /// Uses an invitation up. Of two at once one finds nothing to change.
    fileprivate func use(_ digest: String) throws -> Invitation {
        let now = ground.now()
        let changed = try run(
            """
            UPDATE invitation SET used_at = $1
            WHERE digest = $2 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $1
            """, now, digest)
        guard changed == 1, let found = try invitation(digest: digest) else { throw AccountFault.linkSpent }
        return found
    }

    fileprivate func note(_ invitation: Invitation, usedBy person: ID<Person>) throws {
        try run("UPDATE invitation SET used_by = $1 WHERE id = $2", person, invitation.id)
        try audit(actor: person.text, action: "invitation.take", subject: invitation.id.text)
    }
}

extension Reader {
    fileprivate func invitation(digest: String) throws -> Invitation? {
        try first(
            """
            SELECT id, kind, note, content, made_by, made_at, expires_at, used_at, withdrawn_at
            FROM invitation
            WHERE digest = $1
            """, digest
        ).map(Invitation.init)
    }
}

extension Invitation {
    fileprivate init(_ row: Row) throws {
        guard let content = try Content(kind: try row["kind"], text: try row["content"]) else {
            throw StoreFault.column(.otherType(name: "content", expected: "Invitation.Content"))
        }
        self.init(
            id: try row["id"], content: content, note: try row["note"], madeBy: try row["made_by"],
            madeAt: try row["made_at"], expiresAt: try row["expires_at"], usedAt: try row["used_at"],
            withdrawnAt: try row["withdrawn_at"])
    }
}

extension Invitation.Content {
    /// Where the invitation is listed.
    fileprivate var place: Region? {
        switch self {
        case .official(_, let region, _, _): region
        case .member(let enterprise, _): enterprise.region
        case .password, .setUp: nil
        }
    }

    fileprivate var enterprise: EnterpriseID? {
        if case .member(let enterprise, _) = self { enterprise.id } else { nil }
    }
}
