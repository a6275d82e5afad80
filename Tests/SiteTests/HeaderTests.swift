// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing

@testable import Site

@Suite struct HeaderTests {
    @Test func `every response carries the security headers`() async throws {
        let site = DemoSite(publicOrigin: "https://example.gov.cn")
        let responder = try buildResponder(site.settings, rooms: site.rooms, logger: Logger(label: "quiet"))
        let paths = responder.routes.map { ($0.method, $0.path.replacing("{id}", with: "1")) }
        let more: [(HTTPRequest.Method, String)] = [
            (.get, "/nothing"), (.get, "/healthz"), (.get, "/%zz"), (.delete, "/ask"), (.get, "/favicon.ico"),
            (.get, "/demo/"), (.get, "/assets/none.css"), (.options, "/"), (.trace, "/"),
        ]
        try await site.test { client in
            for (method, path) in paths + more {
                try await client.execute(uri: path, method: method) { response in
                    #expect(
                        response.headers[.contentSecurityPolicy] == SecurityHeaders.contentPolicy, "\(path)")
                    #expect(response.headers[.xContentTypeOptions] == "nosniff", "\(path)")
                    #expect(response.headers[SecurityHeaders.referrerPolicy] == "same-origin", "\(path)")
                    #expect(response.headers[SecurityHeaders.permissionsPolicy]?.isEmpty == false, "\(path)")
                    #expect(
                        response.headers[.strictTransportSecurity]?.hasPrefix("max-age=") == true, "\(path)")
                    #expect(response.headers[.requestID]?.count == 36, "\(path)")
                    #expect(
                        response.headers[.cacheControl] != nil || response.status.kind == .redirection,
                        "\(path)")
                }
            }
        }
    }

    @Test func `without HTTPS nothing promises it`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/ask", method: .get) { response in
                #expect(response.headers[.strictTransportSecurity] == nil)
                #expect(response.headers[.setCookie]?.contains("Secure") == false)
            }
        }
    }

    @Test func `behind HTTPS the visitor's cookie is bound to this host`() async throws {
        try await DemoSite(publicOrigin: "https://example.gov.cn").test { client in
            try await client.execute(uri: "/ask", method: .get) { response in
                let cookie = try #require(response.headers[.setCookie])
                #expect(cookie.hasPrefix("__Host-visitor="))
                #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
            }
        }
    }

    @Test func `caches keep no personal page, and no form but in its own browser`() async throws {
        try await DemoSite().test { client in
            for (path, rule) in [("/", "no-cache"), ("/ask", "private, no-cache"), ("/own", "no-store")] {
                try await client.execute(uri: path, method: .get) {
                    #expect($0.headers[.cacheControl] == rule)
                }
            }
        }
    }

    @Test func `an asset is kept for a year under a name that changes with it`() async throws {
        let site = DemoSite()
        let assets = try Assets(shelves: [.site])
        try await site.test { client in
            let path = assets.path(of: "site.css")
            let tag = try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "text/css; charset=utf-8")
                #expect(response.headers[.cacheControl] == "public, max-age=31536000, immutable")
                return try #require(response.headers[.eTag])
            }
            try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: "\"x\", W/\(tag)"]) {
                #expect($0.status == .notModified)
                #expect($0.body.readableBytes == 0)
            }
            try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: "\"x\""]) {
                #expect($0.status == .ok)
            }
            try await client.execute(uri: "/assets/site.css", method: .get) {
                #expect($0.status == .notFound)
            }
        }
    }

    @Test func `the probes tell whether the site lives and whether it can serve`() async throws {
        let site = DemoSite(basePath: "/a/b")
        let application = try buildApplication(
            site.settings, rooms: site.rooms, isReady: { false }, logger: Logger(label: "quiet"))
        try await application.test(.router) { client in
            for base in ["", "/a/b"] {
                try await client.execute(uri: "\(base)/healthz", method: .get) { #expect($0.status == .ok) }
                try await client.execute(uri: "\(base)/readyz", method: .get) {
                    #expect($0.status == .serviceUnavailable)
                }
            }
        }
        try await site.test { client in
            try await client.execute(uri: "/readyz", method: .get) { #expect($0.status == .ok) }
        }
    }
}
