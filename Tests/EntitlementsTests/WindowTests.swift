// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Entitlements

/// Who is reminded of a window, and who is counted as never having applied: by this year's call alone.
@Suite struct WindowTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"

    /// Sends what is due of windows this morning, and nothing else.
    private func send(_ world: World) async throws {
        let now = world.ground.ground.now()
        try await world.database.write { tx in _ = try tx.enqueue(WindowReach.job, now) }
        let handler = JobWork(WindowReach.job) { try await world.room.reachWindows(at: $1, $0) }
        let runner = JobRunner(world.database, handlers: [handler], schedules: [], holder: "windows") {
            Issue.record("\($0): \($1)")
        }
        while try await runner.runDue() > 0 {}
    }

    @Test(arguments: everyDialect)
    func `a closing call reaches who can apply and who is near, as they stand that morning`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let rich = try await world.add(1, revenue: 3_000)
            let near = try await world.add(2, revenue: 1_900)
            let lastYear = try await world.add(3, revenue: 3_000)
            let applied = try await world.add(4, revenue: 3_000)
            let fallen = try await world.add(5, revenue: nil)
            try await world.state(5_000, of: fallen)
            try await world.audience.load()
            let day = world.today
            let policy = try await world.offer("奖励", [Self.revenue]) {
                $0.applyFrom = day.adding(days: -30)
                $0.applyTo = day.adding(days: 7)
            }.policy.number
            try await world.work()
            try await world.apply(lastYear, for: policy, on: day.adding(days: -300))
            try await world.apply(applied, for: policy, on: day.adding(days: -1))
            #expect(try await world.room.store.standings(of: fallen).count == 1)
            try await world.state(10, of: fallen)
            for _ in 0..<2 { try await send(world) }
            let told = try await world.told("policy.closing")
            #expect(Set(told.map(\.to)) == [rich.text, near.text, lastYear.text] && told.count == 3)
            let short = try #require(told.first { $0.to == near.text })
            #expect(short.title.contains("只差一条") && short.text.contains("再增加 100"), "\(short.text)")
            let whole = try #require(told.first { $0.to == rich.text })
            #expect(!whole.title.contains("只差一条") && !whole.text.contains("差在"))
        }
    }

    @Test func `a cycle begins with its window, and what cannot be applied for is not counted`() throws {
        let day = try #require(Day(isoText: "2026-11-18"))
        func way(_ change: (inout PolicyContent) -> Void) -> NightLine.Way? {
            var content = PolicyContent(title: "甲", level: .city, region: World.suzhou)
            content.applying = .online
            change(&content)
            return NightLine.Way(content, on: day)
        }
        #expect(way { _ in } == .applying)
        #expect(way { $0.applying = .automatic } == .automatic)
        #expect(way { $0.applying = .nothing } == nil)
        #expect(way { $0.applyFrom = day.adding(days: 1) } == nil)
        #expect(way { $0.applyTo = day.adding(days: -30) } == .applying, "closed this year")
        #expect(way { $0.applyTo = day.adding(days: -400) } == nil)
        var content = PolicyContent(title: "甲", level: .city, region: World.suzhou)
        #expect(ApplicationCycle.start(of: content, on: day) == day.adding(days: -365))
        content.applyTo = day.adding(days: 10)
        #expect(ApplicationCycle.start(of: content, on: day) == day.adding(days: -355))
        content.applyFrom = day.adding(days: -5)
        #expect(ApplicationCycle.start(of: content, on: day) == day.adding(days: -5))
    }

    @Test(arguments: everyDialect)
    func `the night counts by this call, what needs no application apart, and the list is the number`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            for number in 1...4 { try await world.add(number, revenue: 3_000) }
            try await world.audience.load()
            let ids = try await world.database.read { reader in
                try reader.rows("SELECT id FROM enterprise ORDER BY number LIMIT 9")
                    .map { try $0["id"] as EnterpriseID }
            }
            let day = world.today
            try await world.offer("本期", [Self.revenue]) {
                $0.applyFrom = day.adding(days: -30)
                $0.applyTo = day.adding(days: 60)
            }
            try await world.offer("免申", [Self.revenue]) { $0.applying = .automatic }
            try await world.offer("规定", [Self.revenue]) { $0.applying = .nothing }
            try await world.offer("去年", [Self.revenue]) { $0.applyTo = day.adding(days: -400) }
            try await world.work()
            try await world.apply(ids[0], for: 1, on: day.adding(days: -300))
            try await world.apply(ids[1], for: 1, on: day.adding(days: -3))
            try await world.apply(ids[2], for: 2, on: day.adding(days: -3), .approved, paidOn: day)
            world.ground.pass(milliseconds: 86_400_000)
            try await world.audience.refresh()
            try await world.work()
            let lines = try await world.room.nights.lines(within: [World.suzhou])
            #expect(lines.map(\.policy) == [1, 2] && lines.map(\.way) == [.applying, .automatic])
            #expect(lines.map(\.eligible) == [4, 4] && lines.map(\.unapplied) == [3, 3])
            try await world.visit(as: world.official) { browser in
                let page = try await browser.open("/entitlements")
                #expect(page.text.contains("免申即享") && !page.text.contains("规定"))
                let one = try await browser.open("/entitlements/1")
                #expect(one.text.contains("下载未申请企业名单"))
                let file = try await browser.open("/entitlements/1/enterprises.csv")
                let rows = String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
                #expect(rows.count == 4, "the head and the three that the page counts")
                #expect(!rows.contains { $0.contains(World.code(2).text) })
                let unpaid = try await browser.open("/entitlements/2")
                #expect(unpaid.text.contains("尚未拨付"))
                let list = try await browser.open("/entitlements/2/enterprises.csv")
                #expect(!String(decoding: list.bytes, as: UTF8.self).contains(World.code(3).text))
                let beyond = try await browser.open("/entitlements/1/enterprises.csv?part=2")
                #expect(
                    String(decoding: beyond.bytes, as: UTF8.self).split(whereSeparator: \.isNewline).count
                        == 1)
                #expect(try await browser.open("/entitlements/3/enterprises.csv").status == 404)
            }
        }
    }
}
