// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Policies
import Standards
import Store
import StoreTesting
import Testing

@testable import Entitlements

/// New days, new support, new papers and the end of a policy reach those who count on it.
@Suite struct PolicyChangeTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"

    private func content(_ change: (inout PolicyContent) -> Void = { _ in }) -> PolicyContent {
        var content = PolicyContent(title: "奖励", level: .city, region: World.suzhou)
        var item = PolicyItem(key: "1", name: "项目")
        item.rule = World.rule(Self.revenue, amount: "上年度.营业收入 × 1%")
        content.items = [item]
        change(&content)
        return content
    }

    @Test func `a change is what one has to know, and nothing else`() {
        let old = content()
        func parts(_ change: (inout PolicyContent) -> Void) -> [PolicyChange.Part] {
            PolicyChange(from: old, to: content(change)).parts
        }
        #expect(parts { _ in }.isEmpty)
        #expect(parts { $0.summary = "别的话" }.isEmpty)
        #expect(parts { $0.applyTo = Day(isoText: "2026-12-01") } == [.window])
        #expect(parts { $0.items[0].mostFen = 1 } == [.amount])
        #expect(parts { $0.materials = ["营业执照"] } == [.materials])
        #expect(parts { $0.items[0].rule = World.rule(Self.revenue, amount: "上年度.营业收入 × 2%") } == [.amount])
        #expect(
            parts {
                $0.items[0].rule = World.rule("上年度.营业收入 ≥ 3000万元", amount: "上年度.营业收入 × 1%")
            }.isEmpty, "a condition is told by its result")
        let both = parts {
            $0.items = []
            $0.applyFrom = Day(isoText: "2026-12-01")
        }
        #expect(both == [.window, .amount])
    }

    @Test(arguments: everyDialect)
    func `a new deadline and a new amount are told once to those whom they concern`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let rich = try await world.add(1, revenue: 3_000)
            let near = try await world.add(2, revenue: 1_900)
            let poor = try await world.add(3, revenue: 10)
            try await world.add(4, revenue: 10)
            try await world.audience.load()
            let first = try await world.offer("奖励", [Self.revenue]) {
                $0.applyTo = world.today.adding(days: 40)
            }
            try await world.work()
            try await world.apply(poor, for: first.policy.number, on: world.today)
            #expect(try await world.told("policy.changed").isEmpty)
            let sooner = world.today.adding(days: 20)
            _ = try await world.release(over: first.policy.id) {
                $0.applyTo = sooner
                $0.items[0].support = "最高 50 万元"
            }
            try await world.work()
            let told = try await world.told("policy.changed")
            #expect(Set(told.map(\.to)) == [rich.text, near.text, poor.text] && told.count == 3)
            for one in told {
                #expect(one.title == "申报时间有变化：奖励")
                #expect(one.text.contains("改为\(sooner.chineseText)") && one.text.contains("最高 50 万元"))
            }
            _ = try await world.release(over: first.policy.id) { $0.summary = "改了措辞" }
            try await world.work()
            #expect(try await world.told("policy.changed").count == 3, "other words are no news")
        }
    }

    @Test(arguments: everyDialect)
    func `a withdrawal is told to those who counted on it, and its state forgotten`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let rich = try await world.add(1, revenue: 3_000)
            let applicant = try await world.add(2, revenue: 3_000)
            let poor = try await world.add(3, revenue: 10)
            try await world.add(4, revenue: 10)
            try await world.audience.load()
            let version = try await world.offer("奖励", [Self.revenue])
            let other = try await world.offer("别的", [Self.revenue])
            try await world.work()
            try await world.apply(applicant, for: version.policy.number, on: world.today)
            try await world.apply(poor, for: version.policy.number, on: world.today)
            try await world.withdraw(version.id)
            try await world.work()
            let told = try await world.told("policy.changed")
            #expect(Set(told.map(\.to)) == [rich.text, applicant.text, poor.text] && told.count == 3)
            #expect(told.allSatisfy { $0.title == "政策已撤回：奖励" })
            #expect(Set(told.filter { $0.text.contains("尚未审定") }.map(\.to)) == [applicant.text, poor.text])
            let store = world.room.store
            #expect(try await store.standings(of: version.policy.number, after: nil, limit: 9).isEmpty)
            #expect(try await store.standings(of: other.policy.number, after: nil, limit: 9).count == 2)
        }
    }

    @Test func `a release that was withdrawn meanwhile settles nobody`() async throws {
        try await World.with { world in
            let rich = try await world.add(1, revenue: 3_000)
            try await world.audience.load()
            let version = try await world.offer("奖励", [Self.revenue])
            try await world.room.store.begin(version.id, of: version.policy.number)
            try await world.withdraw(version.id)
            let told = try await world.room.store.settle(
                version.policy.number, version.id, [Settled(enterprise: rich, group: .eligible) { _ in nil }])
            #expect(told == 0)
            #expect(try await world.room.store.standings(of: rich).isEmpty)
        }
    }
}
