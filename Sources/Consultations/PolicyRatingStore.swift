// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// Ratings of policies: one for each reader, counted with the policy.
struct PolicyRatingStore: Sendable {
    let database: Database

    /// Keeps a reader's rating in place of an earlier one; the counters of the day on which it was first
    /// given take the difference, so that the sum and the number always speak of the same ratings.
    /// - Parameter source: from where a stranger sends it, by which ratings are limited; nil for those who
    ///   are signed in.
    func rate(
        _ policy: ID<Policy>, _ rating: PolicyRating, by rater: String, from source: String? = nil,
        once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            let now = tx.ground.now()
            let before = try tx.first(
                "SELECT useful, counted_on, at FROM policy_rating WHERE policy = $1 AND rater = $2", policy,
                rater)
            let counted: Int? = try before.flatMap { try $0["counted_on"] }
            let day =
                try counted.map { Day(number: $0) } ?? Day(milliseconds: before.map { try $0["at"] } ?? now)
            if before == nil, let source { try tx.requireRoom(for: policy, from: source, on: day) }
            try tx.run(
                """
                INSERT INTO policy_rating (policy, rater, clear, useful, words, at, source, counted_on)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (policy, rater) DO UPDATE
                SET clear = excluded.clear, useful = excluded.useful, words = excluded.words,
                    at = excluded.at, counted_on = excluded.counted_on
                """, policy, rater, rating.clear.rawValue, rating.useful.rawValue, rating.words, now,
                source ?? "", day.number)
            if before == nil { try tx.count(.ratings, of: policy, on: day) }
            let change = rating.useful.rawValue - (try before.map { try $0["useful"] } ?? 0)
            if change != 0 { try tx.count(.ratingSum, of: policy, by: Int64(change), on: day) }
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

extension Transaction {
    /// Refuses what one source sends beyond its limits.
    fileprivate func requireRoom(for policy: ID<Policy>, from source: String, on day: Day) throws {
        let today: Int? = try value(
            "SELECT count(*) FROM policy_rating WHERE source = $1 AND counted_on = $2", source, day.number)
        let same: Int? = try value(
            "SELECT count(*) FROM policy_rating WHERE source = $1 AND policy = $2", source, policy)
        guard (today ?? 0) < PolicyRating.mostOfADay, (same ?? 0) < PolicyRating.mostOfAPolicy else {
            throw ConsultationFault.tooManyRatings
        }
    }
}
