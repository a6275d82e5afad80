// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Rules
import Site
import Store
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

    /// The platform on a new SQLite in a folder of its own, which is removed afterwards.
    private static func withPlatform(_ use: (Platform) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/yumiao-test-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let home = try DataHome(path: folder, address: "", secretFile: nil)
        let platform = try await Platform.open(library: library, home: home, ground: .machine())
        try await use(platform)
        await platform.close()
    }

    private static func test(
        _ settings: SiteSettings,
        _ requests: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        try await withPlatform { platform in
            try await platform.application(settings).test(.router) { try await requests($0) }
        }
    }

    private static func routes(_ settings: SiteSettings) async throws -> [Route] {
        var routes: [Route] = []
        try await withPlatform { routes = try $0.responder(settings).routes }
        return routes
    }

    @Test func `every page without parameters answers below any base path, also without a single rule`()
        async throws
    {
        for base in ["", "/a/b"] {
            let paths = try await Self.routes(Self.settings(basePath: base))
                .filter { $0.method == .get && !$0.path.contains("{") && !$0.path.hasPrefix("/api/") }.map(
                    \.path)
            #expect(paths.contains("/check"))
            try await Self.test(Self.settings(basePath: base)) { client in
                for path in paths {
                    try await client.execute(uri: base + path, method: .get) { response in
                        #expect(response.status.code < 500, "\(base)\(path)")
                        // Feeds and calendars are named by their endings.
                        let type = response.headers[.contentType] ?? "text/html"
                        #expect(path.contains(".") || type.hasPrefix("text/html"), "\(path)")
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

    @Test func `every route has its place in the matrix of rights, and no right is left over`() async throws {
        try await Self.withPlatform { platform in
            let responder = try platform.responder(Self.settings())
            let matrix = AuthorisationMatrix(
                routes: responder.routes, authorisation: platform.authorisation,
                alsoUsed: responder.otherPermissions)
            #expect(matrix.findings == [])
            #expect(matrix.rows.count == responder.routes.count)
            // The control: without the entries of one room its routes are found.
            let poorer = try Authorisation([Accounts.admissions])
            #expect(!AuthorisationMatrix(routes: responder.routes, authorisation: poorer).findings.isEmpty)
        }
    }

    @Test func `every route of the API is described`() async throws {
        let routes = try await Self.routes(Self.settings())
        #expect(routes.contains { $0.path == "/api/v1/match" })
        #expect(routes.filter { !$0.isDescribed }.map(\.name) == [])
    }

    @Test func `the figures tell how the store is`() async throws {
        var settings = Self.settings()
        settings.metricsToken = "0123456789abcdef"
        try await Self.test(settings) { client in
            let headers: HTTPFields = [.authorization: "Bearer 0123456789abcdef"]
            try await client.execute(uri: "/metrics", method: .get, headers: headers) {
                #expect(String(buffer: $0.body).contains("yumiao_store_up 1\n"))
            }
        }
    }

    @Test func `every route says who may enter`() async throws {
        let routes = try await Self.routes(Self.settings())
        #expect(routes.count > 10)
        #expect(routes.allSatisfy { !$0.permission.name.isEmpty })
    }

    @Test func `a data folder is closed to others, keeps its key, and refuses a short one`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/yumiao-test-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try DataHome(path: folder, address: "", secretFile: nil)
        let again = try DataHome(path: folder, address: "", secretFile: nil)
        #expect(first.key(for: "site") == again.key(for: "site"))
        #expect(first.key(for: "site") != first.key(for: "codes"))
        let secret = folder + "/" + DataHome.secretName
        let mode = try FileManager.default.attributesOfItem(atPath: secret)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: secret))
        #expect(throws: DataHomeFault.secretUnreadable(secret)) {
            try DataHome(path: folder, address: "", secretFile: nil)
        }
    }

    @Test func `a sealed secret opens with its passphrase and with no other, and not when it was changed`()
        throws
    {
        let secret = [UInt8](repeating: 9, count: 32)
        var sealed = try SealedSecret.seal(secret, passphrase: "correct horse")
        #expect(try SealedSecret.open(sealed, passphrase: "correct horse") == secret)
        #expect(throws: SealedSecret.WrongPassphrase.self) {
            try SealedSecret.open(sealed, passphrase: "wrong horse")
        }
        sealed[20] ^= 1
        #expect(throws: SealedSecret.WrongPassphrase.self) {
            try SealedSecret.open(sealed, passphrase: "correct horse")
        }
    }
}
