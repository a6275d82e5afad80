// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Testing

@testable import Matching

@Suite("What is too much or does not fit is refused in words")
struct LimitTests {
    private let schema: Schema

    init() throws {
        schema = try Schema([
            .init("county", .code(words: 3, isRegion: true)), .init("revenue", .number),
            .init("brand", .flag),
        ])
    }

    @Test("an unknown word is named with the nearest known one")
    func unknownWord() throws {
        #expect(throws: MatchingFault.unknownWord(name: "revenu", nearest: "revenue")) {
            try schema.place(of: "revenu")
        }
        let fault = MatchingFault.unknownWord(name: "revenu", nearest: "revenue")
        #expect(fault.text.chinese.contains("revenue") && fault.text.english.contains("revenue"))
        #expect(throws: MatchingFault.unknownWord(name: "9", nearest: nil)) {
            try Plan([Program(id: 1, clauses: [.flag(column: 9)])], schema: schema)
        }
    }

    @Test("a column of the wrong length, a code outside its dictionary, a value out of range")
    func columns() throws {
        #expect(throws: MatchingFault.wrongLength(column: "revenue", expected: 2, found: 1)) {
            try PopulationBuilder(schema, columns: [[0, 1], [5], [0, 1]])
        }
        #expect(throws: MatchingFault.codeOutOfRange(column: "county", code: 3, words: 3)) {
            try PopulationBuilder(schema, columns: [[3], [5], [0]])
        }
        #expect(throws: MatchingFault.valueOutOfRange(column: "brand", value: 2)) {
            try PopulationBuilder(schema, columns: [[0], [5], [2]])
        }
        #expect(throws: MatchingFault.valueOutOfRange(column: "revenue", value: .max)) {
            try PopulationBuilder(schema, columns: [[0], [.max], [1]])
        }
        #expect(throws: Never.self) { try PopulationBuilder(schema, columns: [[2], [greatestValue], [1]]) }
    }

    @Test("a formula of the wrong kind, a rule of too many parts, rules beyond the memory")
    func rules() throws {
        #expect(throws: MatchingFault.notOfKind(column: "brand", expected: "number")) {
            try Plan([Program(id: 1, clauses: [.compare(column: 2, .atLeast, 1)])], schema: schema)
        }
        let many = (0..<64).map { Formula.compare(column: 1, .atLeast, $0) }
        #expect(throws: MatchingFault.ruleTooLarge(rule: 4, parts: 64, allowed: 63)) {
            try Plan([Program(id: 4, clauses: many)], schema: schema)
        }
        let programs = many.enumerated().map { Program(id: $0, clauses: [$1]) }
        #expect(throws: MatchingFault.tooManyRules(rules: 64, neededBytes: 98_304, allowedBytes: 90_000)) {
            try Plan(programs, schema: schema, memory: 90_000)
        }
        #expect(throws: Never.self) { try Plan(programs, schema: schema) }
    }

    @Test("rules and enterprises of different columns, an enterprise and a rule that are not there")
    func strangers() throws {
        let other = try Schema([.init("else", .number)])
        let population = try PopulationBuilder(schema, columns: [[0], [5], [0]]).population()
        #expect(throws: MatchingFault.otherSchema) { try Matcher(Plan([], schema: other), population) }
        let matcher = try Matcher(Plan([], schema: schema), population)
        #expect(throws: MatchingFault.noSuchEnterprise(1)) { try matcher.ballot(of: 1) }
        #expect(throws: MatchingFault.noSuchRule(0)) { try matcher.selection(ofRule: 0) }
        #expect(try matcher.ballot(of: 0).degrees.isEmpty)
    }

    @Test("sums beyond 64 bits are exact")
    func wide() throws {
        let schema = try Schema([.init("a", .number), .init("b", .number)])
        let big = greatestValue
        let population = try PopulationBuilder(schema, columns: [[big, big, big - 1], [big, big - 1, big]])
            .population()
        let sum = [Formula.Term(0, times: big), Formula.Term(1, times: -big)]
        let plan = try Plan(
            [Program(id: 1, clauses: [.linear(sum, .atLeast, 0, positive: [])])], schema: schema)
        #expect(try Matcher(plan, population).selection(ofRule: 0).enterprises(.met) == [0, 1])
    }

    @Test("months are counted to the day, and to the last day of a short month")
    func months() {
        func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
            CivilDay(year: year, month: month, day: day).days
        }
        #expect(day(1970, 1, 1) == 0 && day(2000, 3, 1) == 11_017)
        let twoYears = DayBound.before(months: 24, days: 0)
        #expect(twoYears.day(asOf: day(2026, 6, 15)) == day(2024, 6, 15))
        #expect(twoYears.day(asOf: day(2026, 2, 28)) == day(2024, 2, 29))
        #expect(
            DayBound.elapsed(months: 12, days: 0, isToday: false).day(asOf: day(2026, 6, 15))
                == day(2024, 12, 31))
        for offset in stride(from: Int64(-800_000), to: 2_900_000, by: 997) {
            let parts = CivilDay(offset).parts
            #expect(CivilDay(year: parts.year, month: parts.month, day: parts.day).days == offset)
        }
    }
}
