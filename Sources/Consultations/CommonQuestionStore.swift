// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Standards
import Store

/// Common questions: published, ended, found.
struct CommonQuestionStore: Sendable {
    let database: Database

    /// Publishes the question and its answer in the words given; the same question twice stays one.
    func publish(
        _ origin: Inquiry, asking: String, answer: String, office: String, by who: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let last: Int64? = try tx.value("SELECT COALESCE(max(number), 0) FROM common_question")
            let now = tx.ground.now()
            try tx.run(
                """
                INSERT INTO common_question (id, number, origin, policy, question, answer, office, region,
                    published_by, published_at, changed_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
                ON CONFLICT (origin) DO UPDATE
                SET question = excluded.question, answer = excluded.answer, office = excluded.office,
                    published_by = excluded.published_by, changed_at = excluded.changed_at, ended_at = NULL
                """, tx.ground.uuid().uuidString.lowercased(), (last ?? 0) + 1, origin.id, origin.policy,
                asking, answer, office, Int64(origin.region.number), who.person, now)
            try tx.note(origin.id, .published, "", by: who, action: "question.publish")
            return true
        }
    }

    /// Takes a common question back.
    func end(_ number: Int64, by who: Identity, once key: String) async throws {
        try await database.write(once: key) { tx in
            let now = tx.ground.now()
            let row = try tx.rows(
                """
                UPDATE common_question SET ended_at = $1, changed_at = $1
                WHERE number = $2 AND ended_at IS NULL
                RETURNING id, origin
                """, now, number
            ).first
            guard let row else { throw ConsultationFault.notNow }
            let origin: ID<Inquiry>? = try row["origin"]
            if let origin {
                try tx.note(origin, .withdrawn, "", by: who, action: "question.withdraw")
            }
            return true
        }
    }

    /// One that is published; nil when there is none.
    func common(_ number: Int64) async throws -> CommonQuestion? {
        try await database.read { try $0.common(numbered: number) }
    }

    /// Those about a policy, or all; the latest first.
    func commons(about policy: ID<Policy>?, offset: Int = 0, limit: Int) async throws -> [CommonQuestion] {
        try await database.read { reader in
            guard let policy else {
                return try reader.rows(
                    Reader.commonColumns + " ORDER BY number DESC LIMIT $1 OFFSET $2", limit, offset
                ).map(CommonQuestion.init(row:))
            }
            return try reader.rows(
                Reader.commonColumns + " AND policy = $1 ORDER BY number DESC LIMIT $2 OFFSET $3", policy,
                limit, offset
            ).map(CommonQuestion.init(row:))
        }
    }

    /// How many there are.
    func count() async throws -> Int {
        try await database.read {
            try $0.value("SELECT count(*) FROM common_question WHERE ended_at IS NULL") ?? 0
        }
    }
}

extension Reader {
    fileprivate static let commonColumns: SQL = """
        SELECT id, number, policy, question, answer, office, region, published_at
        FROM common_question
        WHERE ended_at IS NULL
        """

    /// One that is published; nil when there is none.
    func common(numbered number: Int64) throws -> CommonQuestion? {
        try first(Self.commonColumns + " AND number = $1", number).map(CommonQuestion.init(row:))
    }
}

extension CommonQuestion {
    fileprivate init(row: Row) throws {
        let place: Int64 = try row["region"]
        guard let region = Region(number: Int32(truncatingIfNeeded: place)) else { throw PolicyFault.gone }
        self.init(
            id: try row["id"], number: try row["number"], policy: try row["policy"],
            question: try row["question"], answer: try row["answer"], office: try row["office"],
            region: region, publishedAt: try row["published_at"])
    }
}
