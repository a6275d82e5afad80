// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Accounts

@Suite struct ArrivalTests {
    private static let filled = [
        ("system-name", "系统员"), ("system-sign-in", "sys"), ("system-password", "a long phrase for one"),
        ("security-name", "安全员"), ("security-sign-in", "sec"),
        ("security-password", "another phrase for two"),
    ]

    @Test(arguments: everyDialect)
    func `the first start makes two administrators, once`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let old = try #require(try await room.accounts.setUpLink())
            let link = try #require(try await room.accounts.setUpLink())
            try await room.visit { browser in
                #expect(try await browser.open(old).status == 410)
                #expect(try await browser.open("/set-up/" + String(repeating: "0", count: 64)).status == 410)
                var same = Self.filled
                same[4].1 = "SYS"
                let refused = try await browser.fill(link, same)
                #expect(refused.status == 422 && refused.text.contains("不同的登录名"))
                var weak = Self.filled
                weak[2].1 = "password1"
                #expect(try await browser.fill(link, weak).text.contains("太常见"))
                #expect(try await browser.fill(link, Self.filled).title == "登录")
                #expect(try await browser.open(link).status == 410)
                let second = try await browser.signIn("sec", password: "another phrase for two")
                #expect(second.text.contains("安全管理员") && !second.text.contains("系统管理员"))
            }
            #expect(try await room.accounts.setUpLink() == nil)
            let held: [String] = try await room.database.read { reader in
                try reader.rows("SELECT role FROM role_grant ORDER BY role").map { try $0["role"] }
            }
            #expect(held == ["security-administrator", "system-administrator"])
            let kept: [String] = try await room.database.read { reader in
                try reader.rows("SELECT digest FROM invitation").map { try $0["digest"] }
            }
            #expect(!kept.contains(String(link.dropFirst("/set-up/".count))))
        }
    }

    @Test func `the set-up link lasts a day`() async throws {
        try await TestRoom.with { room in
            let link = try #require(try await room.accounts.setUpLink())
            room.ground.pass(seconds: 24 * 3600)
            try await room.visit { browser in
                let shown = try await browser.open(link)
                #expect(shown.status == 410)
            }
        }
    }

    @Test(arguments: everyDialect)
    func `an invited official makes an account and has the role, once`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let token = try await room.store.invite(
                .official(.official, TestRoom.gusu, nil, validUntil: nil), note: "王五", actor: "test")
            let path = "/invitations/" + token.text
            try await room.visit { browser in
                let asked = try await browser.open(path)
                #expect(asked.text.contains("经办人") && asked.text.contains("姑苏区"))
                let fields = [("name", "王五"), ("sign-in", "wangwu"), ("password", "a long phrase for one")]
                #expect(try await browser.send(asked, to: path, fields).text.contains("您的角色还不能使用"))
                let other = await browser.other()
                #expect(try await other.open(path).status == 410)
                #expect(try await other.send(asked, to: path, fields).status != 200)
            }
            #expect(
                try await room.store.people(in: TestRoom.suzhou, after: nil).map(\.0.person.name) == ["王五"])
        }
    }

    @Test func `whoever has an account accepts with it; taken names are refused`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("赵六", "zhaoliu")
            let enterprise = EnterpriseLabel(
                id: room.ground.ground.id(), name: "甲公司", region: TestRoom.gusu)
            let token = try await room.store.invite(
                .member(enterprise, [.apply, .view]), note: "赵六", actor: "test")
            let path = "/invitations/" + token.text
            try await room.visit { browser in
                let fields = [("name", "赵六"), ("sign-in", "ZhaoLiu"), ("password", "a long phrase for one")]
                let taken = try await browser.fill(path, fields)
                #expect(taken.status == 422 && taken.text.contains("已有人使用"))
                let arrived = try await browser.signIn("zhaoliu", next: path)
                #expect(arrived.text.contains("甲公司"))
                #expect(try await browser.send(arrived, to: path).text.contains("甲公司"))
            }
            let held = try await room.store.memberships(of: person).map(\.membership)
            #expect(held == [Membership(of: enterprise.id, [.apply])])
        }
    }

    @Test func `a link for a new password works once and does not pass the second factor`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("张三", "zhang")
            _ = try await room.factor(of: person)
            let token = try await room.store.invite(.password(person), note: "", actor: "test")
            let path = "/invitations/" + token.text
            try await room.visit { browser in
                let weak = try await browser.fill(path, [("password", "woaini1314")])
                #expect(weak.status == 422)
                _ = try await browser.fill(path, [("password", "an entirely new phrase")])
                #expect(try await browser.open(path).status == 410)
                #expect(try await browser.signIn("zhang").status == 422)
                let asked = try await browser.signIn("zhang", password: "an entirely new phrase")
                #expect(asked.title == "二次验证")
            }
        }
    }

    @Test func `a link that was withdrawn or is over its time opens nothing`() async throws {
        try await TestRoom.with { room in
            let content = Invitation.Content.official(.official, TestRoom.gusu, nil, validUntil: nil)
            let first = try await room.store.invite(content, note: "", actor: "test")
            let open = try #require(try await room.store.openInvitations(in: TestRoom.suzhou).first)
            try await room.store.withdraw(open.id, actor: "test")
            let second = try await room.store.invite(content, note: "", actor: "test")
            room.ground.pass(seconds: 7 * 86_400)
            for token in [first, second] {
                await #expect(throws: AccountFault.linkSpent) {
                    try await room.store.openInvitation(token.text)
                }
            }
        }
    }
}
