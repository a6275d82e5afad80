// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Site

@Suite struct SchemaTests {
    private func faults(_ schema: Schema, _ json: String) throws -> [String] {
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        return schema.faults(in: value).map { "\($0.pointer) \($0.problem)" }
    }

    @Test func `what fits is taken`() throws {
        let box = try #require(DemoRoom.boxes.request)
        let json = """
            {"name": "轴承座", "kind": "b", "tags": ["x", "y"], "open": false, "years": {"2025": 1.5, "2026": 2}, "day": "2024-02-29"}
            """
        #expect(try faults(box, json) == [])
        #expect(try faults(box, "{\"name\": \"\"}") == [])
    }

    @Test(arguments: [
        ("[]", " wrongType(wanted: \"object\")"), ("{}", "/name missing"),
        ("{\"name\": 5}", "/name wrongType(wanted: \"string\")"),
        ("{\"name\": \"123456\"}", "/name tooLong(most: 5)"),
        ("{\"name\": \"a\", \"x/~\": 1}", "/x~1~0 unknown"),
        ("{\"name\": \"a\", \"kind\": \"c\"}", "/kind notAllowed"),
        ("{\"name\": \"a\", \"tags\": [\"a\", 1]}", "/tags/1 wrongType(wanted: \"string\")"),
        ("{\"name\": \"a\", \"tags\": [\"a\", \"a\"]}", "/tags doubled"),
        ("{\"name\": \"a\", \"tags\": [\"a\", \"b\", \"c\"]}", "/tags tooMany(most: 2)"),
        ("{\"name\": \"a\", \"open\": 1}", "/open wrongType(wanted: \"boolean\")"),
        ("{\"name\": \"a\", \"open\": null}", "/open wrongType(wanted: \"boolean\")"),
        ("{\"name\": \"a\", \"years\": {\"1999\": 1}}", "/years/1999 unknown"),
        ("{\"name\": \"a\", \"years\": {\"2025\": true}}", "/years/2025 wrongType(wanted: \"number\")"),
    ])
    func `what does not fit is named by its place`(json: String, fault: String) throws {
        #expect(try faults(#require(DemoRoom.boxes.request), json) == [fault])
    }

    @Test func `days that are none do not fit, and a line break behind one neither`() {
        func fits(_ text: String) -> Bool { Schema.day.faults(in: .text(text)).isEmpty }
        for text in ["2026-11-21", "2024-02-29", "2000-02-29", "1999-12-31", "2096-02-29"] {
            #expect(fits(text), "\(text)")
        }
        for text in [
            "2026-02-29", "1900-02-29", "2026-11-31", "2026-13-01", "2026-00-01", "2026-1-1", "1899-01-01",
            "2100-01-01",
            "2026-11-21\n", " 2026-11-21", "",
        ] { #expect(!fits(text), "\(text)") }
    }

    @Test func `a thousand faults are told of in part`() {
        let values = (0..<1000).map { JSONValue.integer($0) }
        #expect(Schema.list(.text()).faults(in: .list(values)).count == Schema.mostFaults)
    }
}

@Suite struct APITests {
    private let json: HTTPFields = [.contentType: "application/json"]

    private struct Problem: Decodable {
        struct Part: Decodable {
            let pointer: String
            let detail: String
        }
        let type: String
        let status: Int
        let errors: [Part]?
    }

    private func post(
        _ client: any TestClientProtocol, _ uri: String, _ body: String, _ headers: HTTPFields
    ) async throws -> (HTTPResponse.Status, Problem?) {
        try await client.execute(uri: uri, method: .post, headers: headers, body: ByteBuffer(string: body)) {
            response in
            guard response.status.code >= 400 else { return (response.status, nil) }
            #expect(response.headers[.contentType] == "application/problem+json")
            let problem = try JSONDecoder().decode(Problem.self, from: Data(response.body.readableBytesView))
            #expect(problem.status == response.status.code)
            return (response.status, problem)
        }
    }

