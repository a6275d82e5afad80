// SPDX-License-Identifier: Apache-2.0
import Rules
import Testing

@testable import Matching

@Suite("A draft shows who gains, who loses and what it costs")
struct DraftTests {
    private let schema: Schema
    private let population: Population

    init() throws {
        schema = try Schema([
            .init("county", .code(words: 2, isRegion: true)), .init("revenue", .number),
            .init("staff", .number),
        ])
        // Revenue 0 … 999, staff 0 … 9; the second county has the odd ones.
        let numbers = (0..<1_000).map(Int64.init)
        population = try PopulationBuilder(
            schema,
            columns: [
                numbers.map { $0 % 2 }, numbers, numbers.map { $0 % 100 == 7 ? unknownValue : $0 % 10 },
            ]
        ).population()
    }

    private func program(revenue: Int64, staff: Int64, amount: Payment? = nil) -> Program {
        Program(
            id: 1,
            clauses: [
                .code(column: 0, CodeBits([1], of: 2)), .compare(column: 1, .atLeast, revenue),
                .compare(column: 2, .atLeast, staff),
            ], amount: amount)
    }

    @Test("gains, losses, amounts and clauses add up")
    func effect() throws {
        let plan = try Plan([], schema: schema)
        let draft = program(
            revenue: 500, staff: 5, amount: .share(column: 1, parts: 10, of: 100, cap: 90, floor: 0))
        let effect = try Matcher(plan, population).effect(of: draft, against: program(revenue: 700, staff: 1))
        let odd = (0..<1_000).filter { $0 % 2 == 1 && $0 % 100 != 7 }
        #expect(Set(effect.gains) == Set(odd.filter { $0 >= 500 && $0 < 700 && $0 % 10 >= 5 }))
        #expect(Set(effect.losses) == Set(odd.filter { $0 >= 700 && $0 % 10 >= 1 && $0 % 10 < 5 }))
        let eligible = odd.filter { $0 >= 500 && $0 % 10 >= 5 }
        #expect(effect.eligible == eligible.count)
        #expect(effect.open == 5)
        #expect(effect.amounts.sumFen == eligible.reduce(0) { $0 + Int64(min($1 / 10, 90)) })
        #expect(effect.amounts.receivers == eligible.count)
        #expect(effect.amounts.percentilesFen.first == 50)
        #expect(effect.amounts.percentilesFen.last == 90)
        let revenue = try #require(effect.clauses.first)
        #expect(revenue.clause == 1)
        #expect(revenue.missed == 250)
        #expect(revenue.excludedAlone == odd.filter { $0 < 500 && $0 % 10 >= 5 }.count)
        #expect(
            revenue.below
                == [0, 0, 0, 0, 0].enumerated().map { step, _ in
                    let (low, high) = ([0, 0.01, 0.02, 0.05, 0.1][step], ClauseEffect.steps[step])
                    return odd.count { value in
                        let gap = (500 - Double(value)) / 500
                        return value % 10 >= 5 && gap > low && gap <= high
                    }
                })
    }

    @Test("near misses come nearest first and miss one clause only")
    func nearMisses() throws {
        let draft = program(revenue: 500, staff: 5)
        let matcher = try Matcher(Plan([draft], schema: schema), population)
        let found = try matcher.nearMisses(ofRule: 0, draft, limit: 10)
        #expect(found.first == NearMiss(enterprise: 499, clause: 1, distance: 1.0 / 500))
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.distance <= $1.distance })
        for miss in found {
            let ballot = try matcher.ballot(of: miss.enterprise)
            #expect(ballot.outcome(ofRule: 0) == .missed && ballot.degrees[0] == 1)
        }
    }

    @Test("findings say which clause is missed and by how much, and the best rules come first")
    func findings() throws {
        let rules = [
            program(revenue: 900, staff: 9), program(revenue: 100, staff: 1), program(revenue: 400, staff: 4),
        ]
        let matcher = try Matcher(Plan(rules, schema: schema), population)
        #expect(matcher.best(3, of: try matcher.ballot(of: 305)) == [1, 2])
        let found = try matcher.findings(of: 305, by: rules[2])
        #expect(found.map(\.outcome) == [.met, .missed, .met])
        #expect(found.map(\.distance) == [0, 95.0 / 400, 0])
        #expect(try matcher.findings(of: 307, by: rules[2]).map(\.outcome) == [.met, .missed, .unknown])
    }
}
