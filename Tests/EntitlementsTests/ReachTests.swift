// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Outreach
import Policies
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Entitlements

/// Who is told what, and once.
@Suite struct ReachTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"

    private func groups(_ world: World, _ policy: Int64) async throws -> [EnterpriseID: PolicyFit.Group] {
        let found = try await world.room.store.standings(of: policy, after: nil, limit: 100)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.enterprise, $0.group) })
    }

    @Test(arguments: everyDialect)
    func `a release reaches those who can apply or are near, and nobody else`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let rich = try await world.add(1, revenue: 3_000)
            let near = try await world.add(2, revenue: 1_900)
            try await world.add(3, revenue: 10)
            try await world.add(4, revenue: nil)
            try await world.add(5, revenue: 9_000, in: World.binhu)
            try await world.audience.load()
            let version = try await world.offer("奖励", [Self.revenue])
            try await world.work()
            #expect(try await groups(world, version.policy.number) == [rich: .eligible, near: .near])
            let reach = try #require(try await world.room.store.reach(of: version.id))
            #expect(reach.eligible == 1 && reach.near == 1 && reach.endedAt != nil)
        }
    }

    @Test(arguments: everyDialect)
    func `a new version changes only what is different`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let rich = try await world.add(1, revenue: 3_000)
            let middle = try await world.add(2, revenue: 1_900)
            try await world.audience.load()
            let first = try await world.offer("奖励", [Self.revenue])
            try await world.work()
            let policy = first.policy
            #expect(try await groups(world, policy.number) == [rich: .eligible, middle: .near])
            let draft = try await world.policies.store.revise(policy.id, by: world.editor, once: "r")
            var content = try #require(try await world.policies.store.version(draft)).content
            content.items[0].rule = World.rule("上年度.营业收入 ≥ 1000万元\n上年度.营业收入 ≤ 2500万元")
            try await release(content, draft, world)
            try await world.work()
            let groups = try await groups(world, policy.number)
            // Nobody is advised to earn less: who earns too much now is out of reach, not near.
            #expect(groups == [middle: .eligible])
            #expect(groups[rich] == nil)
        }
    }

    private func release(_ content: PolicyContent, _ id: ID<PolicyVersion>, _ world: World) async throws {
        let store = world.policies.store
        func revision() async throws -> Int64 { try #require(try await store.version(id)).revision }
        try await store.save(content, in: id, over: revision(), by: world.editor, once: "s")
        try await store.move(id, to: .checking, over: revision(), note: "", by: world.editor, once: "c")
        let other = world.person("另一人")
        try await store.approve(id, over: revision(), note: "", by: other, once: "a")
        try await store.release(id, from: world.today, over: revision(), by: world.editor, once: "1")
        try await store.release(id, from: world.today, over: revision(), by: other, once: "2")
    }

    @Test(arguments: everyDialect)
    func `a changed fact moves the enterprise, and only that one`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let one = try await world.add(1, revenue: 10)
            let two = try await world.add(2, revenue: 10)
            try await world.audience.load()
            let policy = try await world.offer("奖励", [Self.revenue]).policy.number
            try await world.work()
            #expect(try await groups(world, policy).isEmpty)
            let word = try #require(world.library.vocabulary.word(named: "营业收入"))
            #expect(word.isPeriodic)
            try await world.state(5_000, of: one)
            try await world.work()
            // The tax office's figure ranks above one's own statement: nothing is gained by it.
            #expect(try await groups(world, policy).isEmpty)
            let silent = try await world.add(3, revenue: nil)
            try await world.state(5_000, of: silent)
            try await world.work()
            #expect(try await groups(world, policy) == [silent: .eligible])
            #expect(try await world.room.store.standings(of: two).isEmpty)
        }
    }

    @Test func `a job that was killed in the middle settles the rest and nobody twice`() async throws {
        try await World.with { world in
            for number in 1...30 { try await world.add(number, revenue: 3_000) }
            try await world.audience.load()
            let version = try await world.offer("奖励", [Self.revenue])
            try await world.audience.refresh()
            let policy = version.policy.number
            let matches = try #require(try await world.audience.matches(of: policy))
            try await world.room.store.begin(version.id, of: policy)
            let part = matches.eligible(from: 0, limit: 12).map {
                Settled(enterprise: $0, group: .eligible) { _ in nil }
            }
            _ = try await world.room.store.settle(policy, version.id, part)
            try await world.work()
            #expect(try await groups(world, policy).count == 30)
            #expect(try await world.room.store.reach(of: version.id)?.eligible == 30)
        }
    }

    @Test func `each change has its message, and no change has none`() async throws {
        try await World.with { world in
            let one = try await world.add(1, revenue: 1_900)
            let facts = try await world.enterprises.facts(of: one)
            try await world.audience.load()
            let number = try await world.offer("奖励", [Self.revenue]).policy.number
            try await world.audience.refresh()
            let result = try #require(
                try await world.audience.result(of: number, facts, on: world.today))
            let texts = MessageTexts(
                policy: result.policy, library: world.library, words: try MessageWords(world.room.shelf))
            let news = PolicyNews(texts, isFirst: true)
            func message(_ group: PolicyFit.Group?, _ before: PolicyFit.Group?) -> NewMessage? {
                let standing = before.map {
                    Standing(policy: number, enterprise: one, group: $0, version: "x")
                }
                return news.message(to: one, result, group, standing, facts, on: world.today)
            }
            let near = try #require(message(.near, nil))
            #expect(near.topic == "policy.new" && near.title.chinese.contains("只差一条"))
            #expect(near.text.chinese.contains("再增加 100"), "says by how much: \(near.text.chinese)")
            #expect(message(.eligible, nil)?.topic == "policy.new")
            #expect(message(.eligible, .near)?.topic == "policy.changed")
            #expect(message(nil, .eligible)?.title.chinese.contains("不再符合") == true)
            #expect(message(.eligible, .eligible) == nil && message(nil, nil) == nil)
            #expect(message(nil, .near) == nil, "who was only near is not told of its loss")
            #expect(message(.eligible, nil)?.key != near.key || near.topic == "policy.new")
            // An import of what was published long ago tells nobody.
            let history = PolicyNews(texts, isFirst: true, isHistory: true)
            #expect(history.message(to: one, result, .eligible, nil, facts, on: world.today) == nil)
        }
    }

    @Test func `windows are told on the day they open and before they close`() async throws {
        try await World.with { world in
            let day = world.today
            try await world.offer("七天", [Self.revenue]) { $0.applyTo = day.adding(days: 7) }
            try await world.offer("三天", [Self.revenue]) { $0.applyTo = day.adding(days: 3) }
            try await world.offer("今天开", [Self.revenue], from: day.adding(days: -3)) { $0.applyFrom = day }
            try await world.offer("今天发布", [Self.revenue]) { $0.applyFrom = day }
            try await world.audience.load()
            let kinds = world.audience.policiesInForce.map {
                Entitlements.window(of: $0, on: day).map { "\($0.kind) \($0.days)" } ?? "-"
            }
            #expect(kinds == ["closing 7", "-", "opens 0", "-"])
        }
    }
}
