// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store

/// One browser in which somebody is signed in.
public struct Session: Sendable {
    let id: ID<Session>
    let person: ID<Person>
    /// Milliseconds since 1970, as all times here.
    let createdAt: Int64
    let lastSeenAt: Int64
    let userAgent: String
    let isStrong: Bool
}

/// Where a sign-in comes from.
struct SignInOrigin: Sendable {
    let userAgent: String
    /// The token of the session that the browser had before, which ends.
    let replaced: String?
}

extension AccountStore {
    /// How often the time of the last request is written.
    private static let touchMilliseconds: Int64 = 60_000

    /// Opens a session with a token of its own; that of the browser before ends.
    func openSession(
        for person: ID<Person>, isStrong: Bool, from origin: SignInOrigin, action: String
    ) async throws -> SecretToken {
        try await database.write { tx in
            let enterprise = try tx.chosenEnterprise(of: origin.replaced, person)
            if let replaced = origin.replaced {
                try tx.run(
                    "DELETE FROM sign_in_session WHERE digest = $1", SecretToken.digest(of: replaced))
            }
            let token = try tx.openSession(
                for: person, isStrong: isStrong, limits: limits, userAgent: origin.userAgent,
                enterprise: enterprise)
            try tx.audit(
                actor: person.text, action: action, subject: person.text,
                detail: isStrong ? "second factor" : "")
            return token
        }
    }

    /// Who has the session of a token; nil when there is none, when it has ended, or when the person is shut
    /// out.
    func identity(session token: String) async throws -> Identity? {
        let (digest, now, isExample) = (SecretToken.digest(of: token), now, isExample)
        let found = try await database.read {
            try $0.identity(session: digest, now: now, isExample: isExample)
        }
        guard let found else { return nil }
        if now - found.lastSeenAt > Self.touchMilliseconds {
            try await database.write { tx in
                try tx.run(
                    "UPDATE sign_in_session SET last_seen_at = $1 WHERE digest = $2 AND last_seen_at < $1",
                    now, digest)
            }
        }
        return found.identity
    }

    func sessions(of person: ID<Person>) async throws -> [Session] {
        let now = now
        return try await database.read { reader in
            try reader.rows(
                """
                SELECT id, person, created_at, last_seen_at, user_agent, strong_since
                FROM sign_in_session
                WHERE person = $1 AND ends_at > $2 AND last_seen_at + idle_milliseconds > $2
                ORDER BY last_seen_at DESC
                LIMIT 100
                """, person, now
            ).map(Session.init)
        }
    }

    /// Ends one session of a person. Gives whether there was one.
    func endSession(_ id: ID<Session>, of person: ID<Person>) async throws -> Bool {
        try await database.write { tx in
            let isEnded =
                try tx.run("DELETE FROM sign_in_session WHERE id = $1 AND person = $2", id, person) == 1
            if isEnded { try tx.audit(actor: person.text, action: "account.sign-out", subject: person.text) }
            return isEnded
        }
    }

    /// Ends all sessions of a person but one.
    func endSessions(of person: ID<Person>, except digest: String?) async throws {
        try await database.write { tx in
            try tx.endSessions(of: person, except: digest)
            try tx.audit(actor: person.text, action: "account.sign-out-everywhere", subject: person.text)
        }
    }

    /// Notes that the person has just proven who they are.
    func prove(_ digest: String) async throws {
        try await database.write { tx in
            try tx.run(
                "UPDATE sign_in_session SET proven_at = $1 WHERE digest = $2", tx.ground.now(), digest)
        }
    }

    /// For which enterprise a session acts.
    func act(for enterprise: EnterpriseID?, in digest: String) async throws {
        try await database.write { tx in
            try tx.run("UPDATE sign_in_session SET enterprise = $1 WHERE digest = $2", enterprise, digest)
        }
    }
}

