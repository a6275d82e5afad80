// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@testable import Outreach

@Suite("Codes for addresses")
struct CodeTests {
    @Test("The right digits make the address one's own; the table never holds them", arguments: everyDialect)
    func right(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计")
            let codes = world.room.codes
            try await codes.start(.email, "a@example.com", for: person, once: "a")
            try await world.work()
            let letter = try #require(world.channel.letters.first)
            let digits = try #require(letter.subject.firstMatch(of: /[0-9]{6}/)).0
            let row = try await world.database.read { try $0.first("SELECT * FROM outreach_code") }
            let job = try await world.database.read {
                try $0.first("SELECT payload FROM store_job WHERE kind = 'outreach.code'")
            }
            #expect(!"\(String(describing: row))\(String(describing: job))".contains(digits))
            try await codes.finish(.email, " \(digits) ", for: person)
            #expect(try await world.room.wishes.addresses(of: person) == [.email: "a@example.com"])
            // Once.
            await #expect(throws: OutreachFault.codeEnded) {
                try await codes.finish(.email, String(digits), for: person)
            }
        }
    }

    @Test("Five wrong tries end a code, also for the right digits", arguments: everyDialect)
    func guesses(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计")
            let codes = world.room.codes
            try await codes.start(.sms, "13812345678", for: person, once: "a")
            let id: String = try #require(
                try await world.database.read { try $0.value("SELECT id FROM outreach_code") })
            let wrong = codes.digits(id) == "000000" ? "000001" : "000000"
            for _ in 0..<5 {
                await #expect(throws: OutreachFault.wrongCode) {
                    try await codes.finish(.sms, wrong, for: person)
                }
            }
            await #expect(throws: OutreachFault.tooManyTries) {
                try await codes.finish(.sms, codes.digits(id), for: person)
            }
            #expect(try await world.room.wishes.addresses(of: person) == [:])
        }
    }

    @Test("A code ends after ten minutes", arguments: everyDialect)
    func late(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计")
            try await world.room.codes.start(.sms, "13812345678", for: person, once: "a")
            let id: String = try #require(
                try await world.database.read { try $0.value("SELECT id FROM outreach_code") })
            world.ground.pass(milliseconds: 600_001)
            await #expect(throws: OutreachFault.codeEnded) {
                try await world.room.codes.finish(.sms, world.room.codes.digits(id), for: person)
            }
        }
    }

    @Test("Nobody is flooded with codes", arguments: everyDialect)
    func flood(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计")
            let codes = world.room.codes
            try await codes.start(.sms, "13812345678", for: person, once: "0")
            await #expect(throws: OutreachFault.tooSoon(seconds: 60)) {
                try await codes.start(.sms, "13812345678", for: person, once: "1")
            }
            for number in 2...5 {
                world.ground.pass(milliseconds: 61_000)
                try await codes.start(.sms, "13812345678", for: person, once: "\(number)")
            }
            world.ground.pass(milliseconds: 61_000)
            await #expect(throws: OutreachFault.tooManyCodes) {
                try await codes.start(.sms, "13812345678", for: person, once: "6")
            }
            // Other people who name the same number: ten a day in all.
            for number in 0..<5 {
                let other = try await world.person("p\(number)")
                try await codes.start(.sms, "13812345678", for: other, once: "o\(number)")
            }
            let last = try await world.person("last")
            await #expect(throws: OutreachFault.tooManyCodes) {
                try await codes.start(.sms, "13812345678", for: last, once: "last")
            }
        }
    }

    @Test("A new number gets only what has a date", arguments: everyDialect)
    func quietNumber(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.sms])
            let silences = try await world.room.wishes.silences(of: person)
            #expect(silences.contains(Silence(channel: .sms, topic: "policy.new")))
            #expect(!silences.contains(Silence(channel: .sms, topic: "policy.closing")))
        }
    }

    @Test(
        "Addresses are read as people write them",
        arguments: [
            ("Wang.Wu@Example.COM", "Wang.Wu@example.com"), (" a@b.cn ", "a@b.cn"), ("a@b", nil),
            ("a b@c.cn", nil), ("a@b.cn\r\nBcc: x@y.cn", nil), ("<a@b.cn>", nil), ("a@b@c.cn", nil),
            (".a@b.cn", nil), ("a..b@c.cn", nil), ("张三@例子.cn", nil), ("a@-b.cn", nil), ("a@1.2.3.4", nil),
        ] as [(String, String?)])
    func addresses(typed: String, kept: String?) {
        #expect(MailAddress(typed)?.text == kept)
    }

    @Test(
        "Mobile numbers are read as people write them",
        arguments: [
            ("138 1234 5678", "13812345678"), ("+86 138-1234-5678", "13812345678"),
            ("１３８１２３４５６７８", "13812345678"), ("12345678901", nil), ("1381234567", nil), ("021-12345678", nil),
        ] as [(String, String?)])
    func numbers(typed: String, kept: String?) {
        #expect(MobileNumber(typed)?.text == kept)
    }
}
