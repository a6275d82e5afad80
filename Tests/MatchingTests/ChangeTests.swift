// SPDX-License-Identifier: Apache-2.0
import MatchingWorld
import Rules
import Testing

@testable import Matching

@Suite("Changes are found without judging everybody again")
struct ChangeTests {
    @Test(
        "a changed, moved, new or removed enterprise changes exactly its own pairs",
        arguments: [UInt64](1...4))
    func enterprises(seed: UInt64) throws {
        let world = try World(seed: seed, enterprises: 700, rules: 30)
        let plan = try Plan(world.programs, schema: world.schema, today: World.today)
        let register = Register(try PopulationBuilder(world.schema, columns: world.columns).population())
        var dice = Dice(seed &+ 100)
        var rows: [Int: [Int64]] = [:]
        for number in 0..<700 { rows[number] = world.columns.map { $0[number] } }
        for _ in 0..<160 {
            let (touched, versions) = try change(register, &rows, &dice)
            let matcher = try Matcher(plan, versions.after)
            let found = try matcher.differences(of: touched, since: versions.before)
            let was = try Expected.outcomes(world, versions.before, touched)
            let now = try Expected.outcomes(world, versions.after, touched)
            let expected = world.programs.indices.filter { was[$0] != now[$0] }
            #expect(found.map(\.rule) == expected)
            #expect(found.allSatisfy { $0.before == was[$0.rule] && $0.after == now[$0.rule] })
        }
        let counts = try Matcher(plan, register.population).counts()
        var final = world
        final.columns = world.schema.columns.indices.map { column in rows.values.map { $0[column] } }
        #expect(counts == Expected(final, Reference()).counts)
        #expect(register.population.count == rows.count)
    }

    private func change(
        _ register: Register, _ rows: inout [Int: [Int64]], _ dice: inout Dice
    ) throws -> (Int, (before: Population, after: Population)) {
        let some = dice.pick(rows.keys.sorted())
        let fresh = World.row(&dice)
        switch dice.roll(4) {
        case 0:
            rows[some] = nil
            return (
                some,
                try register.publish { population throws(MatchingFault) in try population.removing(some) }
            )
        case 1:
            let number = register.population.numbers
            rows[number] = fresh
            return (
                number,
                try register.publish { population throws(MatchingFault) in try population.adding(fresh) }
            )
        default:
            let column = dice.roll(fresh.count)
            rows[some]?[column] = fresh[column]
            let versions = try register.publish { population throws(MatchingFault) in
                try population.replacing(column, of: some, with: fresh[column])
            }
            return (some, versions)
        }
    }

    @Test("a reader keeps its version while a writer publishes the next")
    func versions() throws {
        let world = try World(seed: 2, enterprises: 300, rules: 5)
        let register = Register(try PopulationBuilder(world.schema, columns: world.columns).population())
        let held = register.population
        let before = try held.values(of: 5)
        try register.publish { population throws(MatchingFault) in
            try population.replacing(4, of: 5, with: 39)
        }
        #expect(try held.values(of: 5) == before)
        #expect(try register.population.values(of: 5)[4] == 39)
        #expect(register.population.revision == held.revision + 1)
    }

    @Test(
        "a day that passes changes exactly the pairs that judging both days shows", arguments: [UInt64](1...6)
    )
    func days(seed: UInt64) throws {
        var world = try World(seed: seed, enterprises: 900, rules: 25)
        for rule in 0..<10 {
            let bound = DayBound.before(months: 12 * (rule % 4), days: rule)
            world.programs[rule].clauses.append(.day(column: 9, rule % 2 == 0 ? .atMost : .moreThan, bound))
        }
        let population = try PopulationBuilder(world.schema, columns: world.columns).population()
        let plan = try Plan(world.programs, schema: world.schema, today: World.today)
        for step in [1, 30, -17] as [Int64] {
            let (later, found) = try Matcher(plan, population).judged(on: World.today + step)
            let was = Expected(world, Reference()),
                now = Expected(world, Reference(today: World.today + step))
            var expected: [Difference] = []
            for enterprise in 0..<900 {
                for rule in world.programs.indices
                where was.outcomes[enterprise][rule] != now.outcomes[enterprise][rule] {
                    expected.append(
                        Difference(
                            enterprise: enterprise, rule: rule, before: was.outcomes[enterprise][rule],
                            after: now.outcomes[enterprise][rule]))
                }
            }
            #expect(found == expected)
            #expect(!expected.isEmpty || step == 1)
            #expect(later.counts() == now.counts)
        }
    }

    @Test("a rule that became another changes exactly the pairs that differ")
    func rules() throws {
        let world = try World(seed: 8, enterprises: 900, rules: 12)
        let population = try PopulationBuilder(world.schema, columns: world.columns).population()
        let matcher = try Matcher(Plan(world.programs, schema: world.schema, today: World.today), population)
        let found = try matcher.differences(ofRule: 3, against: matcher, rule: 4)
        let all = Expected(world, Reference())
        let expected = (0..<900).filter { all.outcomes[$0][3] != all.outcomes[$0][4] }
        #expect(found.map(\.enterprise).sorted() == expected)
        #expect(!expected.isEmpty)
    }
}

extension Expected {
    /// One enterprise's outcomes in a version; missed by all where it is not there.
    static func outcomes(_ world: World, _ population: Population, _ enterprise: Int) throws -> [Outcome] {
        guard population.roster.place(of: enterprise) != nil else {
            return world.programs.map { _ in .missed }
        }
        let row = try population.values(of: enterprise)
        return world.programs.map { Reference().outcome($0, row) }
    }
}
