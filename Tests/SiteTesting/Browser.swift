// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

/// An answer as it came.
public struct Shown: Sendable {
    /// The status of the answer.
    public let status: Int
    /// Its headers.
    public let headers: HTTPFields
    /// Its body as text.
    public let html: String
    /// Its body.
    public let bytes: [UInt8]
    /// Where it was asked for.
    public let address: String

    /// An answer.
    public init(status: Int, headers: HTTPFields, html: String, bytes: [UInt8], address: String) {
        self.status = status
        self.headers = headers
        self.html = html
        self.bytes = bytes
        self.address = address
    }

    /// The text of `main` without tags, entities decoded.
    public var text: String {
        let main = html.components(separatedBy: "<main").last ?? html
        return Shown.decode(main.replacing(/<[^>]*>/, with: " ").replacing(/\s+/, with: " "))
    }

    /// The address of the link with these words.
    public func link(_ words: String) -> String? {
        for match in html.matches(of: /<a[^>]* href="([^"]*)"[^>]*>(.*?)<\/a>/) {
            let text = Shown.decode(String(match.2).replacing(/<[^>]*>/, with: ""))
            if text.contains(words) { return Shown.decode(String(match.1)) }
        }
        return nil
    }

    /// Names of the form's fields without hidden ones, each once.
    public var fieldNames: [String] {
        var names: [String] = []
        for match in html.matches(of: /<(?:input|select|textarea)([^>]*)>/) {
            let attributes = String(match.1)
            guard !attributes.contains("type=\"hidden\""),
                let name = attributes.firstMatch(of: /name="([^"]*)"/)
            else { continue }
            if !names.contains(String(name.1)) { names.append(String(name.1)) }
        }
        return names
    }

    /// The characters that a page writes as entities.
    public static func decode(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}

/// A visitor without script: keeps cookies, fills in forms, follows redirects.
public actor Browser {
    private let client: any TestClientProtocol
    private var cookies: [String: String] = [:]

    /// A visitor of the site behind a client, without any cookie.
    public init(_ client: any TestClientProtocol) { self.client = client }

    /// Opens an address and follows where it leads; `agent` is what the browser calls itself.
    public func open(_ address: String, agent: String? = nil) async throws -> Shown {
        try await follow(try await request(address, .get, body: nil, agent: agent))
    }

    /// Sends the page's form, with its hidden fields, these, and files.
    public func send(
        _ page: Shown, _ fields: [(String, String)],
        file: (field: String, name: String, bytes: [UInt8])? = nil
    ) async throws -> Shown {
        // The header holds the search form.
        let main = page.html.components(separatedBy: "<main").last ?? page.html
        guard let action = main.firstMatch(of: /<form action="([^"]*)" method="post"/)?.1 else {
            throw MissingForm(address: page.address)
        }
        var all: [(String, String)] = []
        for match in main.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/) {
            all.append((String(match.1), Shown.decode(String(match.2))))
        }
        all += fields
        let address = Shown.decode(String(action))
        if page.html.contains("multipart/form-data") {
            let body = Browser.multipart(all, file)
            return try await follow(
                try await request(
                    address, .post, body: body, type: Browser.multipartType))
        }
        let text = all.map { "\(Browser.encode($0.0))=\(Browser.encode($0.1))" }.joined(separator: "&")
        return try await follow(try await request(address, .post, body: Array(text.utf8)))
    }

    /// Sends what a mail program sends by itself: no cookie, no token (RFC 8058).
    public func click(_ address: String) async throws -> Shown {
        try await request(address, .post, body: Array("List-Unsubscribe=One-Click".utf8), isKnown: false)
    }

    /// Sends JSON.
    public func data(
        _ method: HTTPRequest.Method, _ address: String, _ json: String? = nil, key: String? = nil
    ) async throws -> Shown {
        try await request(
            address, method, body: json.map { Array($0.utf8) }, type: "application/json", key: key)
    }

    private func follow(_ page: Shown) async throws -> Shown {
        guard page.status == 303, let location = page.headers[.location] else { return page }
        return try await open(location)
    }

    private func request(
        _ address: String, _ method: HTTPRequest.Method, body: [UInt8]?,
        type: String = "application/x-www-form-urlencoded", key: String? = nil, isKnown: Bool = true,
        agent: String? = nil
    ) async throws -> Shown {
        var headers = HTTPFields()
        if isKnown { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        headers[.userAgent] = agent
        headers[HTTPField.Name("Idempotency-Key")!] = key
        if body != nil { headers[.contentType] = type }
        let response = try await client.execute(
            uri: address, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) })
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] }
        }
        return Shown(
            status: response.status.code, headers: response.headers, html: String(buffer: response.body),
            bytes: Array(response.body.readableBytesView), address: address)
    }

    /// The type of such a form.
    public static let multipartType = "multipart/form-data; boundary=xYzZy"

    /// A form with a file as it is sent, with ``multipartType``.
    public static func multipart(
        _ fields: [(String, String)], _ file: (field: String, name: String, bytes: [UInt8])?
    ) -> [UInt8] {
        var body: [UInt8] = []
        for (name, value) in fields {
            let head = "--xYzZy\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
            body += Array("\(head)\(value)\r\n".utf8)
        }
        if let file {
            let head =
                "--xYzZy\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
            body += Array("\(head)\r\nContent-Type: application/octet-stream\r\n\r\n".utf8)
            body += file.bytes + Array("\r\n".utf8)
        }
        return body + Array("--xYzZy--\r\n".utf8)
    }

    /// As a field of a form is sent.
    public static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

/// A page that a test wants to send has no form.
struct MissingForm: Error {
    let address: String
}
