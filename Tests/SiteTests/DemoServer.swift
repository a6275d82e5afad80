// SPDX-License-Identifier: Apache-2.0
import Foundation
import Hummingbird
import Logging
import Testing

@testable import Site

/// A real server for the browser tests; runs only when asked to, until it is told to end.
///
/// `SITE_DEMO_PORT=8099 SITE_DEMO_BASE=/a/b swift test --skip-build --filter DemoServer`
@Suite struct DemoServer {
    static let environment = ProcessInfo.processInfo.environment

    @Test(.enabled(if: environment["SITE_DEMO_PORT"] != nil))
    func `serves the demonstration room to a browser`() async throws {
        var site = DemoSite(basePath: Self.environment["SITE_DEMO_BASE"] ?? "")
        site.settings.port = try #require(Self.environment["SITE_DEMO_PORT"].flatMap(Int.init))
        site.settings.now = { Date() }
        try await buildApplication(site.settings, rooms: site.rooms).runService()
    }
}
