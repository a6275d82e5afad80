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
    var bytes: [UInt8] = []

    /// What the page itself says, without the frame around it and its search box.
    var main: String { html.components(separatedBy: "<main").last ?? html }
    var isPage: Bool { headers[.contentType]?.hasPrefix("text/html") ?? false }

    /// The text of `main` without tags, entities decoded.
    var text: String {
        return Shown.decode(main.replacing(/<[^>]*>/, with: " ").replacing(/\s+/, with: " "))
    }

    /// What stands in a field, by its name.
    func value(_ name: String) -> String? {
        let pattern = #"name="\#(name)"[^>]* value="([^"]*)""#
        guard let regex = try? Regex(pattern), let match = html.firstMatch(of: regex) else { return nil }
        return match.output[1].substring.map { Shown.decode(String($0)) }
    }

    /// Names of the fields of the form, without hidden ones, each once.
    var fieldNames: [String] {
        var names: [String] = []
        for match in main.matches(of: /<(?:input|select|textarea)([^>]*)>/) {
            let attributes = String(match.1)
            guard !attributes.contains("type=\"hidden\""),
                let name = attributes.firstMatch(of: /name="([^"]*)"/)
            else { continue }
            if !names.contains(String(name.1)) { names.append(String(name.1)) }
        }
        return names
    }

    /// The address of the link with these words.
    func link(_ words: String) -> String? {
        for match in html.matches(of: /<a[^>]* href="([^"]*)"[^>]*>(.*?)<\/a>/) {
            let text = Shown.decode(String(match.2).replacing(/<[^>]*>/, with: ""))
            if text.contains(words) { return Shown.decode(String(match.1)) }
        }
        return nil
    }

    static func decode(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}

/// A visitor without script: keeps cookies, fills in forms, follows redirects.
actor Browser {
    private let client: any TestClientProtocol
    private var cookies: [String: String] = [:]

    /// The person that the test's gate takes the visitor for; nil for a stranger.
    private let person: String?

    init(_ client: any TestClientProtocol, as person: String? = nil) {
        self.client = client
        self.person = person
    }

    func open(_ address: String) async throws -> Shown {
        try await follow(try await request(address, .get, body: nil))
    }

    /// Expects a status at an address.
    func expect(_ status: Int, at address: String, at place: SourceLocation = #_sourceLocation) async throws {
        let page = try await open(address)
        #expect(page.status == status, "\(address) as \(person ?? "a stranger")", sourceLocation: place)
    }

    /// As some other program would ask, by its headers.
    func fetch(_ address: String, _ method: HTTPRequest.Method = .get, _ headers: [String: String])
        async throws
        -> Shown
    {
        try await request(address, method, body: nil, more: headers)
    }

    /// Without following a redirect.
    func open(once address: String) async throws -> Shown { try await request(address, .get, body: nil) }

    /// Sends the page's first form, with its hidden fields and these.
    func send(_ page: Shown, _ fields: [(String, String)]) async throws -> Shown {
        let start = try #require(page.main.firstRange(of: /<form action="[^"]*" method="post"/)?.lowerBound)
        let form = String(page.main[start...]).components(separatedBy: "</form>")[0]
        let action = try #require(form.firstMatch(of: /<form action="([^"]*)"/)?.1)
        var all: [(String, String)] = []
        for match in form.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/) {
            all.append((String(match.1), Shown.decode(String(match.2))))
        }
        let body = (all + fields).map { "\(Browser.encode($0.0))=\(Browser.encode($0.1))" }.joined(
            separator: "&")
        return try await follow(try await request(Shown.decode(String(action)), .post, body: body))
    }

    private func follow(_ page: Shown) async throws -> Shown {
        guard page.status == 303, let location = page.headers[.location] else { return page }
        return try await open(location)
    }

    private func request(
        _ address: String, _ method: HTTPRequest.Method, body: String?, more: [String: String] = [:]
    ) async throws -> Shown {
        var headers = HTTPFields()
        for (name, value) in more {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if let person { headers[TestGate.header] = person }
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let response = try await client.execute(
            uri: address, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] }
        }
        return Shown(
            status: response.status.code, headers: response.headers, html: String(buffer: response.body),
            address: address, bytes: Array(response.body.readableBytesView))
    }

    static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
