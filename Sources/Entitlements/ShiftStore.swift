// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Outreach
import Policies
import Standards
import Store

extension EntitlementStore {
    /// Compares how an enterprise stands with what it was told last, and keeps what is different with the one
    /// message that tells of it. What it was told is read in the same transaction, so that neither a release
    /// nor other facts are told a second time. Versions that have not been put to everybody yet are left
    /// alone; `later` then plans the next look.
    func settle(
        _ stands: [Stand], of enterprise: EnterpriseID, _ news: ShiftNews,
        later: @escaping @Sendable (Transaction) throws -> Void = { _ in }
    ) async throws {
        try await database.write { tx in
            let before = try tx.standings(of: enterprise)
            var shifts: [Shift] = []
            var hasReach = false
            for stand in stands {
                let was = before[stand.policy.number]
                guard was?.group != stand.group else { continue }
                guard try tx.isInForce(stand.policy.version.id) else { continue }
                guard try tx.hasReached(stand.policy.version.id) else {
                    hasReach = true
                    continue
                }
                shifts.append(Shift(policy: stand.policy, before: was, after: stand.group))
            }
            for shift in shifts {
                try tx.put(
                    Settled(enterprise: enterprise, group: shift.after) { _ in nil }, shift.policy.number,
                    shift.policy.version.id, shift.before)
                if shift.after == .eligible { try tx.count(.matches, ofPolicyNumbered: shift.policy.number) }
            }
            if let message = news.message(shifts, to: enterprise) { try tx.tell(message) }
            if hasReach { try later(tx) }
        }
    }

    /// Keeps that a version reaches nobody, for it has no rule that reads; what it may mean later is a change
    /// of the rules.
    func pass(_ version: ID<PolicyVersion>, of policy: Int64) async throws {
        try await database.write { tx in
            guard try tx.isInForce(version) else { return }
            try tx.run(
                """
                INSERT INTO entitlement_reach (version, policy, eligible, near, told, begun_at, ended_at)
                VALUES ($1, $2, 0, 0, 0, $3, $3)
                ON CONFLICT (version) DO UPDATE SET ended_at = excluded.ended_at
                """, version, policy, tx.ground.now())
        }
    }

    /// Who was told last that it can apply for a policy.
    func eligible(for policy: Int64) async throws -> Set<EnterpriseID> {
        try await database.read { reader in
            var found: Set<EnterpriseID> = []
            try reader.forEach(
                "SELECT enterprise FROM entitlement_state WHERE policy = $1 AND grp = 'eligible'", policy
            ) { found.insert(try $0["enterprise"]) }
            return found
        }
    }
}

extension Reader {
    /// What an enterprise was told last, by the number of the policy.
    fileprivate func standings(of enterprise: EnterpriseID) throws -> [Int64: Standing] {
        let found = try rows(
            "SELECT policy, enterprise, grp, version FROM entitlement_state WHERE enterprise = $1 LIMIT 100000",
            enterprise
        ).map(Standing.init(row:))
        return Dictionary(found.map { ($0.policy, $0) }) { first, _ in first }
    }

    /// Whether a version was put to everybody.
    fileprivate func hasReached(_ version: ID<PolicyVersion>) throws -> Bool {
        try first(
            "SELECT 1 AS one FROM entitlement_reach WHERE version = $1 AND ended_at IS NOT NULL", version)
            != nil
    }
}
