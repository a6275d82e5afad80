// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SiteTesting
import Synchronization

/// A site of a test on this machine, which remembers what it was asked.
final class LocalSite: Sendable {
    /// What stands at a path.
    struct Page: Sendable {
        var status = 200
        var body: [UInt8] = []
        var headers: [(String, String)] = []
        /// How long the site takes for it.
        var pause = Duration.zero

        static func html(_ text: String, tag: String? = nil) -> Page {
            Page(
                body: Array(text.utf8),
                headers: [("Content-Type", "text/html; charset=utf-8")] + (tag.map { [("ETag", $0)] } ?? []))
        }

        static func redirect(_ address: String) -> Page {
            Page(status: 302, headers: [("Location", address)])
        }
    }

    private let pages = Mutex<[String: Page]>([:])
    private let log = Mutex<[(path: String, agent: String, at: ContinuousClock.Instant)]>([])

    subscript(path: String) -> Page? {
        get { pages.withLock { $0[path] } }
        set { pages.withLock { $0[path] = newValue } }
    }

    /// Paths in the order in which they were asked for.
    var asked: [String] { log.withLock { $0.map(\.path) } }
    var agents: Set<String> { log.withLock { Set($0.map(\.agent)) } }

    /// The shortest time between two requests, in milliseconds.
    var shortestPause: Double {
        let times = log.withLock { $0.map(\.at) }
        return zip(times, times.dropFirst()).map { ($1 - $0) / .milliseconds(1) }.min() ?? .infinity
    }

    func forget() { log.withLock { $0 = [] } }

    private func answer(_ request: Request) async throws -> Response {
        let path = request.uri.path
        log.withLock { $0.append((path, request.headers[.userAgent] ?? "", .now)) }
        guard let page = self[path] else { return Response(status: .notFound) }
        if page.pause > .zero { try await Task.sleep(for: page.pause) }
        var response = Response(
            status: .init(code: page.status), body: .init(byteBuffer: ByteBuffer(bytes: page.body)))
        for (name, value) in page.headers {
            if let field = HTTPField.Name(name) { response.headers[field] = value }
            if name == "ETag", request.headers[.ifNoneMatch] == value {
                return Response(status: .notModified)
            }
        }
        return response
    }

    /// Runs while the body does; gives it the site and where it is.
    static func with(_ body: @escaping @Sendable (LocalSite, String) async throws -> Void) async throws {
        let site = LocalSite()
        let router = Router()
        router.get("**") { request, _ in try await site.answer(request) }
        router.get("/") { request, _ in try await site.answer(request) }
        try await LocalServer.with(router, named: "site") { try await body(site, "127.0.0.1:\($0)") }
    }
}
