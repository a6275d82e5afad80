// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import SiteTesting
import Testing

extension Shown {
    /// As a page writes a text in an attribute.
    static func encode(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}

/// A visitor without script: keeps cookies, fills in forms, follows redirects.
actor Browser {
    private let client: any TestClientProtocol
    private var cookies: [String: String] = [:]

    init(_ client: any TestClientProtocol) { self.client = client }

    func open(_ address: String) async throws -> Shown {
        try await follow(try await request(address, .get, body: nil))
    }

    /// Sends the page's form whose address ends so, with its hidden fields, these, and files; what is not
    /// given keeps the value that the page shows.
    func send(
        _ page: Shown, to ending: String = "", _ fields: [(String, String)],
        file: (field: String, name: String, bytes: [UInt8])? = nil
    ) async throws -> Shown {
        // The header holds the search form.
        let content = page.html.components(separatedBy: "<main").last ?? page.html
        let forms = content.components(separatedBy: "<form ").dropFirst().map { "<form " + $0 }
        let main = try #require(
            forms.first { form in
                guard let action = form.firstMatch(of: /^<form action="([^"]*)" method="post"/)?.1 else {
                    return false
                }
                return action.split(separator: "?").first?.hasSuffix(ending) ?? false
            }, "no form to …\(ending)"
        ).components(separatedBy: "</form>")[0]
        let action = try #require(main.firstMatch(of: /<form action="([^"]*)" method="post"/)?.1)
        var all: [(String, String)] = []
        for match in main.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/) {
            all.append((String(match.1), Shown.decode(String(match.2))))
        }
        all += Browser.shown(in: main).filter { own in !fields.contains { $0.0 == own.0 } }
        all += fields
        let address = Shown.decode(String(action))
        if page.html.contains("multipart/form-data") {
            let body = SiteTesting.Browser.multipart(all, file)
            return try await follow(
                try await request(
                    address, .post, body: body, type: SiteTesting.Browser.multipartType))
        }
        let text = all.map { "\(SiteTesting.Browser.encode($0.0))=\(SiteTesting.Browser.encode($0.1))" }
            .joined(separator: "&")
        return try await follow(try await request(address, .post, body: Array(text.utf8)))
    }

    /// What the fields of a form hold, as a browser would send it unchanged.
    private static func shown(in form: String) -> [(String, String)] {
        var values: [(String, String)] = []
        for match in form.matches(
            of: /<input id="field-[^"]*" name="([^"]*)" type="(?:text|date|tel)"[^>]* value="([^"]*)"/)
        {
            values.append((String(match.1), Shown.decode(String(match.2))))
        }
        for match in form.matches(of: /<textarea [^>]*name="([^"]*)"[^>]*>\n?([^<]*)<\/textarea>/) {
            values.append((String(match.1), Shown.decode(String(match.2))))
        }
        for menu in form.matches(of: /<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/.dotMatchesNewlines())
        {
            let chosen =
                menu.2.firstMatch(of: /<option value="([^"]*)" selected/)?.1
                ?? menu.2.firstMatch(of: /<option value="([^"]*)"/)?.1
            if let chosen { values.append((String(menu.1), Shown.decode(String(chosen)))) }
        }
        for match in form.matches(
            of: /<input type="(?:radio|checkbox)" id="[^"]*" name="([^"]*)" value="([^"]*)" checked/)
        {
            values.append((String(match.1), Shown.decode(String(match.2))))
        }
        return values
    }

    /// Sends JSON.
    func data(
        _ method: HTTPRequest.Method, _ address: String, _ json: String? = nil, key: String? = nil
    ) async throws -> Shown {
        try await request(
            address, method, body: json.map { Array($0.utf8) }, type: "application/json", key: key)
    }

    private func follow(_ page: Shown) async throws -> Shown {
        guard page.status == 303, let location = page.headers[.location] else { return page }
        // The part behind # stays with the browser, which looks for it on the page.
        let parts = location.split(separator: "#", maxSplits: 1).map(String.init)
        let next = try await open(parts[0])
        if parts.count == 2 { #expect(next.html.contains("id=\"\(parts[1])\""), "no #\(parts[1])") }
        return next
    }

    private func request(
        _ address: String, _ method: HTTPRequest.Method, body: [UInt8]?,
        type: String = "application/x-www-form-urlencoded", key: String? = nil
    ) async throws -> Shown {
        var headers = HTTPFields()
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
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
}
