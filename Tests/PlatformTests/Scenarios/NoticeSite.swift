// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A government's site on this machine with one new notice in its feed.
actor NoticeSite {
    static let notice = Notice(name: "网站情景补助", number: 371)
    static let shared = Task { try await NoticeSite.start() }

    /// Host and port.
    nonisolated let host: String
    private let log: Log

    /// Who asked, by the names that they gave.
    var agents: Set<String> { get async { await log.agents } }

    private actor Log {
        var agents: Set<String> = []
        func note(_ agent: String) { agents.insert(agent) }
    }

    private init(host: String, log: Log) {
        self.host = host
        self.log = log
    }

    private static func start() async throws -> NoticeSite {
        let log = Log()
        let (ports, told) = AsyncStream<Int>.makeStream()
        let router = Router()
        router.get("/feed.xml") { request, _ in
            await log.note(request.headers[.userAgent] ?? "")
            let base = "http://\(request.head.authority ?? "")"
            return answer(feed(base), "application/atom+xml; charset=utf-8")
        }
        router.get("/notice.html") { _, _ in answer(page, "text/html; charset=utf-8") }
        var logger = Logger(label: "notice site")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in told.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        Task { try await application.run() }
        for await port in ports { return NoticeSite(host: "127.0.0.1:\(port)", log: log) }
        throw HouseClosed()
    }

    private static func answer(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static func feed(_ base: String) -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom"><title>政策</title><id>\(base)/</id>
        <updated>2026-11-18T00:00:00Z</updated>
        <entry><title>\(notice.title)</title><id>\(base)/notice.html</id>
        <updated>2026-11-18T00:00:00Z</updated><link href="\(base)/notice.html"/></entry></feed>
        """
    }

    private static var page: String {
        let lines = notice.text.split(separator: "\n").map { "<p>\($0)</p>" }
        return "<!doctype html><html><head><meta charset=\"utf-8\"><title>\(notice.title)</title></head>"
            + "<body>\(lines.joined())</body></html>"
    }
}
