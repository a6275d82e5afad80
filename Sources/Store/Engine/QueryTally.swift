// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Counts the statements that a task sends, so that a test can hold a page to its number of queries.
///
/// ```swift
/// let count = try await QueryTally.counting { try await page.response(…) }
/// #expect(count == 3)
/// ```
public final class QueryTally: Sendable {
    @TaskLocal static var current: QueryTally?
    private let total = Mutex(0)

    /// Runs the body and gives the number of statements that it and its child tasks sent.
    public static func counting(_ body: () async throws -> Void) async rethrows -> Int {
        let tally = QueryTally()
        try await $current.withValue(tally) { try await body() }
        return tally.total.withLock { $0 }
    }

    func count() { total.withLock { $0 += 1 } }
}
