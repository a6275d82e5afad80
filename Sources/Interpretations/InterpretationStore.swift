// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Standards
import Store

/// Interpretations: published, taken back, read.
struct InterpretationStore: Sendable {
    let database: Database

    /// Publishes one, which meets what the department owes of this policy.
    func publish(_ new: NewInterpretation, by who: Identity, once key: String) async throws -> ID<
        Interpretation
    > {
        try await database.write(once: key) { tx in
            let id: ID<Interpretation> = tx.ground.id()
            let file = try new.file.map { try tx.attach($0, name: new.fileName) }
            try tx.run(
                """
                INSERT INTO interpretation (id, policy, kind, title, author, body, file, made_by, made_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """, id, new.policy, new.kind, new.title, new.author, new.text, file, who.actor,
                tx.ground.now())
            try tx.run(
                "UPDATE interpretation_duty SET met_at = $1 WHERE policy = $2 AND met_at IS NULL",
                tx.ground.now(), new.policy)
            try tx.audit(
                actor: who.actor, action: "interpretation.publish", subject: new.policy.text, detail: id.text)
            return id
        }
    }

    /// Takes one back; its page says so and why.
    func remove(_ id: ID<Interpretation>, reason: String, by who: Identity, once key: String) async throws {
        try await database.write(once: key) { tx in
            let count = try tx.run(
                """
                UPDATE interpretation SET removal = $1, removed_by = $2, removed_at = $3
                WHERE id = $4 AND removal IS NULL
                """, reason, who.actor, tx.ground.now(), id)
            let policy: ID<Policy>? = try tx.first(
                "SELECT policy FROM interpretation WHERE id = $1", id)?["policy"]
            if count == 1, let policy { try tx.reopenDuties(of: policy) }
            try tx.audit(
                actor: who.actor, action: "interpretation.remove", subject: id.text, detail: reason)
            return true
        }
    }

    /// One of them, also when it was taken back; nil when there is none.
    func interpretation(_ id: ID<Interpretation>) async throws -> Interpretation? {
        try await database.read {
            try $0.first(Reader.interpretationColumns + " WHERE i.id = $1", id).map(Interpretation.init(row:))
        }
    }

    /// Those of a policy that are shown, the latest first.
    func interpretations(of policy: ID<Policy>) async throws -> [Interpretation] {
        try await database.read { reader in
            try reader.rows(
                Reader.interpretationColumns
                    + " WHERE i.policy = $1 AND i.removal IS NULL ORDER BY i.id DESC LIMIT 100", policy
            ).map(Interpretation.init(row:))
        }
    }

    /// All that are shown, the latest first, from one on.
    func latest(before id: ID<Interpretation>?, limit: Int) async throws -> [Interpretation] {
        try await database.read { reader in
            // The greatest text of an id's form stands for “from the latest on”.
            try reader.rows(
                Reader.interpretationColumns
                    + " WHERE i.removal IS NULL AND i.id < $1 ORDER BY i.id DESC LIMIT $2",
                id?.text ?? "g", limit
            ).map(Interpretation.init(row:))
        }
    }
}

extension Reader {
    /// The title is that of the version that everybody reads.
    fileprivate static let interpretationColumns: SQL = """
        SELECT i.id, i.policy, p.number, p.region, p.department, i.kind, i.title, i.author, i.body, i.made_at,
            i.removal, f.digest, f.size_bytes, f.kind AS file_kind,
            (SELECT v.title FROM policy_version v
             WHERE v.policy = i.policy AND v.released_at IS NOT NULL
             ORDER BY v.version DESC LIMIT 1) AS policy_title
        FROM interpretation i
        JOIN policy p ON p.id = i.policy
        LEFT JOIN store_file f ON f.id = i.file
        """
}

extension Interpretation {
    fileprivate init(row: Row) throws {
        let number: Int64 = try row["region"]
        let digest: String? = try row["digest"]
        self.init(
            id: try row["id"], policy: try row["policy"], policyNumber: try row["number"],
            policyTitle: (try row["policy_title"] as String?) ?? "",
            region: Region(number: Int32(truncatingIfNeeded: number)) ?? .nation,
            department: try row["department"], kind: try row["kind"], title: try row["title"],
            author: try row["author"], text: try row["body"],
            file: try digest.map {
                File(digest: $0, sizeBytes: try row["size_bytes"], kind: try row["file_kind"])
            }, madeAt: try row["made_at"], removal: try row["removal"])
    }
}
