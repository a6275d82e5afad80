// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

/// Several writes share one commit on SQLite; none may notice the others.
@Suite struct GroupTests {
    private struct Refusal: Error {}

    /// Holds the writer while `count` requests gather behind it, so that they become one group.
    private func gathered(
        _ database: Database, _ count: Int, _ body: @escaping @Sendable (Int, Transaction) throws -> Void
    ) async throws -> [Int] {
        let gate = DispatchSemaphore(value: 0)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let slow = Task {
            try await database.write { _ in
                start.finish()
                gate.wait()
            }
        }
        for await _ in started {}
        return try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        try await database.write { try body(number, $0) }
                        return (number, true)
                    } catch {
                        return (number, false)
                    }
                }
            }
            // Long enough for all to wait; were it not, the groups would be smaller and the outcome the same.
            try await Task.sleep(for: .milliseconds(100))
            gate.signal()
            try await slow.value
            return try await group.reduce(into: []) { if $1.1 { $0.append($1.0) } }.sorted()
        }
    }

    @Test("In a group, those that fail take nothing of the others with them", arguments: everyDialect)
    func failures(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let done = try await gathered(database, 30) { number, tx in
                try tx.pay("p\(number)", 1)
                if number % 3 == 0 { throw Refusal() }
            }
            #expect(done == (0..<30).filter { $0 % 3 != 0 })
            try await expect(database, left: 980, payments: 20)
        }
    }

    @Test(
        "A rule that fails only at COMMIT fails the request that broke it, not its group",
        arguments: everyDialect)
    func deferred(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await database.write { tx in
                try tx.run(
                    """
                    CREATE TABLE late (
                        id bigint NOT NULL PRIMARY KEY,
                        budget text NOT NULL REFERENCES budget (id) DEFERRABLE INITIALLY DEFERRED
                    )
                    """)
            }
            let done = try await gathered(database, 12) { number, tx in
                try tx.run("INSERT INTO late VALUES ($1, $2)", number, number == 5 ? "nobody" : "b")
            }
            #expect(done == (0..<12).filter { $0 != 5 })
            let rows: Int? = try await database.read { try $0.value("SELECT count(*) FROM late") }
            #expect(rows == 11)
        }
    }

    @Test("The key of a request whose group was run again still counts once")
    func keys() async throws {
        try await withDatabase(.sqlite) { database in
            let outcomes = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        try await database.write(once: "k\(number % 4)") { try $0.paid("p\(number % 4)", 1) }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(outcomes == 40)
            try await expect(database, left: 996, payments: 4)
        }
    }
}
