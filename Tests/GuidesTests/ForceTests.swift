// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Guides

/// What is shown on a day is what is in force on it, whatever was released for days to come.
@Suite struct ForceTests {
    private static let hourMilliseconds: Int64 = 3_600_000
    private static let first = World.today.adding(days: 2)

    /// Writes the next version of a policy and releases it by two people from a day on.
    private func release(
        _ title: String, of number: Int64, from day: Day, in world: World
    ) async throws -> PolicyVersion {
        let store = world.policies.store
        let policy = try #require(try await store.policy(numbered: number))
        let draft = try await store.revise(policy, by: World.editor, once: UUID().uuidString)
        let key = draft.text
        try await store.save(World.content(title), in: draft, over: 1, by: World.editor, once: key + "1")
        try await store.move(draft, to: .checking, over: 2, note: "", by: World.editor, once: key + "2")
        try await store.approve(draft, over: 3, note: "", by: World.member, once: key + "3")
        try await store.release(draft, from: day, over: 4, by: World.editor, once: key + "4")
        try await store.release(draft, from: day, over: 5, by: World.member, once: key + "5")
        try await world.settle()
        return try #require(try await store.version(draft))
    }

    private func pass(days: Int64, in world: World) {
        world.ground.pass(milliseconds: days * 24 * Self.hourMilliseconds)
    }

    @Test(arguments: everyDialect)
    func `a version for a day to come changes nothing before it, and on that day takes the place by itself`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let number = try await world.add("现行的办法")
            _ = try await release("将来的办法", of: number, from: Self.first, in: world)
            let other = LiveCatalogue(database: world.database)
            try await world.visit(as: nil) { browser in
                for days in [Int64(0), 1] {
                    if days > 0 { pass(days: days, in: world) }
                    let page = try await browser.open("/policies/\(number)")
                    #expect(page.text.contains("现行的办法") && page.text.contains("现行有效，到"))
                    #expect(page.text.contains("新版本自 2026年11月20日起施行"))
                    #expect(page.text.contains("尚未施行") && !page.text.contains("已被新版本取代"))
                    #expect(page.link("查看新版本")?.hasSuffix("?version=2") == true)
                    for catalogue in [world.room.live, other] {
                        #expect(try await catalogue.current().numbers("现行的办法") == [number])
                        #expect(try await catalogue.current().entry(number)?.title == "现行的办法")
                    }
                }
                let early = try await browser.open("/policies/\(number)?version=2")
                #expect(early.text.contains("这一版尚未施行") && early.link("查看现行版本") != nil)
                #expect(!early.text.contains("距截止还有"), "nobody applies under what is not in force")
                for _ in 0..<2 {
                    pass(days: 1, in: world)
                    let page = try await browser.open("/policies/\(number)")
                    #expect(page.text.contains("将来的办法") && page.text.contains("距截止还有"))
                    #expect(page.text.contains("已被新版本取代") && !page.text.contains("尚未施行"))
                    for catalogue in [world.room.live, other] {
                        #expect(try await catalogue.current().entry(number)?.title == "将来的办法")
                    }
                    let old = try await browser.open("/policies/\(number)?version=1")
                    #expect(old.text.contains("这是较早的版本"))
                }
            }
        }
    }

    @Test(arguments: everyDialect)
    func `a policy with nothing but a version to come is shown as not yet in force, then as open`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let id = try await world.policies.store.adopt(
                World.content("头一版办法"), keptBy: World.suqian, department: nil, from: Self.first,
                by: World.editor, once: "first")
            try await world.settle()
            let number = try #require(try await world.policies.store.version(id)).policy.number
            try await world.visit(as: nil) { browser in
                for days in [Int64(0), 1] {
                    if days > 0 { pass(days: days, in: world) }
                    let page = try await browser.open("/policies/\(number)")
                    #expect(page.text.contains("尚未施行，2026年11月20日起施行"))
                    #expect(page.text.contains("在那之前不能按它申报") && !page.text.contains("现行有效"))
                    #expect(try await browser.open("/policies?status=pending").text.contains("找到 1 项政策"))
                    #expect(try await browser.open("/policies?status=open").text.contains("找到 0 项政策"))
                }
                pass(days: 1, in: world)
                #expect(try await browser.open("/policies/\(number)").text.contains("现行有效"))
                #expect(try await browser.open("/policies?status=open").text.contains("找到 1 项政策"))
                #expect(try await browser.open("/policies?status=pending").text.contains("找到 0 项政策"))
            }
        }
    }

    @Test(arguments: everyDialect)
    func `a version withdrawn before its first day lets the one before go on`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let number = try await world.add("现行的办法")
            let coming = try await release("将来的办法", of: number, from: Self.first, in: world)
            try await world.policies.store.move(
                coming.id, to: .withdrawn, over: coming.revision, note: "不再施行", by: World.editor,
                once: "withdraw")
            try await world.settle()
            try await world.visit(as: nil) { browser in
                for days in [Int64(0), 1, 1, 1] {
                    if days > 0 { pass(days: days, in: world) }
                    let page = try await browser.open("/policies/\(number)")
                    #expect(page.text.contains("现行的办法") && page.text.contains("距截止还有"))
                    #expect(!page.text.contains("新版本自"))
                    #expect(try await world.room.live.current().entry(number)?.title == "现行的办法")
                }
            }
        }
    }

    @Test(arguments: everyDialect)
    func `a newer version that begins sooner overtakes one to come, and one version is in force each day`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let number = try await world.add("甲")
            _ = try await release("乙", of: number, from: World.today.adding(days: 9), in: world)
            _ = try await release("丙", of: number, from: World.today.adding(days: 3), in: world)
            for days in 0...12 {
                let day = World.today.adding(days: days)
                let titles = try await world.policies.store.versionsInForce(on: day).map(\.content.title)
                #expect(titles == [days < 3 ? "甲" : "丙"], "\(day.isoText)")
            }
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies/\(number)")
                #expect(page.text.contains("没有施行，已被更新的版本取代"))
            }
        }
    }
}
