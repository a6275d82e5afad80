// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Outreach

@Suite("Pages of messages")
struct PageTests {
    @Test("A message is unread until it is opened, by its reader alone", arguments: everyDialect)
    func reading(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let (reader, other) = (try await world.person("甲"), try await world.person("乙"))
            try await world.tell(world.message(to: .person(reader)))
            try await world.work()
            let address = try await world.room.inbox.entries(
                of: reader, before: nil, onlyUnread: false, limit: 1
            ).entries.map { "/messages/\($0.message.id.text)" }[0]
            try await world.visit(as: world.identity(other)) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open(address).status == 404)
                #expect(try await browser.open("/messages").text.contains("还没有消息"))
            }
            #expect(try await world.room.inbox.unread(of: reader) == 1)
            try await world.visit(as: world.identity(reader)) { (browser: Browser) async throws -> Void in
                let inbox = try await browser.open("/messages")
                #expect(inbox.text.contains("1 条未读"))
                let opened = try await browser.open(try #require(inbox.link("新政策 k")))
                #expect(opened.text.contains("您可以申请。"))
                #expect(opened.link("打开相关页面") == "/policies/12?from=message")
                #expect(try await browser.open("/messages?show=unread").text.contains("没有未读消息"))
                let english = try await browser.open("/messages?lang=en")
                #expect(english.text.contains("New policy k"))
            }
        }
    }

    @Test("Long inboxes are turned over, and read at once", arguments: everyDialect)
    func paging(dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let reader = try await world.person("甲")
            for number in 0..<45 { try await world.tell(world.message(to: .person(reader), "k\(number)")) }
            try await world.work()
            try await world.visit(as: world.identity(reader)) { (browser: Browser) async throws -> Void in
                var page = try await browser.open("/messages")
                var seen: [String] = []
                while true {
                    seen += page.html.matches(of: /新政策 (k[0-9]+)/).map { String($0.1) }
                    guard let next = page.link("更早的消息") else { break }
                    page = try await browser.open(next)
                }
                #expect(seen == (0..<45).reversed().map { "k\($0)" })
                let done = try await browser.send(try await browser.open("/messages"), [])
                #expect(done.text.contains("0 条未读") || done.text.contains("没有未读"))
            }
            #expect(try await world.room.inbox.unread(of: reader) == 0)
        }
    }

    @Test("Strangers find no inbox, and people without a role no operation")
    func closed() async throws {
        try await World.with { (world: World) async throws -> Void in
            try await world.visit(as: nil) { (browser: Browser) async throws -> Void in
                for path in ["/messages", "/subscriptions", "/outreach", "/outreach/mailings/new"] {
                    #expect(try await browser.open(path).status == 403)
                }
            }
            let person = try await world.person("甲")
            try await world.visit(as: world.identity(person)) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open("/outreach").status == 403)
                #expect(try await browser.open("/outreach/mailings/new").status == 403)
                #expect(try await browser.open("/messages").status == 200)
            }
        }
    }

    @Test("An address is taken with the code that it got, and bad input is kept with its fault")
    func address() async throws {
        try await World.with { (world: World) async throws -> Void in
            let person = try await world.person("甲")
            try await world.visit(as: world.identity(person)) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/subscriptions/email")
                let refused = try await browser.send(page, [("address", "not an address")])
                #expect(refused.status == 422)
                #expect(refused.html.contains("value=\"not an address\""))
                #expect(refused.text.contains("这不是一个邮箱地址"))
                let code = try await browser.send(refused, [("address", "chen@example.com")])
                #expect(code.text.contains("chen@example.com"))
                try await world.work()
                let subject = try #require(world.channel.letters.last?.subject)
                let digits = String(subject.firstMatch(of: /[0-9]{6}/)!.0)
                let wrong = try await browser.send(
                    code, [("code", digits == "111111" ? "222222" : "111111")])
                #expect(wrong.status == 422)
                #expect(wrong.text.contains("与发出的验证码不同"))
                let done = try await browser.send(wrong, [("code", digits)])
                #expect(done.text.contains("已验证"))
                #expect(done.text.contains("chen@example.com"))
                let off = try await browser.open("/subscriptions/sms")
                #expect(off.text.contains("本站没有开通这个渠道"))
            }
        }
    }

    @Test("Choices are kept, and bad times are refused beside their field")
    func choices() async throws {
        try await World.with { (world: World) async throws -> Void in
            let person = try await world.person("甲", [.email])
            try await world.visit(as: world.identity(person)) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/subscriptions")
                let fields = [
                    ("topics-email", "policy.new"), ("pace", "daily"), ("quiet-from", "25:00"),
                    ("quiet-until", "6：30"), ("limit", "3"), ("language", "en"),
                ]
                let refused = try await browser.send(page, fields)
                #expect(refused.status == 422)
                #expect(refused.html.contains("value=\"25:00\""))
                let kept = try await browser.send(
                    refused, fields.map { $0.0 == "quiet-from" ? ("quiet-from", "21:30") : $0 })
                #expect(kept.status == 200)
                #expect(kept.html.contains("value=\"21:30\""))
            }
            let wish = try await world.room.wishes.wish(of: person)
            #expect(wish.pace == .daily)
            #expect((wish.quietFrom, wish.quietUntil) == (21 * 60 + 30, 6 * 60 + 30))
            #expect((wish.dailyLimit, wish.language) == (3, "en"))
            let silences = try await world.room.wishes.silences(of: person)
            #expect(silences.count == MessageTopic.allCases.count - 1)
            #expect(!silences.contains(Silence(channel: .email, topic: "policy.new")))
        }
    }

    @Test("The link in a letter ends a topic without signing in; looking at it does not")
    func unsubscribe() async throws {
        try await World.with { (world: World) async throws -> Void in
            let person = try await world.person("甲", [.email])
            world.move(to: "10:00")
            try await world.tell(world.message(to: .person(person)))
            try await world.work()
            let link = try #require(world.channel.letters.first?.unsubscribe)
            let path = link.replacing("https://yumiao.test", with: "")
            try await world.visit(as: nil) { (browser: Browser) async throws -> Void in
                let page = try await browser.open(path)
                #expect(page.text.contains("新政策符合您的企业"))
                #expect(try await world.room.wishes.silences(of: person).isEmpty)
                let done = try await browser.send(page, [("extent", "topic")])
                #expect(done.text.contains("已退订"))
                let silences = try await world.room.wishes.silences(of: person)
                #expect(silences == [Silence(channel: .email, topic: "policy.new")])
                let broken = try await browser.open(path + "0")
                #expect(broken.status == 404)
            }
            // What a mail program sends by itself.
            let all = UnsubscribeLink(person: person, channel: .email, topic: nil).path(world.room.key)
            try await world.visit(as: nil) { (browser: Browser) async throws -> Void in
                #expect(try await browser.click(all).status == 200)
                #expect(try await browser.click(all.replacing("email", with: "sms")).status == 404)
            }
            let silences = try await world.room.wishes.silences(of: person)
            #expect(silences.count == MessageTopic.allCases.count)
        }
    }

    @Test("The feed shows one's messages under its secret address, until there is another")
    func feed() async throws {
        try await World.with { (world: World) async throws -> Void in
            let person = try await world.person("甲")
            try await world.tell(world.message(to: .person(person), "<&>"))
            try await world.work()
            try await world.visit(as: world.identity(person)) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/subscriptions/feed")
                let address = String(try #require(page.text.firstMatch(of: /https:\S+\/feeds\/\S+/)).0)
                let path = address.replacing("https://yumiao.test", with: "")
                let feed = try await browser.open(path)
                #expect(feed.headers[.contentType] == "application/atom+xml; charset=utf-8")
                #expect(feed.html.contains("<title>新政策 &lt;&amp;&gt;</title>"))
                #expect(feed.html.contains("https://yumiao.test/policies/12?from=message"))
                #expect(isXML(feed.bytes))
                #expect(!isXML(Array(feed.bytes.dropLast(10))))
                #expect(try await browser.open(path.replacing("~1~", with: "~2~")).status == 404)
                _ = try await browser.send(page, [])
                #expect(try await browser.open(path).status == 404)
            }
        }
    }

    /// Whether Python's reader takes the bytes as XML.
    private func isXML(_ bytes: [UInt8]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", "import sys,xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())"]
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
            try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
            try pipe.fileHandleForWriting.close()
            process.waitUntilExit()
            return process.terminationStatus == 0
        } catch {
            return false
        }
    }
}