extension Transaction {
    func openSession(
        for person: ID<Person>, isStrong: Bool, limits: AccountLimits, userAgent: String,
        enterprise: EnterpriseID?
    ) throws -> SecretToken {
        let (token, now) = (SecretToken.make(ground), ground.now())
        let isOfficial = try !validGrants(of: person, at: now).isEmpty
        let idle = isOfficial ? limits.officialIdleSeconds : limits.memberIdleSeconds
        let whole = isOfficial ? limits.officialSeconds : limits.memberSeconds
        let id: ID<Session> = ground.id()
        try run(
            """
            INSERT INTO sign_in_session
                (digest, id, person, created_at, last_seen_at, idle_milliseconds, ends_at, user_agent,
                strong_since, proven_at, enterprise)
            VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $4, $9)
            """, token.digest, id, person, now, idle * 1000, now + whole * 1000,
            String(userAgent.prefix(300)), isStrong ? now : nil as Int64?, enterprise)
        return token
    }

    /// Ends all sessions of a person, or all but one.
    func endSessions(of person: ID<Person>, except digest: String?) throws {
        try run("DELETE FROM sign_in_session WHERE person = $1 AND digest <> $2", person, digest ?? "")
    }
}

extension Reader {
    /// The clock may have been set back; a session from the future is not believed for longer than this.
    private static var toleranceMilliseconds: Int64 { 300_000 }

    fileprivate func chosenEnterprise(of token: String?, _ person: ID<Person>) throws -> EnterpriseID? {
        guard let token else { return nil }
        let row = try first(
            "SELECT enterprise FROM sign_in_session WHERE digest = $1 AND person = $2",
            SecretToken.digest(of: token), person)
        return try row?["enterprise"]
    }

    fileprivate func identity(
        session digest: String, now: Int64, isExample: Bool
    ) throws -> (identity: Identity, lastSeenAt: Int64)? {
        let row = try first(
            """
            SELECT s.id, s.person, s.created_at, s.last_seen_at, s.idle_milliseconds, s.ends_at,
                s.strong_since, s.proven_at, s.enterprise, p.name
            FROM sign_in_session s
            JOIN person p ON p.id = s.person
            WHERE s.digest = $1 AND p.state = 'active'
            """, digest)
        guard let row else { return nil }
        let (seen, idle): (Int64, Int64) = (try row["last_seen_at"], try row["idle_milliseconds"])
        let (ends, created): (Int64, Int64) = (try row["ends_at"], try row["created_at"])
        guard now < ends, now < seen + idle, now > max(created, seen) - Self.toleranceMilliseconds else {
            return nil
        }
        let strongSince: Int64? = try row["strong_since"]
        let mark = SessionMark(id: try row["id"], digest: digest, provenAt: try row["proven_at"])
        let identity = try identity(
            of: try row["person"], name: try row["name"], isStrong: strongSince != nil, isExample: isExample,
            now: now, scopes: nil, session: mark, enterprise: try row["enterprise"])
        return (identity, seen)
    }

    /// A person with all that they are now.
    func identity(
        of person: ID<Person>, name: String, isStrong: Bool, isExample: Bool, now: Int64,
        scopes: Set<String>?,
        session: SessionMark?, enterprise: EnterpriseID?
    ) throws -> Identity {
        let valid = try validGrants(of: person, at: now)
        let isOpen = isStrong || isExample
        let memberships = try memberships(of: person).map(\.membership)
        let chosen = memberships.first { $0.enterprise == enterprise } ?? memberships.first
        return Identity(
            person: person, name: name, grants: valid.filter { isOpen || !$0.role.needsSecondFactor },
            withheld: valid.filter { !isOpen && $0.role.needsSecondFactor }, memberships: memberships,
            enterprise: chosen?.enterprise, isStrong: isStrong, scopes: scopes, session: session)
    }
}

extension Session {
    fileprivate init(_ row: Row) throws {
        let strong: Int64? = try row["strong_since"]
        self.init(
            id: try row["id"], person: try row["person"], createdAt: try row["created_at"],
            lastSeenAt: try row["last_seen_at"], userAgent: try row["user_agent"], isStrong: strong != nil)
    }
}
