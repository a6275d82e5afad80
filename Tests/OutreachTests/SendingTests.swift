// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@testable import Outreach

@Suite("Sending")
struct SendingTests {
    /// What was told, put out to its recipient and ready to be sent.
    private func told(
        _ count: Int, _ dialect: Dialect, _ body: (World, Sending) async throws -> Void
    ) async throws {
        try await World.told(count, dialect) { (world: World) async throws -> Void in
            while try await world.room.expansion.expand() > 0 {}
            try await body(world, world.room.sending(world.channel))
        }
    }

    @Test("Everything goes once, by several workers side by side", arguments: everyDialect)
    func sideBySide(dialect: Dialect) async throws {
        try await told(90, dialect) { (world: World, sending: Sending) async throws -> Void in
            var small = sending
            small.limit = 10
            let one = small
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { while try await one.round() > 0 {} } }
                try await group.waitForAll()
            }
            let ids = world.channel.letters.map(\.id)
            #expect(ids.count == 90)
            #expect(Set(ids).count == 90)
            #expect(try await world.states() == ["sent": 90])
        }
    }

    @Test("What a dead worker had in hand is taken over, and nothing goes twice", arguments: everyDialect)
    func takeOver(dialect: Dialect) async throws {
        try await told(12, dialect) { (world: World, sending: Sending) async throws -> Void in
            // A worker takes all, begins five, sends three of them, and dies.
            let taken = try await sending.store.claim(.email, as: "dead", limit: 50)
            _ = try await sending.store.begin(taken.prefix(5).map(\.id), as: "dead")
            let letters = world.room.writing.letters(taken, on: .email, wishes: [:]).map(\.letter)
            _ = await world.channel.send(Array(letters.prefix(3)))
            // While its claim lasts nobody touches it.
            #expect(try await sending.round() == 0)
            world.ground.pass(milliseconds: 301_000)
            while try await sending.round() > 0 {}
            // The two of which the other side knows nothing are tried again after a while.
            #expect(try await world.states() == ["sent": 10, "waiting": 2])
            world.ground.pass(milliseconds: 60_000)
            while try await sending.round() > 0 {}
            #expect(try await world.states() == ["sent": 12])
            let ids = world.channel.letters.map(\.id)
            #expect(ids.count == 12)
            #expect(Set(ids).count == 12)
            // The dead one wakes up: what it writes counts for nothing.
            try await sending.store.write(
                [DeliveryResult(id: taken[0].id, state: .failed, reason: .refused)], as: "dead")
            #expect(try await world.states() == ["sent": 12])
            #expect(try await sending.store.begin([taken[6].id], as: "dead") == [])
        }
    }

    @Test(
        "A busy server is tried again for three days, with waits that grow to an hour",
        arguments: everyDialect)
    func retries(dialect: Dialect) async throws {
        try await told(1, dialect) { (world: World, sending: Sending) async throws -> Void in
            world.channel.say(.later(.busy))
            let begin = world.ground.ground.now()
            var moments: [Int64] = []
            while try await world.states()["failed"] == nil, moments.count < 200 {
                if try await sending.round() > 0 { moments.append(world.ground.ground.now() - begin) }
                world.ground.pass(milliseconds: 300_000)
            }
            let waits = zip(moments.dropFirst(), moments).map { $0 - $1 }
            #expect(waits[0] >= 30_000)
            #expect(waits.prefix(6).elementsEqual(waits.prefix(6).sorted()))
            #expect(waits.allSatisfy { $0 <= 5_400_000 })
            let (hour, last) = (Int64(3_600_000), try #require(moments.last))
            #expect(last > 70 * hour && last <= 72 * hour)
            #expect(Set(world.channel.letters.map(\.id)).count == 1)
        }
    }

    @Test(
        "What the other side refuses fails with its reason, and an operator sends it again",
        arguments: everyDialect)
    func refused(dialect: Dialect) async throws {
        try await told(2, dialect) { (world: World, sending: Sending) async throws -> Void in
            world.channel.say(.refused(.refused))
            while try await sending.round() > 0 {}
            let store = OperationStore(database: world.database)
            #expect(try await store.failures().map(\.count) == [2])
            #expect(try await store.failures().map(\.reason) == [.refused])
            world.channel.say(.sent(""))
            #expect(try await store.retry(.email, .unsure, by: "o", once: "a") == 0)
            #expect(try await store.retry(.email, .refused, by: "o", once: "b") == 2)
            try await world.work()
            #expect(try await world.states() == ["sent": 2])
        }
    }

    @Test("Without an address a delivery fails and says so", arguments: everyDialect)
    func homeless(dialect: Dialect) async throws {
        try await told(1, dialect) { (world: World, sending: Sending) async throws -> Void in
            try await world.database.write { tx in _ = try tx.run("DELETE FROM outreach_address") }
            #expect(try await sending.round() == 1)
            let failures = try await OperationStore(database: world.database).failures()
            #expect(failures.map(\.reason) == [.noAddress])
            #expect(world.channel.letters.isEmpty)
        }
    }
}
