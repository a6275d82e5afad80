// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

@Suite("Consents")
struct ConsentTests {
    private func give(
        _ world: World, _ enterprise: Enterprise, items: [String] = ["营业收入"], seconds: Int64 = 1_000
    ) async throws -> ID<Consent> {
        try await world.room.consentStore.give(
            NewConsent(
                enterprise: enterprise.id, recipient: ConsentRecipient(id: World.bank.text, name: "银行"),
                purpose: .loan, items: items, until: world.database.ground.now() + seconds * 1_000,
                textVersion: "1", textDigest: "d"), by: "member", once: UUID().uuidString)
    }

    private func read(_ world: World, _ id: ID<Consent>, as recipient: String = World.bank.text) async throws
        -> Bool
    {
        try await world.room.consentStore.read(under: id, as: [recipient], by: "bank", named: "赵经理") != nil
    }

    @Test("Only the recipient reads, only until the end, and each read is kept", arguments: everyDialect)
    func reading(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            let id = try await give(world, one)
            #expect(try await read(world, id))
            #expect(try await !read(world, id, as: "another"))
            #expect(try await world.room.consentStore.accesses(of: one.id).count == 1)
            world.ground.pass(milliseconds: 1_000_000)
            #expect(try await !read(world, id))
            #expect(
                try await world.room.consentStore.accesses(of: one.id).count == 1, "a refused read is none")
        }
    }

    @Test(
        "After a withdrawal nothing is read, by any order of many gifts, reads and withdrawals",
        arguments: everyDialect)
    func withdrawal(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            var live: [ID<Consent>: Bool] = [:]
            var seed: UInt64 = 7
            for _ in 0..<60 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1
                let some = live.keys.sorted().at(Int(seed >> 33) % max(live.count, 1))
                switch (seed >> 20) % 3 {
                case 0: live[try await give(world, one, seconds: 1_000_000)] = true
                case 1:
                    if let some {
                        let was = live[some]
                        #expect(try await world.room.consentStore.withdraw(some, of: one.id, by: "m") == was)
                        live[some] = false
                    }
                default: if let some { #expect(try await read(world, some) == live[some]) }
                }
            }
            #expect(live.count > 5 && live.values.contains(false))
        }
    }

    @Test("Another enterprise cannot withdraw it")
    func others() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            let two = try await world.add("乙厂", 2)
            let id = try await give(world, one)
            #expect(try await !world.room.consentStore.withdraw(id, of: two.id, by: "m"))
            #expect(try await read(world, id))
        }
    }

    @Test("A member gives consent by the page, the bank sees these facts only, and loses them at once")
    func pages() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            try await world.state(
                [
                    ("营业收入", 2025, "800万元", "税务"), ("应纳税所得额", 2025, "123.45万元", "税务"),
                    ("从业人员", 2025, "30人", "社保"),
                ],
                of: one)
            let member = world.member(of: one)
            let vocabulary = world.room.library.vocabulary
            let themes = vocabulary.words.map(\.theme).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            let theme = try #require(
                vocabulary.word(named: "营业收入").flatMap { themes.firstIndex(of: $0.theme) })
            try await world.visit(as: member) { (browser: Browser) async throws -> Void in
                let file = try await browser.open("/enterprises/\(one.id.text)")
                #expect(file.text.contains("目前没有给银行等机构授权"))
                let page = try await browser.open(try #require(file.link("授权一家机构")))
                let bad = try await browser.send(
                    page, [("recipient", ""), ("purpose", "loan"), ("months", "3")])
                #expect(bad.status == 422 && bad.text.contains("请选择机构"))
                let done = try await browser.send(
                    page,
                    [
                        ("recipient", World.bank.text), ("purpose", "loan"), ("items", "\(theme)"),
                        ("months", "3"),
                    ])
                #expect(done.text.contains("苏州银行姑苏支行") && done.text.contains("有效"))
                let after = try await browser.open("/enterprises/\(one.id.text)")
                #expect(after.text.contains("现在有 1 项授权有效") && after.text.contains("苏州银行姑苏支行"))
            }
            let consent = try #require(try await world.room.consentStore.consents(of: one.id).first)
            #expect(consent.textDigest.count == 64)
            let outside = consent.items.contains("从业人员") ? nil : "30人"
            let bank = world.banker
            try await world.visit(as: bank) { (browser: Browser) async throws -> Void in
                let view = try await browser.open("/consented/\(consent.id.text)")
                #expect(view.status == 200 && view.text.contains("800万元"))
                if let outside { #expect(!view.text.contains(outside)) }
                #expect(try await browser.open("/enterprises/\(one.id.text)").status == 403)
            }
            try await world.visit(as: member) { (browser: Browser) async throws -> Void in
                let page = try await browser.open("/enterprises/\(one.id.text)/consents")
                #expect(page.text.contains("赵经理"))
                let end = try await browser.open(try #require(page.link("撤回")))
                #expect(try await browser.send(end, []).text.contains("已撤回"))
                let file = try await browser.open("/enterprises/\(one.id.text)")
                #expect(file.text.contains("目前没有给银行等机构授权"))
            }
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let file = try await browser.open("/enterprises/\(one.id.text)")
                #expect(file.status == 200 && !file.html.contains("/consents"))
            }
            try await world.visit(as: bank) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open("/consented/\(consent.id.text)").status == 404)
            }
        }
    }
}
