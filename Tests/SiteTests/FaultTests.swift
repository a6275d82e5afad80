// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Site

@Suite struct FaultTests {
    @Test(arguments: [
        ("/%", 400), ("/%zz", 400), ("/%ff", 400), ("/demo/%00", 400), ("/demo/%C3%28", 400),
        ("/?q=%zz", 400),
        ("/?%ff", 400), ("/demo/..", 404), ("/demo/%2e%2e/x", 404), ("//", 404), ("/demo//1", 404),
        ("/demo/a%2Fb", 404), ("/nothing", 404), ("/secret", 403), ("/broken", 500), ("/busy", 429),
        ("/state?state=1.x.y", 400), ("/state", 400), ("/assets/..%2f..%2fPackage.swift", 404),
        ("/demo/中文", 200), ("/demo/%E4%B8%AD?a&b=&=c", 200),
    ])
    func `each bad request gets its page, in both languages`(uri: String, status: Int) async throws {
        try await DemoSite().test { client in
            for cookie in ["preferences=zh-Hans_system_normal", "preferences=en_system_normal"] {
                try await client.execute(uri: uri, method: .get, headers: [.cookie: cookie]) { response in
                    #expect(response.status.code == status)
                    let html = String(buffer: response.body)
                    #expect(html.contains("<h1>"))
                    #expect(!html.contains("⟦"))
                    #expect(!html.contains("secretDetail"))
                }
            }
        }
    }

    @Test func `an address over the limit is refused as such`() async throws {
        try await DemoSite().test { client in
            let long = "/?" + String(repeating: "a", count: 9000)
            try await client.execute(uri: long, method: .get) { #expect($0.status == .uriTooLong) }
        }
    }

    @Test func `a fault of ours shows the request's number and nothing of its cause`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/broken", method: .get) { response in
                let id = try #require(response.headers[.requestID])
                let html = String(buffer: response.body)
                #expect(html.contains(id))
                #expect(!html.contains("DemoError"))
            }
            try await client.execute(uri: "/nothing", method: .get) { response in
                let id = try #require(response.headers[.requestID])
                #expect(!String(buffer: response.body).contains(id))
            }
        }
    }

    @Test func `methods that an address does not take are named`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/ask", method: .delete) {
                #expect($0.status == .methodNotAllowed)
                #expect($0.headers[.allow] == "GET, HEAD, POST")
            }
            let odd = try #require(HTTPRequest.Method("BREW"))
            try await client.execute(uri: "/", method: odd) { #expect($0.status == .methodNotAllowed) }
        }
    }

    @Test func `too many requests are told when to come back`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/busy", method: .get) {
                #expect($0.headers[.retryAfter] == "7")
                #expect(String(buffer: $0.body).contains("请在 7 秒后再试"))
            }
        }
    }

    @Test(arguments: [
        ("{\"count\":\"x\"}", "count"), ("{}", "count"), ("{", nil), ("", nil), ("[]", nil),
    ])
    func `the API names the field at fault in problem details`(body: String, field: String?) async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/api/v1/echo", method: .post, body: ByteBuffer(string: body)) {
                response in
                #expect(response.status == .badRequest)
                #expect(response.headers[.contentType] == "application/problem+json")
                let problem = try JSONDecoder().decode(
                    ProblemDetails.self, from: Data(response.body.readableBytesView))
                #expect(problem.field == field)
                #expect(problem.status == 400)
                #expect(problem.type == "urn:yumiao:problem:bad-request")
            }
        }
    }

    @Test func `the API answers with JSON, and with problems for its own faults and lost ways`() async throws
    {
        try await DemoSite().test { client in
            let body = ByteBuffer(string: "{\"count\":3}")
            try await client.execute(uri: "/api/v1/echo", method: .post, body: body) {
                #expect(String(buffer: $0.body) == "{\"count\":3}")
                #expect($0.headers[.contentType] == "application/json")
            }
            for (path, status) in [("/api/v1/broken", 500), ("/api/v1/none", 404)] {
                try await client.execute(uri: path, method: .get) {
                    #expect($0.status.code == status)
                    #expect($0.headers[.contentType] == "application/problem+json")
                    #expect(!String(buffer: $0.body).contains("secretDetail"))
                }
            }
        }
    }

    @Test func `what is closed stays closed without a gate that opens it`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/secret", method: .get) { #expect($0.status == .forbidden) }
        }
        let open = DemoSite()
        let application = try buildApplication(open.settings, rooms: open.rooms, gate: OpenGate())
        try await application.test(.router) { client in
            try await client.execute(uri: "/secret", method: .get) {
                #expect($0.status == .ok)
                #expect($0.headers[.cacheControl] == "no-store")
                #expect(String(buffer: $0.body).contains("href=\"/secret\""))
            }
        }
    }

    private struct OpenGate: Gate {
        func admits(_ visit: Visit, to permission: Permission) async throws -> Bool { true }
    }
}
