// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Synchronization
import Testing

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

/// Runs a test on a new database with one budget of 1,000 fen.
func withDatabase(
    _ dialect: Dialect, subscriptions: [Subscription] = [], ground: TestGround = TestGround(),
    change: (inout StoreConfiguration) -> Void = { _ in },
    _ body: (Database) async throws -> Void
) async throws {
    try await withDatabase(
        dialect, budgetSchema, subscriptions: subscriptions, ground: ground, change: change
    ) { database in
        try await database.write { tx in
            try tx.run("INSERT INTO budget (id, left_fen) VALUES ($1, $2)", "b", 1_000)
        }
        try await body(database)
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
