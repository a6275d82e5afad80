// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Store
import StoreTesting
import Testing

@testable import Accounts

@Suite struct ThrottleTests {
    @Test(arguments: everyDialect)
    func `ten guesses at an account fit into an hour, from however many addresses`(dialect: Dialect)
        async throws
    {
        try await TestRoom.with(dialect) { room in
            var taken = 0
            for step in 0..<3600 {
                // An attacker with a new address for each guess, who tries each second.
                let throttles = [Throttle.address("a\(step)"), .account("victim")]
                if try await room.store.take(throttles) == nil { taken += 1 }
                if dialect == .postgres, step > 120 { break }
                room.ground.pass(seconds: 1)
            }
            #expect(taken == (dialect == .postgres ? 6 : 10))
        }
    }

    @Test func `a thousand guesses at once count as a thousand`() async throws {
        try await TestRoom.with { room in
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<200 {
                    group.addTask { try await room.store.take([.account("victim")]) == nil }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 4)
        }
    }

    @Test func `the form says how long to wait, and a right sign-in clears the count`() async throws {
        try await TestRoom.with { room in
            try await room.person("张三", "zhang")
            try await room.visit { browser in
                for _ in 0..<4 { try await browser.signIn("zhang", password: "wrong wrong wrong") }
                let waiting = try await browser.signIn("zhang")
                #expect(waiting.status == 429 && waiting.headers[.retryAfter] == "30")
                #expect(waiting.text.contains("请 30 秒后再试"))
                room.ground.pass(seconds: 31)
                #expect(try await browser.signIn("zhang").title == "我的工作台")
                await browser.forget("session")
                for _ in 0..<3 {
                    #expect(try await browser.signIn("zhang", password: "wrong wrong wrong").status == 422)
                }
            }
        }
    }

    @Test func `whoever shares an address with an attacker still gets in`() async throws {
        try await TestRoom.with { room in
            try await room.person("张三", "zhang")
            try await room.visit { browser in
                for number in 0..<15 {
                    try await browser.signIn("victim\(number)", password: "wrong wrong wrong")
                }
                #expect(try await browser.signIn("zhang").title == "我的工作台")
            }
        }
    }

    @Test func `an address that guesses at many accounts is slowed down`() async throws {
        try await TestRoom.with { room in
            try await room.visit { browser in
                for number in 0..<30 {
                    try await browser.signIn("victim\(number)", password: "wrong wrong wrong")
                }
                #expect(try await browser.signIn("victim99", password: "wrong wrong").status == 429)
                await browser.move(to: "192.0.2.7")
                #expect(try await browser.signIn("victim99", password: "wrong wrong").status == 422)
            }
        }
    }

    @Test func `others' guesses never shut the owner out of a browser that is known`() async throws {
        try await TestRoom.with { room in
            try await room.person("张三", "zhang")
            try await room.visit { owner in
                try await owner.signIn("zhang")
                _ = try await owner.fill("/sign-out")
                let attacker = await owner.other()
                await attacker.move(to: "192.0.2.66")
                for _ in 0..<8 { try await attacker.signIn("zhang", password: "wrong wrong wrong") }
                #expect(try await attacker.signIn("zhang").status == 429)
                #expect(try await owner.signIn("zhang").title == "我的工作台")
            }
        }
    }

    @Test func `the owner's second factor opens a throttled account from anywhere`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            let secret = try await room.factor(of: person)
            try await room.visit { browser in
                for _ in 0..<8 { try await browser.signIn("zhang", password: "wrong wrong wrong") }
                let waiting = try await browser.signIn("zhang")
                #expect(waiting.status == 429 && waiting.html.contains("name=\"code\""))
                let fields = [("name", "zhang"), ("password", TestRoom.password)]
                let guessed = try await browser.send(waiting, to: "/sign-in", fields + [("code", "123456")])
                #expect(guessed.status == 429)
                let opened = try await browser.send(
                    waiting, to: "/sign-in", fields + [("code", room.code(secret))])
                #expect(opened.title == "我的工作台")
            }
        }
    }

    @Test func `guesses at the second factor are slowed down too`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            let secret = try await room.factor(of: person)
            try await room.visit { browser in
                let asked = try await browser.signIn("zhang")
                for number in 0..<4 {
                    let code = "00000\(number)"
                    _ = try await browser.send(asked, to: "/sign-in/second-factor", [("code", code)])
                }
                let waiting = try await browser.send(
                    asked, to: "/sign-in/second-factor", [("code", room.code(secret))])
                #expect(waiting.status == 429)
            }
        }
    }

    @Test func `what is over is swept away`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            _ = try await room.store.take([.account("x")])
            _ = try await room.store.spend("state", until: room.ground.now + 1000)
            try await room.visit { browser in
                try await browser.signIn("zhang")
                room.ground.pass(seconds: 2 * 86_400)
                try await room.database.write { try $0.sweepAccounts() }
            }
            let left: Int64 = try #require(
                try await room.database.read { reader in
                    try reader.value(
                        """
                        SELECT (SELECT count(*) FROM sign_in_session) + (SELECT count(*) FROM spent_token)
                            + (SELECT count(*) FROM sign_in_throttle)
                        """)
                })
            #expect(left == 0)
            #expect(try await room.store.person(person) != nil)
        }
    }
}
