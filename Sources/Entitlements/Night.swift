// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Standards
import Store

/// Everybody against everything, each night.
enum Night {
    static let job = JobKind<Int64>("entitlements.night", attemptLimit: 8)
}

extension Entitlements {
    /// Counts for each policy in force who is eligible, and who of them has no application that is known.
    func count(at moment: Int64, _ context: JobContext) async throws {
        let day = Day(milliseconds: database.ground.now())
        try await audience.everybody { matches in
            let applied = try await outcomes.applicants(for: matches.policy.number)
            try await nights.put(
                matches.policy, eligible: matches.counts(),
                unapplied: matches.counts(leavingOut: applied), on: day)
            try await context.extend()
        }
        try await nights.forget(before: day)
    }
}
