// SPDX-License-Identifier: Apache-2.0
import Policies
import Store

/// Writes what was counted: views of policies, and openings of shared links.
struct ViewStore: Sendable {
    let database: Database

    /// Adds what was counted.
    func add(_ counted: (views: [ID<Policy>: Int64], opens: [String: Int64])) async throws {
        try await database.write { tx in
            // In one order on every server, so that two of them never wait for each other.
            for (policy, count) in counted.views.sorted(by: { $0.key < $1.key }) {
                try tx.count(.views, of: policy, by: count)
            }
            for (code, count) in counted.opens.sorted(by: { $0.key < $1.key }) {
                try tx.run("UPDATE guide_share SET opens = opens + $1 WHERE code = $2", count, code)
            }
        }
    }
}
