// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Standards
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Enterprises

@Suite("Facts")
struct FactTests {
    private func revenue(_ world: World) throws -> Facts.Key {
        let word = try #require(world.room.library.vocabulary.word(named: "营业收入"))
        return Facts.Key(word: word.id, year: 2025)
    }

    private func best(_ world: World, _ id: EnterpriseID, at moment: Int64? = nil) async throws -> String? {
        let facts = try await world.room.facts(of: id, knownAt: moment)
        let key = try revenue(world)
        return facts[key].map { world.room.library.vocabulary[key.word].storedText(of: $0.value) + $0.source }
    }

    @Test("The better source is used, the other is kept", arguments: everyDialect)
    func ranking(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂")
            try await world.state([("营业收入", 2025, "900万元", "自报")], of: one)
            #expect(try await best(world, one.id) == "900万元自报")
            try await world.state([("营业收入", 2025, "800万元", "税务")], of: one)
            #expect(try await best(world, one.id) == "800万元税务")
            let known = try #require(try await world.room.known(one.id))
            #expect(known.disagrees(on: try revenue(world)))
            #expect(known.records[try revenue(world)]?.map(\.source) == ["税务", "自报"])
        }
    }

    @Test("The same statement again changes nothing", arguments: everyDialect)
    func idempotent(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂")
            let fact = ("营业收入", 2025, "900万元", "税务")
            #expect(try await world.state([fact], of: one) == 1)
            #expect(try await world.state([fact], of: one) == 0)
            #expect(try await world.room.factStore.records(of: one.id).count == 1)
        }
    }

    @Test("A look back sees what was known then", arguments: everyDialect)
    func knownAt(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂")
            try await world.state([("营业收入", 2025, "900万元", "税务")], of: one)
            let before = world.database.ground.now()
            world.ground.pass(milliseconds: 86_400_000)
            try await world.state([("营业收入", 2025, "950万元", "税务")], of: one)
            #expect(try await best(world, one.id) == "950万元税务")
            #expect(try await best(world, one.id, at: before) == "900万元税务")
            #expect(try await best(world, one.id, at: before - 1_000) == nil)
        }
    }

    @Test("A look back finds where the enterprise was registered then", arguments: everyDialect)
    func registerHistory(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂")
            var moments = [world.database.ground.now()]
            for region in [World.binhu, World.gusu, World.binhu] {
                world.ground.pass(milliseconds: 1_000)
                _ = try await world.add("甲厂", in: region)
                moments.append(world.database.ground.now())
            }
            let word = try #require(world.room.library.vocabulary.regionWord)
            var places: [Region?] = []
            for moment in moments {
                let facts = try await world.room.facts(of: one.id, knownAt: moment)
                if case .region(let region)? = facts[Facts.Key(word: word.id)]?.value {
                    places.append(region)
                }
            }
            #expect(places == [World.gusu, World.binhu, World.gusu, World.binhu])
        }
    }

    @Test("A correction ends the record with a reason and keeps it readable", arguments: everyDialect)
    func correction(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂")
            try await world.state([("营业收入", 2025, "90000万元", "税务")], of: one)
            let record = try #require(try await world.room.factStore.records(of: one.id).first)
            world.ground.pass(milliseconds: 5)
            try await world.room.factStore.correct(
                record, to: "900万元", reason: "把元写成了万元", by: "official", once: "c1")
            try await world.room.factStore.correct(
                record, to: "900万元", reason: "把元写成了万元", by: "official", once: "c1")
            #expect(try await best(world, one.id) == "900万元税务")
            let records = try await world.room.factStore.records(of: one.id)
            #expect(records.count == 2)
            #expect(records.last?.ending?.kind == .corrected && records.last?.ending?.reason == "把元写成了万元")
        }
    }

    @Test("Withdrawn data is not used any more", arguments: everyDialect)
    func withdrawal(_ dialect: Dialect) async throws {
        try await World.with(dialect) { (world: World) async throws -> Void in
            let one = try await world.add("甲厂")
            try await world.state(
                [("营业收入", 2025, "800万元", "税务"), ("营业收入", 2025, "900万元", "自报")], of: one)
            let count = try await world.room.factStore.withdraw(
                source: "税务", of: one.id, reason: "不再授权", by: "member", once: "w1")
            #expect(count == 1)
            #expect(try await best(world, one.id) == "900万元自报")
        }
    }

    @Test("Each change publishes one event, and what changes nothing publishes none", arguments: everyDialect)
    func events(_ dialect: Dialect) async throws {
        let told = Mutex<[FactsChanged]>([])
        let listener = Subscription("test", to: FactsChanged.topic) { _, event in
            told.withLock { $0.append(event.payload) }
        }
        try await World.with(dialect, subscriptions: [listener]) { world in
            let one = try await world.add("甲厂")
            try await world.state([("营业收入", 2025, "900万元", "税务")], of: one)
            try await world.state([("营业收入", 2025, "900万元", "税务")], of: one)
            let runner = JobRunner(world.database, handlers: [], holder: "test")
            while try await runner.runDue() > 0 {}
            // That it was added is told, too; which of the two is heard first is left open.
            #expect(told.withLock { $0.filter { $0.words == ["营业收入"] }.count } == 1)
            #expect(told.withLock { $0.count } == 2)
            #expect(told.withLock { $0.allSatisfy { $0.enterprises == [one.id] } })
        }
    }

    @Test("What the register has anew is told, the same again is not", arguments: everyDialect)
    func registerEvents(_ dialect: Dialect) async throws {
        let told = Mutex<[FactsChanged]>([])
        let listener = Subscription("test", to: FactsChanged.topic) { _, event in
            told.withLock { $0.append(event.payload) }
        }
        func next(_ world: World) async throws -> [[String]] {
            let runner = JobRunner(world.database, handlers: [], holder: "test")
            while try await runner.runDue() > 0 {}
            return told.withLock { told in
                defer { told = [] }
                return told.map(\.words)
            }
        }
        try await World.with(dialect, subscriptions: [listener]) { world in
            let one = try await world.add("甲厂", industry: "3913")
            #expect(try await next(world) == [["注册地", "所属行业", "成立日期", "登记状态", "企业名称"]])
            let moved = RegisterEntry(
                code: one.code, name: one.name, region: World.binhu, industry: Industry(code: "3562"),
                source: "市场监管")
            _ = try await world.room.record(moved, by: "test", once: "moved")
            _ = try await world.room.record(moved, by: "test", once: "moved")
            _ = try await world.room.record(moved, by: "test", once: "again")
            #expect(try await next(world) == [["注册地", "所属行业"]])
            // Another program's entries, of which one says something new: one event, about that one.
            var other = moved
            other.code = World.code(9)
            let registrations = [moved, other].map { Registration(entry: $0, facts: []) }
            let ids = try await world.room.take(registrations, by: "test")
            let runner = JobRunner(world.database, handlers: [], holder: "test")
            while try await runner.runDue() > 0 {}
            #expect(told.withLock { $0.map(\.enterprises) } == [[ids[1]]])
            told.withLock { $0 = [] }
            _ = try await world.room.take(registrations, by: "test")
            #expect(try await next(world) == [])
        }
    }

    @Test("Rules judge by the register too: place and industry need not be stated twice")
    func registerFacts() async throws {
        try await World.with { (world: World) async throws -> Void in
            let one = try await world.add("甲厂", industry: "3913")
            try await world.state([("营业收入", 2025, "400万元", "税务"), ("从业人员", 2025, "30人", "社保")], of: one)
            let facts = try await world.room.facts(of: one.id)
            let day = try #require(Day(isoText: "2026-11-20"))
            let verdict = world.room.library.judge(facts, byRuleNamed: "enterprise-size", asOf: day)
            #expect(verdict?.classes?.possible.count == 1)
        }
    }
}
