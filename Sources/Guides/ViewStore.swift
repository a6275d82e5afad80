// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// Writes what was counted: views of policies, openings of shared links, uses of tags.
struct ViewStore: Sendable {
    let database: Database

    /// Adds what was counted.
    func add(_ counted: GuideCounts) async throws {
        try await database.write { tx in
            // In one order on every server, so that two of them never wait for each other.
            for (policy, count) in counted.views.sorted(by: { $0.key < $1.key }) {
                try tx.count(.views, of: policy, by: count)
            }
            for (code, count) in counted.opens.sorted(by: { $0.key < $1.key }) {
                try tx.run("UPDATE guide_share SET opens = opens + $1 WHERE code = $2", count, code)
            }
            let uses = counted.uses.sorted {
                ($0.key.name, $0.key.day) < ($1.key.name, $1.key.day)
            }
            for (use, count) in uses {
                try tx.run(
                    """
                    INSERT INTO guide_tag_use (name, day, uses)
                    VALUES ($1, $2, $3)
                    ON CONFLICT (name, day) DO UPDATE SET uses = guide_tag_use.uses + excluded.uses
                    """, use.name, use.day.number, count)
            }
        }
    }

    /// How often names were chosen on a day and after it.
    func uses(since day: Day) async throws -> [String: Int64] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT name, CAST(sum(uses) AS bigint) AS uses
                FROM guide_tag_use
                WHERE day >= $1
                GROUP BY name
                ORDER BY name
                LIMIT 10000
                """, day.number
            ).reduce(into: [:]) { uses, row in uses[try row["name"]] = try row["uses"] }
        }
    }
}
