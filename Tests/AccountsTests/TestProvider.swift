// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JWTKit
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Accounts

/// An identity provider on this machine, honest or breaking one rule at a time. Its tokens and keys go over
/// real HTTP; only the page on which a person consents is a function.
final class TestProvider: Sendable {
    enum Mode: String, CaseIterable, Sendable {
        case honest, otherNonce, noNonce, otherAudience, manyAudiences, expired, fromTheFuture, otherIssuer
        case otherDocument, otherKey, noSignature, sharedSecret, noProofKey, redirecting, garbage

        /// What the site must call it; nil for what it takes.
        var fault: ForeignSignInFault? {
            switch self {
            case .honest: nil
            case .otherNonce, .noNonce: .otherNonce
            case .otherAudience, .manyAudiences: .otherAudience
            case .expired, .fromTheFuture: .expired
            case .otherIssuer, .otherDocument: .otherIssuer
            case .otherKey, .noSignature, .sharedSecret: .signature
            case .noProofKey: .noProofKey
            case .redirecting, .garbage: .unreachable
            }
        }
    }

    private struct State {
        var issuer = ""
        var now: Int64 = 0
        var codes: [String: [String: String]] = [:]
        var mode = Mode.honest
        var subject = "s-1"
    }

    private let state = Mutex(State())
    private let key = ES256PrivateKey()
    private static let shared = String(repeating: "shared ", count: 8)

    struct Claims: JWTPayload {
        var iss: String
        var sub: String
        var aud: [String]
        var exp: Int64
        var iat: Int64
        var nonce: String?
        var name = "外来人"

        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    /// Runs it, in a mode, beside a test.
    static func run(
        _ mode: Mode = .honest, now: Int64,
        _ body: @escaping @Sendable (TestProvider, IdentityProvider) async throws -> Void
    ) async throws {
        let provider = TestProvider()
        var logger = Logger(label: "provider")
        logger.logLevel = .critical
        let application = Application(
            router: provider.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: logger)
        try await application.test(.live) { client in
            let issuer = "http://127.0.0.1:\(try #require(client.port))"
            provider.state.withLock { ($0.issuer, $0.now, $0.mode) = (issuer, now, mode) }
            try await body(
                provider,
                IdentityProvider(
                    id: "test", chinese: "省统一身份认证", english: "Provincial sign-in", issuer: issuer,
                    clientID: "yumiao", clientSecret: "s&cret"))
        }
    }

    func become(_ subject: String) { state.withLock { $0.subject = subject } }

    /// A person consents to what an address asks for; gives the query with which they come back.
    func consent(to address: String) throws -> String {
        let items = try #require(URLComponents(string: address)?.queryItems)
        let asked = Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { one, _ in one })
        try #require(asked["response_type"] == "code" && asked["code_challenge_method"] == "S256")
        try #require(asked["client_id"] == "yumiao")
        let code = UUID().uuidString
        state.withLock { $0.codes[code] = asked }
        return "?code=\(code)&state=\(try #require(asked["state"]))"
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/.well-known/openid-configuration") { [self] _, _ in json(document()) }
        router.get("/keys") { [self] _, _ in json(keys()) }
        router.get("/elsewhere") { _, _ in "{}" }
        router.post("/token") { [self] request, _ in
            let body = String(buffer: try await request.body.collect(upTo: 1 << 16))
            let form = URLComponents(string: "?" + body)?.queryItems ?? []
            return try await token(
                Dictionary(form.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { one, _ in one }),
                authorization: request.headers[.authorization])
        }
        return router
    }

    private func document() -> [String: Any] {
        let state = state.withLock { $0 }
        let issuer = state.mode == .otherDocument ? "https://evil.example" : state.issuer
        let base = state.issuer
        var document: [String: Any] = [
            "issuer": issuer, "authorization_endpoint": base + "/authorize",
            "token_endpoint": base + "/token",
            "jwks_uri": base + "/keys",
        ]
        if state.mode != .noProofKey { document["code_challenge_methods_supported"] = ["plain", "S256"] }
        return document
    }

    private func keys() -> [String: Any] {
        let mode = state.withLock { $0.mode }
        let shown = mode == .otherKey ? ES256PrivateKey() : key
        let point = shown.publicKey.parameters
        var keys: [[String: Any]] = [
            [
                "kty": "EC", "crv": "P-256", "kid": "k1", "use": "sig", "x": point?.x ?? "",
                "y": point?.y ?? "",
            ],
            ["kty": "RSA", "use": "enc", "kid": "k2", "n": "AQAB", "e": "AQAB"],
        ]
        if mode == .sharedSecret {
            keys.append([
                "kty": "oct", "kid": "k3", "k": ForeignSignIn.base64URL(Self.shared.utf8), "alg": "HS256",
            ])
        }
        return ["keys": keys]
    }

    private func token(_ form: [String: String], authorization: String?) async throws -> Response {
        let state = state.withLock { $0 }
        if state.mode == .redirecting {
            return Response(status: .found, headers: [.location: state.issuer + "/elsewhere"])
        }
        if state.mode == .garbage {
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "<")))
        }
        let asked = self.state.withLock { $0.codes.removeValue(forKey: form["code"] ?? "") }
        let challenge = ForeignSignIn.base64URL(
            Crypto.SHA256.hash(data: Data((form["code_verifier"] ?? "").utf8)))
        let basic = "Basic " + Data("yumiao:s%26cret".utf8).base64EncodedString()
        guard let asked, asked["code_challenge"] == challenge, authorization == basic,
            asked["redirect_uri"] == form["redirect_uri"]
        else { return Response(status: .badRequest) }
        return json(["id_token": try await signed(claims(asked, state), state.mode), "token_type": "Bearer"])
    }

    private func claims(_ asked: [String: String], _ state: State) -> Claims {
        let now = state.now / 1000
        var claims = Claims(
            iss: state.issuer, sub: state.subject, aud: ["yumiao"], exp: now + 300, iat: now,
            nonce: asked["nonce"])
        switch state.mode {
        case .otherNonce: claims.nonce = "another"
        case .noNonce: claims.nonce = nil
        case .otherAudience: claims.aud = ["somebody"]
        case .manyAudiences: claims.aud = ["yumiao", "somebody"]
        case .expired: (claims.exp, claims.iat) = (now - 61, now - 300)
        case .fromTheFuture: claims.iat = now + 3600
        case .otherIssuer: claims.iss = "https://evil.example"
        default: break
        }
        return claims
    }

    private func signed(_ claims: Claims, _ mode: Mode) async throws -> String {
        let keys = JWTKeyCollection()
        switch mode {
        case .noSignature:
            let parts = [
                #"{"alg":"none","typ":"JWT"}"#,
                String(decoding: try JSONEncoder().encode(claims), as: UTF8.self),
            ]
            return parts.map { ForeignSignIn.base64URL($0.utf8) }.joined(separator: ".") + "."
        case .sharedSecret:
            await keys.add(hmac: HMACKey(stringLiteral: Self.shared), digestAlgorithm: .sha256, kid: "k3")
            return try await keys.sign(claims, kid: "k3")
        default:
            await keys.add(ecdsa: key, kid: "k1")
            return try await keys.sign(claims, kid: "k1")
        }
    }

    private func json(_ value: [String: Any]) -> Response {
        let bytes = (try? JSONSerialization.data(withJSONObject: value)) ?? Data()
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
