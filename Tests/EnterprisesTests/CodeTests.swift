// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Enterprises

@Suite("Enterprise code")
struct CodeTests {
    private func key(_ byte: UInt8 = 9) throws -> CodeKey {
        try CodeKey(seed: Array(repeating: byte, count: 32))
    }

    @Test("A code says what was put into it, and every changed character is refused")
    func signature() throws {
        let code = EnterpriseCode(of: World.code(1), issue: 3, expiresAt: 1_800_000_000)
        let payload = try code.payload(signedBy: key())
        #expect(try EnterpriseCode(payload, provenBy: key()) == code)
        let characters = Array(payload)
        for place in characters.indices {
            var changed = characters
            changed[place] = changed[place] == "A" ? "B" : "A"
            #expect(throws: CodeFault.self) { try EnterpriseCode(String(changed), provenBy: key()) }
        }
        #expect(throws: CodeFault.forged) { try EnterpriseCode(payload, provenBy: key(8)) }
        for text in ["", "abc", payload + "A", String(payload.dropLast()), "===="] {
            #expect(throws: CodeFault.self) { try EnterpriseCode(text, provenBy: key()) }
        }
    }

    @Test("A key has 32 bytes")
    func keys() {
        #expect(throws: CodeFault.keyUnusable) { try CodeKey(seed: [1, 2, 3]) }
    }

    @Test("Forged, expired, withdrawn and unknown codes are refused, each with its own reason")
    func refusals() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            let now = world.database.ground.now() / 1000
            let good = try EnterpriseCode(of: one.code, issue: 1).payload(signedBy: key())
            let forged = try EnterpriseCode(of: one.code, issue: 1).payload(signedBy: key(1))
            let expired = try EnterpriseCode(of: one.code, issue: 1, expiresAt: now - 1).payload(
                signedBy: key())
            let old = try EnterpriseCode(of: one.code, issue: 0).payload(signedBy: key())
            let unknown = try EnterpriseCode(of: World.code(77), issue: 1).payload(signedBy: key())
            try await world.visit(as: nil) { (browser: Browser) async throws -> Void in
                let cases = [
                    (forged, 404, "不是本平台签发"), (expired, 410, "已过期"), (old, 410, "已作废"),
                    (unknown, 404, "没有这家企业"),
                    ("abc", 404, "这不是企业码"),
                ]
                for (payload, status, words) in cases {
                    let page = try await browser.open("/code/\(payload)")
                    #expect(page.status == status && page.text.contains(words), "\(words): \(page.text)")
                    #expect(!page.html.contains("甲厂"))
                }
                let card = try await browser.open("/code/\(good)")
                #expect(card.status == 200 && card.text.contains("甲厂") && card.text.contains("核验通过"))
                #expect(!card.html.contains("<form action"), "a stranger begins no visit")
            }
            try await world.room.register.renewCode(one.id, by: "m")
            try await world.visit(as: nil) { (browser: Browser) async throws -> Void in
                #expect(try await browser.open("/code/\(good)").status == 410)
            }
        }
    }

    @Test("The code on the phone is good for five minutes, the one on the wall for longer")
    func phone() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            let (phone, wall) = (Found(), Found())
            try await world.visit(as: world.member(of: one, .view)) {
                (browser: Browser) async throws -> Void in
                for (path, kept) in [("/code", phone), ("/poster", wall)] {
                    let page = try await browser.open("/enterprises/\(one.id.text)\(path)")
                    let match = try #require(
                        page.html.firstMatch(of: /https:\/\/yumiao\.test(\/code\/[A-Za-z0-9_-]+)/))
                    await kept.add(String(match.1))
                }
            }
            let codes = [try #require(await phone.all.first), try #require(await wall.all.first)]
            func statuses() async throws -> [Int] {
                let found = Statuses()
                try await world.visit(as: nil) { (browser: Browser) async throws -> Void in
                    for code in codes { await found.add(try await browser.open(code).status) }
                }
                return await found.all
            }
            #expect(try await statuses() == [200, 200])
            world.ground.pass(milliseconds: 299_000)
            #expect(try await statuses() == [200, 200])
            world.ground.pass(milliseconds: 1_000)
            #expect(try await statuses() == [410, 200])
        }
    }

    @Test("An official who scans begins a visit, once, and finishes it with a note that the enterprise sees")
    func visiting() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            let payload = try EnterpriseCode(of: one.code, issue: 1).payload(signedBy: key())
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let card = try await browser.open("/code/\(payload)")
                #expect(card.link("企业档案") != nil)
                #expect(try await browser.send(card, [("purpose", " ")]).status == 422)
                let begun = try await browser.send(card, [("purpose", "了解融资需求")])
                _ = try await browser.send(card, [("purpose", "了解融资需求")])
                #expect(begun.status == 200 && begun.text.contains("了解融资需求"))
                #expect(try await browser.send(begun, [("note", "")]).status == 422)
                let file = try await browser.open("/enterprises/\(one.id.text)")
                #expect(file.text.contains("了解融资需求") && file.text.contains("进行中"))
                #expect(file.link("结束走访") == begun.address)
                let done = try await browser.send(begun, [("note", "需要 300 万元贷款")])
                #expect(done.text.contains("需要 300 万元贷款"))
            }
            #expect(try await world.room.visitStore.visits(to: one.id).count == 1)
            try await world.visit(as: world.member(of: one)) { (browser: Browser) async throws -> Void in
                #expect(
                    try await browser.open("/enterprises/\(one.id.text)/visits").text.contains("需要 300 万元贷款"))
            }
            try await world.visit(as: world.stranger) { (browser: Browser) async throws -> Void in
                let card = try await browser.open("/code/\(payload)")
                #expect(card.status == 200 && card.link("企业档案") == nil && !card.html.contains("<form action"))
            }
        }
    }
}

/// Collects over tasks.
actor Statuses {
    var all: [Int] = []
    func add(_ status: Int) { all.append(status) }
}
