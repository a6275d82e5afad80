// SPDX-License-Identifier: Apache-2.0
import Policies
import Store

/// Which policies changed, for the catalogues that servers hold in memory.
struct GuideStore: Sendable {
    let database: Database

    /// The number of the latest change; 0 while there is none.
    func latestChange() async throws -> Int64 {
        try await database.read { try $0.value("SELECT coalesce(max(change), 0) FROM guide_entry") ?? 0 }
    }

    /// What changed after a number, in order, as it is now; `version` is nil for what nobody may read.
    func changes(
        after change: Int64, limit: Int = 500
    ) async throws -> [(policy: ID<Policy>, change: Int64, version: PolicyVersion?)] {
        try await database.read { reader in
            let rows = try reader.rows(
                "SELECT policy, change FROM guide_entry WHERE change > $1 ORDER BY change LIMIT $2", change,
                limit)
            let ids: [ID<Policy>] = try rows.map { try $0["policy"] }
            let shown = try reader.shownVersions(of: ids)
            return try zip(ids, rows).map { id, row in (id, try row["change"], shown[id]) }
        }
    }

    /// The versions that everybody reads, by policy.
    func shown(_ policies: [ID<Policy>]) async throws -> [ID<Policy>: PolicyVersion] {
        try await database.read { try $0.shownVersions(of: policies) }
    }

    /// Notes every policy that was released and is not in the list yet: for data from before this room.
    func noteMissing() async throws -> Int {
        let missing = try await database.read { reader in
            try reader.rows(
                """
                SELECT DISTINCT v.policy
                FROM policy_version v
                WHERE v.released_at IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM guide_entry g WHERE g.policy = v.policy)
                LIMIT 100000
                """
            ).map { try $0["policy"] as ID<Policy> }
        }
        for part in stride(from: 0, to: missing.count, by: 500) {
            let ids = missing[part..<min(part + 500, missing.count)]
            try await database.write { tx in for id in ids { try tx.noteGuideChange(of: id) } }
        }
        return missing.count
    }
}

extension Transaction {
    /// Notes that a policy came, changed or went.
    func noteGuideChange(of policy: ID<Policy>) throws {
        try run(
            """
            INSERT INTO guide_entry (policy, change)
            VALUES ($1, (SELECT coalesce(max(change), 0) + 1 FROM guide_entry))
            ON CONFLICT (policy) DO UPDATE SET change = excluded.change
            """, policy)
    }
}
