// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store
import StoreTesting
import Testing

@testable import Outreach

@Suite("When letters may go")
struct WishTests {
    private func moment(_ day: String, _ clock: String) -> Int64 {
        Day(isoText: day)!.startMilliseconds + Int64(Outreach.minutes(clock)!) * 60_000
    }

    @Test(
        "Quiet hours over midnight end in the morning",
        arguments: [
            ("21:59", nil), ("22:00", "2026-11-29 07:00"), ("23:59", "2026-11-29 07:00"),
            ("00:00", "2026-11-28 07:00"), ("06:59", "2026-11-28 07:00"), ("07:00", nil),
        ] as [(String, String?)])
    func overMidnight(clock: String, end: String?) {
        let found = LetterTime.quietEnd(at: moment("2026-11-28", clock), from: 22 * 60, until: 7 * 60)
        #expect(found == end.map { moment(String($0.prefix(10)), String($0.suffix(5))) })
    }

    @Test("Quiet hours within a day, and none")
    func withinDay() {
        let noon = moment("2026-11-28", "12:30")
        #expect(
            LetterTime.quietEnd(at: noon, from: 12 * 60, until: 14 * 60) == moment("2026-11-28", "14:00"))
        #expect(LetterTime.quietEnd(at: noon, from: 13 * 60, until: 14 * 60) == nil)
        #expect(LetterTime.quietEnd(at: noon, from: 60, until: 60) == nil)
    }

    @Test("Digests go at half past eight, weekly ones on Mondays")
    func digests() {
        // 28 November 2026 is a Saturday.
        let early = moment("2026-11-28", "08:29")
        #expect(LetterTime.nextDigest(after: early, isWeekly: false) == moment("2026-11-28", "08:30"))
        let exact = moment("2026-11-28", "08:30")
        #expect(LetterTime.nextDigest(after: exact, isWeekly: false) == moment("2026-11-29", "08:30"))
        #expect(LetterTime.nextDigest(after: exact, isWeekly: true) == moment("2026-11-30", "08:30"))
    }

    @Test("A message in quiet hours waits for their end; an urgent one does not", arguments: everyDialect)
    func quiet(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            world.move(to: "23:00")
            try await world.tell(world.message(to: .person(person), "calm"))
            try await world.work()
            #expect(try await world.states(person) == ["held quiet"])
            try await world.tell(world.message(to: .person(person), "urgent", isUrgent: true))
            try await world.work()
            #expect(world.channel.letters.map(\.subject) == ["新政策 urgent"])
            world.move(to: "06:59")
            try await world.room.expansion.wake()
            try await world.work()
            #expect(world.channel.letters.count == 1)
            world.ground.pass(milliseconds: 60_000)
            try await world.room.expansion.wake()
            try await world.work()
            #expect(world.channel.letters.map(\.subject) == ["新政策 urgent", "新政策 calm"])
            #expect(try await world.states(person) == ["sent", "sent"])
        }
    }

    @Test("Beyond the day's limit messages go into one digest", arguments: everyDialect)
    func limit(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            var wish = Wish()
            wish.dailyLimit = 2
            wish.language = "en"
            try await world.room.wishes.choose(wish, [], for: person, once: "w")
            world.move(to: "10:00")
            for number in 0..<5 {
                try await world.tell(world.message(to: .person(person), "k\(number)"))
            }
            try await world.work()
            #expect(
                try await world.states(person)
                    == ["sent", "sent", "held limit", "held limit", "held limit"])
            world.move(to: "08:31")
            try await world.room.expansion.wake()
            try await world.work()
            #expect(
                world.channel.letters.map(\.subject)
                    == ["New policy k0", "New policy k1", "3 new messages"])
            #expect(
                world.channel.letters.last?.items.map(\.title).sorted() == [
                    "New policy k2", "New policy k3", "New policy k4",
                ])
            // A new day counts anew.
            try await world.tell(world.message(to: .person(person), "k9"))
            try await world.work()
            #expect(world.channel.letters.last?.subject == "New policy k9")
        }
    }

    @Test("Who wants a weekly digest gets one letter on Monday", arguments: everyDialect)
    func weekly(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            var wish = Wish()
            wish.pace = .weekly
            try await world.room.wishes.choose(wish, [], for: person, once: "w")
            for number in 0..<3 {
                try await world.tell(world.message(to: .person(person), "k\(number)"))
            }
            try await world.work()
            #expect(world.channel.letters.isEmpty)
            let due = LetterTime.nextDigest(after: world.ground.ground.now(), isWeekly: true)
            world.ground.pass(milliseconds: due - world.ground.ground.now())
            try await world.room.expansion.wake()
            try await world.work()
            #expect(world.channel.letters.map(\.subject) == ["3 条新消息"])
            #expect(try await world.states(person) == ["sent", "sent", "sent"])
        }
    }

    @Test("What is not wanted does not go, and what waits of it is taken back", arguments: everyDialect)
    func silence(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            world.move(to: "23:30")
            try await world.tell(
                world.message(to: .person(person), "a"),
                world.message(to: .person(person), "b", topic: "question.answered"))
            try await world.work()
            #expect(try await world.states(person) == ["held quiet", "held quiet"])
            try await world.room.wishes.silence(.email, .policyNew, for: person)
            world.move(to: "09:00")
            try await world.tell(world.message(to: .person(person), "c"))
            try await world.room.expansion.wake()
            try await world.work()
            #expect(world.channel.letters.map(\.subject) == ["新政策 b"])
            #expect(try await world.states(person).sorted() == ["sent", "unsubscribed quiet"])
            // The inbox keeps everything.
            #expect(try await world.room.inbox.unread(of: person) == 3)
        }
    }
}
