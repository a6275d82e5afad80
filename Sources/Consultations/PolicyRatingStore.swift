// SPDX-License-Identifier: Apache-2.0
import Policies
import Store

/// Ratings of policies: one for each reader, counted with the policy.
struct PolicyRatingStore: Sendable {
    let database: Database

    /// Keeps a reader's rating in place of an earlier one; the counters take the difference.
    func rate(
        _ policy: ID<Policy>, _ rating: PolicyRating, by rater: String, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let before: Int? = try tx.value(
                "SELECT useful FROM policy_rating WHERE policy = $1 AND rater = $2", policy, rater)
            try tx.run(
                """
                INSERT INTO policy_rating (policy, rater, clear, useful, words, at)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (policy, rater) DO UPDATE
                SET clear = excluded.clear, useful = excluded.useful, words = excluded.words,
                    at = excluded.at
                """, policy, rater, rating.clear.rawValue, rating.useful.rawValue, rating.words,
                tx.ground.now())
            if before == nil { try tx.count(.ratings, of: policy) }
            let change = rating.useful.rawValue - (before ?? 0)
            if change != 0 { try tx.count(.ratingSum, of: policy, by: Int64(change)) }
            return true
        }
    }

    /// What a reader said before; nil when nothing.
    func rating(of policy: ID<Policy>, by rater: String) async throws -> PolicyRating? {
        try await database.read { reader in
            let row = try reader.first(
                "SELECT clear, useful, words FROM policy_rating WHERE policy = $1 AND rater = $2", policy,
                rater)
            guard let row, let clear = Level(rawValue: try row["clear"]),
                let useful = Level(rawValue: try row["useful"])
            else { return nil }
            return PolicyRating(clear: clear, useful: useful, words: try row["words"])
        }
    }

    /// All ratings of a policy, added up.
    func tally(of policy: ID<Policy>) async throws -> RatingTally {
        try await database.read { reader in
            let row = try reader.first(
                """
                SELECT count(*) AS count, CAST(COALESCE(sum(clear), 0) AS bigint) AS clear,
                    CAST(COALESCE(sum(useful), 0) AS bigint) AS useful
                FROM policy_rating
                WHERE policy = $1
                """, policy)
            guard let row else { return RatingTally(count: 0, clearSum: 0, usefulSum: 0) }
            return RatingTally(
                count: try row["count"], clearSum: try row["clear"], usefulSum: try row["useful"])
        }
    }

    /// What readers wrote, the latest first; for those who work on the policy.
    func words(on policy: ID<Policy>, limit: Int) async throws -> [(level: Int, words: String, at: Int64)] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT useful, words, at FROM policy_rating
                WHERE policy = $1 AND words <> ''
                ORDER BY at DESC
                LIMIT $2
                """, policy, limit
            ).map { (level: try $0["useful"], words: try $0["words"], at: try $0["at"]) }
        }
    }
}
