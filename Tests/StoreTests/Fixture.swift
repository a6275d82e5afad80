// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import Synchronization
import Testing

/// The databases on which every test of a store runs.
let everyDialect: [Dialect] = TestCluster.shared == nil ? [.sqlite] : Dialect.allCases

/// A clock that only the test moves, and random numbers that come back with the same seed.
final class TestGround: Sendable {
    private let state = Mutex((now: Int64(1_795_000_000_000), seed: UInt64(42)))

    var ground: Ground {
        Ground(
            now: { [self] in state.withLock { $0.now } },
            random: { [self] in
                state.withLock { state in
                    state.seed = state.seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return state.seed ^ (state.seed >> 29)
                }
            })
    }

    func pass(milliseconds: Int64) { state.withLock { $0.now += milliseconds } }
}

/// The tables that the tests work on.
let budgetSchema = [
    Migration(
        date: "2026-11-22", name: "tests: budgets",
        both: """
            CREATE TABLE budget (
                id text NOT NULL PRIMARY KEY,
                left_fen bigint NOT NULL CHECK (left_fen >= 0)
            );
            CREATE TABLE payment (
                id text NOT NULL PRIMARY KEY,
                budget text NOT NULL REFERENCES budget (id),
                amount_fen bigint NOT NULL,
                is_final boolean NOT NULL,
                note text,
                seal bytea
            );
            """)
]

/// A place for one test's data; removed at its end.
func withFolder<Outcome>(_ body: (String) async throws -> Outcome) async throws -> Outcome {
    let folder = NSTemporaryDirectory() + "yumiao-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// Settings for a new database of a kind.
func configuration(_ dialect: Dialect, _ folder: String) throws -> StoreConfiguration {
    var configuration: StoreConfiguration
    switch dialect {
    case .sqlite:
        configuration = StoreConfiguration(
            .sqlite(path: folder + "/test.sqlite"), filesPath: folder + "/files")
    case .postgres:
        let cluster = try #require(TestCluster.shared)
        configuration = StoreConfiguration(
            .postgres(connection: try cluster.emptyDatabase()), filesPath: folder + "/files")
    }
    configuration.readers = 2
    configuration.writers = 4
    configuration.ballastBytes = 0
    return configuration
}

/// Runs a test on a new database with one budget of 1,000 fen.
func withDatabase(
    _ dialect: Dialect, subscriptions: [Subscription] = [], ground: TestGround = TestGround(),
    change: (inout StoreConfiguration) -> Void = { _ in },
    _ body: (Database) async throws -> Void
) async throws {
    try await withFolder { folder in
        var configuration = try configuration(dialect, folder)
        change(&configuration)
        let database = try await Database.open(
            configuration, ground: ground.ground, migrations: budgetSchema, subscriptions: subscriptions)
        do {
            try await database.write { tx in
                try tx.run("INSERT INTO budget (id, left_fen) VALUES ($1, $2)", "b", 1_000)
            }
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

extension Transaction {
    /// Pays from the budget, as a room would: read, decide, write.
    func pay(_ id: String, _ amount: Int64) throws {
        let left: Int64 = try value("SELECT left_fen FROM budget WHERE id = $1", "b") ?? 0
        try run("UPDATE budget SET left_fen = $1 WHERE id = $2", left - amount, "b")
        try run(
            "INSERT INTO payment (id, budget, amount_fen, is_final) VALUES ($1, $2, $3, $4)", id, "b", amount,
            true)
    }
}

extension Transaction {
    /// Pays, with an outcome that can be kept.
    func paid(_ id: String, _ amount: Int64) throws -> Int64 {
        try pay(id, amount)
        return amount
    }
}

extension Database {
    func left() async throws -> Int64 {
        try await read { try $0.value("SELECT left_fen FROM budget WHERE id = $1", "b") ?? -1 }
    }

    func payments() async throws -> Int {
        try await read { try $0.value("SELECT count(*) FROM payment") ?? -1 }
    }
}

/// The fault that a body ends with.
func fault<Outcome>(_ body: () async throws -> Outcome) async -> StoreFault? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? StoreFault
    }
}

/// Expects the money that is left and the number of payments.
func expect(
    _ database: Database, left: Int64? = nil, payments: Int? = nil,
    at place: SourceLocation = #_sourceLocation
) async throws {
    if let left {
        let found = try await database.left()
        #expect(found == left, sourceLocation: place)
    }
    if let payments {
        let found = try await database.payments()
        #expect(found == payments, sourceLocation: place)
    }
}
