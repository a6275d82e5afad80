// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

@Suite struct FactorTests {
    /// RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `codes are those of the standard`(seconds: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(OneTimeCode.code(secret, step: OneTimeCode.step(at: seconds * 1000)) == code)
    }

    @Test func `a code is good for a step before and after, once`() {
        let secret = Array("12345678901234567890".utf8)
        let now: Int64 = 1_795_000_000_000
        let here = OneTimeCode.step(at: now)
        for step in [here - 1, here, here + 1] {
            let code = OneTimeCode.code(secret, step: step)
            #expect(OneTimeCode.matchingStep(code, secret, at: now, after: 0) == step)
            #expect(OneTimeCode.matchingStep(code, secret, at: now, after: step) == nil)
        }
        for step in [here - 2, here + 2] {
            let code = OneTimeCode.code(secret, step: step)
            #expect(OneTimeCode.matchingStep(code, secret, at: now, after: 0) == nil)
        }
        #expect(OneTimeCode.base32(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }

    @Test(arguments: everyDialect)
    func `an official sets up a second factor before the role works`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("李四", "lisi")
            try await room.store.grant(Grant(.official, in: TestRoom.suzhou), to: person, actor: "test")
            try await room.visit { browser in
                try await browser.signIn("lisi")
                let asked = try await browser.open("/claims")
                #expect(asked.title == "启用二次验证", "\(asked.text)")
                let before = await browser.cookies["session"]
                let secret = try #require(try await room.store.factor(of: person)).secret
                let wrong = try await browser.send(asked, to: "/account/second-factor", [("code", "000000")])
                #expect(wrong.status == 422)
                let codes = try await browser.send(
                    asked, to: "/account/second-factor", [("code", room.code(secret))])
                #expect(codes.html.matches(of: /<code>[a-z2-9]{5}-[a-z2-9]{5}<\/code>/).count == 10)
                #expect(await browser.cookies["session"] != before)
                let next = try #require(codes.link("我已保存"))
                let arrived = try await browser.open(next)
                #expect(arrived.title == "企业认证审核" && arrived.address == "/claims")
            }
        }
    }

    @Test(arguments: everyDialect)
    func `with a second factor the password alone opens nothing, and no code works twice`(
        dialect: Dialect
    ) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("李四", "lisi")
            let secret = try await room.factor(of: person)
            try await room.visit { browser in
                let asked = try await browser.signIn("lisi")
                #expect(asked.title == "二次验证")
                #expect(try await browser.open("/account").title == "登录")
                let code = room.code(secret)
                #expect(try await browser.signIn("lisi", code: code).title == "我的工作台")
                let other = await browser.other()
                let replayed = try await other.signIn("lisi", code: code)
                #expect(replayed.status == 422 && replayed.text.contains("已用过"))
                room.ground.pass(seconds: 60)
                #expect(try await other.signIn("lisi", code: room.code(secret)).title == "我的工作台")
            }
        }
    }

    @Test func `the step between password and code is signed, short, and void after a new password`()
        async throws
    {
        try await TestRoom.with { room in
            let person = try await room.person("李四", "lisi")
            let secret = try await room.factor(of: person)
            try await room.visit { browser in
                let asked = try await browser.signIn("lisi")
                let hidden = try #require(asked.forms(to: "/sign-in/second-factor").first)
                let forged = hidden.map {
                    $0.0 == "pending" ? ("pending", $0.1.dropLast() + "A") : ($0.0, $0.1)
                }
                let changed = forged.map { ($0.0, String($0.1)) }
                let tried = try await browser.post(
                    "/sign-in/second-factor", changed + [("code", room.code(secret))])
                #expect(tried.status == 400)
                room.ground.pass(seconds: 301)
                let late = try await browser.send(
                    asked, to: "/sign-in/second-factor", [("code", room.code(secret))])
                #expect(late.title == "登录")
                let again = try await browser.signIn("lisi")
                let hash = try PasswordHash.make("another long phrase", salt: Array(repeating: 1, count: 16))
                room.ground.pass(seconds: 1)
                try await room.store.changePassword(of: person, signInName: nil, to: hash, keeping: nil)
                let void = try await browser.send(
                    again, to: "/sign-in/second-factor", [("code", room.code(secret))])
                #expect(void.title == "登录")
            }
        }
    }

    @Test(arguments: everyDialect)
    func `a recovery code stands in for the telephone, once`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("李四", "lisi")
            _ = try await room.factor(of: person)
            let codes = try await room.store.renewRecoveryCodes(of: person)
            #expect(Set(codes).count == 10)
            try await room.visit { browser in
                let typed = codes[3].uppercased().replacing("-", with: " ")
                let arrived = try await browser.signIn("lisi", code: typed)
                #expect(arrived.title == "我的工作台")
                let other = await browser.other()
                #expect(try await other.signIn("lisi", code: codes[3]).status == 422)
                #expect(try await other.signIn("lisi", code: codes[4]).title == "我的工作台")
            }
            #expect(try await room.store.factor(of: person)?.codesLeft == 8)
            let kept: [String] = try await room.database.read { reader in
                try reader.rows("SELECT digest FROM recovery_code").map { try $0["digest"] }
            }
            #expect(!kept.contains { codes.contains($0) })
        }
    }

    @Test func `the secret is sealed, and only for its person and this site`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("李四", "lisi")
            let secret = try await room.factor(of: person)
            let sealed: Data = try #require(
                try await room.database.read { try $0.value("SELECT sealed_secret FROM second_factor") })
            #expect(sealed.range(of: Data(secret)) == nil)
            #expect(try room.store.key.open(sealed, for: person) == secret)
            let other: ID<Person> = room.ground.ground.id()
            #expect(throws: AccountFault.sealBroken) { try room.store.key.open(sealed, for: other) }
            let foreign = AccountKey([UInt8](repeating: 8, count: 32))
            #expect(throws: AccountFault.sealBroken) { try foreign.open(sealed, for: person) }
        }
    }

    @Test func `password and factor are changed only by who has just proven who they are`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("李四", "lisi")
            try await room.visit { browser in
                try await browser.signIn("lisi")
                room.ground.pass(seconds: 601)
                let fields = [("new-password", "quite another sentence")]
                let asked = try await browser.fill("/account/password", fields)
                #expect(asked.title == "请再确认一次是您本人")
                let wrong = try await browser.send(
                    asked, to: "/account/confirm", [("password", "wrong wrong")])
                #expect(wrong.status == 422)
                let back = try await browser.send(
                    asked, to: "/account/confirm", [("password", TestRoom.password)])
                #expect(back.address == "/account/password")
                let other = await browser.other()
                try await other.signIn("lisi")
                #expect(try await browser.send(back, to: "/account/password", fields).title == "我的账号")
                #expect(try await other.open("/account").title == "登录")
                #expect(try await other.signIn("lisi").status == 422)
                #expect(try await other.signIn("lisi", password: "quite another sentence").title == "我的工作台")
            }
            #expect(try await room.store.hasFactor(person) == false)
        }
    }
}
