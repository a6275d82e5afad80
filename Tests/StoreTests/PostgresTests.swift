// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Synchronization
import Testing

/// What only a server that can go away shows. Skipped, loudly, where PostgreSQL is not installed.
@Suite(.enabled(if: TestCluster.shared != nil)) struct PostgresTests {
    private let killing: SQL = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND query = 'COMMIT' AND state = 'active'
        """

    /// Makes each COMMIT that holds a payment take two seconds.
    private func slowCommits(_ database: Database) async throws {
        try await database.write { tx in
            try tx.run(
                """
                CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_sleep(2); RETURN NULL; END'
                """)
            try tx.run(
                """
                CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON payment
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger()
                """)
        }
    }

    /// Runs a write whose connection is cut during COMMIT.
    private func cut(_ database: Database, _ write: @escaping @Sendable () async throws -> Void) async throws
    {
        let isDone = Mutex(false)
        let writing = Task {
            defer { isDone.withLock { $0 = true } }
            try await write()
        }
        var killed: Int64 = 0
        while killed == 0, !isDone.withLock({ $0 }) {
            killed = try await database.read { try $0.value(killing) ?? 0 }
        }
        #expect(killed > 0, "the connection was not cut, so the test showed nothing")
        try await writing.value
    }

    @Test("A write with a key that loses its connection during COMMIT takes effect once")
    func unknownWithKey() async throws {
        try await withDatabase(.postgres) { database in
            try await slowCommits(database)
            try await cut(database) { _ = try await database.write(once: "k") { try $0.paid("p", 10) } }
            try await expect(database, left: 990, payments: 1)
        }
    }

    @Test("A write without a key that loses its connection during COMMIT says that its outcome is unknown")
    func unknownWithoutKey() async throws {
        try await withDatabase(.postgres) { database in
            try await slowCommits(database)
            let found = await fault {
                try await cut(database) { try await database.write { try $0.pay("p", 10) } }
            }
            #expect(found == .outcomeUnknown)
        }
    }

    @Test("A connection that is lost before COMMIT is replaced and the write run again")
    func lostBefore() async throws {
        try await withDatabase(.postgres) { database in
            let runs = Mutex(0)
            try await database.write { tx in
                let isFirst = runs.withLock { runs in
                    runs += 1
                    return runs == 1
                }
                try tx.pay("p", 10)
                if isFirst { _ = try? tx.rows("SELECT pg_terminate_backend(pg_backend_pid())") }
                _ = try tx.rows("SELECT 1")
            }
            #expect(runs.withLock { $0 } == 2)
            try await expect(database, left: 990, payments: 1)
        }
    }

    @Test("A statement that takes too long is ended, and a caller that gives up ends it too")
    func limits() async throws {
        try await withDatabase(.postgres) {
            $0.statementMilliseconds = 300
        } _: { database in
            let found = await fault { try await database.read { try $0.rows("SELECT pg_sleep(20)").count } }
            #expect(found == .timedOut(milliseconds: 300))
        }
        try await withDatabase(.postgres) { database in
            let begun = ContinuousClock.now
            let task = Task { try await database.read { try $0.rows("SELECT pg_sleep(20)").count } }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(begun.duration(to: .now) < .seconds(15))
        }
    }

    @Test("A server that is not there is said to be unreachable, within the time for an outage")
    func unreachable() async throws {
        try await withFolder { folder in
            var configuration = StoreConfiguration(
                .postgres(connection: "host=\(folder) user=nobody dbname=none"), filesPath: folder)
            configuration.outageMilliseconds = 200
            let begun = ContinuousClock.now
            let found = await fault {
                try await Database.open(configuration, ground: TestGround().ground, migrations: [])
            }
            guard case .unreachable? = found else {
                Issue.record("expected unreachable, got \(String(describing: found))")
                return
            }
            #expect(begun.duration(to: .now) < .seconds(60))
        }
    }

    @Test("More different statements than are kept prepared still run")
    func manyStatements() async throws {
        try await withDatabase(.postgres) {
            $0.readers = 1
        } _: { database in
            let sum = try await database.read { reader in
                var sum = 0
                for number in 1...1_200 {
                    sum += try reader.value("SELECT 1" + blanks(number)) ?? 0
                }
                return sum
            }
            #expect(sum == 1_200)
        }
    }

    private func blanks(_ count: Int) -> SQL { (0..<count).reduce("") { text, _ in text + " " } }
}
