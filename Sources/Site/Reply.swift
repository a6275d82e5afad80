// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

/// What a route answers: a page, a way on, data or a file. Plain values, so tests can look at them without
/// HTML.
public struct Reply: Sendable {
    /// The status that is sent.
    public let status: HTTPResponse.Status
    /// The content that is sent.
    public let content: Content
    /// Headers besides those that the site sets on every response.
    public var headers: HTTPFields
    /// Cookies that the browser is given besides the site's own.
    public internal(set) var cookies: [GivenCookie] = []
    /// A sentence for the next page; see `saying`.
    var flash: (text: String, tone: Tone)?

    /// What a reply brings.
    public enum Content: Sendable {
        /// A page, rendered in the visitor's language.
        case page(any Page)
        /// The way to another page of this site, by path and query.
        case redirect(path: String, query: NamedValues)
        /// Bytes of a media type.
        case bytes([UInt8], type: String)
        /// Nothing.
        case nothing
    }

    /// A page, by default with status 200.
    public static func page(_ page: any Page, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status: status, content: .page(page), headers: [:])
    }

    /// A form that was refused: status 422, with its faults shown.
    public static func refused(_ page: any Page) -> Reply {
        Reply(status: .unprocessableContent, content: .page(page), headers: [:])
    }

    /// On to another page of this site after a form was accepted (303), so that reloading does not send it
    /// again.
    public static func redirect(to path: String, _ query: [(String, String)] = []) -> Reply {
        Reply(status: .seeOther, content: .redirect(path: path, query: NamedValues(query)), headers: [:])
    }

    /// On to another site (303), for instance to sign in. Never take the address from a request.
    public static func leave(to url: String) -> Reply {
        Reply(status: .seeOther, content: .nothing, headers: [.location: url])
    }

    /// A value as JSON: keys sorted, times in ISO 8601.
    public static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Reply {
        let bytes = [UInt8](try JSONConventions.encoder.encode(value))
        return Reply(status: status, content: .bytes(bytes, type: "application/json"), headers: [:])
    }

    /// Bytes of a media type, shown in the browser.
    public static func bytes(_ bytes: [UInt8], type: String) -> Reply {
        Reply(status: .ok, content: .bytes(bytes, type: type), headers: [:])
    }

    /// A file to be kept, under a name that may be Chinese (RFC 6266).
    public static func download(_ bytes: [UInt8], type: String, name: String) -> Reply {
        let plain = String(
            name.unicodeScalars.map { $0.isASCII && $0.properties.isAlphabetic ? Character($0) : "_" })
        let disposition =
            "attachment; filename=\"\(plain.isEmpty ? "file" : plain)\"; "
            + "filename*=UTF-8''\(PercentCoding.encode(name))"
        return Reply(
            status: .ok, content: .bytes(bytes, type: type), headers: [.contentDisposition: disposition])
    }

    /// The same reply with one more header.
    public func with(_ name: HTTPField.Name, _ value: String) -> Reply {
        var reply = self
        reply.headers[name] = value
        return reply
    }

    /// The same reply with a cookie for a room's own use, such as a session: only the server reads it, and
    /// where the site has HTTPS it is bound to this host. An empty value takes it back. Without
    /// `maximumAgeSeconds` it ends with the browser.
    public func setting(cookie name: String, _ value: String, maximumAgeSeconds: Int? = nil) -> Reply {
        var reply = self
        reply.cookies.append(GivenCookie(name: name, value: value, maximumAgeSeconds: maximumAgeSeconds))
        return reply
    }

    /// Whether a path leads to a page of this site and nowhere else (against open redirects, ASVS 3.7.2).
    static func isInside(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
            && path.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    }
}

/// A cookie that a room gives a browser.
public struct GivenCookie: Sendable, Equatable {
    let name: String
    let value: String
    let maximumAgeSeconds: Int?

    static func fullName(_ name: String, isSecure: Bool) -> String { isSecure ? "__Host-\(name)" : name }

    /// The header's value.
    func header(isSecure: Bool) -> String {
        Cookies.header(
            Self.fullName(name, isSecure: isSecure), value, path: "/", isSecure: isSecure,
            maximumAgeSeconds: value.isEmpty ? 0 : maximumAgeSeconds)
    }
}

/// How JSON looks in the whole API.
public enum JSONConventions {
    /// Keys sorted, times in ISO 8601, slashes as they are.
    public static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }

    /// Times in ISO 8601.
    public static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}

extension Visit {
    /// The body of a JSON request. Throws a 400 that names the field at fault.
    public func json<Value: Decodable>(_ type: Value.Type) throws(SiteFault) -> Value {
        do {
            return try JSONConventions.decoder.decode(type, from: Data(body))
        } catch let error as DecodingError {
            throw .badRequest(field: error.fieldPath)
        } catch {
            throw .badRequest(field: nil)
        }
    }
}

extension DecodingError {
    /// Where in the JSON the fault is, as `a.b.3`; nil when it is in no field.
    var fieldPath: String? {
        let path: [any CodingKey]
        switch self {
        case .keyNotFound(let key, let context): path = context.codingPath + [key]
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            path = context.codingPath
        @unknown default: path = []
        }
        let text = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return text.isEmpty ? nil : text
    }
}
