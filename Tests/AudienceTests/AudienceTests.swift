// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Policies
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Audience

/// What the room promises as a whole.
@Suite struct AudienceTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"

    @Test func `the rule of the tests reads without a fault`() async throws {
        try await World.with { world in
            let version = try await world.offer("奖励", [Self.revenue], amount: "上年度.营业收入 × 1%")
            let read = PolicyRules(
                of: version.content, policy: version.policy.number, library: world.library)
            #expect(read.faults.filter { !$0.isWarning } == [])
            #expect(read.rules.count == 1)
        }
    }

    @Test(arguments: everyDialect)
    func `a policy reaches who meets it, and who misses one clause is close`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let rich = try await world.add(1, revenue: 3_000)
            let poor = try await world.add(2, revenue: 1_900)
            let silent = try await world.add(3, revenue: nil)
            let elsewhere = try await world.add(4, revenue: 9_000, in: World.binhu)
            let closed = try await world.add(5, revenue: 9_000, state: .closed)
            let policy = try await world.offer("奖励", [Self.revenue]).policy.number
            try await world.audience.load()
            let matches = try #require(try await world.audience.matches(of: policy))
            #expect(matches.eligible(from: 0, limit: 10) == [rich])
            #expect(matches.close(from: 0, limit: 10) == [poor])
            var groups: [PolicyFit.Group?] = []
            for id in [rich, poor, silent, elsewhere, closed] {
                groups.append(try await world.audience.fits(of: id, on: world.today)[policy]?.group)
            }
            #expect(groups == [.eligible, .near, .incomplete, .missed, .eligible])
        }
    }

    @Test(arguments: everyDialect)
    func `a changed fact, a newcomer and a closure are seen at the next look`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            // Only its own statement is known: it would rank below a figure of the tax office.
            let one = try await world.add(1, revenue: nil)
            try await world.state(1_000, of: one)
            let policy = try await world.offer("奖励", [Self.revenue]).policy.number
            try await world.audience.load()
            func eligible() async throws -> Set<EnterpriseID> {
                let matches = try #require(try await world.audience.matches(of: policy))
                return Set(matches.eligible(from: 0, limit: 100))
            }
            #expect(try await eligible().isEmpty)
            try await world.state(2_000, of: one)
            #expect(try await eligible().isEmpty, "nobody has looked yet")
            try await world.audience.refresh()
            #expect(try await eligible() == [one])
            let two = try await world.add(2, revenue: 5_000)
            try await world.audience.refresh()
            #expect(try await eligible() == [one, two])
            try await world.add(2, revenue: nil, state: .closed)
            try await world.audience.refresh()
            #expect(try await eligible() == [one])
        }
    }

    @Test(arguments: everyDialect)
    func `a release, a new version and an end are seen at the next look`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let one = try await world.add(1, revenue: 3_000)
            try await world.audience.load()
            #expect(try await world.audience.fits(of: one, on: world.today).isEmpty)
            let first = try await world.offer("奖励", [Self.revenue])
            try await world.audience.refresh()
            let number = first.policy.number
            #expect(try await world.audience.fits(of: one, on: world.today)[number]?.group == .eligible)
            // Asks for a fact that no column holds yet.
            let second = try await world.offer("人数奖励", ["上年末.从业人员 ≥ 10人"])
            try await world.audience.refresh()
            let other = second.policy.number
            #expect(try await world.audience.fits(of: one, on: world.today)[other]?.group == .incomplete)
            #expect(try await world.audience.matches(of: other)?.eligibleCount == 0)
            #expect(try await world.audience.matches(of: number)?.eligibleCount == 1)
            try await world.policies.store.move(
                first.id, to: .withdrawn, over: first.revision, note: "", by: world.editor, once: "end")
            world.ground.pass(milliseconds: 86_400_000)
            try await world.audience.refresh()
            #expect(try await world.audience.matches(of: number) == nil)
        }
    }

    @Test func `a rule that does not read is left out with its reason, and the others go on`() async throws {
        try await World.with { world in
            let one = try await world.add(1, revenue: 3_000)
            let bad = try await world.offer("坏", ["没有这个词 ≥ 1万元"]).policy.number
            let good = try await world.offer("好", [Self.revenue]).policy.number
            try await world.audience.load()
            let fits = try await world.audience.fits(of: one, on: world.today)
            #expect(fits.keys.sorted() == [good])
            let left = world.audience.faults.contains {
                if case .ruleLeftOut(bad, "1", _) = $0 { true } else { false }
            }
            #expect(left)
        }
    }

    @Test func `nothing is answered before anything is loaded`() async throws {
        try await World.with { world in
            let one = try await world.add(1, revenue: 3_000)
            #expect(!world.audience.isReady)
            await #expect(throws: AudienceFault.notLoaded) {
                try await world.audience.fits(of: one, on: world.today)
            }
            await #expect(throws: AudienceFault.notLoaded) { try await world.audience.matches(of: 1) }
        }
    }

    @Test func `a version that begins tomorrow does not answer today`() async throws {
        try await World.with { world in
            let one = try await world.add(1, revenue: 3_000)
            let tomorrow = world.today.adding(days: 1)
            let number = try await world.offer("奖励", [Self.revenue], from: tomorrow).policy.number
            try await world.audience.load()
            #expect(try await world.audience.fits(of: one, on: world.today)[number] == nil)
            world.ground.pass(milliseconds: 86_400_000)
            try await world.audience.refresh()
            #expect(try await world.audience.fits(of: one, on: world.today)[number]?.group == .eligible)
        }
    }
}
