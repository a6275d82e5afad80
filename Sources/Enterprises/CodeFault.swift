// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// Why an enterprise code is refused.
public enum CodeFault: Error, Hashable, Sendable, CaseIterable {
    /// The address is no code, or only a part of one.
    case unreadable
    /// The signature is not this site's.
    case forged
    /// The code of a phone is older than five minutes.
    case expired
    /// The enterprise has made its earlier codes invalid.
    case withdrawn
    /// The code is genuine, and the enterprise is no longer in the register.
    case unknown
    /// The site's own key does not have 32 bytes.
    case keyUnusable
}

extension CodeFault: ExplainedFault {
    /// 404 for what is no code, 410 for what was one.
    public var status: HTTPResponse.Status {
        switch self {
        case .unreadable, .forged, .unknown: .notFound
        case .expired, .withdrawn: .gone
        case .keyUnusable: .internalServerError
        }
    }

    /// For problem details.
    public var kind: String { "enterprises.code-\(key)" }

    /// Each with its own reason and next step.
    public func explanation(in words: Words) -> FaultExplanation {
        FaultExplanation(
            title: words("enterprises.code.\(key).title"), reason: words("enterprises.code.\(key).reason"),
            advice: words("enterprises.code.\(key).advice"))
    }

    private var key: String {
        switch self {
        case .unreadable: "unreadable"
        case .forged: "forged"
        case .expired: "expired"
        case .withdrawn: "withdrawn"
        case .unknown: "unknown"
        case .keyUnusable: "key"
        }
    }
}
