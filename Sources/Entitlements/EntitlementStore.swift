// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Outreach
import Policies
import Standards
import Store

/// What enterprises were told last: that they can apply, or that they are one clause away.
struct Standing: Hashable, Sendable {
    let policy: Int64
    let enterprise: EnterpriseID
    /// `eligible` or `near`.
    let group: PolicyFit.Group
    /// The version by which they were told.
    let version: String
}

/// What became of one enterprise by a version, on its way into the table.
struct Settled: Sendable {
    let enterprise: EnterpriseID
    /// Nil when it is neither eligible nor near.
    let group: PolicyFit.Group?
    /// What to tell when it is new; nil when there is nothing that is worth it.
    let message: @Sendable (_ before: Standing?) -> NewMessage?
}

/// How far the reach of a version has come.
struct ReachRecord: Hashable, Sendable {
    let eligible: Int
    let near: Int
    let told: Int
    let begunAt: Int64
    let endedAt: Int64?
}

/// States of enterprises, and how far a release has reached.
struct EntitlementStore: Sendable {
    let database: Database

    /// Writes what became of some enterprises by a version, with the messages, in one transaction. Those who
    /// were settled by this version already are passed over, so that a job that was killed goes on.
    ///
    /// - Returns: how many messages are new.
    func settle(_ policy: Int64, _ version: ID<PolicyVersion>, _ settled: [Settled]) async throws -> Int {
        try await database.write { tx in
            // Withdrawn since the job began: nobody is to be told that it is there.
            guard try tx.isInForce(version) else { return 0 }
            let before = try tx.standings(of: policy, settled.map(\.enterprise))
            var (told, eligible, near, gained) = (0, 0, 0, Int64(0))
            for one in settled {
                let was = before[one.enterprise]
                if was?.version == version.text, was?.group == one.group { continue }
                if was == nil, one.group == nil { continue }
                try tx.put(one, policy, version, was)
                if let message = one.message(was), try tx.tell(message) { told += 1 }
                if one.group == .eligible { eligible += 1 }
                if one.group == .eligible, was?.group != .eligible { gained += 1 }
                if one.group == .near { near += 1 }
            }
            try tx.run(
                """
                UPDATE entitlement_reach
                SET told = told + $1, eligible = eligible + $2, near = near + $3
                WHERE version = $4
                """, told, eligible, near, version)
            if gained > 0 { try tx.count(.matches, ofPolicyNumbered: policy, by: gained) }
            return told
        }
    }

    /// Keeps that the reach of a version begins; once.
    func begin(_ version: ID<PolicyVersion>, of policy: Int64) async throws {
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO entitlement_reach (version, policy, eligible, near, told, begun_at)
                VALUES ($1, $2, 0, 0, 0, $3)
                ON CONFLICT (version) DO NOTHING
                """, version, policy, tx.ground.now())
        }
    }

    /// How far the reach of a version has come; nil before it begins.
    func reach(of version: ID<PolicyVersion>) async throws -> ReachRecord? {
        try await database.read { reader in
            try reader.first(
                "SELECT eligible, near, told, begun_at, ended_at FROM entitlement_reach WHERE version = $1",
                version
            ).map {
                ReachRecord(
                    eligible: try $0["eligible"], near: try $0["near"], told: try $0["told"],
                    begunAt: try $0["begun_at"], endedAt: try $0["ended_at"])
            }
        }
    }

    /// Whether a policy has reached anybody by another version before.
    func wasReached(_ policy: Int64, before version: ID<PolicyVersion>) async throws -> Bool {
        try await database.read { reader in
            try reader.first(
                "SELECT 1 AS one FROM entitlement_reach WHERE policy = $1 AND version <> $2 LIMIT 1", policy,
                version) != nil
        }
    }

    /// Enterprises that were told by another version of a policy, from after one on.
    func leftOver(
        _ policy: Int64, by version: ID<PolicyVersion>, after id: EnterpriseID?, limit: Int
    ) async throws -> [EnterpriseID] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT enterprise FROM entitlement_state
                WHERE policy = $1 AND version <> $2 AND enterprise > $3
                ORDER BY enterprise
                LIMIT $4
                """, policy, version, id?.text ?? "", limit
            ).map { try $0["enterprise"] }
        }
    }

    /// Who can apply or is near, from after one on.
    func standings(
        of policy: Int64, after id: EnterpriseID?, limit: Int
    ) async throws -> [Standing] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT policy, enterprise, grp, version FROM entitlement_state
                WHERE policy = $1 AND enterprise > $2
                ORDER BY enterprise
                LIMIT $3
                """, policy, id?.text ?? "", limit
            ).map(Standing.init(row:))
        }
    }

    /// What an enterprise was told last, of every policy.
    func standings(of enterprise: EnterpriseID) async throws -> [Standing] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT policy, enterprise, grp, version FROM entitlement_state
                WHERE enterprise = $1
                ORDER BY policy
                LIMIT 100000
                """, enterprise
            ).map(Standing.init(row:))
        }
    }

    /// Forgets some of those who were told of a policy that ended, with the message to each; gives how many
    /// there were. None when another version of it was released meanwhile: that one settles them.
    func forget(
        _ policy: Int64, ended id: ID<Policy>, limit: Int,
        telling message: @escaping @Sendable (EnterpriseID) -> NewMessage?
    ) async throws -> Int {
        try await database.write { tx in
            guard try !tx.versions(of: id).contains(where: { $0.stage == .released }) else { return 0 }
            let ids = try tx.rows(
                "SELECT enterprise FROM entitlement_state WHERE policy = $1 ORDER BY enterprise LIMIT $2",
                policy, limit
            ).map { try $0["enterprise"] as EnterpriseID }
            for enterprise in ids {
                try tx.run(
                    "DELETE FROM entitlement_state WHERE policy = $1 AND enterprise = $2", policy, enterprise)
            }
            try tx.tellAll(ids.compactMap(message))
            return ids.count
        }
    }

    /// Keeps in the audit that a list of enterprises was taken as a file.
    func noteExport(of policy: Int64, count: Int, by actor: String) async throws {
        try await database.write { tx in
            try tx.audit(
                actor: actor, action: "entitlement.export", subject: "policy \(policy)", detail: "\(count)")
        }
    }

    /// Tells some people of one thing, in one transaction.
    func tell(_ messages: [NewMessage]) async throws {
        try await database.write { tx in for message in messages { try tx.tell(message) } }
    }
}

