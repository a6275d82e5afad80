// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Matching
import Policies
import Rules
import Standards
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Audience

/// Before publication: who gains, who loses, what it costs.
@Suite struct PreviewTests {
    private func rule(_ condition: String, amount: String? = nil, _ world: World) throws -> Rule {
        var content = PolicyContent(title: "草案", level: .city, region: World.suzhou)
        var item = PolicyItem(key: "1", name: "项目")
        item.rule = World.rule(condition, amount: amount)
        content.items = [item]
        return try #require(
            PolicyRules(of: content, policy: 900, library: world.library).rules.first?.rule)
    }

    @Test(arguments: everyDialect)
    func `a draft is put beside the version in force`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            for (number, revenue) in [500, 1_500, 2_500, 3_500].enumerated() {
                try await world.add(number + 1, revenue: revenue)
            }
            try await world.add(9, revenue: nil)
            try await world.add(10, revenue: 9_000, in: World.binhu)
            try await world.offer("奖励", ["上年度.营业收入 ≥ 2000万元"])
            try await world.audience.load()
            let draft = try rule("上年度.营业收入 ≥ 3000万元", amount: "上年度.营业收入 × 1%", world)
            let current = try rule("上年度.营业收入 ≥ 1000万元\n上年度.营业收入 ≤ 3000万元", world)
            let preview = try await world.audience.preview(
                draft, against: current, within: World.suzhou, asOf: world.today)
            #expect(preview.enterprises == 5)
            #expect(preview.eligible == 1 && preview.gains == 1 && preview.losses == 2)
            #expect(preview.near == 3 && preview.open == 1)
            #expect(preview.sumFen == 35_000_000 * 100 / 100 && preview.amountsUnknown == 0)
            #expect(preview.byRegion.map(\.name) == ["姑苏区"])
            #expect(preview.clauses.map(\.missed) == [3])
        }
    }

    @Test func `a draft that asks for other facts gets columns of its own`() async throws {
        try await World.with { world in
            try await world.add(1, revenue: 500)
            try await world.offer("奖励", ["上年度.营业收入 ≥ 2000万元"])
            try await world.audience.load()
            let before = try world.audience.crowdNow().population.schema
            let preview = try await world.audience.preview(
                try rule("成立日期 距今 满 3年", world), against: nil, within: World.suzhou, asOf: world.today)
            #expect(preview.eligible == 1 && preview.gains == 1)
            #expect(try world.audience.crowdNow().population.schema == before)
            #expect(world.audience.state.withLock { $0.drafts.count } == 1)
        }
    }
}
