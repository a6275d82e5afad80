// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Consultations

@Suite("The morning's round over open questions")
struct RoundTests {
    @Test("Once a year's holidays are published the missing deadlines are counted", arguments: everyDialect)
    func completion(dialect: Dialect) async throws {
        try await World.with(dialect, on: "2026-12-30") { world in
            let asked = try await world.ask(try await world.adopt("技改奖补", department: world.bureau))
            #expect(asked.clock.due == nil)
            try await world.room.lookAtOpenQuestions()
            #expect(try await world.question(asked.number).clock.due == nil)
            let plan = try YearPlan(
                text: """
                    年份: 2027
                    依据: 测试
                    放假: 元旦 1月1日至1月3日
                    放假: 劳动节 5月1日至5月5日
                    放假: 国庆节 10月1日至10月7日
                    """)
            try await world.room(by: WorkCalendar(adding: [plan])).lookAtOpenQuestions()
            #expect(try await world.question(asked.number).clock.due == Day(isoText: "2027-01-04"))
        }
    }

    @Test(
        "Who works at a desk is found by department and by region, and nobody whose role has ended",
        arguments: everyDialect)
    func holders(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let (bureau, now) = (world.bureau, world.ground.ground.now())
            let found = try await world.database.read { reader in
                (
                    try reader.holders(of: .official, for: bureau, in: World.suqian, at: now),
                    try reader.holders(of: .operator, for: nil, in: World.suqian, at: now),
                    try reader.holders(of: .operator, for: nil, in: World.suzhou, at: now),
                    try reader.holders(of: .official, for: bureau, in: World.suqian, at: now - 86_400_000)
                )
            }
            #expect(found.0 == [world.people["官员"]])
            #expect(found.1 == [world.people["运营"]])
            #expect(found.2 == [])
            #expect(found.3 == [])
        }
    }
}
