// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Store

/// Consents, and every look under them.
struct ConsentStore: Sendable {
    let database: Database
    let book: FactBook

    /// Keeps a consent; the same form twice gives it once.
    func give(_ consent: NewConsent, by actor: String, once key: String) async throws -> ID<Consent> {
        try await database.write(once: key) { tx in
            let id: ID<Consent> = tx.ground.id()
            let now = tx.ground.now()
            try tx.run(
                """
                INSERT INTO enterprise_consent (id, enterprise, recipient, recipient_name, purpose,
                    items, valid_from,
                    valid_until, text_version, text_digest, given_by, given_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $7)
                """, id, consent.enterprise, consent.recipient.id, consent.recipient.name, consent.purpose,
                consent.items.joined(separator: "\n"), now, consent.until, consent.textVersion,
                consent.textDigest, actor)
            try tx.note(.consentGiven, of: consent.enterprise, consent.recipient.name, by: actor)
            try tx.audit(
                actor: actor, action: "enterprise.give-consent", subject: consent.enterprise.text,
                detail:
                    "\(id.text) \(consent.recipient.name) \(consent.purpose.rawValue) \(consent.textDigest)")
            return id
        }
    }

    /// Takes a consent back. When this returns no read under it succeeds any more.
    func withdraw(_ id: ID<Consent>, of enterprise: EnterpriseID, by actor: String) async throws -> Bool {
        try await database.write { tx in
            let count = try tx.run(
                """
                UPDATE enterprise_consent SET withdrawn_at = $1, withdrawn_by = $2
                WHERE id = $3 AND enterprise = $4 AND withdrawn_at IS NULL
                """, tx.ground.now(), actor, id, enterprise)
            guard count == 1, let consent = try tx.consent(id) else { return false }
            try tx.note(.consentWithdrawn, of: enterprise, consent.recipientName, by: actor)
            try tx.audit(
                actor: actor, action: "enterprise.withdraw-consent", subject: enterprise.text, detail: id.text
            )
            return true
        }
    }

    /// All consents of an enterprise, the latest first.
    func consents(of enterprise: EnterpriseID) async throws -> [Consent] {
        try await database.read { reader in
            try reader.rows(
                Reader.consentColumns + " WHERE enterprise = $1 ORDER BY id DESC LIMIT 200", enterprise
            ).map(Consent.init(row:))
        }
    }

    /// The consents that one of the recipients holds now for an enterprise.
    func live(of enterprise: EnterpriseID, for recipients: [String]) async throws -> [Consent] {
        guard !recipients.isEmpty else { return [] }
        let now = database.ground.now()
        return try await consents(of: enterprise).filter {
            recipients.contains($0.recipient) && $0.isLive(at: now)
        }
    }

    /// Reads what a consent allows, and keeps that it was read: the check, the note and the read are one
    /// transaction, so that no read passes a withdrawal. Nil when the consent does not allow it (any more).
    func read(
        under id: ID<Consent>, as recipients: [String], by actor: String, named actorName: String
    ) async throws -> ConsentedView? {
        let book = book
        return try await database.write { tx in
            guard let consent = try tx.lockedConsent(id), consent.isLive(at: tx.ground.now()),
                recipients.contains(consent.recipient), let enterprise = try tx.enterprise(consent.enterprise)
            else { return nil }
            try tx.noteAccess(
                DataAccess(
                    at: tx.ground.now(), actorName: actorName, consent: id, items: consent.items,
                    reason: consent.purpose.rawValue),
                to: enterprise.id, by: actor)
            let known = book.known(enterprise, try tx.records(of: enterprise.id), at: nil)
            return ConsentedView(consent: consent, known: known)
        }
    }

    /// Keeps that an official looked at sensitive values in the clear, with the reason, and gives them.
    func unmask(
        _ id: EnterpriseID, reason: String, by actor: String, named actorName: String
    ) async throws -> KnownEnterprise? {
        let book = book
        return try await database.write { tx in
            guard let enterprise = try tx.enterprise(id) else { return nil }
            try tx.noteAccess(
                DataAccess(
                    at: tx.ground.now(), actorName: actorName, consent: nil, items: [], reason: reason),
                to: id, by: actor)
            try tx.note(.shown, of: id, reason, by: actor)
            try tx.audit(actor: actor, action: "enterprise.unmask", subject: id.text, detail: reason)
            return book.known(enterprise, try tx.records(of: id), at: nil)
        }
    }

    /// Every look at data of an enterprise that is not everybody's, the latest first.
    func accesses(of enterprise: EnterpriseID, limit: Int = 100) async throws -> [DataAccess] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT at, actor_name, consent, items, reason
                FROM enterprise_access
                WHERE enterprise = $1
                ORDER BY id DESC
                LIMIT $2
                """, enterprise, limit
            ).map { row in
                DataAccess(
                    at: try row["at"], actorName: try row["actor_name"], consent: try row["consent"],
                    items: (try row["items"] as String).split(separator: "\n").map(String.init),
                    reason: try row["reason"])
            }
        }
    }
}

/// A consent that is about to be kept.
struct NewConsent: Sendable {
    let enterprise: EnterpriseID
    let recipient: ConsentRecipient
    let purpose: Consent.Purpose
    let items: [String]
    /// In milliseconds since 1970, not included.
    let until: Int64
    let textVersion: String
    let textDigest: String
}

/// What a consent lets its recipient see.
struct ConsentedView: Sendable {
    let consent: Consent
    let known: KnownEnterprise
}

extension Reader {
    static let consentColumns: SQL = """
        SELECT id, enterprise, recipient, recipient_name, purpose, items, valid_from, valid_until,
            text_version,
            text_digest, given_by, given_at, withdrawn_at
        FROM enterprise_consent
        """

    /// A consent by its id; nil when there is none.
    func consent(_ id: ID<Consent>) throws -> Consent? {
        try first(Self.consentColumns + " WHERE id = $1", id).map(Consent.init(row:))
    }
}

extension Transaction {
    /// The consent, held until the transaction ends: a withdrawal waits, and is then seen by all later reads.
    fileprivate func lockedConsent(_ id: ID<Consent>) throws -> Consent? {
        let lock = SQL(sqlite: "", postgres: " FOR UPDATE")
        return try first(Reader.consentColumns + " WHERE id = $1" + lock, id).map(Consent.init(row:))
    }

    fileprivate func noteAccess(_ access: DataAccess, to enterprise: EnterpriseID, by actor: String) throws {
        let id: ID<DataAccess> = ground.id()
        try run(
            """
            INSERT INTO enterprise_access (id, enterprise, consent, actor, actor_name, at, items, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, id, enterprise, access.consent, actor, access.actorName, access.at,
            access.items.joined(separator: "\n"), access.reason)
        if let consent = access.consent {
            try audit(
                actor: actor, action: "enterprise.read-under-consent", subject: enterprise.text,
                detail: consent.text)
        }
    }
}

extension Consent {
    init(row: Row) throws {
        self.init(
            id: try row["id"], enterprise: try row["enterprise"], recipient: try row["recipient"],
            recipientName: try row["recipient_name"], purpose: try row["purpose"],
            items: (try row["items"] as String).split(separator: "\n").map(String.init),
            validFrom: try row["valid_from"], validUntil: try row["valid_until"],
            textVersion: try row["text_version"], textDigest: try row["text_digest"],
            givenBy: try row["given_by"], givenAt: try row["given_at"], withdrawnAt: try row["withdrawn_at"])
    }
}
