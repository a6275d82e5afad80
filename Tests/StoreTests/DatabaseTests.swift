// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct DatabaseTests {
    @Test("A written row reads back in every type", arguments: everyDialect)
    func types(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let seal = Data([0, 1, 39, 92, 255])
            try await database.write { tx in
                try tx.run(
                    """
                    INSERT INTO payment (id, budget, amount_fen, is_final, note, seal)
                    VALUES ($1, $2, $3, $4, $5, $6)
                    """, "p", "b", Int64.max, false, "补贴 'quoted' $9 \\ \u{1F331}", seal)
            }
            let row = try #require(
                try await database.read { try $0.first("SELECT * FROM payment WHERE seal = $1", seal) })
            #expect(try row["amount_fen"] == Int64.max)
            #expect(try row["is_final"] == false)
            #expect(try row["note"] == "补贴 'quoted' $9 \\ \u{1F331}")
            #expect(try row["seal"] == seal)
        }
    }

    @Test("NULL reads as nothing, and refuses to be read as something", arguments: everyDialect)
    func null(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await database.write { try $0.pay("p", 1) }
            let row = try #require(try await database.read { try $0.first("SELECT note FROM payment") })
            #expect(try row["note"] == String?.none)
            #expect(throws: StoreFault.column(.otherType(name: "note", expected: "String"))) {
                let _: String = try row["note"]
            }
            #expect(throws: StoreFault.column(.absent(name: "nota", known: ["note"]))) {
                let _: String? = try row["nota"]
            }
        }
    }

    @Test("Placeholders are bound by number, not by order of appearance", arguments: everyDialect)
    func placeholders(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let row = try #require(
                try await database.read {
                    try $0.first("SELECT $2 AS b, $1 AS a, '$1' AS c, $2 AS d -- $3", "first", "second")
                })
            #expect(try row["a"] == "first")
            #expect(try row["b"] == "second")
            #expect(try row["c"] == "$1")
            #expect(try row["d"] == "second")
        }
    }

    @Test("A text with a null character is refused before it reaches a database", arguments: everyDialect)
    func nullCharacter(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let found = await fault { try await database.write { try $0.pay("a\u{0}b", 1) } }
            #expect(found == .textHoldsNull)
            try await expect(database, left: 1_000)
        }
    }

    @Test("A wrong type is refused by both databases", arguments: everyDialect)
    func strict(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let found = await fault {
                try await database.write { tx in
                    try tx.run("UPDATE budget SET left_fen = $1", "eleven")
                }
            }
            #expect(found != nil)
            try await expect(database, left: 1_000)
        }
    }

    @Test("Each schema rule is named when it refuses", arguments: everyDialect)
    func constraints(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            func kind(_ body: @escaping @Sendable (Transaction) throws -> Int) async -> StoreFault.Constraint?
            {
                guard case .refused(let kind, _)? = await fault({ try await database.write(body) }) else {
                    return nil
                }
                return kind
            }
            #expect(await kind { try $0.run("INSERT INTO budget VALUES ($1, $2)", "b", 1) } == .unique)
            #expect(await kind { try $0.run("UPDATE budget SET left_fen = -1") } == .check)
            #expect(await kind { try $0.run("INSERT INTO budget (id) VALUES ($1)", "c") } == .notNull)
            #expect(
                await kind { tx in
                    try tx.run(
                        "INSERT INTO payment (id, budget, amount_fen, is_final) VALUES ($1, $2, $3, $4)",
                        "p", "nobody", 1, true)
                } == .foreignKey)
        }
    }

    @Test("A body that throws leaves nothing behind", arguments: everyDialect)
    func rollback(_ dialect: Dialect) async throws {
        struct Refusal: Error {}
        try await withDatabase(dialect) { database in
            await #expect(throws: Refusal.self) {
                try await database.write { (tx) -> Void in
                    try tx.pay("p", 400)
                    throw Refusal()
                }
            }
            try await expect(database, left: 1_000)
            try await expect(database, payments: 0)
        }
    }

    @Test("A part that fails leaves the rest of the transaction standing", arguments: everyDialect)
    func parts(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let isDouble = try await database.write { tx in
                try tx.pay("p", 100)
                do {
                    try tx.attempt { try tx.pay("p", 100) }
                    return false
                } catch StoreFault.refused(.unique, _) {
                    return true
                }
            }
            #expect(isDouble)
            try await expect(database, left: 900)
        }
    }

    @Test("200 claims at once on 1,000 fen pay out exactly 1,000 fen", arguments: everyDialect)
    func overdraft(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let paid = await withTaskGroup(of: Int.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        (try? await database.write { try $0.pay("p\(number)", 10) }) == nil ? 0 : 1
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(paid == 100)
            try await expect(database, left: 0)
            try await expect(database, payments: 100)
        }
    }

    @Test("One read sees one moment, whatever is written meanwhile", arguments: everyDialect)
    func snapshot(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            let gate = DispatchSemaphore(value: 0)
            async let seen = database.read { reader in
                let before: Int64? = try reader.value("SELECT left_fen FROM budget")
                start.finish()
                gate.wait()
                return (before, try reader.value("SELECT left_fen FROM budget", as: Int64.self))
            }
            for await _ in started {}
            try await database.write { try $0.pay("p", 300) }
            gate.signal()
            let (before, after) = try await seen
            #expect(before == 1_000 && after == 1_000)
            try await expect(database, left: 700)
        }
    }

    @Test("Rows of a large answer are handed over one by one", arguments: everyDialect)
    func streaming(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            try await database.write { tx in
                for number in 0..<1_203 {
                    try tx.run("INSERT INTO budget VALUES ($1, $2)", "n\(number)", number)
                }
            }
            let sum = try await database.read { reader in
                var sum: Int64 = 0
                try reader.forEach("SELECT left_fen FROM budget WHERE id LIKE $1", "n%") { sum += try $0[0] }
                return sum
            }
            #expect(sum == 1_203 * 1_202 / 2)
        }
    }

    @Test("A page's number of queries can be counted")
    func tally() async throws {
        try await withDatabase(.sqlite) { database in
            let count = try await QueryTally.counting {
                _ = try await database.left()
                try await database.write { try $0.pay("p", 1) }
            }
            #expect(count == 4)
        }
    }

    @Test("A withdrawn request is not run", arguments: everyDialect)
    func cancellation(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.write { try $0.pay("p", 1) }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            try await expect(database, payments: 0)
        }
    }

    @Test("News is heard after the commit, and never of what was rolled back", arguments: everyDialect)
    func news(_ dialect: Dialect) async throws {
        struct Refusal: Error {}
        try await withDatabase(dialect) { database in
            let heard = database.announcements(on: "budget")
            // PostgreSQL's listener needs a moment to connect; news is repeated until it is heard.
            let repeating = Task {
                while !Task.isCancelled {
                    _ = try? await database.write { (tx) -> Void in
                        try tx.announce("budget", "lost")
                        throw Refusal()
                    }
                    try await database.write { try $0.announce("budget", "kept") }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            let first = await heard.first { _ in true }
            repeating.cancel()
            #expect(first == Announcement(channel: "budget", text: "kept"))
        }
    }

    @Test("A closed store refuses, and says so", arguments: everyDialect)
    func closed(_ dialect: Dialect) async throws {
        try await withDatabase(dialect) { database in
            await database.close()
            #expect(await fault { try await database.write { try $0.pay("p", 1) } } == .closed)
            #expect(await fault { _ = try await database.left() } == .closed)
        }
    }

    @Test("Too many waiting writes are refused at once instead of piling up")
    func overload() async throws {
        try await withDatabase(.sqlite) {
            $0.waitingWrites = 8
        } _: { database in
            let gate = DispatchSemaphore(value: 0)
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            async let slow: Void = database.write { _ in
                start.finish()
                gate.wait()
            }
            for await _ in started {}
            let refused = await withTaskGroup(of: Int.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let found = await fault { try await database.write { try $0.pay("p\(number)", 1) } }
                        if case .overloaded = found {
                            gate.signal()
                            return 1
                        }
                        return 0
                    }
                }
                return await group.reduce(0, +)
            }
            gate.signal()
            try await slow
            #expect(refused >= 1)
            try await expect(database, payments: 40 - refused)
        }
    }
}
