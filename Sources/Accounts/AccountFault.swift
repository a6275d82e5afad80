// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// What can go wrong with accounts.
public enum AccountFault: Error, Equatable, Sendable {
    /// Another account has this name to sign in with.
    case signInNameTaken
    /// The person would hold two of the three administrators' roles.
    case secondAdministrator
    /// Nobody gives roles to themselves.
    case ownGrant
    /// The enterprise would be left without a member who manages it.
    case lastManager
    /// The person is a member already.
    case memberAlready
    /// The link was used, withdrawn, or is over its time.
    case linkSpent
    /// The claim was decided already.
    case claimDecided
    /// The person has claimed this enterprise already, and waits for an answer.
    case claimWaiting
    /// A department of this name is there already, or would be a fourth level.
    case departmentRefused
    /// A department still has people or departments.
    case departmentInUse
    /// The other site's answer to a sign-in cannot be trusted.
    case foreignSignIn(ForeignSignInFault)
    /// The other account is linked to somebody else.
    case identityTaken
    /// The account would be left without a way to sign in.
    case lastWayIn
    /// A sealed secret cannot be opened with this site's key.
    case sealBroken
    /// The library for passwords refused.
    case hashing(code: Int32)
    /// No such person.
    case unknownPerson
}

extension AccountFault: ExplainedFault {
    /// The status of the response.
    public var status: HTTPResponse.Status {
        switch self {
        case .sealBroken, .hashing: .internalServerError
        case .linkSpent: .gone
        case .foreignSignIn: .badRequest
        case .unknownPerson: .notFound
        default: .conflict
        }
    }

    /// A stable name for problem details.
    public var kind: String { "accounts." + key }

    /// What happened, why, and what to do now.
    public func explanation(in words: Words) -> FaultExplanation {
        let base = "accounts.fault.\(key)"
        return FaultExplanation(
            title: words(base + ".title"), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }

    private var key: String {
        switch self {
        case .signInNameTaken: "name-taken"
        case .secondAdministrator: "second-administrator"
        case .ownGrant: "own-grant"
        case .lastManager: "last-manager"
        case .memberAlready: "member-already"
        case .linkSpent: "link-spent"
        case .claimDecided: "claim-decided"
        case .claimWaiting: "claim-waiting"
        case .departmentRefused: "department-refused"
        case .departmentInUse: "department-in-use"
        case .foreignSignIn: "foreign-sign-in"
        case .identityTaken: "identity-taken"
        case .lastWayIn: "last-way-in"
        case .sealBroken, .hashing: "failure"
        case .unknownPerson: "unknown-person"
        }
    }
}

/// What is wrong with an answer of an identity provider; for the audit and the log.
public enum ForeignSignInFault: String, Error, Equatable, Sendable, CaseIterable {
    /// The visitor has no sign-in under way, or it took too long.
    case noAttempt = "no-attempt"
    /// The answer belongs to another sign-in.
    case otherState = "other-state"
    /// The answer was used before.
    case replayed
    /// The provider refused, or the person turned back.
    case declined
    /// The provider cannot be reached, or answers nonsense.
    case unreachable
    /// The provider does not support PKCE with S256.
    case noProofKey = "no-proof-key"
    /// The token's signature is wrong or missing.
    case signature
    /// The token comes from another issuer.
    case otherIssuer = "other-issuer"
    /// The token is for another site.
    case otherAudience = "other-audience"
    /// The token is over its time, or from the future.
    case expired
    /// The token belongs to another sign-in.
    case otherNonce = "other-nonce"
}
