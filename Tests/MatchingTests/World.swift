// SPDX-License-Identifier: Apache-2.0
import MatchingWorld
import Rules

@testable import Matching

/// A random population and random rules over it, made to meet every kind of column, width and connective.
struct World {
    static let today: Int64 = 20_000
    var schema: Schema
    var columns: [[Int64]]
    var programs: [Program]

    init(seed: UInt64, enterprises: Int, rules: Int) throws {
        var dice = Dice(seed)
        schema = try Schema(
            [
                .init("county", .code(words: 7, isRegion: true)),
                .init("city", .code(words: 3, isRegion: true)),
                .init("industry", .code(words: 300, isRegion: false)),
                .init("class", .code(words: 70_000, isRegion: false)),
                .init("tiny", .number), .init("short", .number), .init("wide", .number),
                .init("huge", .number),
                .init("signed", .number), .init("founded", .number), .init("flagA", .flag),
                .init("flagB", .flag),
                .init("review", .verdict), .init("constant", .number), .init("empty", .number),
            ], sortedBy: ["industry"])
        columns = schema.columns.map { _ in [] }
        for _ in 0..<enterprises {
            for (column, value) in World.row(&dice).enumerated() { columns[column].append(value) }
        }
        programs = []
        for id in 0..<rules { programs.append(World.program(id, &dice)) }
    }

    static func row(_ dice: inout Dice) -> [Int64] {
        let county = Int64(dice.roll(7))
        func or(_ share: Double, _ value: Int64, _ dice: inout Dice) -> Int64 {
            dice.chance(share) ? unknownValue : value
        }
        return [
            or(0.02, county, &dice), or(0.02, county / 3, &dice), or(0.1, Int64(dice.roll(300)), &dice),
            or(0.1, Int64(dice.roll(70_000)), &dice), or(0.2, Int64(dice.roll(40)), &dice),
            or(0.2, Int64(dice.roll(5_000)) - 800, &dice), or(0.2, Int64(dice.roll(3_000_000)), &dice),
            or(0.2, Int64.random(in: -greatestValue...greatestValue, using: &dice), &dice),
            or(0.1, Int64(dice.roll(200)) - 100, &dice),
            or(0.1, today - Int64(dice.roll(2_000)), &dice), or(0.2, Int64(dice.roll(2)), &dice),
            Int64(dice.roll(2)), dice.pick([0, 2, 6, 7]), 5, unknownValue,
        ]
    }

    static let numbers = [4, 5, 6, 8, 13, 14]

    static func program(_ id: Int, _ dice: inout Dice) -> Program {
        var clauses: [Formula] = []
        if dice.chance(0.5) { clauses.append(.code(column: 0, codes(7, &dice))) }
        if dice.chance(0.2) { clauses.append(.code(column: 1, codes(3, &dice))) }
        for _ in 0..<dice.roll(5) { clauses.append(formula(depth: 3, &dice)) }
        return Program(id: id, clauses: clauses)
    }

    static func codes(_ words: Int, _ dice: inout Dice) -> CodeBits {
        let size = 1 + dice.roll(max(1, words / 2))
        return CodeBits((0..<size).map { _ in dice.roll(words) }, of: words)
    }

    static func formula(depth: Int, _ dice: inout Dice) -> Formula {
        guard depth > 0, dice.chance(0.5) else { return atom(&dice) }
        let parts = (0..<dice.roll(4)).map { _ in formula(depth: depth - 1, &dice) }
        switch dice.roll(4) {
        case 0: return .all(parts)
        case 1: return .any(parts)
        case 2: return .some(dice.roll(4), of: parts)
        default: return .not(formula(depth: depth - 1, &dice))
        }
    }

