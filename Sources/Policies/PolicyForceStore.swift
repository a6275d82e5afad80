// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// That a version took a step which decides what is in force.
public struct PolicyForceChange: Hashable, Sendable {
    /// The step's own id, by which it is known again.
    public let id: String
    /// The version.
    public let version: ID<PolicyVersion>
}

extension PolicyStore {
    /// Versions that are in force on a day, in the order of their ids, from after one on; at most `limit`.
    /// One that another has superseded is in force until the day before the other one.
    public func versionsInForce(
        on day: Day, after id: ID<PolicyVersion>? = nil, limit: Int = 500
    ) async throws -> [PolicyVersion] {
        try await database.read { try $0.versionsInForce(on: day, after: id, limit: limit) }
    }

    /// Releases and ends since a moment in milliseconds since 1970, the first first; at most `limit`. Whoever
    /// asks again and again goes back a little each time, for transactions end in any order.
    public func forceChanges(since moment: Int64, limit: Int = 1_000) async throws -> [PolicyForceChange] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT id, version FROM policy_step
                WHERE at >= $1 AND stage IN ('released', 'superseded', 'expired', 'withdrawn')
                ORDER BY at, id
                LIMIT $2
                """, moment, limit
            ).map { PolicyForceChange(id: try $0["id"], version: try $0["version"]) }
        }
    }
}
