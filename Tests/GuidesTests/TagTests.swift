// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Guides

/// Managed tags: names fold into one, are counted by use, and are kept by editors.
@Suite struct TagTests {
    @Test(arguments: everyDialect)
    func `merged names find the same and are counted once, and the old name is found by typing`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let first = try await world.add("甲办法") { $0.tags = ["技改项目"] }
            let second = try await world.add("乙办法") { $0.themes = ["设备更新"] }
            try await world.manage("技改项目", "设备更新")
            let before = try await world.find(theme: "设备更新")
            #expect(before.numbers == [second] && before.counts == ["技改项目": 1, "设备更新": 1])

            try await world.policies.tags.merge(
                try await world.tag("技改项目"), into: try await world.tag("设备更新"), by: World.editor, once: "m")
            for name in ["技改项目", "设备更新"] {
                let after = try await world.find(theme: name)
                #expect(after.numbers == [first, second] && after.counts == ["设备更新": 2], "\(name)")
                #expect(try await world.room.live.current().numbers(name).sorted() == [first, second])
            }
            #expect(try await world.tag("技改项目").name == "设备更新")
            let other = LiveCatalogue(database: world.database)
            #expect(try await other.current().numbers("技改项目").count == 2, "on another server too")
            let none = try await world.find(theme: "没有的标签")
            #expect(none.numbers.isEmpty)
        }
    }

    @Test(arguments: everyDialect)
    func `a rename puts drafts right, leaves what is published, and keeps the old name`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let store = world.policies.store
            let number = try await world.add("甲办法") { $0.tags = ["数字化", "上云"] }
            let draft = try await store.make(
                World.content("草稿") { $0.tags = ["上云", "智改数转", "数字化"] }, keptBy: World.suqian,
                department: nil, by: World.editor, once: "d")
            let untouched = try await store.make(
                World.content("别的草稿") { $0.tags = ["数字化转型"] }, keptBy: World.suqian,
                department: nil, by: World.editor, once: "u")
            try await world.manage("数字化")
            let tag = try await world.tag("数字化")
            let count = try await world.policies.tags.change(
                tag, name: "智改数转", dimension: .kind, by: World.editor, once: "r")
            #expect(count == 1)
            let changed = try #require(try await store.version(draft))
            #expect(changed.content.tags == ["上云", "智改数转"] && changed.revision == 2)
            #expect(try await store.version(untouched)?.revision == 1)
            let policy = try #require(try await store.policy(numbered: number))
            #expect(try await store.shown(policy)?.content.tags == ["数字化", "上云"])
            #expect(try await world.find(theme: "数字化").counts == ["智改数转": 1, "上云": 1])
            let now = try await world.tag("数字化")
            #expect(now.name == "智改数转" && now.dimension == .kind && now.synonyms == ["数字化"])
            let entries = try await world.database.read { try $0.auditEntries(of: tag.id.text) }
            #expect(entries.count == 2)

            // Back to the name before: no name is lost, and none stands twice.
            try await world.policies.tags.change(
                now, name: "数字化", dimension: .kind, by: World.editor, once: "b")
            #expect(try await world.tag("智改数转").name == "数字化")
        }
    }

    @Test(arguments: everyDialect)
    func `what cannot be is refused, and an act takes effect once`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let tags = world.policies.tags
            try await world.manage("甲", "乙")
            let (first, second) = (try await world.tag("甲"), try await world.tag("乙"))
            await #expect(throws: TagFault.taken) { try await world.manage("丙", "甲") }
            #expect(try await tags.book().tags.count == 2, "none of them was added")
            await #expect(throws: TagFault.taken) {
                try await tags.change(first, name: "乙", dimension: .theme, by: World.editor, once: "1")
            }
            await #expect(throws: TagFault.same) {
                try await tags.merge(first, into: first, by: World.editor, once: "2")
            }
            for _ in 1...2 {
                try await tags.change(first, name: "丁", dimension: .theme, by: World.editor, once: "3")
            }
            #expect(try await world.tag("丁").revision == 2)
            await #expect(throws: TagFault.changedMeanwhile) {
                try await tags.offer(first, false, by: World.editor, once: "4")
            }
            try await tags.merge(second, into: try await world.tag("丁"), by: World.editor, once: "5")
            await #expect(throws: TagFault.gone) {
                try await tags.offer(second, false, by: World.editor, once: "6")
            }
            await #expect(throws: TagFault.taken, "another name is a name too") {
                try await world.manage("乙")
            }
            #expect(try await tags.book().tag(named: "乙")?.synonyms == ["乙", "甲"])
        }
    }

    @Test func `a retired tag is not offered, still finds, and comes back`() async throws {
        try await World.with { world in
            let number = try await world.add("甲办法") { $0.tags = ["展会", "品牌"] }
            try await world.manage("展会", "品牌")
            try await world.policies.tags.offer(
                try await world.tag("展会"), false, by: World.editor, once: "r")
            let brand = try await world.find(theme: "品牌")
            #expect(brand.counts == ["品牌": 1])
            #expect(try await world.find(theme: "展会").numbers == [number])
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/tags")
                #expect(page.text.contains("品牌") && !page.text.contains("展会"))
            }
            try await world.policies.tags.offer(
                try await world.tag("展会"), true, by: World.editor, once: "o")
            #expect(try await world.find(theme: "品牌").counts == ["品牌": 1, "展会": 1])
        }
    }

    @Test(arguments: everyDialect)
    func `uses are counted by people and by day, once a browser, and order the page`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            try await world.add("甲办法") { $0.tags = ["展会", "品牌"] }
            try await world.add("旧办法") {
                $0.tags = ["品牌"]
                $0.validTo = World.today.adding(days: -1)
            }
            try await world.manage("展会", "品牌")
            let (fair, brand) = (Browser.encode("展会"), Browser.encode("品牌"))
            try await world.visit(as: nil) { browser in
                let empty = try await browser.open("/tags")
                #expect(!empty.text.contains("常用标签"))
                _ = try await browser.open("/policies?theme=\(fair)")
                _ = try await browser.open("/policies?theme=\(fair)&sort=days")
                _ = try await browser.open("/policies?q=\(brand)", agent: "ExampleBot/1.0")
            }
            try await world.visit(as: nil) { browser in
                _ = try await browser.open("/policies?q=\(fair)")
            }
            try await ViewStore(database: world.database).add(
                GuideCounts(uses: [
                    TagUse(name: "品牌", day: World.today.adding(days: -90)): 7,
                    TagUse(name: "品牌", day: World.today.adding(days: -89)): 1,
                ]))
            try await world.room.flushNow()
            let lines = try await world.room.tagLines(
                try await world.room.live.current(), on: World.today)
            #expect(lines.map(\.tag.name) == ["展会", "品牌"])
            #expect(lines.map(\.uses) == [2, 1] && lines.map(\.policies) == [1, 1])
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/tags")
                #expect(page.text.contains("常用标签"))
                let link = try #require(page.link("品牌"))
                let found = try await browser.open(link)
                #expect(found.text.contains("甲办法"))
            }
        }
    }
}
