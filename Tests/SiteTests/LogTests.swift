// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing

@testable import Site

@Suite struct LogTests {
    @Test func `each request is one line, without what the visitor brought`() async throws {
        let lines = Lines()
        let site = DemoSite()
        let application = try buildApplication(
            site.settings, rooms: site.rooms, logger: Logger(label: "test") { _ in LineLog(lines: lines) })
        let id = try await application.test(.router) { client in
            let headers: HTTPFields = [.cookie: "visitor=canary-cookie", .userAgent: "canary-agent"]
            return try await client.execute(
                uri: "/demo/canary-id?q=canary-query", method: .get, headers: headers
            ) {
                $0.headers[.requestID]
            }
        }
        let answered = lines.all.filter { $0.contains("answered") }
        #expect(answered.count == 1)
        #expect(answered.first?.contains("route=demo.show") == true)
        #expect(answered.first?.contains("status=200") == true)
        #expect(answered.first?.contains("request=\(id ?? "none")") == true)
        #expect(!lines.all.joined().contains("canary"))
    }

    @Test func `the cause of a failure is in the log, under the request's number`() async throws {
        let lines = Lines()
        let site = DemoSite()
        let application = try buildApplication(
            site.settings, rooms: site.rooms, logger: Logger(label: "test") { _ in LineLog(lines: lines) })
        let id = try await application.test(.router) { client in
            try await client.execute(uri: "/broken", method: .get) { $0.headers[.requestID] ?? "none" }
        }
        #expect(lines.all.contains { $0.contains("secretDetail") && $0.contains(id) })
    }
}

/// Lines of a log, gathered.
final class Lines: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }
    func append(_ line: String) { texts.withLock { $0.append(line) } }
}

/// A log that keeps its lines.
struct LineLog: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let text = all.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        lines.append("\(event.message) \(text)")
    }
}
