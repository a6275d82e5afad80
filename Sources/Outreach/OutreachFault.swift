// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// What keeps somebody from setting up how they are told.
enum OutreachFault: Error, Hashable, Sendable {
    /// The digits are not those that were sent.
    case wrongCode
    /// There is no code to type: it is too old, or was used.
    case codeEnded
    /// It was guessed too often.
    case tooManyTries
    /// A code was sent a moment ago.
    case tooSoon(seconds: Int)
    /// Enough codes for now.
    case tooManyCodes
    /// The channel is not set up on this site.
    case channelOff
    /// A link in a letter or of a feed that was not made here, or has ended.
    case brokenLink
}

extension OutreachFault: ExplainedFault {
    var status: HTTPResponse.Status {
        switch self {
        case .wrongCode, .codeEnded: .unprocessableContent
        case .tooManyTries, .tooSoon, .tooManyCodes: .tooManyRequests
        case .channelOff: .conflict
        case .brokenLink: .notFound
        }
    }

    var kind: String { "outreach.\(name)" }

    func explanation(in words: Words) -> FaultExplanation {
        let base = "outreach.fault.\(name)"
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason", values), advice: words(base + ".advice"))
    }

    private var name: String {
        switch self {
        case .wrongCode: "wrongCode"
        case .codeEnded: "codeEnded"
        case .tooManyTries: "tooManyTries"
        case .tooSoon: "tooSoon"
        case .tooManyCodes: "tooManyCodes"
        case .channelOff: "channelOff"
        case .brokenLink: "brokenLink"
        }
    }

    private var values: [String: String] {
        if case .tooSoon(let seconds) = self { ["seconds": String(seconds)] } else { [:] }
    }
}
