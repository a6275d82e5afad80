// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Rules
import Standards
import Store
import Testing

@testable import Enterprises

@Suite("API of enterprises")
struct APITests {
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
                    let answer = try JSONDecoder().decode(Answer.self, from: Data(shown.bytes))
                    names += answer.items.map(\.name)
                    after = answer.next.map { "&after=\($0)" } ?? ""
                } while !after.isEmpty
                #expect(names == (1...7).map { "甲\($0)厂" })
                for bad in ["limit=0", "limit=x", "after=x", "region=9", "state=gone"] {
                    let shown = try await browser.open("/api/v1/enterprises?\(bad)")
                    #expect(shown.status == 400, "\(bad)")
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
                #expect(try await browser.data(.post, path, body).status == 400, "no key")
                let first = try await browser.data(.post, path, body, key: "key-00001")
                #expect(first.status == 200 && first.html.contains("\"recorded\":1"))
                let again = try await browser.data(.post, path, body, key: "key-00001")
                #expect(again.html == first.html)
            }
            try await world.visit(as: world.official) { (browser: Browser) async throws -> Void in
                #expect(try await browser.data(.post, path, body, key: "key-00002").status == 200)
                for (number, bad) in [
                    #"{"facts":[]}"#, #"{"facts":[{"word":"营业收人","year":2025,"value":"1万元","source":"税务"}]}"#,
                    #"{"facts":[{"word":"营业收入","value":"1万元","source":"税务"}]}"#,
                    #"{"facts":[{"word":"营业收入","year":2025,"value":"900","source":"税务"}]}"#,
                    #"{"facts":[{"word":"营业收入","year":2025,"value":"1万元"}]}"#, "[",
                ].enumerated() {
                    let shown = try await browser.data(.post, path, bad, key: "key-1000\(number)")
                    #expect([400, 422].contains(shown.status), "\(bad): \(shown.status)")
                }
                let facts = try await browser.open(path).html
                #expect(facts.contains("税务") && facts.contains("自报") && facts.contains("900万元"))
            }
            #expect(
                try await world.room.factStore.records(of: one.id).map(\.source).sorted() == ["税务", "自报"])
        }
    }
}
