// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store
import StoreTesting
import Testing

@testable import Outreach

@Suite("Outages and last useful days")
struct PatienceTests {
    @Test("A server that is down for a day is not run against, and loses nothing", arguments: everyDialect)
    func outage(dialect: Dialect) async throws {
        try await World.told(90, dialect) { (world: World) async throws -> Void in
            world.channel.say(.later(.unreachable))
            try await world.work()
            // One part of twenty found out; the others were given back without a try.
            #expect(world.channel.letters.count == 20)
            #expect(try await world.states() == ["waiting": 90])
            try await world.work()
            #expect(world.channel.letters.count == 20)
            try await world.pass(minutes: 5, steps: 24 * 12)
            // One letter asks at a time, in the end each quarter of an hour.
            #expect((100...130).contains(world.channel.letters.count))
            #expect(try await world.states() == ["waiting": 90])
            let pause = try await world.room.deliveries.pause(of: .email)
            #expect(pause?.since == world.ground.ground.now() - LetterTime.day)
            world.channel.say(.sent(""))
            let before = world.channel.letters.count
            try await world.pass(minutes: 5, steps: 24)
            #expect(try await world.states() == ["sent": 90])
            #expect(try await world.room.deliveries.pause(of: .email) == nil)
            // Each goes once.
            let sent = world.channel.letters.dropFirst(before).map(\.id)
            #expect(sent.count == 90 && Set(sent).count == 90)
        }
    }

    @Test("One letter that a server does not take now holds up no other", arguments: everyDialect)
    func busy(dialect: Dialect) async throws {
        try await World.told(30, dialect) { (world: World) async throws -> Void in
            world.channel.say(.later(.busy))
            try await world.work()
            #expect(world.channel.letters.count == 30)
            #expect(try await world.room.deliveries.pause(of: .email) == nil)
        }
    }

    @Test(
        "A reminder that could not go before its last day is over ends, also by hand", arguments: everyDialect
    )
    func expired(dialect: Dialect) async throws {
        try await World.told(2, dialect, validDays: 1) { (world: World) async throws -> Void in
            world.channel.say(.refused(.rejected))
            try await world.tell(world.message(to: .person(try await world.person("乙", [.email])), "true"))
            try await world.work()
            #expect(try await world.states() == ["failed": 3])
            let store = OperationStore(database: world.database)
            // While it is of use it goes again.
            world.channel.say(.later(.unreachable))
            #expect(try await store.retry(.email, .rejected, by: "o", once: "a") == 3)
            try await world.work()
            #expect(try await world.states() == ["waiting": 3])
            try await world.pass(minutes: 60, steps: 38)
            world.channel.say(.sent(""))
            try await world.pass(minutes: 30, steps: 4)
            #expect(try await world.states() == ["expired": 2, "sent": 1])
            #expect(world.channel.letters.last?.subject == "新政策 true")
        }
    }

    @Test("Trying again by hand sends nothing that is of no use any more", arguments: everyDialect)
    func byHand(dialect: Dialect) async throws {
        try await World.told(2, dialect, validDays: 0) { (world: World) async throws -> Void in
            world.channel.say(.refused(.rejected))
            try await world.work()
            world.move(to: "09:00")
            world.channel.say(.sent(""))
            let (store, before) = (OperationStore(database: world.database), world.channel.letters.count)
            #expect(try await store.retry(.email, .rejected, by: "o", once: "a") == 0)
            try await world.work()
            #expect(try await world.states() == ["expired": 2])
            #expect(world.channel.letters.count == before)
            #expect(try await store.failures().isEmpty)
        }
    }

    @Test("A reminder does not wait for a digest that would come too late", arguments: everyDialect)
    func digest(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            var wish = Wish()
            wish.pace = .weekly
            try await world.room.wishes.choose(wish, [], for: person, once: "w")
            // A Thursday at ten at night: the next digest is on Monday.
            repeat { world.move(to: "22:00") } while world.today.weekday != .thursday
            let today = world.today
            try await world.tell(
                world.message(to: .person(person), "saturday", validTo: today.adding(days: 2)),
                world.message(to: .person(person), "later", validTo: today.adding(days: 7)),
                world.message(to: .person(person), "news"))
            try await world.work()
            #expect(world.channel.letters.isEmpty)
            #expect(try await world.states(person).sorted() == ["held digest", "held digest", "held quiet"])
            try await world.pass(minutes: 9 * 60)
            #expect(world.channel.letters.map(\.subject) == ["新政策 saturday"])
        }
    }

    @Test(
        "Beyond the day's limit a reminder goes by itself when the digest is too late",
        arguments: everyDialect)
    func limit(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            var wish = Wish()
            wish.dailyLimit = 1
            try await world.room.wishes.choose(wish, [], for: person, once: "w")
            world.move(to: "10:00")
            let today = world.today
            for (key, day) in [("first", nil), ("today", today), ("next-week", today.adding(days: 7))] {
                try await world.tell(world.message(to: .person(person), key, validTo: day))
            }
            try await world.work()
            #expect(world.channel.letters.map(\.subject) == ["新政策 first", "新政策 today"])
            #expect(try await world.states(person).sorted() == ["held limit", "sent", "sent"])
        }
    }

    @Test(
        "What leaves in the morning counts for that day, not for the evening before", arguments: everyDialect)
    func tally(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            var wish = Wish()
            wish.dailyLimit = 2
            try await world.room.wishes.choose(wish, [], for: person, once: "w")
            world.move(to: "21:00")
            func tell(_ keys: String...) async throws {
                for key in keys { try await world.tell(world.message(to: .person(person), key)) }
                try await world.work()
            }
            try await tell("a", "b")
            world.ground.pass(milliseconds: 2 * 3_600_000)
            // Two of tomorrow's; the third goes into the digest.
            try await tell("c", "d", "e")
            #expect(
                try await world.states(person).sorted()
                    == ["held limit", "held quiet", "held quiet", "sent", "sent"])
            world.ground.pass(milliseconds: 8 * 3_600_000 + 60_000)
            try await tell("f")
            #expect(try await world.states(person).filter { $0 == "held limit" }.count == 2)
        }
    }
}
