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
    /// Who acts for no enterprise has nothing to propose in its name.
    case noEnterprise
    /// The enterprise has the same proposal open.
    case proposalOpen
    /// The enterprise has ten proposals open.
    case proposalsMany
    /// There is no such proposal.
    case proposalGone
    /// Another one was quicker to answer.
    case proposalAnswered
}

extension GuideFault: ExplainedFault {
    var status: HTTPResponse.Status {
        switch self {
        case .zoneGone, .proposalGone: .notFound
        case .zoneTaken, .zoneChanged, .noEnterprise, .proposalOpen, .proposalsMany, .proposalAnswered:
            .conflict
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
