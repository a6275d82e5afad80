// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import JWTKit

/// Signing in at another site: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636), state and nonce.
/// Every check of section 3.1.3.7 is made; the first that fails is named.
struct ForeignSignIn: Sendable {
    let fetch: any WebFetch

    /// A sign-in under way, bound to one browser by a signed cookie.
    struct Attempt: Codable, Sendable {
        let provider: String
        let state: String
        let nonce: String
        let verifier: String
        let next: String?
        /// The person who links this identity; nil for a sign-in.
        let linking: String?
        /// Milliseconds since 1970.
        let at: Int64

        static let cookie = "foreign"
        static let purpose = "accounts.foreign"
        static let milliseconds: Int64 = 600_000
    }

    /// Who somebody is at another site.
    struct Subject: Sendable, Equatable {
        let issuer: String
        let subject: String
        let name: String?
    }

    /// What a provider says of itself (OpenID Connect Discovery 1.0).
    struct Document: Decodable, Sendable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let keysAddress: String
        let proofMethods: [String]?

        private enum CodingKeys: String, CodingKey {
            case issuer
            case authorizationEndpoint = "authorization_endpoint"
            case tokenEndpoint = "token_endpoint"
            case keysAddress = "jwks_uri"
            case proofMethods = "code_challenge_methods_supported"
        }
    }

    /// The provider's own description, which must be its own and name S256.
    func document(of provider: IdentityProvider) async throws(ForeignSignInFault) -> Document {
        let address = provider.issuer.hasSuffix("/") ? String(provider.issuer.dropLast()) : provider.issuer
        let found: Document = try await decoded(address + "/.well-known/openid-configuration")
        guard found.issuer == provider.issuer else { throw .otherIssuer }
        guard let methods = found.proofMethods, methods.contains("S256") else {
            throw .noProofKey
        }
        for endpoint in [found.authorizationEndpoint, found.tokenEndpoint, found.keysAddress] {
            guard Self.isSafe(endpoint) else { throw .unreachable }
        }
        return found
    }

    /// Where to send the visitor.
    func address(
        _ document: Document, _ provider: IdentityProvider, _ attempt: Attempt, back: String
    ) -> String {
        let challenge = Self.base64URL(Crypto.SHA256.hash(data: Data(attempt.verifier.utf8)))
        let query = [
            ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", back),
            ("scope", "openid profile"), ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        let text = query.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        return document.authorizationEndpoint + (document.authorizationEndpoint.contains("?") ? "&" : "?")
            + text
    }

    /// Who came back with a code.
    ///
    /// - Parameter now: seconds since 1970.
    func subject(
        code: String, _ document: Document, _ provider: IdentityProvider, _ attempt: Attempt, back: String,
        now: Int64
    ) async throws(ForeignSignInFault) -> Subject {
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back),
            ("client_id", provider.clientID), ("code_verifier", attempt.verifier),
        ]
        let basic = provider.clientSecret.map { (name: provider.clientID, secret: $0) }
        if basic != nil { form.removeAll { $0.0 == "client_id" } }
        let answer: TokenAnswer
        do {
            let bytes = try await fetch.post(document.tokenEndpoint, form: form, basic: basic)
            answer = try JSONDecoder().decode(TokenAnswer.self, from: Data(bytes))
        } catch let fault as WebFetchFault {
            throw fault.status == 400 || fault.status == 401 ? .declined : .unreachable
        } catch {
            throw .unreachable
        }
        let claims = try await claims(of: answer.idToken, document)
        try check(claims, provider, attempt, now: now)
        return Subject(
            issuer: claims.iss, subject: claims.sub, name: claims.name ?? claims.preferredName)
    }

    private func check(
        _ claims: IDClaims, _ provider: IdentityProvider, _ attempt: Attempt, now: Int64
    ) throws(ForeignSignInFault) {
        guard claims.iss == provider.issuer else { throw .otherIssuer }
        let audience = claims.aud.value
        guard audience.contains(provider.clientID), audience.count == 1 || claims.azp != nil,
            claims.azp == nil || claims.azp == provider.clientID
        else { throw .otherAudience }
        // A minute for clocks that differ.
        guard Int64(claims.exp) > now - 60, Int64(claims.iat) < now + 60, Int64(claims.iat) > now - 3600
        else {
            throw .expired
        }
        guard claims.nonce == attempt.nonce else { throw .otherNonce }
        guard !claims.sub.isEmpty, claims.sub.utf8.count <= 255 else { throw .signature }
    }

    private func claims(of token: String, _ document: Document) async throws(ForeignSignInFault) -> IDClaims {
        let keys = JWTKeyCollection()
        let bytes: [UInt8]
        do {
            bytes = try await fetch.get(document.keysAddress)
        } catch {
            throw .unreachable
        }
        do {
            for (index, key) in try Self.signingKeys(bytes).enumerated() {
                try await keys.add(jwk: key, isDefault: index == 0)
            }
            return try await keys.verify(token, as: IDClaims.self)
        } catch {
            throw .signature
        }
    }

    /// Public keys that sign; a shared secret among them would make every client an issuer.
    private static func signingKeys(_ bytes: [UInt8]) throws -> [JWK] {
        struct KeySet: Decodable {
            let keys: [Key]
        }
        struct Key: Decodable {
            let jwk: JWK?

            init(from decoder: any Decoder) throws {
                let kind = try decoder.container(keyedBy: Names.self)
                let type = try kind.decodeIfPresent(String.self, forKey: .kty)
                let use = try kind.decodeIfPresent(String.self, forKey: .use)
                let isOurs = ["RSA", "EC", "OKP"].contains(type) && (use ?? "sig") == "sig"
                jwk = isOurs ? try JWK(from: decoder) : nil
            }

            enum Names: String, CodingKey { case kty, use }
        }
        return try JSONDecoder().decode(KeySet.self, from: Data(bytes)).keys.compactMap(\.jwk)
    }

    private func decoded<Value: Decodable>(_ address: String) async throws(ForeignSignInFault) -> Value {
        guard Self.isSafe(address) else { throw .unreachable }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(try await fetch.get(address)))
        } catch {
            throw .unreachable
        }
    }

    /// HTTPS, or this machine while trying things out.
    static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host, url.user == nil else { return false }
        return url.scheme == "https" || url.scheme == "http" && ["127.0.0.1", "localhost"].contains(host)
    }

    static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func encoded(_ text: String) -> String {
        let plain = CharacterSet(
            charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}

private struct TokenAnswer: Decodable {
    let idToken: String

    private enum CodingKeys: String, CodingKey {
        case idToken = "id_token"
    }
}

/// What an ID token says. `verify` is empty because time and the rest are checked against the attempt.
private struct IDClaims: JWTPayload {
    let iss: String
    let sub: String
    let aud: AudienceClaim
    let exp: Double
    let iat: Double
    let nonce: String?
    let azp: String?
    let name: String?
    let preferredName: String?

    private enum CodingKeys: String, CodingKey {
        case iss, sub, aud, exp, iat, nonce, azp, name
        case preferredName = "preferred_username"
    }

    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
