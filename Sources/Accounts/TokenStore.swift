// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// A token with which a program acts for a person.
struct APIToken: Sendable {
    let id: ID<APIToken>
    let name: String
    /// Names of the permissions that it is for.
    let scopes: [String]
    /// Milliseconds since 1970, as all times here.
    let madeAt: Int64
    let expiresAt: Int64
    let lastUsedAt: Int64?
}

extension AccountStore {
    /// How often the time of the last use is written.
    private static let touchMilliseconds: Int64 = 60_000

    /// Makes a token; its text is shown once.
    func makeToken(
        for person: ID<Person>, name: String, scopes: [String], expiresAt: Int64
    ) async throws -> SecretToken {
        try await database.write { tx in
            let (token, id): (SecretToken, ID<APIToken>) = (SecretToken.make(tx.ground), tx.ground.id())
            try tx.run(
                """
                INSERT INTO api_token (id, digest, person, name, scopes, made_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """, id, token.digest, person, name, scopes.joined(separator: " "), tx.ground.now(), expiresAt
            )
            try tx.audit(
                actor: person.text, action: "api-token.make", subject: id.text,
                detail: scopes.joined(separator: " "))
            return token
        }
    }

    func tokens(of person: ID<Person>) async throws -> [APIToken] {
        let now = now
        return try await database.read { reader in
            try reader.rows(
                """
                SELECT id, name, scopes, made_at, expires_at, last_used_at
                FROM api_token
                WHERE person = $1 AND ended_at IS NULL AND expires_at > $2
                ORDER BY made_at DESC
                LIMIT 100
                """, person, now
            ).map(APIToken.init)
        }
    }

    /// Ends a token of a person. Gives whether there was one.
    func endToken(_ id: ID<APIToken>, of person: ID<Person>) async throws -> Bool {
        try await database.write { tx in
            let isEnded =
                try tx.run(
                    "UPDATE api_token SET ended_at = $1 WHERE id = $2 AND person = $3 AND ended_at IS NULL",
                    tx.ground.now(), id, person) == 1
            if isEnded { try tx.audit(actor: person.text, action: "api-token.end", subject: id.text) }
            return isEnded
        }
    }

    /// Who acts through a token, with all that they are now; nil when it is not valid. A token was made in a
    /// session with a second factor where one was needed, so it opens what the person's roles open.
    func identity(apiToken text: String) async throws -> Identity? {
        let (digest, now) = (SecretToken.digest(of: text), now)
        let found = try await database.read { try $0.identity(apiToken: digest, now: now) }
        guard let found else { return nil }
        if now - found.lastUsedAt > Self.touchMilliseconds {
            try await database.write { tx in
                try tx.run("UPDATE api_token SET last_used_at = $1 WHERE digest = $2", now, digest)
            }
        }
        return found.identity
    }
}

extension Reader {
    fileprivate func identity(
        apiToken digest: String, now: Int64
    ) throws -> (identity: Identity, lastUsedAt: Int64)? {
        let row = try first(
            """
            SELECT t.person, t.scopes, t.last_used_at, p.name
            FROM api_token t
            JOIN person p ON p.id = t.person
            WHERE t.digest = $1 AND t.ended_at IS NULL AND t.expires_at > $2 AND p.state = 'active'
            """, digest, now)
        guard let row else { return nil }
        let scopes: String = try row["scopes"]
        let used: Int64? = try row["last_used_at"]
        let identity = try identity(
            of: try row["person"], name: try row["name"], isStrong: true, isExample: false, now: now,
            scopes: Set(scopes.split(separator: " ").map(String.init)), session: nil, enterprise: nil)
        return (identity, used ?? 0)
    }
}

extension APIToken {
    fileprivate init(_ row: Row) throws {
        let scopes: String = try row["scopes"]
        self.init(
            id: try row["id"], name: try row["name"],
            scopes: scopes.split(separator: " ").map(String.init), madeAt: try row["made_at"],
            expiresAt: try row["expires_at"], lastUsedAt: try row["last_used_at"])
    }
}
