// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Rules
import Site
import Testing

@testable import Platform

/// The whole house as the server puts it together.
@Suite struct PlatformTests {
    private static func settings(basePath: String = "", gallery: Bool = false) -> SiteSettings {
        SiteSettings(
            port: 0, basePath: basePath, secret: Array(repeating: 3, count: 32), hasGallery: gallery,
            now: { Date(timeIntervalSince1970: 1_795_147_200) }, makeID: { UUID() })
    }

    private static let library = Library(packs: [], vocabulary: Vocabulary(words: []), rules: [])

    private static func test(
        _ settings: SiteSettings,
        _ requests: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        try await Platform(library: library).application(settings).test(.router) { try await requests($0) }
    }

    @Test func `every page without parameters answers below any base path, also without a single rule`()
        async throws
    {
        for base in ["", "/a/b"] {
            let responder = try Platform(library: Self.library).responder(Self.settings(basePath: base))
            let paths = responder.routes.filter { $0.method == .get && !$0.path.contains("{") }.map(\.path)
            #expect(paths.contains("/check"))
            try await Self.test(Self.settings(basePath: base)) { client in
                for path in paths {
                    try await client.execute(uri: base + path, method: .get) { response in
                        #expect(response.status.code < 500, "\(base)\(path)")
                        #expect(response.headers[.contentType]?.hasPrefix("text/html") != false)
                        #expect(!String(buffer: response.body).contains("⟦"), "\(path)")
                    }
                }
            }
        }
    }

    @Test func `links stay below the base path`() async throws {
        try await Self.test(Self.settings(basePath: "/a/b")) { client in
            try await client.execute(uri: "/a/b/", method: .get) { response in
                let html = String(buffer: response.body)
                let links = html.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.1) }
                #expect(links.count > 10)
                #expect(links.filter { !$0.hasPrefix("/a/b/") && !$0.hasPrefix("#") } == [])
            }
            try await client.execute(uri: "/", method: .get) { #expect($0.status == .notFound) }
        }
    }

    @Test func `the gallery is there only when it is asked for`() async throws {
        for gallery in [true, false] {
            try await Self.test(Self.settings(gallery: gallery)) { client in
                try await client.execute(uri: "/_gallery", method: .get) {
                    #expect($0.status == (gallery ? .ok : .notFound))
                }
            }
        }
    }

    @Test func `every route says who may enter`() throws {
        let responder = try Platform(library: Self.library).responder(Self.settings())
        #expect(responder.routes.count > 10)
        #expect(responder.routes.allSatisfy { !$0.permission.name.isEmpty })
    }
}
