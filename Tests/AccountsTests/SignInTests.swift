// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

@Suite struct SignInTests {
    @Test(arguments: everyDialect)
    func `who has the password is let in, and all others are told the same`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            try await room.person("张三", "zhang@example.cn")
            try await room.visit { browser in
                let wrong = try await browser.signIn("zhang@example.cn", password: "not the one at all")
                let nobody = try await browser.signIn("nobody@example.cn", password: "not the one at all")
                #expect(wrong.status == 422 && nobody.status == 422)
                #expect(wrong.text.contains("登录名或密码不对"))
                #expect(wrong.text == nobody.text)
                let right = try await browser.signIn("  ZHANG@example.cn ")
                #expect(right.status == 200 && right.title == "我的工作台")
                #expect(right.html.contains("张三"))
            }
            let audited = try await room.audited()
            #expect(audited.filter { $0 == "account.sign-in-refused" }.count == 2)
            #expect(audited.last == "account.sign-in")
        }
    }

    @Test func `each sign-in gives a new token, and the one before is void`() async throws {
        try await TestRoom.with { room in
            try await room.person("张三", "zhang")
            try await room.visit(origin: "https://example.cn") { browser in
                try await browser.signIn("zhang")
                let first = try #require(await browser.cookies["__Host-session"])
                try await browser.signIn("zhang")
                let second = try #require(await browser.cookies["__Host-session"])
                #expect(first != second && first.count == 64)
                await browser.take("__Host-session", first)
                #expect(try await browser.open("/account").title == "登录")
                await browser.take("__Host-session", second)
                #expect(try await browser.open("/account").title == "我的账号")
            }
            let kept: [String] = try await room.database.read { reader in
                try reader.rows("SELECT digest FROM sign_in_session").map { try $0["digest"] }
            }
            #expect(kept.count == 1)
        }
    }

    @Test func `the session's cookie is for the server alone`() async throws {
        try await TestRoom.with { room in
            try await room.person("张三", "zhang")
            try await room.visit(origin: "https://example.cn") { browser in
                let page = try await browser.open("/sign-in")
                let hidden = try #require(page.forms(to: "/sign-in").first)
                _ = try await browser.post(
                    "/sign-in", hidden + [("name", "zhang"), ("password", TestRoom.password)])
                let header = try #require(
                    await browser.lastCookies().first { $0.hasPrefix("__Host-session=") })
                for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/;"] {
                    #expect(header.contains(part), "\(part) in \(header)")
                }
            }
        }
    }

    @Test func `sign-in leads on to where one wanted to go, and nowhere outside`() async throws {
        try await TestRoom.with { room in
            try await room.person("张三", "zhang")
            try await room.visit { browser in
                let asked = try await browser.open("/account/sessions?x=1")
                #expect(asked.title == "登录")
                let arrived = try await browser.send(
                    asked, to: "/sign-in", [("name", "zhang"), ("password", TestRoom.password)])
                #expect(arrived.address == "/account/sessions?x=1")
            }
            for outside in [
                "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/..//x",
            ] {
                try await room.visit { browser in
                    let arrived = try await browser.signIn("zhang", next: outside)
                    #expect(arrived.address == "/desk", "\(outside)")
                }
            }
        }
    }

    @Test func `what was typed survives a session that ended, but no secret does`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            try await room.visit { browser in
                try await browser.signIn("zhang")
                let page = try await browser.open("/account/name")
                try await room.store.endSessions(of: person, except: nil)
                let asked = try await browser.send(
                    page, to: "/account/name", [("name", "张三丰"), ("new-password", "hush hush hush")])
                #expect(asked.status == 401 && asked.text.contains("登录已过期"))
                #expect(!asked.html.contains("hush"))
                let kept = try await browser.send(
                    asked, to: "/sign-in", [("name", "zhang"), ("password", TestRoom.password)])
                #expect(kept.text.contains("还没有提交"))
                let done = try await browser.send(kept, to: "/account/name")
                #expect(done.title == "我的账号" && done.text.contains("张三丰"))
            }
        }
    }

    @Test func `sessions end when idle, at their limit, at sign-out and when the clock is set back`()
        async throws
    {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            try await room.visit { browser in
                try await browser.signIn("zhang")
                room.ground.pass(seconds: 12 * 3600 - 1)
                #expect(try await browser.open("/account").title == "我的账号")
                room.ground.pass(seconds: 12 * 3600 - 1)
                #expect(try await browser.open("/account").title == "我的账号")
                room.ground.pass(seconds: 12 * 3600)
                #expect(try await browser.open("/account").title == "登录")
                try await browser.signIn("zhang")
                for _ in 0..<61 {  // 30 days in steps shorter than the idle limit
                    room.ground.pass(seconds: 12 * 3600 - 60)
                    _ = try await browser.open("/account")
                }
                #expect(try await browser.open("/account").title == "登录")
                try await browser.signIn("zhang")
                _ = try await browser.fill("/sign-out")
                #expect(try await browser.open("/account").title == "登录")
                try await browser.signIn("zhang")
                room.ground.pass(seconds: -3600)
                #expect(try await browser.open("/account").title == "登录")
            }
            #expect(try await room.store.sessions(of: person).count <= 1)
        }
    }

    @Test func `officials' sessions are short`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("李四", "lisi")
            try await room.store.grant(Grant(.provider, in: TestRoom.suzhou), to: person, actor: "test")
            try await room.visit { browser in
                try await browser.signIn("lisi")
                room.ground.pass(seconds: 29 * 60)
                #expect(try await browser.open("/account").title == "我的账号")
                room.ground.pass(seconds: 30 * 60)
                #expect(try await browser.open("/account").title == "登录")
            }
        }
    }

    @Test(arguments: everyDialect)
    func `a suspended person is out at once, and comes back when reinstated`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let person = try await room.person("张三", "zhang")
            try await room.visit { browser in
                try await browser.signIn("zhang")
                try await room.store.setActive(false, person, reason: "离职", actor: "test")
                #expect(try await browser.open("/account").title == "登录")
                let refused = try await browser.signIn("zhang")
                #expect(refused.status == 422 && refused.text.contains("已停用"))
                try await room.store.setActive(true, person, reason: "返聘", actor: "test")
                #expect(try await browser.signIn("zhang").title == "我的工作台")
            }
        }
    }

    @Test func `a new role ends the sessions that began without it`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            try await room.visit { browser in
                try await browser.signIn("zhang")
                try await room.store.grant(Grant(.provider, in: TestRoom.suzhou), to: person, actor: "test")
                #expect(try await browser.open("/account").title == "登录")
            }
        }
    }

    @Test func `people of the example city sign in by a click, and only where they are offered`() async throws
    {
        try await TestRoom.with(
            examples: { store in
                let person = try await store.addPerson(name: "示例经办人", isExample: true, actor: "test")
                try await store.grant(Grant(.official, in: TestRoom.suzhou), to: person, actor: "test")
                return [ExampleSignIn(person: person, chinese: "苏州经办人", english: "Official of Suzhou")]
            }
        ) { room in
            try await room.visit { browser in
                let page = try await browser.open("/sign-in")
                #expect(page.text.contains("苏州经办人"))
                let arrived = try await browser.send(page, to: "/sign-in/example")
                #expect(arrived.title == "我的工作台" && arrived.text.contains("经办人"))
                #expect(try await browser.open("/claims").status == 200)
            }
        }
        try await TestRoom.with { room in
            let person = try await room.store.addPerson(name: "示例经办人", isExample: true, actor: "test")
            try await room.visit { browser in
                let page = try await browser.open("/sign-in")
                #expect(!page.text.contains("示例"))
                let hidden = try #require(page.forms(to: "/sign-in").first)
                let tried = try await browser.post("/sign-in/example", hidden + [("person", person.text)])
                #expect(tried.status == 404)
            }
        }
    }
}
