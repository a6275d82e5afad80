// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

/// A page as it came: status, headers, text.
struct Shown: Sendable {
    let status: Int
    let headers: HTTPFields
    let html: String
    let address: String

    /// The text of `main` without tags, entities decoded.
    var text: String {
        let main = html.components(separatedBy: "<main").last ?? html
        return Shown.decode(main.replacing(/<[^>]*>/, with: " ").replacing(/\s+/, with: " "))
    }

    var title: String { html.firstMatch(of: /<h1>(.*?)<\/h1>/).map { Shown.decode(String($0.1)) } ?? "" }

    /// The address of the link with these words.
    func link(_ words: String) -> String? {
        for match in html.matches(of: /<a[^>]* href="([^"]*)"[^>]*>(.*?)<\/a>/) {
            let text = Shown.decode(String(match.2).replacing(/<[^>]*>/, with: ""))
            if text.contains(words) { return Shown.decode(String(match.1)) }
        }
        return nil
    }

    /// The forms that go to an address, with their hidden fields.
    func forms(to path: String) -> [[(String, String)]] {
        html.matches(of: /(?s)<form action="([^"?]*)[^"]*" method="post".*?<\/form>/).compactMap { match in
            guard Shown.decode(String(match.1)) == path else { return nil }
            return String(match.0).matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map {
                (String($0.1), Shown.decode(String($0.2)))
            }
        }
    }

    static func decode(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}

/// A visitor without script: keeps cookies, fills in forms, follows redirects within the site.
actor Browser {
    private let client: any TestClientProtocol
    private(set) var cookies: [String: String] = [:]
    private var address = "192.0.2.1"
    private var lastSet: [String] = []

    init(_ client: any TestClientProtocol) { self.client = client }

    /// Another browser at the same site.
    func other() -> Browser { Browser(client) }

    func move(to address: String) { self.address = address }

    func forget(_ cookie: String) { cookies[cookie] = nil }

    func take(_ cookie: String, _ value: String) { cookies[cookie] = value }

    /// `Set-Cookie` of the last response.
    func lastCookies() -> [String] { lastSet }

    func open(_ address: String) async throws -> Shown { try await follow(try await open(once: address)) }

    /// Without following a redirect.
    func open(once address: String) async throws -> Shown { try await request(address, .get, body: nil) }

    /// Opens a page and sends its form, or the `place`-th of those that go to `path`.
    func fill(
        _ page: String, to path: String? = nil, _ fields: [(String, String)] = [], place: Int = 0
    ) async throws -> Shown {
        let shown = try await open(page)
        return try await send(shown, to: path ?? String(page.prefix { $0 != "?" }), fields, place: place)
    }

    /// Sends a form of a page that is shown.
    func send(
        _ page: Shown, to path: String, _ fields: [(String, String)] = [], place: Int = 0
    ) async throws -> Shown {
        let forms = page.forms(to: path)
        let hidden = try #require(
            forms.indices.contains(place) ? forms[place] : nil,
            "no form to \(path): \(page.status) \(page.text)")
        return try await follow(try await post(path, hidden + fields))
    }

    /// Sends a form with a file.
    func upload(
        _ page: Shown, to path: String, _ fields: [(String, String)], file: (name: String, bytes: [UInt8])
    ) async throws -> Shown {
        let hidden = try #require(page.forms(to: path).first)
        var body: [UInt8] = []
        for (name, value) in hidden + fields {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let head = "form-data; name=\"\(file.name)\"; filename=\"a.pdf\""
        body +=
            Array("--b\r\nContent-Disposition: \(head)\r\n\r\n".utf8) + file.bytes
            + Array("\r\n--b--\r\n".utf8)
        return try await follow(
            try await request(
                path, .post, body: ByteBuffer(bytes: body), type: "multipart/form-data; boundary=b"))
    }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> Shown {
        let text = fields.map { "\(Browser.encode($0.0))=\(Browser.encode($0.1))" }.joined(separator: "&")
        return try await request(
            path, .post, body: ByteBuffer(string: text), type: "application/x-www-form-urlencoded")
    }

    /// A request of a program, with a token and without cookies.
    func call(_ path: String, _ method: HTTPRequest.Method = .get, token: String?) async throws -> Shown {
        var headers = HTTPFields()
        if let token { headers[.authorization] = "Bearer \(token)" }
        let response = try await client.execute(uri: path, method: method, headers: headers, body: nil)
        return Shown(
            status: response.status.code, headers: response.headers, html: String(buffer: response.body),
            address: path)
    }

    private func follow(_ page: Shown) async throws -> Shown {
        guard page.status == 303, let location = page.headers[.location], location.hasPrefix("/") else {
            return page
        }
        return try await open(location)
    }

    private func request(
        _ address: String, _ method: HTTPRequest.Method, body: ByteBuffer?, type: String? = nil
    ) async throws -> Shown {
        var headers = HTTPFields()
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        headers[.userAgent] = "Test browser"
        headers[.forwardedFor] = self.address
        if let type { headers[.contentType] = type }
        let response = try await client.execute(uri: address, method: method, headers: headers, body: body)
        lastSet = response.headers[values: .setCookie]
        for cookie in lastSet {
            let pair = cookie.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
        }
        return Shown(
            status: response.status.code, headers: response.headers, html: String(buffer: response.body),
            address: address)
    }

    static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension Browser {
    /// Signs in; with the code of a second factor where one is asked for.
    @discardableResult
    func signIn(
        _ name: String, password: String = TestRoom.password, code: String? = nil, next: String? = nil
    ) async throws -> Shown {
        let query = next.map { "?next=" + Browser.encode($0) } ?? ""
        let answer = try await fill("/sign-in" + query, [("name", name), ("password", password)])
        guard let code else { return answer }
        return try await send(answer, to: "/sign-in/second-factor", [("code", code)])
    }
}
