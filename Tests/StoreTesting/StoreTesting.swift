// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import Synchronization

/// The databases on which every test of a store runs.
public let everyDialect: [Dialect] = TestCluster.shared == nil ? [.sqlite] : Dialect.allCases

/// A clock that only the test moves, and random numbers that come back with the same seed.
public final class TestGround: Sendable {
    private let state = Mutex((now: Int64(1_795_000_000_000), seed: UInt64(42)))

    /// A ground that stands on this clock.
    public var ground: Ground {
        Ground(
            now: { [self] in state.withLock { $0.now } },
            random: { [self] in
                state.withLock { state in
                    state.seed = state.seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return state.seed ^ (state.seed >> 29)
                }
            })
    }

    /// A ground at a day in November 2026.
    public init() {}

    /// Moves the clock on.
    public func pass(milliseconds: Int64) { state.withLock { $0.now += milliseconds } }
}

/// A place for one test's data; removed at its end.
public func withFolder<Outcome>(_ body: (String) async throws -> Outcome) async throws -> Outcome {
    let folder = NSTemporaryDirectory() + "yumiao-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// Settings for a new database of a kind.
public func configuration(_ dialect: Dialect, _ folder: String) throws -> StoreConfiguration {
    var configuration: StoreConfiguration
    switch dialect {
    case .sqlite:
        configuration = StoreConfiguration(
            .sqlite(path: folder + "/test.sqlite"), filesPath: folder + "/files")
    case .postgres:
        guard let cluster = TestCluster.shared else {
            throw TestCluster.Unavailable(description: "not started")
        }
        configuration = StoreConfiguration(
            .postgres(connection: try cluster.emptyDatabase()), filesPath: folder + "/files")
    }
    configuration.readers = 2
    configuration.writers = 4
    configuration.ballastBytes = 0
    return configuration
}

/// Runs a test on a new database with the given tables.
public func withDatabase(
    _ dialect: Dialect, _ migrations: [Migration], subscriptions: [Subscription] = [],
    ground: TestGround = TestGround(), change: (inout StoreConfiguration) -> Void = { _ in },
    _ body: (Database) async throws -> Void
) async throws {
    try await withFolder { folder in
        var configuration = try configuration(dialect, folder)
        change(&configuration)
        let database = try await Database.open(
            configuration, ground: ground.ground, migrations: migrations, subscriptions: subscriptions)
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
