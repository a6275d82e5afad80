// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// What a person can get wrong here.
enum GuideFault: String, Error, Hashable, CaseIterable, Sendable {
    /// There is no such zone.
    case zoneGone
    /// Another zone bears the name.
    case zoneTaken
    /// Another one changed it since it was opened.
    case zoneChanged
    /// A booklet of nothing.
    case bookletEmpty
    /// A booklet that would be too thick.
    case bookletLong
}

extension GuideFault: ExplainedFault {
    var status: HTTPResponse.Status {
        switch self {
        case .zoneGone: .notFound
        case .zoneTaken, .zoneChanged: .conflict
        case .bookletEmpty, .bookletLong: .unprocessableContent
        }
    }

    var kind: String { "guides." + rawValue }

    func explanation(in words: Words) -> FaultExplanation {
        let base = "guides.fault." + rawValue
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }
}
