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

@Suite struct ClaimTests {
    static let pdf = Array("%PDF-1.4 evidence".utf8)
    /// A valid code of an enterprise registered in 姑苏区, made for this test.
    static let code = CreditCode.make(region: TestRoom.gusu, body: "MA1ABCDE")!

    /// What the register of enterprises will do: it finds or makes the enterprise, and lets the person join.
    static let register = Subscription("register", to: EnterpriseClaim.accepted) { tx, event in
        let claim = event.payload
        let region = try #require(Region(code: claim.region))
        let label = EnterpriseLabel(id: tx.ground.id(), name: claim.name, region: region)
        try tx.join(label, claim.person, rights: [.manage], actor: claim.decidedBy.text)
    }

    @Test(arguments: everyDialect)
    func `a claim is filed, decided with a reason, and makes a manager`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect, subscriptions: [Self.register]) { room in
            let claimant = try await room.person("甲", "jia1")
            try await room.visit { browser in
                try await browser.signIn("jia1")
                let page = try await browser.open("/account/claims")
                let wrong = try await browser.upload(
                    page, to: "/account/claims", [("code", "91320508MA1"), ("name", ""), ("region", "")],
                    file: ("evidence", Array("<html>".utf8)))
                #expect(
                    wrong.status == 422 && wrong.text.contains("18") && wrong.html.contains("91320508MA1"))
                #expect(wrong.html.matches(of: /href="#field-/).count == 3, "\(wrong.text)")
                let fields = [("code", Self.code.text), ("name", "甲公司"), ("region", "")]
                let sent = try await browser.upload(
                    page, to: "/account/claims", fields, file: ("evidence", Self.pdf))
                #expect(sent.status == 200 && sent.text.contains("等待核对"))
                let twice = try await browser.upload(
                    sent, to: "/account/claims", fields, file: ("evidence", Self.pdf))
                #expect(twice.status == 422 && twice.text.contains("正在等待核对"))
                let official = await browser.other()
                _ = try await room.enter(official, "official", .official, in: TestRoom.suzhou)
                let list = try await official.open("/claims")
                let link = try #require(list.link("甲公司"))
                let evidence = try await official.open(link + "/evidence")
                #expect(evidence.html == "%PDF-1.4 evidence")
                #expect(evidence.headers[.contentDisposition]?.hasPrefix("attachment") == true)
                #expect(
                    try await official.fill(link, [("decision", "accept"), ("reason", "")]).status == 422)
                let decided = try await official.fill(link, [("decision", "accept"), ("reason", "材料齐全")])
                #expect(decided.text.contains("没有等待核对的申请"))
                let again = try await official.open(link)
                #expect(again.forms(to: link).isEmpty)
                _ = try await JobRunner(room.database, handlers: room.accounts.handlers, holder: "test")
                    .runDue()
                #expect(try await browser.open("/account").text.contains("甲公司"))
                #expect(try await browser.open("/account/claims").text.contains("材料齐全"))
            }
            #expect(
                try await room.store.memberships(of: claimant).first?.membership.rights.contains(.manage)
                    == true)
        }
    }

    @Test(arguments: everyDialect)
    func `a claim is decided once, and never by who made it`(dialect: Dialect) async throws {
        try await TestRoom.with(dialect) { room in
            let (person, official) = (try await room.person("甲", "jia1"), try await room.person("乙", "yi1"))
            let file = try room.accounts.vault.receive(Self.pdf, limits: EnterpriseClaim.evidenceLimits)
            let claimed = ClaimedEnterprise(creditCode: Self.code, name: "甲公司", region: TestRoom.gusu)
            let id = try await room.store.claim(claimed, by: person, evidence: file, fileName: "a.pdf")
            await #expect(throws: AccountFault.claimWaiting) {
                _ = try await room.store.claim(claimed, by: person, evidence: file, fileName: "a.pdf")
            }
            await #expect(throws: AccountFault.ownGrant) {
                try await room.store.decide(id, accept: true, reason: "我自己", by: person)
            }
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for accept in [true, false, true, false] {
                    group.addTask {
                        do {
                            try await room.store.decide(id, accept: accept, reason: "理由", by: official)
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
            #expect(try await room.store.withdraw(id, of: person) == false)
        }
    }

    @Test func `officials of other regions do not see a claim`() async throws {
        try await TestRoom.with { room in
            let person = try await room.person("甲", "jia1")
            let file = try room.accounts.vault.receive(Self.pdf, limits: EnterpriseClaim.evidenceLimits)
            let claimed = ClaimedEnterprise(creditCode: Self.code, name: "甲公司", region: TestRoom.gusu)
            let id = try await room.store.claim(claimed, by: person, evidence: file, fileName: "a.pdf")
            try await room.visit { browser in
                _ = try await room.enter(browser, "wuxi", .official, in: TestRoom.wuxi)
                for path in ["/claims/\(id)", "/claims/\(id)/evidence", "/claims/x"] {
                    let shown = try await browser.open(path)
                    #expect(shown.status == 404, "\(path)")
                }
                #expect(try await browser.open("/claims").text.contains("没有等待核对的申请"))
                let hidden = try #require(
                    try await browser.open("/account/name").forms(to: "/account/name").first)
                let sent = try await browser.post(
                    "/claims/\(id)", hidden + [("decision", "accept"), ("reason", "x")])
                #expect(sent.status == 404)
            }
            #expect(try await room.store.claim(id)?.state == .waiting)
        }
    }
}
