// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Store
import StoreTesting
import Testing

@testable import Outreach

@Suite("E-mail to a real server")
struct MailTests {
    static func letter(
        _ address: String, _ id: String = "00000000-0000-7000-8000-0000000000aa",
        subject: String = "专精特新中小企业认定开始申报，截止 12 月 15 日（请在截止前提交，逾期不予受理）"
    ) -> Letter {
        let item = Letter.Item(
            message: "m", topic: "policy.new", title: "标题 <b>&", text: "第一行\n.第二行以点开头",
            link: "https://yumiao.test/policies/12?a=1&b=2")
        return Letter(
            id: id, person: ID(UUID()), address: address, items: [item], subject: subject, lead: nil,
            footer: ["退订：https://yumiao.test/unsubscribe/x~y"],
            unsubscribe: "https://yumiao.test/unsubscribe/x~y", language: "zh-Hans", createdAt: 0)
    }

    private func channel(_ settings: MailSettings) -> MailChannel {
        MailChannel(settings, ground: TestGround().ground)
    }

    @Test("A mail arrives as it was written", arguments: ["PLAIN", "LOGIN"])
    func arrives(signIn: String) async throws {
        try await MailServer.with(tls: "starttls", signIn: signIn) {
            (server: MailServer) async throws -> Void in
            let channel = channel(server.settings(.startTLS, user: "yumiao"))
            let letter = Self.letter("chen@example.com")
            #expect(await channel.send([letter]) == [.sent("250")])
            let mail = try #require(try server.mails.first)
            #expect(mail.to == "chen@example.com")
            #expect(mail.sender == "noreply@yumiao.test")
            #expect(mail.from == "姑苏区工信局（企业服务） <noreply@yumiao.test>")
            #expect(mail.subject == letter.subject)
            #expect(mail.id == "<\(letter.id)@yumiao.test>")
            #expect(mail.unsubscribe == "<https://yumiao.test/unsubscribe/x~y>")
            #expect(mail.click == "List-Unsubscribe=One-Click")
            #expect(mail.text.contains("第一行\n.第二行以点开头\nhttps://yumiao.test/policies/12?a=1&b=2"))
            #expect(mail.html.contains("标题 &lt;b&gt;&amp;"))
            #expect(mail.html.contains("<a href=\"https://yumiao.test/unsubscribe/x~y\">"))
            #expect(mail.longest <= 998)
            #expect(mail.defects == [])
            #expect((mail.user, mail.tls) == ("yumiao", true))
            #expect(mail.date == "2026-11-18T17:46:40+08:00" || mail.date.hasSuffix("+08:00"))
        }
    }

    @Test("Each letter has its own fate, and the connection goes on")
    func fates() async throws {
        try await MailServer.with { (server: MailServer) async throws -> Void in
            var channel = channel(server.settings(.none))
            channel.connections = 1
            let names = ["a", "refused", "b", "busy", "rejected", "c"]
            let letters = names.map { Self.letter("\($0)@example.com", UUID().uuidString.lowercased()) }
            let outcomes = await channel.send(letters + [Self.letter("no address")])
            #expect(
                outcomes == [
                    .sent("250"), .refused(.refused), .sent("250"), .later(.busy), .refused(.rejected),
                    .sent("250"), .refused(.refused),
                ])
            #expect(try server.mails.map(\.to) == ["a@example.com", "b@example.com", "c@example.com"])
        }
    }

    @Test("Wrong passwords and strange certificates send nothing")
    func strangers() async throws {
        try await MailServer.with(tls: "starttls", signIn: "PLAIN") {
            (server: MailServer) async throws -> Void in
            let letters = [Self.letter("chen@example.com"), Self.letter("wu@example.com")]
            let wrong = channel(server.settings(.startTLS, user: "yumiao", password: "x"))
            #expect(await wrong.send(letters) == [.later(.unreachable), .later(.unreachable)])
            var untrusted = server.settings(.startTLS, user: "yumiao")
            untrusted.trustFile = nil
            #expect(await channel(untrusted).send([letters[0]]) == [.later(.unreachable)])
            var other = server.settings(.startTLS, user: "yumiao")
            other.host = "127.0.0.1"
            // The certificate is for localhost.
            #expect(await channel(other).send([letters[0]]) == [.later(.unreachable)])
            #expect(try server.mails.isEmpty)
        }
    }

    @Test("A server without TLS gets no password")
    func withoutTLS() async throws {
        try await MailServer.with { (server: MailServer) async throws -> Void in
            var settings = server.settings(.none, user: "yumiao")
            settings.protection = .startTLS
            #expect(await channel(settings).send([Self.letter("a@example.com")]) == [.later(.unreachable)])
            #expect(try server.mails.isEmpty)
        }
    }

    @Test("A server that is not there can be reached later")
    func absent() async throws {
        let settings = MailSettings(host: "localhost", port: 1, protection: .none, from: "a@yumiao.test")
        #expect(await channel(settings).send([Self.letter("a@example.com")]) == [.later(.unreachable)])
    }

    @Test("A mail whose answer was lost goes again under the same Message-ID", arguments: everyDialect)
    func lostAnswer(dialect: Dialect) async throws {
        try await MailServer.with { (server: MailServer) async throws -> Void in
            try await World.with(
                dialect,
                channels: { [MailChannel(server.settings(.none), ground: $0.ground)] }
            ) { (world: World) async throws -> Void in
                let person = try await world.person("陈会计")
                try await world.database.write { tx in
                    try tx.keepAddress("dropped@example.com", .email, for: person)
                }
                world.move(to: "10:00")
                try await world.tell(world.message(to: .person(person)))
                try await world.work()
                #expect(try await world.states(person) == ["waiting unsure"])
                world.ground.pass(milliseconds: 60_000)
                try await world.room.expansion.wake()
                try await world.work()
                #expect(try await world.states(person) == ["sent"])
                let ids = try server.mails.map(\.id)
                #expect(ids.count == 2)
                #expect(Set(ids).count == 1)
            }
        }
    }

    @Test(
        "Headers are encoded in words that fit, and nothing breaks out of them",
        arguments: [
            "plain", String(repeating: "长标题", count: 60), "a\r\nBcc: x@example.com", "emoji 👩‍👩‍👧‍👦 and =?x?=",
            String(repeating: "a", count: 300),
        ])
    func encoded(text: String) {
        let encoded = MailText.encoded(text, after: 9)
        let lines = encoded.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { $0 < 0x7F } })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" =?utf-8?B?") })
        #expect(!encoded.contains("\nBcc"))
    }

    @Test("Dates are as RFC 5322 has them")
    func dates() {
        let moment = Day(isoText: "2026-11-28")!.startMilliseconds + 16 * 3_600_000 + 5 * 60_000 + 9_000
        #expect(MailText.date(moment) == "Sat, 28 Nov 2026 16:05:09 +0800")
    }
}
