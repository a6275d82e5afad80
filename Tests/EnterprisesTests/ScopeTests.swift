// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Site
import SiteTesting
import Standards
import Store
import Testing

@testable import Enterprises

@Suite("Scoped lookup")
struct ScopeTests {
    /// Every route about one enterprise, with its parameters filled in.
    private func addresses(_ world: World, of enterprise: Enterprise) async throws -> [String] {
        try await world.state([("营业收入", 2025, "900万元", "税务")], of: enterprise)
        let fact = try #require(try await world.room.factStore.records(of: enterprise.id).first)
        let consent = try await world.room.consentStore.give(
            NewConsent(
                enterprise: enterprise.id, recipient: ConsentRecipient(id: World.bank.text, name: "银行"),
                purpose: .loan, items: ["营业收入"], until: world.database.ground.now() + 1_000_000,
                textVersion: "1", textDigest: "d"), by: "t", once: UUID().uuidString)
        return world.room.routes.filter { $0.path.contains("{id}") }.map { route in
            route.path.replacing("{id}", with: enterprise.id.text).replacing("{fact}", with: fact.id.text)
                .replacing("{consent}", with: consent.text).replacing("{visit}", with: fact.id.text)
                .replacing("{file}", with: fact.id.text)
        }
    }

    @Test("Another region's official and another enterprise's member find nothing, at each route")
    func others() async throws {
        try await World.with { (world: World) async throws -> Void in
            let mine = try await world.add("甲厂", 1)
            let other = try await world.add("乙厂", 2)
            let addresses = Set(try await addresses(world, of: mine))
            #expect(addresses.count >= 14)
            for who in [world.stranger, world.member(of: other), world.banker] {
                try await world.visit(as: who) { (browser: Browser) async throws -> Void in
                    for address in addresses {
                        let shown = try await browser.open(address)
                        #expect(
                            [403, 404].contains(shown.status), "\(who.name) at \(address): \(shown.status)")
                        #expect(!shown.html.contains("甲厂"), "\(address) tells the name")
                    }
                }
            }
        }
    }

    @Test("The right people find something at each of them: the check above can fail")
    func own() async throws {
        try await World.with { (world: World) async throws -> Void in
            let mine = try await world.add("甲厂", 1)
            let addresses = Set(try await addresses(world, of: mine))
            var open: Set<String> = []
            for who in [world.official, world.member(of: mine)] {
                let found = Found()
                try await world.visit(as: who) { (browser: Browser) async throws -> Void in
                    for address in addresses where try await browser.open(address).status == 200 {
                        await found.add(address)
                    }
                }
                open.formUnion(await found.all)
            }
            // A visit and a piece of evidence of that id are not there.
            let missing = addresses.subtracting(open).filter {
                !$0.contains("/visits/") && !$0.contains("/evidence/")
            }
            #expect(missing == [])
        }
    }

    @Test("A form sent to another's enterprise changes nothing")
    func forms() async throws {
        try await World.with { (world: World) async throws -> Void in
            let mine = try await world.add("甲厂", 1)
            let other = try await world.add("乙厂", 2)
            try await world.visit(as: world.member(of: other)) { (browser: Browser) async throws -> Void in
                let own = try await browser.open("/enterprises/\(other.id.text)/consents")
                #expect(own.status == 200)
                let forged = Shown(
                    status: 200, headers: [:],
                    html: own.html.replacing(other.id.text, with: mine.id.text), bytes: [], address: "")
                let sent = try await browser.send(
                    forged,
                    [("recipient", World.bank.text), ("purpose", "loan"), ("items", "0"), ("months", "3")])
                #expect(sent.status == 404)
            }
            #expect(try await world.room.consentStore.consents(of: mine.id).isEmpty)
        }
    }

    @Test("Lists, searches, exports and the API show the reader's regions only")
    func lists() async throws {
        try await World.with { (world: World) async throws -> Void in
            _ = try await world.add("苏州甲厂", 1)
            _ = try await world.add("无锡乙厂", 2, in: World.binhu)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                for address in [
                    "/enterprises", "/enterprises?q=%E5%8E%82", "/enterprises?region=320211",
                    "/enterprises/export.csv", "/api/v1/enterprises", "/api/v1/enterprises?q=913205",
                ] {
                    let shown = try await browser.open(address)
                    #expect(shown.status == 200, "\(address)")
                    #expect(!shown.html.contains("无锡乙厂"), "\(address)")
                }
                #expect(try await browser.open("/enterprises").html.contains("苏州甲厂"))
                #expect(try await browser.open("/enterprises/export.csv").html.contains("苏州甲厂"))
            }
        }
    }
}

/// Collects over tasks.
actor Found {
    var all: Set<String> = []
    func add(_ text: String) { all.insert(text) }
}
