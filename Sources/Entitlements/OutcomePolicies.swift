// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Policies
import Store

/// Policies as sheets name them: by number or document number, those past their term by number.
struct OutcomePolicies {
    /// What is needed of a policy.
    struct Named {
        let number: Int64
        let content: PolicyContent
        /// The responsible department; nil when none was named.
        let department: ID<Department>?
        var title: String { content.title }
        var items: [PolicyItem] { content.items }
    }

    private let store: PolicyStore
    private var known: [String: Named] = [:]

    init(_ store: PolicyStore, inForce: [PolicyInForce]) {
        self.store = store
        for policy in inForce {
            let named = Named(
                number: policy.number, content: policy.content,
                department: policy.version.policy.department)
            known[String(policy.number)] = named
            if !policy.content.documentNumber.isEmpty { known[policy.content.documentNumber] = named }
        }
    }

    /// Those that were looked at, by their numbers.
    var byNumber: [Int64: Named] {
        Dictionary(known.values.map { ($0.number, $0) }) { first, _ in first }
    }

    mutating func find(_ text: String) async throws -> Named? {
        if let named = known[text] { return named }
        guard let number = Int64(text), let id = try await store.policy(numbered: number),
            let shown = try await store.shown(id)
        else { return nil }
        let named = Named(number: number, content: shown.content, department: shown.policy.department)
        known[text] = named
        return named
    }
}
