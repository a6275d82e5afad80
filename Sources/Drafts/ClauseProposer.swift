// SPDX-License-Identifier: Apache-2.0

/// Proposes clauses for official words that the reader left to a person. What it says is checked by
/// ``ProposalCheck`` and taken, mended or refused by an editor; nothing of it enters a rule by itself.
protocol ClauseProposer: Sendable {
    /// Who proposes, as editors and the audit chain see it.
    var model: String { get }

    /// The proposer's answer to a question: JSON as ``ProposedClause`` reads it, checked by nobody yet.
    ///
    /// - Throws: ``ProposerFault``, and `CancellationError` when the service stops.
    func answer(to question: ProposerQuestion) async throws -> String
}

/// Why no proposals came. Holds no word of the answer and nothing of the key.
enum ProposerFault: Error, Hashable, Sendable {
    /// No connection, or none that is secure.
    case unreachable
    case timedOut(seconds: Int)
    /// The endpoint does not know our key, or does not let it use the model.
    case unauthorised(status: Int)
    /// Too many requests, or the endpoint is not well.
    case busy(status: Int)
    /// Another status than success.
    case status(Int)
    /// It wants to send us elsewhere.
    case redirected
    case tooLarge(limitKiB: Int)
    /// The answer was cut off, or is not the JSON that was asked for.
    case unreadable
    /// The draft was sent on, or is gone.
    case notADraft
    /// The proposer was switched off in the meantime.
    case off

    /// Whether the same question may go well a little later.
    var mayPass: Bool {
        switch self {
        case .unreachable, .timedOut, .busy: true
        default: false
        }
    }

    /// As it is kept: `busy 503`.
    var text: String {
        switch self {
        case .unreachable: "unreachable"
        case .timedOut(let seconds): "timedOut \(seconds)"
        case .unauthorised(let status): "unauthorised \(status)"
        case .busy(let status): "busy \(status)"
        case .status(let status): "status \(status)"
        case .redirected: "redirected"
        case .tooLarge(let limit): "tooLarge \(limit)"
        case .unreadable: "unreadable"
        case .notADraft: "notADraft"
        case .off: "off"
        }
    }

    /// Reads what ``text`` wrote.
    init?(text: String) {
        let parts = text.split(separator: " ").map(String.init)
        let number = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        switch parts.first {
        case "unreachable": self = .unreachable
        case "timedOut": self = .timedOut(seconds: number)
        case "unauthorised": self = .unauthorised(status: number)
        case "busy": self = .busy(status: number)
        case "status": self = .status(number)
        case "redirected": self = .redirected
        case "tooLarge": self = .tooLarge(limitKiB: number)
        case "unreadable": self = .unreadable
        case "notADraft": self = .notADraft
        case "off": self = .off
        default: return nil
        }
    }

    /// The key of its words, and the number that they need.
    var word: (key: String, values: [String: String]) {
        let parts = text.split(separator: " ").map(String.init)
        return ("drafts.proposer.fault.\(parts[0])", ["number": parts.count == 2 ? parts[1] : ""])
    }
}
