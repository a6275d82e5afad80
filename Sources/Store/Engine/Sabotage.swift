// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Ways to break a promise on purpose: the negative controls of the fault tests. Not reachable from outside
/// the package.
package enum Sabotage: String, Sendable, CaseIterable {
    /// Answers before the transaction is committed.
    case acknowledgeBeforeCommit
    /// SQLite without the sync that makes a commit durable.
    case synchronousNormal
    /// SQLite without any sync.
    case synchronousOff
    /// A worker's result is taken although its lease has passed to another.
    case noFencing
    /// A request that comes twice is run twice.
    case noIdempotency

    /// Answers a request that is not committed, and leaves the caller time to believe it.
    static func acknowledge(_ request: any Request) {
        request.settle(nil)
        Thread.sleep(forTimeInterval: 0.01)
    }
}
