// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// What keeps a page of this room from being shown.
public enum EntitlementFault: Error, Hashable, Sendable {
    /// The visitor acts for no enterprise.
    case noEnterprise
}

extension EntitlementFault: ExplainedFault {
    public var status: HTTPResponse.Status {
        switch self {
        case .noEnterprise: .notFound
        }
    }

    public var kind: String { "entitlements." + key }

    private var key: String {
        switch self {
        case .noEnterprise: "noEnterprise"
        }
    }

    /// What happened, why, and what to do.
    public func explanation(in words: Words) -> FaultExplanation {
        let base = "entitlements.fault." + key
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }
}
