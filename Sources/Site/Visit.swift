// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Synchronization

/// One request on its way through the site: what was asked, in which language, by whom.
public struct Visit: Sendable {
    /// The method as sent; HEAD for a page that is answered by a GET route.
    public let method: HTTPRequest.Method
    /// The path below the base path, decoded, for instance `/policies/42`.
    public let path: String
    /// The query, decoded.
    public let query: NamedValues
    /// The headers as they came.
    public let headers: HTTPFields
    /// The id of this request, in the log and on the page of an error.
    public let requestID: String
    /// How the visitor wants to see the site.
    public var preferences: Preferences { chosen.chosen }
    /// The words in the visitor's language.
    public var words: Words { parts.wordBook[preferences.language] }
    /// Who is behind the request, as the gate found out; nil for a stranger.
    public internal(set) var identity: (any Sendable)?
    /// A key that is the same for all requests of one client and tells nothing else, for limits of a room's
    /// own such as those on sign-in; nil where clients cannot be told apart. Never the address itself, and
    /// not to be logged.
    public var clientKey: String? {
        guard client.isLimited, let address = client.address?.subscriber else { return nil }
        return Base64URL.encode(
            parts.seal.signature(of: "\(address.high) \(address.low)", for: "client").prefix(16))
    }
    /// The present moment by the site's clock.
    public var now: Date { parts.settings.now() }

    /// The body of a request to the API, checked against its description; `null` without one.
    public internal(set) var sent = JSONValue.null
    var routeParameters: [String: String] = [:]
    /// The body of a JSON request, complete and within the limit.
    var body: [UInt8] = []
    /// Set when a form came with a stale token, so that `form` asks to send it again.
    var isAskedAgain = false
    /// Host and port that the request was sent to.
    var authority: String?
    /// Who asks, as far as it can be believed.
    var client = ClientAddress(peer: nil, forwardedFor: [], forwardedProto: nil, trusted: [])
    let chosen: ChosenPreferences
    let parts: SiteParts
    let cookies: [String: String]
    let visitor: Visitor

    /// A part of the path that the route's pattern names.
    public func parameter(_ name: String) -> String {
        routeParameters[name] ?? ""
    }

    /// A link within the site: the only way to make one. Adds the base path and carries preferences on
    /// where there is no cookie.
    public func link(_ path: String, _ query: [(String, String)] = []) -> String {
        let carried = chosen.carried.filter { carried in !query.contains { $0.0 == carried.name } }
        return plainLink(path, query + carried.map { ($0.name, $0.value) })
    }

    /// This page with some values of its query changed; a nil value takes one away.
    public func linkHere(changing changes: [(String, String?)]) -> String {
        let kept = query.pairs.filter { pair in
            !changes.contains { $0.0 == pair.name } && !ChosenPreferences.isChoice(pair.name, pair.value)
        }
        let added = changes.compactMap { name, value in value.map { (name, $0) } }
        return link(path, kept.map { ($0.name, $0.value) } + added)
    }

    /// A link with scheme and host, for QR codes and messages. While the site's public origin is unknown, on
    /// a local trial, the host that this request was sent to stands in; nil when that is none.
    public func absoluteLink(_ path: String, _ query: [(String, String)] = []) -> String? {
        (parts.settings.publicOrigin ?? localOrigin).map { $0 + plainLink(path, query) }
    }

    private var localOrigin: String? {
        guard let authority, !authority.isEmpty, authority.utf8.count <= 255 else { return nil }
        let isPlain = authority.utf8.allSatisfy { byte in
            PercentCoding.isUnreserved(byte) || [":", "[", "]"].contains(Character(UnicodeScalar(byte)))
        }
        return isPlain ? (client.isSecure ? "https://" : "http://") + authority : nil
    }

    /// The address of an asset, with the hash of its content in the name.
    public func asset(_ name: String) -> String {
        parts.settings.basePath + parts.assets.path(of: name)
    }

    /// The value of a cookie that a room gave this browser by `Reply.setting`; nil when it has none.
    public func cookie(_ name: String) -> String? {
        cookies[GivenCookie.fullName(name, isSecure: parts.settings.isSecure)]
    }

    /// Coder for states that travel in forms and links.
    public var signedState: SignedState { SignedState(seal: parts.seal) }

    private func plainLink(_ path: String, _ query: [(String, String)]) -> String {
        let (plain, fragment) = Self.cutFragment(path)
        let values = NamedValues(query)
        return parts.settings.basePath + PercentCoding.encodePath(plain)
            + (values.pairs.isEmpty ? "" : "?" + values.encoded) + fragment
    }

    private static func cutFragment(_ path: String) -> (String, String) {
        guard let mark = path.firstIndex(of: "#") else { return (path, "") }
        return (String(path[..<mark]), "#" + PercentCoding.encode(String(path[path.index(after: mark)...])))
    }
}

/// The browser behind a request, known by a random cookie that binds form tokens to it.
final class Visitor: Sendable {
    /// Random, unguessable, without meaning.
    let id: String
    /// Whether the browser brought the cookie.
    let isKnown: Bool
    /// Whether a form was made for it, so that it must get the cookie.
    let hasForm = Mutex(false)

    static func cookieName(isSecure: Bool) -> String { isSecure ? "__Host-visitor" : "visitor" }

    init(cookie: String?, randomBytes: (Int) -> [UInt8]) {
        if let cookie, cookie.utf8.count == 32, cookie.utf8.allSatisfy(PercentCoding.isUnreserved) {
            id = cookie
            isKnown = true
        } else {
            id = Base64URL.encode(randomBytes(24))
            isKnown = false
        }
    }
}

/// What all visits share; made once and never changed.
final class SiteParts: Sendable {
    let settings: SiteSettings
    let wordBook: WordBook
    let templates: Templates
    let assets: Assets
    let navigation: [NavigationEntry]
    let blocks: [Block]
    let searches: [SearchSource]
    let gate: any Gate
    let seal: Seal
    /// The API's document in each language.
    let apiDocuments: [Language: [UInt8]]

    init(settings: SiteSettings, rooms: [any Room], gate: any Gate) throws {
        let shelves = [Shelf.site] + rooms.map(\.shelf)
        self.settings = settings
        wordBook = try WordBook(shelves: shelves)
        templates = try Templates(shelves: shelves, wordBook: wordBook)
        assets = try Assets(shelves: shelves)
        navigation = rooms.flatMap(\.navigation)
        blocks = rooms.flatMap(\.blocks).sorted { $0.order < $1.order }
        searches = rooms.flatMap(\.searches)
        seal = Seal(secret: settings.secret)
        self.gate = gate
        let (routes, book) = (rooms.flatMap(\.routes), wordBook)
        var documents: [Language: [UInt8]] = [:]
        for language in Language.allCases {
            documents[language] = try OpenAPIDocument(
                routes, in: book[language], basePath: settings.basePath, version: settings.version
            ).bytes()
        }
        apiDocuments = documents
    }
}
