// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// What a person can get wrong with a question, an opinion or a rating.
enum ConsultationFault: Error, Hashable, Sendable, CaseIterable {
    /// Another one changed it since the form was opened.
    case changedMeanwhile
    /// It cannot be done at this state.
    case notNow
    /// Its last day has gone by: the clock is not stopped any more.
    case overdue
    /// It was sent on twice already.
    case tooManyHops
    /// It is rated already in this round, or has no answer yet.
    case notToRate
    /// Comments are not taken: before or after the time for it.
    case windowClosed
    /// Too many comments came from here today.
    case tooManyOpinions
    /// Too many ratings came from here.
    case tooManyRatings
}

extension ConsultationFault: ExplainedFault {
    var status: HTTPResponse.Status {
        switch self {
        case .changedMeanwhile, .notNow, .overdue, .tooManyHops, .notToRate: .conflict
        case .windowClosed: .gone
        case .tooManyOpinions, .tooManyRatings: .tooManyRequests
        }
    }

    var kind: String { "consultations." + key }

    private var key: String {
        switch self {
        case .changedMeanwhile: "changedMeanwhile"
        case .notNow: "notNow"
        case .overdue: "overdue"
        case .tooManyHops: "tooManyHops"
        case .notToRate: "notToRate"
        case .windowClosed: "windowClosed"
        case .tooManyOpinions: "tooManyOpinions"
        case .tooManyRatings: "tooManyRatings"
        }
    }

    func explanation(in words: Words) -> FaultExplanation {
        let base = "consultations.fault." + key
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }
}
