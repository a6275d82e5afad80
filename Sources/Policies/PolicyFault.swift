// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site
import Standards

/// What a person can get wrong with a policy.
public enum PolicyFault: Error, Hashable, Sendable {
    /// There is no such version (any more).
    case gone
    /// Another one changed it since it was opened.
    case changedMeanwhile
    /// Only a draft may be changed.
    case notADraft
    /// There is no such step from where it is.
    case notPossible(from: PolicyStage, to: PolicyStage)
    /// The two releases are given by two people.
    case samePerson
    /// Nobody checks what they wrote.
    case ownWork
    /// A first day in force, or a last day for comments, that is past.
    case dayPast
    /// The first day in force lies behind the last.
    case endsBeforeItBegins
    /// Comments are still taken.
    case commentsOpen(until: Int)
    /// Comments are to be taken for fewer days than the law leaves: the least there is.
    case commentsTooShort(least: Int)
    /// Comments are to be taken for fewer days than usual, and nobody says why.
    case commentsUnexplained(usual: Int)
    /// Its term ends before it could come into force.
    case endsBefore(Day)
}

extension PolicyFault: ExplainedFault {
    public var status: HTTPResponse.Status {
        switch self {
        case .gone: .notFound
        case .changedMeanwhile, .notADraft, .notPossible, .samePerson, .ownWork, .commentsOpen, .endsBefore:
            .conflict
        case .dayPast, .endsBeforeItBegins, .commentsTooShort, .commentsUnexplained: .unprocessableContent
        }
    }

    public var kind: String { "policies." + key }

    private var key: String {
        switch self {
        case .gone: "gone"
        case .changedMeanwhile: "changedMeanwhile"
        case .notADraft: "notADraft"
        case .notPossible: "notPossible"
        case .samePerson: "samePerson"
        case .ownWork: "ownWork"
        case .dayPast: "dayPast"
        case .endsBeforeItBegins: "endsBeforeItBegins"
        case .commentsOpen: "commentsOpen"
        case .commentsTooShort: "commentsTooShort"
        case .commentsUnexplained: "commentsUnexplained"
        case .endsBefore: "endsBefore"
        }
    }

    /// What happened, why, and what to do.
    public func explanation(in words: Words) -> FaultExplanation {
        let base = "policies.fault." + key
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }
}
