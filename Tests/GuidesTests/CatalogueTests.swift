// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Standards
import Store
import StoreTesting
import Testing

@testable import Guides

/// The catalogue follows the library of policies, on every server.
@Suite struct CatalogueTests {
    @Test(arguments: everyDialect)
    func `what is released is found, a new version replaces it, what is withdrawn is over`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let number = try await world.add("第一版名称")
            let other = LiveCatalogue(database: world.database)
            #expect(try await world.room.live.current().numbers("第一版") == [number])
            #expect(try await other.current().numbers("第一版") == [number])

            let store = world.policies.store
            let policy = try #require(try await store.policy(numbered: number))
            let draft = try await store.revise(policy, by: World.editor, once: UUID().uuidString)
            try await store.save(
                World.content("第二版名称"), in: draft, over: 1, by: World.editor, once: UUID().uuidString)
            try await world.settle()
            #expect(try await other.current().numbers("第二版").isEmpty, "a draft is nobody's to read")

            try await store.move(
                draft, to: .checking, over: 2, note: "", by: World.editor, once: UUID().uuidString)
            try await store.approve(
                draft, over: 3, note: "", by: World.member, once: UUID().uuidString)
            try await store.release(
                draft, from: World.today, over: 4, by: World.editor, once: UUID().uuidString)
            try await store.release(
                draft, from: World.today, over: 5, by: World.member, once: UUID().uuidString)
            try await world.settle()
            for catalogue in [world.room.live, other] {
                #expect(try await catalogue.current().numbers("第二版") == [number])
                #expect(try await catalogue.current().numbers("第一版").isEmpty)
            }
            try await store.move(
                draft, to: .withdrawn, over: 6, note: "废止", by: World.editor, once: UUID().uuidString)
            try await world.settle()
            let entry = try #require(try await other.current().entry(number))
            #expect(entry.standing(on: World.today) == .ended)
        }
    }

    @Test(arguments: everyDialect)
    func `policies from before this room are put in by the nightly work`(dialect: Dialect) async throws {
        try await World.with(dialect, subscriptions: []) { world in
            try await world.add("以前的政策")
            #expect(try await world.room.live.current().count == 0)
            #expect(try await GuideStore(database: world.database).noteMissing() == 1)
            #expect(try await GuideStore(database: world.database).noteMissing() == 0)
            #expect(try await world.room.live.current().numbers("以前").count == 1)
        }
    }

    @Test(arguments: everyDialect)
    func `views are counted together and written at once`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let number = try await world.add("某办法")
            let policy = try #require(try await world.policies.store.policy(numbered: number))
            for _ in 0..<5 { world.room.counter.view(policy) }
            try await world.room.flushNow()
            try await world.room.flushNow()
            let counts = try await world.database.read {
                try $0.counts(of: policy, from: World.today, to: World.today)
            }
            #expect(counts[.views] == 5)
        }
    }
}
