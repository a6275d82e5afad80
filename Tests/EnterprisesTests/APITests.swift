// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Rules
import SiteTesting
import Standards
import Store
import Testing

@testable import Enterprises
@testable import Site

@Suite("API of enterprises")
struct APITests {
    /// What keeps an answer from being what is described.
    private func faults(_ description: Endpoint, _ shown: Shown) throws -> [SchemaFault] {
        #expect(shown.status == 200 && shown.headers[.contentType] == "application/json")
        return description.response.faults(
            in: try JSONDecoder().decode(JSONValue.self, from: Data(shown.bytes)))
    }

    @Test("The list is paged by a cursor, and a faulty parameter is named")
    func list() async throws {
        try await World.with { (world: World) async throws -> Void in
            for number in 1...7 { _ = try await world.add("甲\(number)厂", number) }
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                struct Answer: Decodable {
                    struct Item: Decodable { let name: String }
                    let items: [Item]
                    let next: String?
                }
                var names: [String] = []
                var after = ""
                repeat {
                    let shown = try await browser.open("/api/v1/enterprises?limit=3" + after)
                    #expect(
                        try faults(world.room.listDescription, shown) == [],
                        "\(after) \(String(decoding: shown.bytes, as: UTF8.self))")
                    let answer = try JSONDecoder().decode(Answer.self, from: Data(shown.bytes))
                    names += answer.items.map(\.name)
                    after = answer.next.map { "&after=\($0)" } ?? ""
                } while !after.isEmpty
                #expect(names == (1...7).map { "甲\($0)厂" })
                for bad in [
                    "limit=0", "limit=x", "after=x", "region=9", "state=gone", "industry=Z", "label=x",
                    "q=%01",
                ] {
                    let shown = try await browser.open("/api/v1/enterprises?\(bad)")
                    #expect(shown.status == 422, "\(bad)")
                }
                for good in ["after=0-0", "after=000000000000000000", "region=320000", "industry=C39", "q="] {
                    let shown = try await browser.open("/api/v1/enterprises?\(good)")
                    #expect(shown.status == 200, "\(good)")
                }
            }
        }
    }

    @Test("One enterprise and its facts answer as they are described; what is no id leads nowhere")
    func described() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1, industry: "C3913")
            try await world.state([("营业收入", 2025, "900万元", "税务")], of: one)
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                let path = "/api/v1/enterprises/\(one.id.text)"
                let shown = try await browser.open(path)
                #expect(try faults(world.room.showDescription, shown) == [])
                let facts = try await browser.open(path + "/facts")
                #expect(facts.html.contains("营业收入"))
                #expect(try faults(world.room.factsDescription, facts) == [])
                #expect(try await browser.open(path + "/facts?at=2026-02-29").status == 422)
                let none = UUID().uuidString.lowercased()
                for id in ["x", one.id.text + "x", none] {
                    for path in ["/api/v1/enterprises/\(id)", "/api/v1/enterprises/\(id)/facts"] {
                        #expect(try await browser.open(path).status == 404, "\(path)")
                    }
                }
            }
        }
    }

    @Test("Facts are stated once a key; a member's are their own, an official names the source")
    func stating() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", 1)
            let path = "/api/v1/enterprises/\(one.id.text)/facts"
            let body = #"{"facts":[{"word":"营业收入","year":2025,"value":"900万元","source":"税务"}]}"#
            try await world.visit(as: world.member(of: one)) { (browser: Browser) async throws -> Void in
                #expect(try await browser.data(.post, path, body, key: "again").status == 400, "no UUID")
                let key = UUID().uuidString
                let first = try await browser.data(.post, path, body, key: key)
                #expect(first.status == 200 && first.html.contains("\"recorded\":1"))
                #expect(try faults(world.room.stateDescription, first) == [])
                let again = try await browser.data(.post, path, body, key: key)
                #expect(again.html == first.html)
                let other = try await browser.data(.post, path, body.replacing("900", with: "901"), key: key)
                #expect(other.status == 422 && other.html.contains("enterprises.key-reused"))
                let unkeyed = try await browser.data(.post, path, body)
                #expect(unkeyed.status == 200 && unkeyed.html.contains("\"recorded\":0"))
                #expect(try await browser.data(.post, path, #"{"facts":[]}"#).status == 200)
            }
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                #expect(try await browser.data(.post, path, body, key: UUID().uuidString).status == 200)
                for bad in [
                    #"{"facts":[{"word":"营业收人","year":2025,"value":"1万元","source":"税务"}]}"#,
                    #"{"facts":[{"word":"营业收入","value":"1万元","source":"税务"}]}"#,
                    #"{"facts":[{"word":"营业收入","year":2025,"value":"900","source":"税务"}]}"#,
                    #"{"facts":[{"word":"营业收入","year":2025,"value":"1万元"}]}"#,
                    #"{"facts":[{"word":"营业收入","year":2025,"value":"1万元","source":"自报"}]}"#,
                    #"{"facts":[{"word":"营业收入","year":2025,"value":"1万元","source":"邻居"}]}"#,
                    #"{"facts":[{"word":"营业收入","year":1989,"value":"1万元","source":"税务"}]}"#, "{}",
                ] {
                    let shown = try await browser.data(.post, path, bad)
                    #expect(shown.status == 422, "\(bad): \(shown.status)")
                }
                #expect(try await browser.data(.post, path, "[").status == 400)
                let facts = try await browser.open(path).html
                #expect(facts.contains("税务") && facts.contains("自报") && facts.contains("900万元"))
            }
            #expect(
                try await world.room.factStore.records(of: one.id).map(\.source).sorted() == ["税务", "自报"])
        }
    }
}
