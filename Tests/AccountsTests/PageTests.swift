// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Site
import Standards
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Accounts

extension TestRoom {
    /// Somebody with a role who has shown a second factor, in a browser.
    func enter(_ browser: Browser, _ name: String, _ role: Role, in region: Region) async throws -> ID<Person>
    {
        let person = try await self.person(name, name)
        try await store.grant(Grant(role, in: region), to: person, actor: "test")
        let secret = try await factor(of: person)
        let arrived = try await browser.signIn(name, code: code(secret))
        try #require(arrived.title == "我的工作台")
        return person
    }

    /// An enterprise with a manager.
    func enterprise(_ name: String, managedBy person: ID<Person>) async throws -> EnterpriseLabel {
        let label = EnterpriseLabel(id: ground.ground.id(), name: name, region: TestRoom.gusu)
        try await store.join(label, person, rights: [.manage, .apply], actor: "test")
        return label
    }
}

@Suite struct PageTests {
    @Test func `a security administrator invites, grants, ends and suspends within the region`() async throws
    {
        try await TestRoom.with { room in
            try await room.visit { browser in
                _ = try await room.enter(browser, "secadmin", .securityAdministrator, in: TestRoom.suzhou)
                _ = try await browser.fill(
                    "/departments",
                    [("name", "苏州市工业和信息化局"), ("region", "苏州市"), ("parent", ""), ("park", "")])
                let department = try #require(try await room.store.departments(in: TestRoom.suzhou).first)
                let outside = try await browser.fill(
                    "/people",
                    [
                        ("note", "王五"), ("role", "official"), ("region", "320200"), ("department", ""),
                        ("until", ""),
                    ])
                #expect(outside.status == 422 && outside.text.contains("您负责范围内"))
                let past = try await browser.fill(
                    "/people",
                    [
                        ("note", "王五"), ("role", "official"), ("region", "姑苏区"),
                        ("department", department.id.text), ("until", "2020-01-01"),
                    ])
                #expect(
                    past.status == 422 && past.text.contains("今天以后") && past.html.contains("value=\"姑苏区\""))
                let made = try await browser.fill(
                    "/people",
                    [
                        ("note", "王五"), ("role", "official"), ("region", "姑苏区"),
                        ("department", department.id.text), ("until", ""),
                    ])
                #expect(made.html.contains("/invitations/"))
                #expect(try await browser.open("/people").text.contains("等待接受：王五"))
                _ = try await browser.fill("/people", to: "/people/withdraw")
                #expect(try await !browser.open("/people").text.contains("等待接受"))
                let person = try await room.person("赵六", "zhaoliu")
                let found = try await browser.fill("/people", to: "/people/find", [("find", "ZHAOLIU")])
                #expect(found.title == "赵六" && found.address == "/people/\(person)")
                let given = [
                    ("role", "expert"), ("region", "苏州市"), ("department", ""), ("until", "2030-12-31"),
                ]
                let shown = try await browser.fill("/people/\(person)", given)
                #expect(shown.text.contains("2030-12-31"), "\(shown.status) \(shown.text)")
                let ended = try await browser.fill("/people/\(person)", to: "/people/\(person)/grants")
                #expect(!ended.text.contains("2030-12-31"))
                let suspended = try await browser.fill("/people/\(person)", [("reason", "离职")], place: 1)
                #expect(suspended.text.contains("已停用"), "\(suspended.text)")
            }
            #expect(try await room.audited().suffix(1) == ["account.suspend"])
        }
    }

    @Test func `a lost telephone is replaced by the security administrator, with a reason`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("赵六", "zhaoliu")
            _ = try await room.factor(of: person)
            try await room.visit { browser in
                _ = try await room.enter(browser, "secadmin", .securityAdministrator, in: TestRoom.suzhou)
                let path = "/people/\(person)"
                let refused = try await browser.fill(path, [("why", "")], place: 2)
                #expect(refused.status == 422)
                #expect(try await room.store.hasFactor(person))
                _ = try await browser.fill(path, [("why", "手机遗失，已当面核实")], place: 2)
                #expect(try await !room.store.hasFactor(person))
                let other = await browser.other()
                #expect(try await other.signIn("zhaoliu").title == "我的工作台")
            }
            #expect(try await room.audited().contains("account.factor-end"))
        }
    }

    @Test func `another region's people and departments do not exist`() async throws {
        try await TestRoom.with { room in
            let other = try await room.person("外地人", "waidi")
            let grant = try await room.store.grant(
                Grant(.official, in: TestRoom.wuxi), to: other, actor: "test")
            let department = try await room.store.addDepartment(
                "无锡市工信局", region: TestRoom.wuxi, actor: "test")
            try await room.visit { browser in
                _ = try await room.enter(browser, "secadmin", .securityAdministrator, in: TestRoom.suzhou)
                #expect(try await browser.open("/people/\(other)").status == 404)
                #expect(try await browser.open("/people?region=320200").status == 404)
                let page = try await browser.open("/people")
                #expect(!page.text.contains("外地人"))
                let hidden = try #require(page.forms(to: "/people").first)
                let ended = try await browser.post(
                    "/people/\(other)/grants", hidden + [("grant", grant.text)])
                #expect(ended.status == 404)
                let gone = try await browser.post(
                    "/departments/end", hidden + [("department", department.text)])
                #expect(gone.status == 404)
                let suspended = try await browser.post(
                    "/people/\(other)", hidden + [("change", "suspend"), ("reason", "x")])
                #expect(suspended.status == 404)
            }
            #expect(try await room.store.person(other)?.isActive == true)
            #expect(try await room.store.grants(of: other).first?.endedAt == nil)
        }
    }

    @Test func `members invite, change, hand on and leave`() async throws {
        try await TestRoom.with { room in
            let manager = try await room.person("经理", "jingli")
            let clerk = try await room.person("文员", "wenyuan")
            let label = try await room.enterprise("甲公司", managedBy: manager)
            try await room.store.join(label, clerk, rights: [.apply], actor: "test")
            let path = "/members/\(label.id)"
            try await room.visit { browser in
                try await browser.signIn("jingli")
                #expect(try await browser.fill(path, [("note", "")]).status == 422)
                let made = try await browser.fill(path, [("note", "小李"), ("rights", "apply")])
                #expect(made.html.contains("/invitations/") && made.html.contains("<svg"))
                #expect(try await browser.open(path).text.contains("等待接受：小李"))
                _ = try await browser.fill(path, to: path + "/withdraw")
                let left = try await browser.fill(path + "/leave")
                #expect(left.status == 409 && left.text.contains("最后一位管理员不能离开"))
                _ = try await browser.fill("\(path)/\(clerk)", [("change", "transfer")])
                #expect(try await browser.open("\(path)/\(clerk)").status == 403)
                #expect(try await browser.fill(path + "/leave").title == "我的账号")
                #expect(try await browser.open(path).status == 404)
            }
            #expect(try await room.store.members(of: label.id).map(\.0.person) == [clerk])
        }
    }

    @Test func `another enterprise's members are nobody's business`() async throws {
        try await TestRoom.with { room in
            let (one, two) = (try await room.person("甲", "jia1"), try await room.person("乙", "yi1"))
            _ = try await room.enterprise("甲公司", managedBy: one)
            let other = try await room.enterprise("乙公司", managedBy: two)
            try await room.visit { browser in
                try await browser.signIn("jia1")
                for path in [
                    "/members/\(other.id)", "/members/\(other.id)/\(two)", "/members/\(other.id)/leave",
                ] {
                    let shown = try await browser.open(path)
                    #expect(shown.status == 404, "\(path)")
                }
                let hidden = try #require(
                    try await browser.open("/account/name").forms(to: "/account/name").first)
                let sent = try await browser.post(
                    "/members/\(other.id)/\(two)", hidden + [("change", "remove")])
                #expect(sent.status == 404)
            }
            #expect(try await room.store.members(of: other.id).count == 1)
        }
    }

    @Test func `who acts for several enterprises chooses one`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("甲", "jia1")
            _ = try await room.enterprise("甲公司", managedBy: person)
            let second = try await room.enterprise("乙公司", managedBy: person)
            let foreign: EnterpriseID = room.ground.ground.id()
            try await room.visit { browser in
                try await browser.signIn("jia1")
                #expect(
                    try await browser.fill("/account/enterprise", [("enterprise", foreign.text)]).status
                        == 422)
                _ = try await browser.fill("/account/enterprise", [("enterprise", second.id.text)])
                let token = try #require(await browser.cookies["session"])
                #expect(try await room.store.identity(session: token)?.enterprise == second.id)
            }
        }
    }

    @Test func `sessions are listed and ended, one or all others`() async throws {
        try await TestRoom.with { room in
            try await room.person("甲", "jia1")
            try await room.visit { browser in
                try await browser.signIn("jia1")
                let others = [await browser.other(), await browser.other(), await browser.other()]
                for other in others {
                    room.ground.pass(seconds: 1)
                    try await other.signIn("jia1")
                }
                let page = try await browser.open("/account/sessions")
                #expect(
                    page.text.contains("Test browser") && page.forms(to: "/account/sessions/end").count == 4)
                let first = try #require(page.forms(to: "/account/sessions/end").first)
                _ = try await browser.send(page, to: "/account/sessions/end")
                #expect(first.contains { $0.0 == "session" })
                #expect(try await others[2].open("/account").title == "登录")
                #expect(try await others[1].open("/account").title == "我的账号")
                _ = try await browser.fill("/account/sessions", to: "/account/sessions/end-others")
                #expect(try await others[1].open("/account").title == "登录")
                #expect(try await browser.open("/account").title == "我的账号")
                let stranger = try #require(page.forms(to: "/account/sessions/end").last)
                try await room.person("乙", "yi1")
                try await others[0].signIn("yi1")
                let hidden = try #require(
                    try await others[0].open("/account/name").forms(to: "/account/name").first)
                let foreign = stranger.filter { $0.0 == "session" }
                #expect(try await others[0].post("/account/sessions/end", hidden + foreign).status == 404)
            }
        }
    }

    @Test func `the audit is read and checked by its administrator alone`() async throws {
        try await TestRoom.with { room in
            try await room.visit { browser in
                let person = try await room.enter(browser, "auditor", .auditAdministrator, in: .nation)
                let page = try await browser.open("/audit?action=account.grant")
                #expect(page.text.contains("account.grant") && !page.text.contains("account.sign-in"))
                #expect(
                    try await browser.open("/audit?subject=\(person)&actor=test").text.contains(
                        "account.grant"))
                #expect(try await browser.open("/audit?action=none.of").text.contains("没有符合条件"))
                #expect(try await browser.open("/audit?from=2030-01-01").text.contains("没有符合条件"))
                let checked = try await browser.fill("/audit/check")
                #expect(checked.text.contains("审计链完整"))
                let other = await browser.other()
                _ = try await room.enter(other, "sysadmin", .systemAdministrator, in: .nation)
                #expect(try await other.open("/audit").status == 403)
            }
        }
    }

    @Test func `a person takes their data along, without secrets`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("甲", "jia1")
            let label = try await room.enterprise("甲公司", managedBy: person)
            try await room.visit { browser in
                try await browser.signIn("jia1")
                let file = try await browser.open("/account/data")
                #expect(file.headers[.contentDisposition]?.contains("attachment") == true)
                for part in ["\"name\":\"甲\"", label.id.text, "\"action\":\"account.sign-in\"", "jia1"] {
                    #expect(file.html.contains(part), "\(part)")
                }
                #expect(!file.html.contains("argon2") && !file.html.contains("digest"))
            }
        }
    }
}
