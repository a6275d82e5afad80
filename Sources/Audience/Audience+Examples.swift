// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Rules
import Standards

/// An enterprise beside a rule, to look at: what it meets and misses, and by how much.
public struct AudienceExample: Sendable {
    /// Its id.
    public let id: EnterpriseID
    /// Its name.
    public let name: String
    /// The judgement, with advice for what it misses.
    public let entry: Report.Entry
}

extension Audience {
    /// Some enterprises judged by a rule, in the order of their ids here; those that the register no longer
    /// has are left out. About a millisecond each.
    public func examples(
        _ ids: [EnterpriseID], by rule: Rule, asOf day: Day
    ) async throws -> [AudienceExample] {
        let known = try await enterprises.known(ids)
        let byID = Dictionary(known.map { ($0.enterprise.id, $0) }) { first, _ in first }
        let library = library
        return try await OffPool.run {
            ids.compactMap { byID[$0] }.map { one in
                let verdict = library.judge(one.facts, by: rule, asOf: day)
                return AudienceExample(
                    id: one.enterprise.id, name: one.enterprise.name,
                    entry: library.entry(of: verdict, facts: one.facts))
            }
        }
    }
}
