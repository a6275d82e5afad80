// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// What goes wrong with a managed tag.
public enum TagFault: String, Error, Hashable, CaseIterable, Sendable {
    /// There is no such tag (any more): it may have been merged into another.
    case gone
    /// Another tag has the name, as its own or as another name.
    case taken
    /// Another one changed it since it was opened.
    case changedMeanwhile
    /// A tag cannot be merged with itself.
    case same
}

extension TagFault: ExplainedFault {
    public var status: HTTPResponse.Status { self == .gone ? .notFound : .conflict }

    public var kind: String { "policies.tag." + rawValue }

    /// What happened, why, and what to do.
    public func explanation(in words: Words) -> FaultExplanation {
        let base = "policies.tag.fault." + rawValue
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }
}
