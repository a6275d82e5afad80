// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

@Suite struct ForeignTests {
    private static func with(
        _ mode: TestProvider.Mode = .honest,
        _ body: @escaping @Sendable (TestRoom, TestProvider) async throws -> Void
    ) async throws {
        try await TestProvider.run(mode, now: TestGround().now) { provider, declared in
            try await TestRoom.with(providers: [declared]) { room in try await body(room, provider) }
        }
    }

    /// Goes to the provider, consents, comes back.
    private static func journey(
        _ browser: Browser, _ provider: TestProvider, query: String = ""
    ) async throws -> Shown {
        let left = try await browser.open(once: "/sign-in/with/test" + query)
        let back = try provider.consent(to: try #require(left.headers[.location]))
        return try await browser.open("/sign-in/with/test/back" + back)
    }

    @Test func `the first sign-in makes an account without rights, the next one finds it`() async throws {
        try await Self.with { room, provider in
            try await room.visit(origin: "https://example.cn") { browser in
                #expect(try await browser.open("/sign-in").link("省统一身份认证") == "/sign-in/with/test")
                let arrived = try await Self.journey(browser, provider, query: "?next=/account/sessions")
                #expect(arrived.address == "/account/sessions", "\(arrived.text)")
                #expect(try await browser.open("/account").text.contains("外来人"))
                let other = await browser.other()
                _ = try await Self.journey(other, provider)
                provider.become("s-2")
                _ = try await Self.journey(await browser.other(), provider)
            }
            let counts: [Int64] = try await room.database.read { reader in
                [
                    try reader.value("SELECT count(*) FROM person") ?? 0,
                    try reader.value("SELECT count(*) FROM external_identity") ?? 0,
                    try reader.value("SELECT count(*) FROM role_grant") ?? 0,
                ]
            }
            #expect(counts == [2, 2, 0])
        }
    }

    @Test(arguments: TestProvider.Mode.allCases)
    func `a provider that breaks one rule signs nobody in`(mode: TestProvider.Mode) async throws {
        try await Self.with(mode) { room, provider in
            try await room.visit { browser in
                let left = try await browser.open(once: "/sign-in/with/test")
                guard let location = left.headers[.location] else {
                    #expect(left.status == 400 && mode.fault != nil)
                    return
                }
                let back = try provider.consent(to: location)
                let shown = try await browser.open("/sign-in/with/test/back" + back)
                #expect((shown.status == 200) == (mode == .honest), "\(shown.text)")
                #expect((await browser.cookies["session"] != nil) == (mode == .honest))
                guard let fault = mode.fault else { return }
                let detail: String? = try await room.database.read { reader in
                    try reader.auditEntries(AuditQuestion(), limit: 1).first?.detail
                }
                #expect(detail == "foreign: " + fault.rawValue)
            }
        }
    }

    @Test func `an answer counts once, in the browser that asked, with its own state, and not for long`()
        async throws
    {
        try await Self.with { room, provider in
            try await room.visit { browser in
                let left = try await browser.open(once: "/sign-in/with/test")
                let cookie = try #require(await browser.cookies["foreign"])
                let back = try provider.consent(to: try #require(left.headers[.location]))
                let thief = await browser.other()
                #expect(try await thief.open("/sign-in/with/test/back" + back).status == 400)
                let wrong = back.replacing(/state=.*/, with: "state=x")
                #expect(try await browser.open("/sign-in/with/test/back" + wrong).status == 400)
                #expect(try await browser.open("/sign-in/with/test/back" + back).status == 200)
                let again = await browser.other()
                await again.take("foreign", cookie)
                let replayed = try await again.open("/sign-in/with/test/back" + back)
                #expect(replayed.status == 400)
                let late = await browser.other()
                let slow = try await late.open(once: "/sign-in/with/test")
                let answer = try provider.consent(to: try #require(slow.headers[.location]))
                room.ground.pass(seconds: 601)
                #expect(try await late.open("/sign-in/with/test/back" + answer).status == 400)
            }
        }
    }

    @Test func `an account is linked by who is signed in, and opens nobody else's`() async throws {
        try await Self.with { room, provider in
            let person = try await room.person("张三", "zhang")
            try await room.person("李四", "lisi")
            try await room.visit { browser in
                try await browser.signIn("zhang")
                let linked = try await Self.journey(browser, provider, query: "?link=1")
                #expect(linked.title == "其他网站的登录" && linked.text.contains("省统一身份认证"))
                let other = await browser.other()
                _ = try await Self.journey(other, provider)
                #expect(try await other.open("/account").text.contains("张三"))
                let third = await browser.other()
                try await third.signIn("lisi")
                let taken = try await Self.journey(third, provider, query: "?link=1")
                #expect(taken.status == 409 && taken.text.contains("已关联到别人"))
                let secret = try await room.factor(of: person)
                let fourth = await browser.other()
                let asked = try await Self.journey(fourth, provider)
                #expect(asked.title == "二次验证")
                _ = secret
                let ended = try await browser.fill("/account/identities", to: "/account/identities/end")
                #expect(ended.title == "其他网站的登录" || ended.title == "请再确认一次是您本人")
            }
        }
    }

    @Test func `only HTTPS or this machine is asked`() {
        for safe in ["https://id.example.cn/a", "http://127.0.0.1:80/x", "http://localhost/x"] {
            #expect(ForeignSignIn.isSafe(safe))
        }
        for unsafe in [
            "http://id.example.cn", "ftp://x", "file:///etc/passwd", "https://u@id.example.cn", "", "https:",
        ] {
            #expect(!ForeignSignIn.isSafe(unsafe), "\(unsafe)")
        }
    }
}