extension Standing {
    init(row: Row) throws {
        let group: String = try row["grp"]
        self.init(
            policy: try row["policy"], enterprise: try row["enterprise"],
            group: PolicyFit.Group(rawValue: group) ?? .missed, version: try row["version"])
    }
}

extension Reader {
    /// What some enterprises were told last of a policy.
    func standings(of policy: Int64, _ ids: [EnterpriseID]) throws -> [EnterpriseID: Standing] {
        guard !ids.isEmpty else { return [:] }
        let found = try rows(
            "SELECT policy, enterprise, grp, version FROM entitlement_state WHERE policy = $1"
                + " AND enterprise IN " + SQL.list(from: 2, count: ids.count),
            values: [policy as any SQLBindable] + ids.map { $0 as any SQLBindable })
        return Dictionary(try found.map(Standing.init(row:)).map { ($0.enterprise, $0) }) { first, _ in first
        }
    }
}

extension Transaction {
    /// Whether a version holds today.
    func isInForce(_ version: ID<PolicyVersion>) throws -> Bool {
        try self.version(version)?.isInForce(on: Day(milliseconds: ground.now())) ?? false
    }

    /// Plans the reach of a release for the day on which it is in force.
    func planReach(of release: PolicyReleased) throws {
        guard let version = try version(release.version), let first = version.inForceFrom else { return }
        try enqueue(
            PolicyReach.job, PolicyReach(release: release, policy: version.policy.number),
            key: .lasting(release.version.text), at: max(ground.now(), first.startMilliseconds))
    }

    /// Puts the state of one enterprise, or takes it away.
    func put(
        _ one: Settled, _ policy: Int64, _ version: ID<PolicyVersion>, _ before: Standing?
    ) throws {
        guard let group = one.group else {
            try run(
                "DELETE FROM entitlement_state WHERE policy = $1 AND enterprise = $2", policy, one.enterprise)
            return
        }
        let isSame = before?.group == group
        try run(
            """
            INSERT INTO entitlement_state (policy, enterprise, grp, version, since)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (policy, enterprise) DO UPDATE SET grp = excluded.grp, version = excluded.version,
                since = CASE WHEN $6 = 1 THEN entitlement_state.since ELSE excluded.since END
            """, policy, one.enterprise, group.rawValue, version, ground.now(), isSame ? 1 : 0)
    }
}

extension Transaction {
    /// Keeps that everybody was looked at.
    func endReach(of version: ID<PolicyVersion>) throws {
        try run("UPDATE entitlement_reach SET ended_at = $1 WHERE version = $2", ground.now(), version)
    }
}
