// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// The address of a request, taken apart and decoded strictly: what is not well formed is refused, never
/// guessed.
struct Address: Sendable, Equatable {
    /// The decoded parts between the slashes, below the base path.
    let parts: [String]
    /// The query, decoded.
    let query: NamedValues
    /// Whether the path ended with a slash that it does not need.
    let hasTrailingSlash: Bool
    /// The path, decoded.
    var path: String { "/" + parts.joined(separator: "/") }

    static let home = Address(parts: [], query: NamedValues(), hasTrailingSlash: false)

    /// What stands for an address that cannot be read, so that its fault is told in the right form.
    static func standIn(for target: String, basePath: String) -> Address {
        guard target.hasPrefix(basePath + "/api/") else { return home }
        return Address(parts: ["api", "v1"], query: NamedValues(), hasTrailingSlash: false)
    }

    private init(parts: [String], query: NamedValues, hasTrailingSlash: Bool) {
        self.parts = parts
        self.query = query
        self.hasTrailingSlash = hasTrailingSlash
    }

    init(_ target: String, basePath: String, limits: SiteLimits) throws(SiteFault) {
        guard target.utf8.count <= limits.urlBytes else { throw .urlTooLong }
        guard target.hasPrefix("/"), !target.contains("\u{FFFD}") else { throw .badRequest(field: nil) }
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let query = NamedValues(encoded: halves.count > 1 ? halves[1] : "", limit: limits.fieldCount)
        else { throw .badRequest(field: nil) }
        self.query = query
        let below = try Self.below(basePath, halves[0])
        hasTrailingSlash = below.count > 1 && below.hasSuffix("/")
        let encoded = below.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var parts: [String] = []
        for part in hasTrailingSlash || below == "/" ? encoded.dropLast() : encoded[...] {
            guard let decoded = PercentCoding.decode(part) else { throw .badRequest(field: nil) }
            guard !["", ".", ".."].contains(decoded), !decoded.contains("/") else { throw .notFound }
            parts.append(decoded)
        }
        self.parts = parts
    }

    private static func below(_ basePath: String, _ path: Substring) throws(SiteFault) -> Substring {
        guard !basePath.isEmpty else { return path }
        guard path.hasPrefix(basePath) else { throw .notFound }
        let rest = path.dropFirst(basePath.count)
        if rest.isEmpty { return "/" }
        guard rest.hasPrefix("/") else { throw .notFound }
        return rest
    }
}

/// Reads and writes cookies.
enum Cookies {
    /// Names and values of the request; of two with the same name the first counts, which is the one with
    /// the longer path.
    static func read(_ headers: HTTPFields) -> [String: String] {
        var cookies: [String: String] = [:]
        for pair in headers[values: .cookie].flatMap({ $0.split(separator: ";") }).prefix(100) {
            let halves = pair.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let name = halves[0].drop { $0 == " " }
            if cookies[String(name)] == nil { cookies[String(name)] = String(halves[1]) }
        }
        return cookies
    }

    /// A cookie that scripts and other sites do not get.
    static func header(
        _ name: String, _ value: String, path: String, isSecure: Bool, maximumAgeSeconds: Int? = nil
    ) -> String {
        var text = "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Lax"
        if isSecure { text += "; Secure" }
        if let maximumAgeSeconds { text += "; Max-Age=\(maximumAgeSeconds)" }
        return text
    }
}
