// SPDX-License-Identifier: Apache-2.0
import Store

extension Reader {
    /// The version of each policy that everybody reads: the released one, else the last that was in force.
    /// Policies without one are left out. At most 1,000 policies at a time.
    public func shownVersions(of policies: [ID<Policy>]) throws -> [ID<Policy>: PolicyVersion] {
        guard !policies.isEmpty else { return [:] }
        precondition(policies.count <= 1_000, "At most 1,000 policies at a time.")
        let list = SQL.list(from: 1, count: policies.count)
        let sql: SQL = Self.columns + " WHERE v.released_at IS NOT NULL AND v.policy IN " + list
        var shown: [ID<Policy>: PolicyVersion] = [:]
        for row in try rows(sql + " ORDER BY v.policy, v.version LIMIT 100000", values: policies) {
            let version = try PolicyVersion(row: row)
            if let known = shown[version.policy.id], known.stage == .released { continue }
            shown[version.policy.id] = version
        }
        return shown
    }
}
