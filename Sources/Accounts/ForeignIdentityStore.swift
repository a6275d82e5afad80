// SPDX-License-Identifier: Apache-2.0
import Store

/// Another site's account that opens one here. Its key is issuer and subject, never a name or an address.
struct ForeignIdentity: Sendable {
    let issuer: String
    let subject: String
    /// Milliseconds since 1970.
    let linkedAt: Int64
}

extension AccountStore {
    /// Uses a state up; false when it was used before.
    func spend(_ state: String, until expiresAt: Int64) async throws -> Bool {
        let digest = SecretToken.digest(of: state)
        return try await database.write { tx in
            try tx.run(
                "INSERT INTO spent_token (digest, expires_at) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING",
                digest, expiresAt) == 1
        }
    }

    /// Whose account another site's subject opens; made without any right for one who was never here.
    func person(behind subject: ForeignSignIn.Subject, newName: String) async throws -> ID<Person> {
        try await database.write { tx in
            if let known = try tx.owner(of: subject) { return known }
            let person = try tx.addPerson(
                name: String((subject.name ?? newName).prefix(60)), signInName: nil, hash: nil,
                isExample: false,
                actor: nil)
            try tx.link(subject, to: person)
            return person
        }
    }

    /// Links another site's subject to an account.
    ///
    /// - Throws: ``AccountFault/identityTaken`` when it opens somebody else's.
    func link(_ subject: ForeignSignIn.Subject, to person: ID<Person>) async throws {
        try await database.write { tx in
            if let owner = try tx.owner(of: subject) {
                guard owner == person else { throw AccountFault.identityTaken }
                return
            }
            try tx.link(subject, to: person)
        }
    }

    /// Takes a link away; the last way in stays.
    func unlink(_ issuer: String, _ subject: String, from person: ID<Person>) async throws {
        try await database.write { tx in
            let links = try tx.identities(of: person)
            let hasPassword = try tx.personRecord(person)?.passwordHash != nil
            guard hasPassword || links.count > 1 else { throw AccountFault.lastWayIn }
            try tx.run(
                "DELETE FROM external_identity WHERE issuer = $1 AND subject = $2 AND person = $3", issuer,
                subject, person)
            try tx.audit(
                actor: person.text, action: "account.unlink", subject: person.text, detail: issuer)
        }
    }

    func identities(of person: ID<Person>) async throws -> [ForeignIdentity] {
        try await database.read { try $0.identities(of: person) }
    }
}

extension Transaction {
    fileprivate func link(_ subject: ForeignSignIn.Subject, to person: ID<Person>) throws {
        try run(
            "INSERT INTO external_identity (issuer, subject, person, linked_at) VALUES ($1, $2, $3, $4)",
            subject.issuer, subject.subject, person, ground.now())
        try audit(
            actor: person.text, action: "account.link", subject: person.text, detail: subject.issuer)
    }
}

extension Reader {
    fileprivate func owner(of subject: ForeignSignIn.Subject) throws -> ID<Person>? {
        try value(
            "SELECT person FROM external_identity WHERE issuer = $1 AND subject = $2", subject.issuer,
            subject.subject)
    }

    fileprivate func identities(of person: ID<Person>) throws -> [ForeignIdentity] {
        try rows(
            """
            SELECT issuer, subject, linked_at FROM external_identity
            WHERE person = $1
            ORDER BY linked_at
            LIMIT 50
            """, person
        ).map {
            ForeignIdentity(
                issuer: try $0["issuer"], subject: try $0["subject"], linkedAt: try $0["linked_at"])
        }
    }
}
