// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SiteTesting
import Testing

/// A person without script who reaches the server through its socket: keeps cookies, fills in what a form
/// shows, changes some fields and presses its button.
actor Visitor {
    private let port: Int
    private var cookies: [String: String] = [:]

    /// Somebody who has not signed in.
    init(_ house: House) { port = house.port }

    /// Somebody of the example city, by the words on the sign-in page.
    init(_ house: House, as person: String) async throws {
        self.init(house)
        let page = try await open("/sign-in")
        let form = try #require(
            page.forms.first { $0.inside.contains("以“\(person)”登录") }, "nobody signs in as \(person)")
        let after = try await send(form, [:])
        #expect(after.status == 200)
    }

    /// Opens an address and follows where it leads.
    func open(_ address: String) async throws -> Shown {
        try await follow(try await request(address, .get, nil))
    }

    /// Opens an address with a request header of one's own.
    func open(_ address: String, _ field: HTTPField.Name, _ value: String) async throws -> Shown {
        try await request(address, .get, nil, extra: [field: value])
    }

    /// Fills in a form of the page, the first of `main` unless its address is named.
    ///
    /// - Throws: ``NoSuchForm`` and ``NoSuchField``: a person fills in only what is there.
    @discardableResult
    func send(
        _ page: Shown, to address: String? = nil, _ fields: [String: String] = [:],
        many: [String: [String]] = [:], file: (field: String, name: String, bytes: [UInt8])? = nil
    ) async throws -> Shown {
        let form = page.forms.first { $0.isPost && (address.map($0.address.contains) ?? true) }
        guard let form else { throw NoSuchForm(on: page.address, saying: String(page.text.prefix(400))) }
        return try await send(form, fields, many: many, file: file)
    }

    /// Presses the button of a form.
    @discardableResult
    func send(
        _ form: WebForm, _ fields: [String: String], many: [String: [String]] = [:],
        file: (field: String, name: String, bytes: [UInt8])? = nil
    ) async throws -> Shown {
        var values = form.values
        for (name, chosen) in many.merging(fields.mapValues { [$0] }, uniquingKeysWith: { $1 }) {
            guard form.names.contains(name) else { throw NoSuchField(name: name, among: form.names.sorted()) }
            values.removeAll { $0.name == name }
            values += chosen.map { (name, $0) }
        }
        if form.inside.contains("type=\"file\"") {
            let body = Browser.multipart(values.map { ($0.name, $0.value) }, file)
            return try await follow(
                try await request(
                    form.address, .post, body, type: Browser.multipartType))
        }
        let text = values.map { "\(Browser.encode($0.name))=\(Browser.encode($0.value))" }
        let body = Array(text.joined(separator: "&").utf8)
        return try await follow(try await request(form.address, .post, body))
    }

    private func follow(_ page: Shown) async throws -> Shown {
        guard page.status == 303 || page.status == 302, let location = page.headers[.location] else {
            return page
        }
        return try await open(location)
    }

    private func request(
        _ address: String, _ method: HTTPRequest.Method, _ body: [UInt8]?,
        type: String = "application/x-www-form-urlencoded", extra: [HTTPField.Name: String] = [:]
    ) async throws -> Shown {
        var headers = HTTPFields()
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        headers[.userAgent] = "Mozilla/5.0 (scenario)"
        headers[.acceptLanguage] = "zh-CN"
        if body != nil { headers[.contentType] = type }
        for (name, value) in extra { headers[name] = value }
        let request = TestClient.Request(
            address, method: method, authority: "127.0.0.1:\(port)", headers: headers,
            body: body.map { ByteBuffer(bytes: $0) })
        let response = try await TestClient.withClient(
            host: "127.0.0.1", port: port, configuration: .init(timeout: .seconds(60))
        ) { try await $0.execute(request) }
        for cookie in response.head.headerFields[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] }
        }
        let bytes = response.body.map { Array($0.readableBytesView) } ?? []
        return Shown(
            status: response.head.status.code, headers: response.head.headerFields,
            html: String(decoding: bytes, as: UTF8.self), bytes: bytes, address: address)
    }
}

/// A page has no such form.
struct NoSuchForm: Error {
    let on: String
    let saying: String
}

/// A form has no such field.
struct NoSuchField: Error {
    let name: String
    let among: [String]
}
