// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// What can be wrong with a request as such. Thrown by any route; shown as a neutral page, or as problem
/// details under `/api/`.
public enum SiteFault: Error, Equatable, Sendable {
    /// The request cannot be understood; `field` names the part, where one is known.
    case badRequest(field: String?)
    /// A program asked without a token, or with one that is not valid.
    case unauthorised
    /// The visitor may not do this.
    case forbidden
    /// The request came from another site's page.
    case crossSite
    /// There is nothing at this address.
    case notFound
    /// The address exists, but not for this method.
    case methodNotAllowed([HTTPRequest.Method])
    /// Parts of a request to the API do not fit its description.
    case invalid([SchemaFault])
    /// The body did not arrive in time.
    case tooSlow(seconds: Int)
    /// The body is of another media type than the one that is read.
    case unsupportedType(wanted: String)
    /// The body is larger than allowed.
    case tooLarge(limitBytes: Int)
    /// The address is longer than allowed.
    case urlTooLong
    /// Too many requests; try again after some seconds.
    case tooMany(retryAfterSeconds: Int)
    /// A state from a link or form was changed or is too old.
    case lostState
    /// A state has grown beyond what an address bears.
    case stateTooLarge(limitBytes: Int)
    /// The service cannot answer now; try again after some seconds.
    case unavailable(retryAfterSeconds: Int)
    /// Something in the server failed; the log knows what, under the request's id.
    case failure

    /// The status of the response.
    public var status: HTTPResponse.Status {
        switch self {
        case .badRequest, .lostState: .badRequest
        case .unauthorised: .unauthorized
        case .forbidden, .crossSite: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .invalid: .unprocessableContent
        case .tooSlow: .requestTimeout
        case .unsupportedType: .unsupportedMediaType
        case .tooLarge, .stateTooLarge: .contentTooLarge
        case .urlTooLong: .uriTooLong
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .failure: .internalServerError
        }
    }

    /// The name in the word book and in the `type` of problem details.
    var key: String {
        switch self {
        case .badRequest: "bad-request"
        case .unauthorised: "unauthorised"
        case .forbidden: "forbidden"
        case .crossSite: "cross-site"
        case .notFound: "not-found"
        case .methodNotAllowed: "method-not-allowed"
        case .invalid: "invalid"
        case .tooSlow: "too-slow"
        case .unsupportedType: "unsupported-type"
        case .tooLarge: "too-large"
        case .urlTooLong: "url-too-long"
        case .tooMany: "too-many"
        case .lostState: "lost-state"
        case .stateTooLarge: "state-too-large"
        case .unavailable: "unavailable"
        case .failure: "failure"
        }
    }

    /// Headers that belong to the status.
    var headers: HTTPFields {
        switch self {
        case .methodNotAllowed(let methods):
            [.allow: methods.map(\.rawValue).sorted().joined(separator: ", ")]
        case .unauthorised: [.wwwAuthenticate: "Bearer"]
        case .tooMany(let seconds), .unavailable(let seconds): [.retryAfter: String(seconds)]
        default: [:]
        }
    }

    private var values: [String: String] {
        switch self {
        case .badRequest(let field): ["field": field ?? "–"]
        case .tooLarge(let limit):
            ["limit": limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(max(1, limit >> 10)) KB"]
        case .unsupportedType(let wanted): ["type": wanted]
        case .stateTooLarge(let limit): ["limit": String(limit)]
        case .tooMany(let seconds), .unavailable(let seconds), .tooSlow(let seconds):
            ["seconds": String(seconds)]
        default: [:]
        }
    }

    /// What happened, why, and what to do now, in the words of a language.
    func wording(in words: Words) -> (title: String, reason: String, advice: String) {
        let base = "site.fault.\(key)"
        return (words(base + ".title"), words(base + ".reason", values), words(base + ".advice", values))
    }
}

/// A fault of another room that has its own wording, so that the room's errors become pages with a next step.
public protocol ExplainedFault: Error {
    /// The status of the response.
    var status: HTTPResponse.Status { get }
    /// A stable name, for instance `appeals.already-closed`, for problem details.
    var kind: String { get }
    /// What happened, why, and what to do now.
    func explanation(in words: Words) -> FaultExplanation
}

/// The wording of a fault: what happened, why, what to do now.
public struct FaultExplanation: Sendable, Equatable {
    /// What happened.
    public let title: String
    /// Why.
    public let reason: String
    /// What to do now.
    public let advice: String

    /// A wording in three parts.
    public init(title: String, reason: String, advice: String) {
        self.title = title
        self.reason = reason
        self.advice = advice
    }
}

/// The page of a fault.
struct FaultPage: Page {
    let title: String
    let reason: String
    let advice: String
    let links: [Link]
    let reference: String?
}

/// An error of the API (RFC 9457).
struct ProblemDetails: Codable, Sendable, Equatable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let instance: String
    var field: String?
    var errors: [Part]?

    /// One of several faults.
    struct Part: Codable, Sendable, Equatable {
        let pointer: String
        let detail: String
    }
}
