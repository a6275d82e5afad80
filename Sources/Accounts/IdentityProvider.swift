// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Another site at which people may sign in, by OpenID Connect: a province's identity platform, a bureau's
/// directory. Declared in a file and handed to the room as values.
public struct IdentityProvider: Sendable, Codable, Equatable {
    /// A short name for addresses: letters, digits, hyphens.
    public let id: String
    /// What the button says, in Chinese.
    public let chinese: String
    /// What the button says, in English.
    public let english: String
    /// The issuer exactly as its tokens name it; `https://…`.
    public let issuer: String
    /// The name under which this site is known there.
    public let clientID: String
    /// The secret that it was given there; nil for a public client.
    public let clientSecret: String?

    /// A provider.
    public init(
        id: String, chinese: String, english: String, issuer: String, clientID: String, clientSecret: String?
    ) {
        self.id = id
        self.chinese = chinese
        self.english = english
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}

/// Asks other sites. Small, so that tests can stand in.
public protocol WebFetch: Sendable {
    /// GET; the body of a 200, at most a mebibyte, without following redirects.
    ///
    /// - Throws: ``WebFetchFault``.
    func get(_ address: String) async throws -> [UInt8]
    /// POST of a form; the body of a 200.
    ///
    /// - Throws: ``WebFetchFault``.
    func post(_ address: String, form: [(String, String)], basic: (name: String, secret: String)?)
        async throws
        -> [UInt8]
}

/// Why another site gave no answer that can be used.
public struct WebFetchFault: Error, Sendable, Equatable {
    /// The status it answered with; nil when it did not.
    public let status: Int?

    /// A fault with the other site's status.
    public init(status: Int?) { self.status = status }
}
