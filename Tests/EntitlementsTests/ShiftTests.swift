// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Entitlements

/// A result that changes is told once, and by its real cause: a release, facts, or the day.
@Suite struct ShiftTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"

    /// Does what is due of the facts alone, as a server does that took those jobs first.
    private func workOnFacts(_ world: World) async throws {
        let handler = JobWork(FactsReach.job) { try await world.room.reach($1, $0) }
        let runner = JobRunner(world.database, handlers: [handler], schedules: [], holder: "facts") {
            Issue.record("\($0): \($1)")
        }
        while try await runner.runDue() > 0 {}
    }

    private func pass(_ milliseconds: Int64, _ world: World) async throws {
        world.ground.pass(milliseconds: milliseconds)
        try await world.audience.refresh()
        try await world.work()
    }

    private func matches(_ world: World) async throws -> Int64 {
        let policy: ID<Policy>? = try await world.database.read {
            try $0.value("SELECT id FROM policy WHERE number = 1")
        }
        let (id, today) = (try #require(policy), world.today)
        return try await world.database.read {
            try $0.counts(of: id, from: today.adding(days: -9), to: today)[.matches]
        }
    }

    /// An enterprise whose revenue comes in while a release that asks for it is on its way.
    private func factsDuringRelease(
        _ world: World
    ) async throws -> (enterprise: EnterpriseID, version: PolicyVersion) {
        let one = try await world.add(1, revenue: nil)
        try await world.work()
        try await world.audience.load()
        let version = try await world.offer("奖励", [Self.revenue])
        try await world.audience.refresh()
        try await world.room.store.begin(version.id, of: version.policy.number)
        try await world.state(5_000, of: one)
        try await workOnFacts(world)
        return (one, version)
    }

    @Test(arguments: everyDialect)
    func `facts that change while a release is on its way are not blamed for it`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let (one, _) = try await factsDuringRelease(world)
            #expect(try await world.told("policy.facts").isEmpty, "the release tells of itself")
            #expect(try await world.room.store.standings(of: one).isEmpty)
            try await world.audience.refresh()
            try await world.work()
            #expect(try await world.told("policy.new").map(\.to) == [one.text])
            try await pass(3_600_000, world)
            #expect(try await world.told("policy.facts").isEmpty, "nor a second time later")
            #expect(try await matches(world) == 1)
        }
    }

    @Test(arguments: everyDialect)
    func `what a release missed because facts came too late is told by the facts`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let (one, version) = try await factsDuringRelease(world)
            // The release judged by what was known before, and is through.
            try await world.room.store.pass(version.id, of: version.policy.number)
            world.ground.pass(milliseconds: 60_000)
            try await workOnFacts(world)
            #expect(try await world.told("policy.facts").map(\.to) == [one.text])
            try await workOnFacts(world)
            #expect(try await world.told("policy.facts").count == 1)
            #expect(try await matches(world) == 1)
        }
    }

    @Test(arguments: everyDialect)
    func `an age that is reached at midnight is told by the night, once and as such`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let day = world.today.adding(days: 2)
            let founded = Day(year: day.year - 3, month: day.month, day: day.day)
            let young = try await world.add(1, revenue: 10, founded: founded)
            let old = try await world.add(2, revenue: 10)
            try await world.audience.load()
            let policy = try await world.offer("满三年奖励", ["成立日期 距今 ≥ 3年"]).policy.number
            try await world.work()
            func group() async throws -> PolicyFit.Group? {
                try await world.room.store.standings(of: policy, after: nil, limit: 9)
                    .first { $0.enterprise == young }?.group
            }
            #expect(try await group() != .eligible)
            try await pass(86_400_000, world)
            #expect(try await group() != .eligible, "not a day too soon")
            #expect(try await world.told("policy.time").isEmpty)
            for _ in 0..<3 { try await pass(86_400_000, world) }
            #expect(try await group() == .eligible)
            let told = try await world.told("policy.time")
            #expect(told.map(\.to) == [young.text] && told[0].text.contains("满三年奖励"))
            #expect(told[0].title.contains("日期"))
            // Whatever is edited next is not blamed for it.
            try await world.state(11, of: young)
            try await world.state(11, of: old)
            try await world.work()
            #expect(try await world.told("policy.facts").isEmpty)
            #expect(try await world.told("policy.time").count == 1)
        }
    }
}
