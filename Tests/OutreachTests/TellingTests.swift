// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Store
import StoreTesting
import Testing

@testable import Outreach

@Suite("Telling")
struct TellingTests {
    @Test("A key is told once, also by 200 that tell at the same time", arguments: everyDialect)
    func once(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            let message = world.message(to: .person(person))
            let news = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<200 {
                    group.addTask { try await world.database.write { try $0.tell(message) } }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(news == 1)
            world.move(to: "10:00")
            try await world.work()
            #expect(try await world.room.inbox.unread(of: person) == 1)
            #expect(world.channel.letters.count == 1)
            // Another key is another message.
            try await world.tell(world.message(to: .person(person), "other"))
            #expect(try await world.room.expansion.expand() == 1)
            #expect(try await world.room.inbox.unread(of: person) == 2)
        }
    }

    @Test("What is told in a transaction that fails is not told", arguments: everyDialect)
    func together(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计")
            struct Stop: Error {}
            await #expect(throws: Stop.self) {
                try await world.database.write { tx in
                    try tx.tell(world.message(to: .person(person)))
                    throw Stop()
                }
            }
            try await world.work()
            #expect(try await world.room.inbox.unread(of: person) == 0)
        }
    }

    @Test("Members of an enterprise are told, others and suspended ones are not", arguments: everyDialect)
    func members(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let first = try await world.person("甲", of: World.enterprise)
            let second = try await world.person("乙", of: World.enterprise)
            let gone = try await world.person("丙", of: World.enterprise)
            let other = try await world.person("丁")
            try await world.database.write { tx in
                _ = try tx.run("UPDATE person SET state = 'suspended' WHERE id = $1", gone)
            }
            try await world.tell(world.message(to: .enterprise(World.enterprise)))
            try await world.work()
            var counts: [Int] = []
            for person in [first, second, gone, other] {
                counts.append(try await world.room.inbox.unread(of: person))
            }
            #expect(counts == [1, 1, 0, 0])
        }
    }

    @Test("Many messages are told in parts, and those told before are passed over", arguments: everyDialect)
    func bulk(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计")
            let messages = (0..<130).map { world.message(to: .person(person), "k\($0)") }
            let first = try await world.database.write { try $0.tellAll(Array(messages.prefix(70))) }
            let rest = try await world.database.write { try $0.tellAll(messages) }
            #expect((first, rest) == (70, 60))
            try await world.work()
            let found = try await world.room.inbox.entries(
                of: person, before: nil, onlyUnread: false, limit: 200)
            #expect(Set(found.entries.map(\.message.title.chinese)).count == 130)
        }
    }

    @Test("What is followed is kept once, read back, and ended", arguments: everyDialect)
    func interests(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let (first, second) = (try await world.person("甲"), try await world.person("乙"))
            let news = try await world.database.write { tx in
                [
                    try tx.subscribe(first, kind: "theme", key: "数字化", title: "数字化", path: "/themes/1"),
                    try tx.subscribe(first, kind: "theme", key: "数字化", title: "数字化转型", path: "/themes/1"),
                    try tx.subscribe(second, kind: "theme", key: "数字化", title: "数字化", path: "/themes/1"),
                    try tx.subscribe(second, kind: "search", key: "q=补贴", title: "补贴", path: "/policies?q=1"),
                ]
            }
            #expect(news == [true, false, true, true])
            let read = try await world.database.read { reader in
                (
                    try reader.subscribers(of: "theme", "数字化"),
                    try reader.interests(of: first).map(\.title), try reader.followedKeys(of: "search")
                )
            }
            #expect(Set(read.0) == [first, second])
            #expect(read.1 == ["数字化转型"])
            #expect(read.2 == ["q=补贴"])
            let ended = try await world.database.write { tx in
                [
                    try tx.unsubscribe(first, kind: "theme", key: "数字化"),
                    try tx.unsubscribe(first, kind: "theme", key: "数字化"),
                ]
            }
            #expect(ended == [true, false])
        }
    }
}
