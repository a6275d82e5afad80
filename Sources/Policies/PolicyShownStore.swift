// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

extension Collection where Element == PolicyVersion {
    /// Of the versions of one policy, the one that everybody reads on a day: the one in force; where none is,
    /// the one that comes next, else the last that was in force. Nil when none was ever released.
    public func shown(on day: Day) -> PolicyVersion? {
        let released = filter { $0.releasedAt != nil }
        func latest(where isMeant: (PolicyVersion) -> Bool) -> PolicyVersion? {
            released.filter(isMeant).max { $0.version < $1.version }
        }
        return latest { $0.isInForce(on: day) } ?? coming(after: day)
            ?? latest { $0.inForceFrom.map { $0 <= day } ?? false } ?? latest { _ in true }
    }

    /// Of the versions of one policy, the next that will be in force after a day; nil when none is known.
    public func coming(after day: Day) -> PolicyVersion? {
        filter { $0.isComing(after: day) }
            .min { ($0.inForceFrom ?? .latest, $0.version) < ($1.inForceFrom ?? .latest, $1.version) }
    }
}

extension Reader {
    /// The version of each policy that everybody reads on a day, as ``Swift/Collection/shown(on:)`` says.
    /// Policies that were never released are left out. At most 1,000 policies at a time.
    public func shownVersions(of policies: [ID<Policy>], on day: Day) throws -> [ID<Policy>: PolicyVersion] {
        guard !policies.isEmpty else { return [:] }
        precondition(policies.count <= 1_000, "At most 1,000 policies at a time.")
        let list = SQL.list(from: 1, count: policies.count)
        let sql: SQL = Self.columns + " WHERE v.released_at IS NOT NULL AND v.policy IN " + list
        let versions = try rows(sql + " ORDER BY v.policy, v.version LIMIT 100000", values: policies)
            .map(PolicyVersion.init(row:))
        return Dictionary(grouping: versions, by: \.policy.id).compactMapValues { $0.shown(on: day) }
    }
}