    @Test func `a request is checked against its description before the room sees it`() async throws {
        let json = json
        try await DemoSite().test { client in
            let good = try await post(client, "/api/v1/boxes/ab?count=3", "{\"name\": \"a\"}", json)
            #expect(good.0 == .ok)
            let bad = try await post(client, "/api/v1/boxes/ab?count=3", "{\"kind\": \"x\"}", json)
            #expect(bad.0 == .unprocessableContent)
            #expect(bad.1?.type == "urn:yumiao:problem:invalid")
            #expect(bad.1?.errors?.map(\.pointer) == ["/name", "/kind"])
            #expect(bad.1?.errors?.allSatisfy { !$0.detail.contains("⟦") } == true)
            for query in ["", "?count=0", "?count=x", "?count=1.5"] {
                let found = try await post(client, "/api/v1/boxes/ab\(query)", "{\"name\": \"a\"}", json)
                #expect(found.1?.errors?.map(\.pointer) == ["count"], "\(query)")
            }
            #expect(
                try await post(client, "/api/v1/boxes/AB?count=1", "{\"name\": \"a\"}", json).0 == .notFound)
            #expect(try await post(client, "/api/v1/boxes/ab?count=1", "{", json).0 == .badRequest)
            let plain: HTTPFields = [.contentType: "text/plain"]
            #expect(
                try await post(client, "/api/v1/boxes/ab?count=1", "{}", plain).0 == .unsupportedMediaType)
            #expect(try await post(client, "/api/v1/boxes/ab?count=1", "{}", [:]).0 == .unsupportedMediaType)
        }
    }

    @Test func `an answer that a client has is not sent again`() async throws {
        try await DemoSite().test { client in
            let tag = try await client.execute(uri: "/api/v1/list?limit=7", method: .get) { response in
                #expect(String(buffer: response.body) == "{\"limit\":7}")
                return try #require(response.headers[.eTag])
            }
            try await client.execute(uri: "/api/v1/list?limit=7", method: .get, headers: [.ifNoneMatch: tag])
            {
                #expect($0.status == .notModified)
                #expect($0.body.readableBytes == 0)
            }
            try await client.execute(uri: "/api/v1/list?limit=8", method: .get, headers: [.ifNoneMatch: tag])
            {
                #expect($0.status == .ok)
            }
        }
    }

    @Test func `the document describes each described route, in both languages, below the base path`()
        async throws
    {
        try await DemoSite(basePath: "/a").test { client in
            for (language, title) in [("zh-Hans", "育苗接口"), ("en", "Yumiao API")] {
                let uri = "/a/api/v1/openapi.json?lang=\(language)"
                try await client.execute(uri: uri, method: .get) { response in
                    let document = try JSONDecoder().decode(
                        JSONValue.self, from: Data(response.body.readableBytesView))
                    #expect(document["openapi"] == .text("3.1.0"))
                    #expect(document["info"]?["title"] == .text(title))
                    #expect(document["servers"] == .list([.object(["url": .text("/a")])]))
                    let paths = try #require(document["paths"]?.members)
                    #expect(
                        paths.keys.sorted() == [
                            "/api/v1/boxes/{size}", "/api/v1/list", "/api/v1/openapi.json",
                        ])
                    let box = document["components"]?["schemas"]?["Box"]
                    #expect(box?["additionalProperties"] == .flag(false))
                    #expect(box?["required"] == .list([.text("name")]))
                    #expect(!String(buffer: response.body).contains("⟦"))
                }
            }
        }
    }

    @Test func `a key against doubled requests is a UUID or nothing`() throws {
        var visit = try Visit.example(rooms: [])
        #expect(try visit.idempotencyKey() == nil)
        let key = UUID()
        visit = try Visit.example(rooms: [], headers: [.idempotencyKey: "\"\(key.uuidString)\""])
        #expect(try visit.idempotencyKey() == key)
        visit = try Visit.example(rooms: [], headers: [.idempotencyKey: "again"])
        #expect(throws: SiteFault.badRequest(field: "Idempotency-Key")) { try visit.idempotencyKey() }
    }
}
