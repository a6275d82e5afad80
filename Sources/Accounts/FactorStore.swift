// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// How somebody's second factor stands.
struct FactorRecord: Sendable {
    let secret: [UInt8]
    let isConfirmed: Bool
    let lastStep: Int64
    /// Recovery codes that were not used yet.
    let codesLeft: Int
}

extension AccountStore {
    /// The second factor of a person; nil when none was begun.
    func factor(of person: ID<Person>) async throws -> FactorRecord? {
        let key = key
        return try await database.read { try $0.factor(of: person, key) }
    }

    /// Whether a person must show a second factor.
    func hasFactor(_ person: ID<Person>) async throws -> Bool {
        try await factor(of: person)?.isConfirmed ?? false
    }

    /// Begins a second factor, or gives the one that was begun: the page may be loaded twice.
    func beginFactor(of person: ID<Person>) async throws -> [UInt8] {
        let key = key
        return try await database.write { tx in
            if let begun = try tx.factor(of: person, key) { return begun.secret }
            let secret = SecretToken.randomBytes(OneTimeCode.secretBytes, tx.ground)
            try tx.run(
                """
                INSERT INTO second_factor (person, sealed_secret, made_at, last_step) VALUES ($1, $2, $3, 0)
                """, person, try key.seal(secret, for: person), tx.ground.now())
            return secret
        }
    }

    /// Confirms what was begun with its first code, and gives ten recovery codes, shown this once.
    ///
    /// - Returns: nil when the code is wrong.
    func confirmFactor(of person: ID<Person>, code: String) async throws -> [String]? {
        let key = key
        return try await database.write { tx in
            guard let begun = try tx.factor(of: person, key), !begun.isConfirmed,
                let step = OneTimeCode.matchingStep(
                    code, begun.secret, at: tx.ground.now(), after: begun.lastStep)
            else { return nil }
            try tx.run(
                "UPDATE second_factor SET confirmed_at = $1, last_step = $2 WHERE person = $3",
                tx.ground.now(), step, person)
            try tx.audit(actor: person.text, action: "account.factor", subject: person.text)
            return try tx.makeRecoveryCodes(of: person, key)
        }
    }

    /// Ten new recovery codes; the old ones are worth nothing.
    func renewRecoveryCodes(of person: ID<Person>) async throws -> [String] {
        let key = key
        return try await database.write { tx in
            try tx.audit(actor: person.text, action: "account.recovery-codes", subject: person.text)
            return try tx.makeRecoveryCodes(of: person, key)
        }
    }

    /// Whether a code is right; a right one is used up.
    func useCode(_ code: String, of person: ID<Person>) async throws -> Bool {
        let key = key
        return try await database.write { tx in
            guard let factor = try tx.factor(of: person, key), factor.isConfirmed,
                let step = OneTimeCode.matchingStep(
                    code, factor.secret, at: tx.ground.now(), after: factor.lastStep)
            else { return false }
            return try tx.run(
                "UPDATE second_factor SET last_step = $1 WHERE person = $2 AND last_step < $1", step, person)
                == 1
        }
    }

    /// Whether a recovery code is right; a right one is used up.
    func useRecoveryCode(_ typed: String, of person: ID<Person>) async throws -> Bool {
        let digest = key.digest(RecoveryCode.plain(typed) + person.text, for: "recovery")
        return try await database.write { tx in
            let isRight =
                try tx.run(
                    """
                    UPDATE recovery_code SET used_at = $1
                    WHERE person = $2 AND digest = $3 AND used_at IS NULL
                    """, tx.ground.now(), person, digest) == 1
            if isRight { try tx.audit(actor: person.text, action: "account.recovery", subject: person.text) }
            return isRight
        }
    }

    /// Takes the second factor away: by the person, who has proven who they are, or by an administrator, who
    /// has made sure of it and says why. Then all sessions end.
    func removeFactor(of person: ID<Person>, actor: String, reason: String = "") async throws {
        try await database.write { tx in
            try tx.run("DELETE FROM second_factor WHERE person = $1", person)
            try tx.run("DELETE FROM recovery_code WHERE person = $1", person)
            try tx.run("UPDATE sign_in_session SET strong_since = NULL WHERE person = $1", person)
            if actor != person.text { try tx.endSessions(of: person, except: nil) }
            try tx.audit(actor: actor, action: "account.factor-end", subject: person.text, detail: reason)
        }
    }
}

extension Transaction {
    fileprivate func makeRecoveryCodes(of person: ID<Person>, _ key: AccountKey) throws -> [String] {
        try run("DELETE FROM recovery_code WHERE person = $1", person)
        let codes = (0..<RecoveryCode.count).map { _ in
            RecoveryCode.make(SecretToken.randomBytes(10, ground))
        }
        for code in codes {
            try run(
                "INSERT INTO recovery_code (person, digest) VALUES ($1, $2)", person,
                key.digest(RecoveryCode.plain(code) + person.text, for: "recovery"))
        }
        return codes
    }
}

extension Reader {
    fileprivate func factor(of person: ID<Person>, _ key: AccountKey) throws -> FactorRecord? {
        let row = try first(
            """
            SELECT f.sealed_secret, f.confirmed_at, f.last_step,
                (SELECT count(*) FROM recovery_code r
                WHERE r.person = f.person AND r.used_at IS NULL) AS left_count
            FROM second_factor f
            WHERE f.person = $1
            """, person)
        guard let row else { return nil }
        let confirmedAt: Int64? = try row["confirmed_at"]
        return FactorRecord(
            secret: try key.open(try row["sealed_secret"], for: person), isConfirmed: confirmedAt != nil,
            lastStep: try row["last_step"], codesLeft: try row["left_count"])
    }
}
