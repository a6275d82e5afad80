// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

/// Which policies changed, for the catalogues that servers hold in memory.
struct GuideStore: Sendable {
    let database: Database

    /// The numbers of the latest changes of policies and of tags; 0 while there is none.
    func latestChanges() async throws -> (policies: Int64, tags: Int64) {
        try await database.read { reader in
            let row = try reader.first(
                """
                SELECT (SELECT coalesce(max(change), 0) FROM guide_entry) AS policies,
                    (SELECT coalesce(max(change), 0) FROM policy_tag) AS tags
                """)
            guard let row else { return (0, 0) }
            return (try row["policies"], try row["tags"])
        }
    }

    /// All managed tags.
    func tagBook() async throws -> TagBook { try await database.read { try $0.tagBook() } }

    /// What changed after a number, in order, as it is on a day; `version` is nil for what nobody may read.
    func changes(
        after change: Int64, on day: Day, limit: Int = 500
    ) async throws -> [GuideChange] {
        try await database.read { reader in
            let rows = try reader.rows(
                "SELECT policy, change FROM guide_entry WHERE change > $1 ORDER BY change LIMIT $2", change,
                limit)
            let ids: [ID<Policy>] = try rows.map { try $0["policy"] }
            let shown = try reader.shownVersions(of: ids, on: day)
            let suggested = try reader.suggestedTags(of: ids)
            return try zip(ids, rows).map { id, row in
                GuideChange(
                    policy: id, change: try row["change"], version: shown[id], suggested: suggested[id] ?? [])
            }
        }
    }

    /// Policies of which another version is shown on one of two days than on the other, though nobody did
    /// anything in between: the first day of a version was reached.
    func turned(between one: Day, and other: Day) async throws -> [ID<Policy>] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT DISTINCT policy
                FROM policy_version
                WHERE released_at IS NOT NULL
                    AND ((in_force_from > $1 AND in_force_from <= $2)
                        OR (stage = 'superseded' AND in_force_to >= $1 AND in_force_to < $2))
                ORDER BY policy
                LIMIT 100000
                """, min(one, other).number, max(one, other).number
            ).map { try $0["policy"] }
        }
    }

    /// The same policies as changes that bear no number of their own; 500 at most.
    func turns(of policies: [ID<Policy>], on day: Day) async throws -> [GuideChange] {
        try await database.read { reader in
            let shown = try reader.shownVersions(of: policies, on: day)
            let suggested = try reader.suggestedTags(of: policies)
            return policies.map {
                GuideChange(policy: $0, change: 0, version: shown[$0], suggested: suggested[$0] ?? [])
            }
        }
    }

    /// The versions that everybody reads on a day, by policy.
    func shown(_ policies: [ID<Policy>], on day: Day) async throws -> [ID<Policy>: PolicyVersion] {
        try await database.read { try $0.shownVersions(of: policies, on: day) }
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

/// A policy that came, changed or went.
struct GuideChange: Sendable {
    let policy: ID<Policy>
    let change: Int64
    /// Nil for what nobody may read.
    let version: PolicyVersion?
    /// Tags that were added on proposals of enterprises.
    let suggested: [String]
}

extension Reader {
    /// Every name that a policy bears as a tag.
    func borneTags() throws -> [String] {
        try rows("SELECT DISTINCT name FROM policy_tagging ORDER BY name LIMIT 1000").map { try $0["name"] }
    }

    /// Tags that were added to policies on proposals of enterprises; at most 1,000 policies at a time.
    func suggestedTags(of policies: [ID<Policy>]) throws -> [ID<Policy>: [String]] {
        guard !policies.isEmpty else { return [:] }
        let sql: SQL =
            "SELECT policy, name FROM guide_policy_tag WHERE policy IN "
            + SQL.list(from: 1, count: policies.count) + " ORDER BY policy, added_at, name"
        return try rows(sql, values: policies.map { $0.text }).reduce(into: [:]) { found, row in
            found[try row["policy"], default: []].append(try row["name"])
        }
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