    static func atom(_ dice: inout Dice) -> Formula {
        let comparison = dice.pick(Formula.Comparison.allCases)
        switch dice.roll(11) {
        case 0: return .constant(dice.pick(Outcome.allCases))
        case 1: return .code(column: 2, codes(300, &dice))
        case 2: return .code(column: 3, codes(70_000, &dice))
        case 3: return .code(column: dice.roll(2), codes(3, &dice))
        case 4: return .flag(column: 10 + dice.roll(2))
        case 5: return .verdict(column: 12)
        case 6:
            let months = dice.roll(60)
            return .day(
                column: 9, comparison, dice.chance(0.2) ? .day(today - 300) : .before(months: months, days: 0)
            )
        case 7:
            return .ratio(
                8, dice.pick([4, 8, 5]), comparison, parts: Int64(dice.roll(900)) - 200, of: 10_000)
        case 8:
            let terms = (0..<1 + dice.roll(3)).map { _ in
                Formula.Term(
                    dice.pick(numbers + [7]), times: dice.pick([1, -3, 1_000_000_007, -greatestValue]))
            }
            return .linear(
                terms, comparison, Int64(dice.roll(2_000)) - 1_000, positive: dice.chance(0.3) ? [8] : [])
        case 9:
            return .compare(
                column: 7, comparison, Int64.random(in: -greatestValue...greatestValue, using: &dice))
        default: return .compare(column: dice.pick(numbers), comparison, Int64(dice.roll(200)) - 20)
        }
    }
}

/// What a formula means, row by row, without planes: the yardstick.
struct Reference {
    var today = World.today

    func outcome(_ formula: Formula, _ row: [Int64]) -> Outcome {
        switch formula {
        case .constant(let outcome): return outcome
        case .compare(let column, let comparison, let bound):
            return row[column] == unknownValue ? .unknown : Outcome(comparison.holds(row[column], bound))
        case .day(let column, let comparison, let bound):
            return row[column] == unknownValue
                ? .unknown : Outcome(comparison.holds(row[column], bound.day(asOf: today)))
        case .linear(let terms, let comparison, let bound, let positive):
            if terms.contains(where: { row[$0.column] == unknownValue }) { return .unknown }
            if positive.contains(where: { row[$0] == unknownValue || row[$0] <= 0 }) { return .unknown }
            let sum = terms.reduce(Int128(0)) { $0 + Int128(row[$1.column]) * Int128($1.factor) }
            return Outcome(comparison.holds(sum, Int128(bound)))
        case .code(let column, let set, _):
            return row[column] == unknownValue ? .unknown : Outcome(set.contains(Int(row[column])))
        case .flag(let column): return row[column] == unknownValue ? .unknown : Outcome(row[column] == 1)
        case .verdict(let column):
            return row[column] == unknownValue ? .unknown : Outcome(bits: UInt8(row[column]))
        case .residual(let number): return WorldResidual.outcome(number, row)
        case .not(let inner): return outcome(inner, row).negated
        case .all(let parts): return Outcome.all(parts.map { outcome($0, row) })
        case .any(let parts): return Outcome.any(parts.map { outcome($0, row) })
        case .some(let needed, let parts): return Outcome.atLeast(needed, of: parts.map { outcome($0, row) })
        }
    }

    func outcome(_ program: Program, _ row: [Int64]) -> Outcome {
        Outcome.all(program.clauses.map { outcome($0, row) })
    }

    /// Nil outside the rule's own region.
    func degree(_ program: Program, _ row: [Int64], _ schema: Schema) -> Int? {
        var degree = 0
        for clause in program.clauses {
            let met = outcome(clause, row) == .met
            if !clause.isRegionTest(schema) { degree += met ? 1 : 0 } else if !met { return nil }
        }
        return degree
    }
}

/// A residual judge for tests: any outcome, from a hash of some facts.
struct WorldResidual: Residual {
    var rows: [[Int64]]

    static func outcome(_ number: Int, _ row: [Int64]) -> Outcome {
        Outcome.allCases[Int((UInt64(bitPattern: row[4] &+ row[11]) &+ UInt64(number)) % 4)]
    }

    func outcome(of condition: Int, enterprise: Int) -> Outcome {
        WorldResidual.outcome(condition, rows[enterprise])
    }
    func reaches(_ terms: [Formula.Term], _ bound: Int64, enterprise: Int) -> Bool { false }
}
