// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging
import NIOCore

/// Another party's server on this machine, for tests of what the site asks of others.
public enum LocalServer {
    /// Serves a router on a free port while the body runs, and gives the body that port.
    public static func with(
        _ router: Router<BasicRequestContext>, named name: String,
        _ body: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        let (ports, told) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: name)
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in told.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var port = 0
            for await one in ports {
                port = one
                break
            }
            try await body(port)
            group.cancelAll()
        }
    }
}
