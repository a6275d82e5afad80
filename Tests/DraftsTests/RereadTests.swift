// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Drafts

@Suite("A draft's own text read once more")
struct RereadTests {
    /// A draft as a watched page or an import brings it: a text, a title, an item, no rule.
    private func bare(_ world: World) async throws -> PolicyVersion {
        let read = try await world.draft()
        var content = read.content
        content.documentNumber = "甬经信〔2026〕9号"
        content.kinds = []
        content.applying = .nothing
        content.items = [PolicyItem(key: "1", name: content.items[0].name)]
        try await world.policies.store.save(
            content, in: read.id, over: read.revision, by: world.writer, once: "bare")
        return try #require(try await world.policies.store.version(read.id))
    }

    @Test("Blanks are filled, rules come, and what was written stays", arguments: everyDialect)
    func blanks(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await bare(world)
            try await world.visit(as: world.writer) { browser in
                let draft = try await browser.open(version.path())
                let page = try await browser.open(try #require(draft.link("从正文重新读取")))
                #expect(page.text.contains("甬经信企业〔2023〕41号") && page.text.contains("甬经信〔2026〕9号"))
                let none = try await browser.send(page, to: "/read", [("scope", "")])
                #expect(none.status == 422)
                let taken = try await browser.send(page, to: "/read", [("scope", "blanks")])
                #expect(taken.text.contains("待核对") && taken.text.contains("为什么由人判断"))
            }
            let now = try #require(try await world.policies.store.version(version.id))
            #expect(now.content.documentNumber == "甬经信〔2026〕9号")
            #expect(now.content.kinds == [.award])
            #expect(now.content.items.count == 1 && now.content.items[0].rule.contains("营业收入 ≥ 4000万元"))
        }
    }

    @Test("All is replaced when that is chosen, the source stays, and a change in between is refused")
    func all() async throws {
        try await World.with { world in
            let version = try await bare(world)
            try await world.visit(as: world.writer) { browser in
                let page = try await browser.open(version.path("/read"))
                var other = version.content
                other.sourceAddress = "https://jxj.ningbo.gov.cn/a"
                try await world.policies.store.save(
                    other, in: version.id, over: version.revision, by: world.writer, once: "other")
                let late = try await browser.send(page, to: "/read", [("scope", "all")])
                #expect(late.status == 409)
                let fresh = try await browser.open(version.path("/read"))
                #expect(try await browser.send(fresh, to: "/read", [("scope", "all")]).status == 200)
            }
            let now = try #require(try await world.policies.store.version(version.id))
            #expect(now.content.documentNumber == "甬经信企业〔2023〕41号")
            #expect(now.content.sourceAddress == "https://jxj.ningbo.gov.cn/a")
            #expect(now.content.text == version.content.text)
        }
    }
}
