// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules
import Testing

@testable import Matching

/// Random rules over random enterprises: every way of asking gives what the row-by-row yardstick gives.
@Suite("The engine agrees with the yardstick", .serialized)
struct AgreementTests {
    static let seeds: [UInt64] = Array(1...14)

    @Test("all answers for all pairs, on every kind of instructions", arguments: seeds)
    func allPairs(seed: UInt64) throws {
        let world = try World(seed: seed, enterprises: 1_900, rules: 40)
        print("seed \(seed): \(1_900 * 40) pairs")
        let population = try PopulationBuilder(world.schema, columns: world.columns).population()
        let plan = try Plan(world.programs, schema: world.schema, today: World.today)
        let matcher = try Matcher(plan, population)
        let expected = Expected(world, Reference())
        for level in [YM_PORTABLE, YM_AVX2, YM_AVX512] {
            ym_use(level)
            #expect(matcher.counts(threads: 2) == expected.counts)
            #expect(expected.matches(matcher.degrees(threads: 2)))
            for rule in world.programs.indices {
                let selection = try matcher.selection(ofRule: rule)
                for outcome in Outcome.allCases {
                    #expect(Set(selection.enterprises(outcome)) == expected.enterprises(rule, outcome))
                }
            }
        }
        ym_use(ym_best())
        for enterprise in 0..<1_900 {
            let ballot = try matcher.ballot(of: enterprise)
            let outcomes = world.programs.indices.map { ballot.outcome(ofRule: $0) }
            #expect(outcomes == expected.outcomes[enterprise])
            #expect(ballot.degrees.map(Int.init) == expected.degrees[enterprise].map { $0 ?? 0 })
        }
    }

    @Test("all counts where regions fill several blocks")
    func severalBlocks() throws {
        let world = try World(seed: 31, enterprises: 40_000, rules: 8)
        let population = try PopulationBuilder(world.schema, columns: world.columns).population()
        #expect(population.partitions.contains { $0.blocks.count > 1 })
        #expect(population.blocks.contains { $0.rows == blockRows })
        let matcher = try Matcher(Plan(world.programs, schema: world.schema, today: World.today), population)
        let expected = Expected(world, Reference())
        #expect(matcher.counts() == expected.counts)
        #expect(expected.matches(matcher.degrees()))
    }

    @Test("a wrong yardstick is noticed")
    func negativeControl() throws {
        let world = try World(seed: 99, enterprises: 600, rules: 30)
        var wrong = world
        wrong.programs[3].clauses.append(.compare(column: 4, .atLeast, 10))
        let population = try PopulationBuilder(world.schema, columns: world.columns).population()
        let matcher = try Matcher(Plan(world.programs, schema: world.schema, today: World.today), population)
        #expect(matcher.counts() == Expected(world, Reference()).counts)
        #expect(matcher.counts() != Expected(wrong, Reference()).counts)
    }

    @Test("conditions that only a judge can decide are asked of the judge, and counted")
    func residual() throws {
        var world = try World(seed: 7, enterprises: 700, rules: 6)
        for rule in world.programs.indices { world.programs[rule].clauses.append(.residual(rule)) }
        let rows = (0..<700).map { row in world.columns.map { $0[row] } }
        let population = try PopulationBuilder(world.schema, columns: world.columns).population()
        let plan = try Plan(
            world.programs, schema: world.schema, today: World.today, residual: WorldResidual(rows: rows))
        let counts = try Matcher(plan, population).counts()
        let expected = Expected(world, Reference())
        #expect(counts.eligible == expected.counts.eligible)
        #expect(counts.unknown == expected.counts.unknown)
        #expect(counts.person == expected.counts.person)
        #expect(counts.residualPairs > 0)
    }
}

/// All pairs by the yardstick.
struct Expected {
    var outcomes: [[Outcome]]
    var degrees: [[Int?]]
    var counts: Counts

    init(_ world: World, _ reference: Reference) {
        let count = world.columns[0].count
        counts = Counts(world.programs.count)
        outcomes = []
        degrees = []
        for enterprise in 0..<count {
            let row = world.columns.map { $0[enterprise] }
            outcomes.append(world.programs.map { reference.outcome($0, row) })
            degrees.append(world.programs.map { reference.degree($0, row, world.schema) })
            for (rule, outcome) in outcomes[enterprise].enumerated() {
                switch outcome {
                case .met: counts.eligible[rule] += 1
                case .unknown: counts.unknown[rule] += 1
                case .person: counts.person[rule] += 1
                case .missed: break
                }
            }
        }
    }

    func enterprises(_ rule: Int, _ outcome: Outcome) -> Set<Int> {
        Set(outcomes.indices.filter { outcomes[$0][rule] == outcome })
    }

    func matches(_ found: Degrees) -> Bool {
        outcomes[0].indices.allSatisfy { rule in
            var histogram = [Int](repeating: 0, count: found.stride)
            for row in degrees { if let degree = row[rule] { histogram[degree] += 1 } }
            return Array(found[rule]) == histogram
        }
    }
}
