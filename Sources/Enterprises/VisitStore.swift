// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// An official's visit to an enterprise, begun by scanning its code.
struct EnterpriseVisit: Hashable, Sendable {
    let id: ID<EnterpriseVisit>
    let enterprise: EnterpriseID
    let official: String
    let officialName: String
    let purpose: String
    let note: String
    let begunAt: Int64
    let finishedAt: Int64?
}

/// Visits: begun and finished.
struct VisitStore: Sendable {
    let database: Database

    /// Keeps that a visit begins; the same form twice begins one.
    func begin(
        at enterprise: EnterpriseID, purpose: String, by official: String, named name: String,
        once key: String
    ) async throws -> ID<EnterpriseVisit> {
        try await database.write(once: key) { tx in
            let id: ID<EnterpriseVisit> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO enterprise_visit (id, enterprise, official, official_name, purpose, note,
                    begun_at)
                VALUES ($1, $2, $3, $4, $5, '', $6)
                """, id, enterprise, official, name, purpose, tx.ground.now())
            try tx.note(.visitBegun, of: enterprise, purpose, by: official)
            try tx.audit(
                actor: official, action: "enterprise.begin-visit", subject: enterprise.text, detail: purpose)
            return id
        }
    }

    /// Ends a visit with what came of it; false when it had ended, or is another's.
    func finish(
        _ id: ID<EnterpriseVisit>, at enterprise: EnterpriseID, note: String, by official: String
    ) async throws -> Bool {
        try await database.write { tx in
            let count = try tx.run(
                """
                UPDATE enterprise_visit SET note = $1, finished_at = $2
                WHERE id = $3 AND enterprise = $4 AND official = $5 AND finished_at IS NULL
                """, note, tx.ground.now(), id, enterprise, official)
            if count == 1 { try tx.note(.visitFinished, of: enterprise, "", by: official) }
            return count == 1
        }
    }

    /// One visit of an enterprise; nil when there is none.
    func visit(_ id: ID<EnterpriseVisit>, at enterprise: EnterpriseID) async throws -> EnterpriseVisit? {
        try await database.read { reader in
            try reader.first(
                Reader.visitColumns + " WHERE id = $1 AND enterprise = $2", id, enterprise
            ).map(EnterpriseVisit.init(row:))
        }
    }

    /// The visits to an enterprise, the latest first.
    func visits(to enterprise: EnterpriseID, limit: Int = 50) async throws -> [EnterpriseVisit] {
        try await database.read { reader in
            try reader.rows(
                Reader.visitColumns + " WHERE enterprise = $1 ORDER BY id DESC LIMIT $2", enterprise, limit
            ).map(EnterpriseVisit.init(row:))
        }
    }
}

extension Reader {
    fileprivate static let visitColumns: SQL = """
        SELECT id, enterprise, official, official_name, purpose, note, begun_at, finished_at
        FROM enterprise_visit
        """
}

extension EnterpriseVisit {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], enterprise: try row["enterprise"], official: try row["official"],
            officialName: try row["official_name"], purpose: try row["purpose"], note: try row["note"],
            begunAt: try row["begun_at"], finishedAt: try row["finished_at"])
    }
}
