// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct OnceTests {
    @Test("A request with a key takes effect once, however often it comes", arguments: everyDialect)
    func repeated(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await database.write(once: "form-1") { tx in
                            try tx.pay("p\(number)", 100)
                            return "p\(number)"
                        }
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(outcomes.count == 1)
            try await expect(database, left: 900, payments: 1)
        }
    }

    @Test("Without the key's check the same request pays twice: the control", arguments: everyDialect)
    func control(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) {
            $0.sabotage = .noIdempotency
        } _: { database in
            for number in 0..<2 { try await database.write(once: "k") { try $0.paid("p\(number)", 100) } }
            try await expect(database, left: 800, payments: 2)
        }
    }

    @Test("A failed request leaves its key free", arguments: everyDialect)
    func failed(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let first = await fault {
                try await database.write(once: "k") { try $0.paid("p", 5_000) }
            }
            guard case .refused(.check, _)? = first else {
                Issue.record("expected a refusal, got \(String(describing: first))")
                return
            }
            try await database.write(once: "k") { try $0.paid("p", 50) }
            try await expect(database, left: 950)
        }
    }

    @Test("A key that comes back with another content is refused", arguments: everyDialect)
    func reused(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await database.write(once: "k", fingerprint: "a") { try $0.paid("p", 50) }
            let found = await fault {
                try await database.write(once: "k", fingerprint: "b") { try $0.paid("q", 60) }
            }
            #expect(found == .keyReused("k"))
            try await expect(database, left: 950)
        }
    }

    @Test("Old keys are forgotten, young ones are kept", arguments: everyDialect)
    func forgotten(_ dialect: Dialect) async throws {
        let clock = TestGround()
        try await withDatabase(dialect, ground: clock) { database in
            try await database.write(once: "old") { try $0.paid("p", 1) }
            clock.pass(milliseconds: 1_000)
            try await database.write(once: "young") { try $0.paid("q", 1) }
            #expect(try await database.forgetKeys(before: database.ground.now()) == 1)
            try await database.write(once: "young") { try $0.paid("r", 1) }
            try await expect(database, left: 998)
        }
    }
}
