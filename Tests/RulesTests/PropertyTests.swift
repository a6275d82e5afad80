// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Rules

@Suite("Properties: what is said of part of the facts holds for all of them")
struct PropertyTests {
    private let asOf = Day(year: 2026, month: 6, day: 1) ?? .earliest

    @Test("unknown never turns into no: a definite outcome stays when missing facts are filled in")
    func definite() throws {
        var drawing = Drawing(101)
        var definite = 0
        var open = 0
        for _ in 0..<250 {
            let clauses = (0..<3).map { _ in
                drawing.chance(25)
                    ? "{当: \(drawing.line()), 除非: \(drawing.line(depth: 1))}" : "{当: \(drawing.line())}"
            }
            let form = drawing.one(["全部", "任一", "均不", "至少2项"])
            let library = try Fixture.library(
                Fixture.rule("条件: {\(form): [\(clauses.joined(separator: ", "))]}"))
            for _ in 0..<6 {
                let part = drawing.part(drawing.whole(library.vocabulary), keeping: 70)
                let outcome = library.judge(part, by: library.rules[0], asOf: asOf).outcome
                guard outcome.isDefinite else {
                    open += 1
                    continue
                }
                definite += 1
                for _ in 0..<6 {
                    let whole = drawing.completion(part, library.vocabulary)
                    let settled = library.judge(whole, by: library.rules[0], asOf: asOf).outcome
                    // Growth on a base of nothing is open for good; it never turns.
                    #expect(settled == outcome, "\(form) \(clauses)")
                }
            }
        }
        #expect(definite > 100 && open > 100, "\(definite) definite, \(open) open")
    }

    @Test("the range of a score holds the score of every completion, and a definite verdict on it stays")
    func scores() throws {
        var drawing = Drawing(202)
        var settled = 0
        for _ in 0..<200 {
            let limit = Int.random(in: 1...25, using: &drawing.random)
            let text = Fixture.rule(
                "\(drawing.scoring())\n条件: {当: 得分 \(drawing.one(["≥", ">", "<", "≤"])) \(limit)}")
            let library = try Fixture.library(text)
            let rule = library.rules[0]
            for _ in 0..<4 {
                let part = drawing.part(drawing.whole(library.vocabulary), keeping: 60)
                let verdict = library.judge(part, by: rule, asOf: asOf)
                let range = try #require(verdict.score).range
                #expect(range.low <= range.high, "\(text)")
                for _ in 0..<5 {
                    let whole = library.judge(
                        drawing.completion(part, library.vocabulary), by: rule, asOf: asOf)
                    let inner = try #require(whole.score).range
                    #expect(range.low <= inner.low && inner.high <= range.high, "\(text)")
                    if verdict.outcome.isDefinite {
                        settled += 1
                        #expect(whole.outcome == verdict.outcome, "\(text)")
                    }
                }
            }
        }
        #expect(settled > 200)
    }

    @Test("the range of an amount holds the amount of every completion")
    func amounts() throws {
        var drawing = Drawing(303)
        for _ in 0..<200 {
            let text = Fixture.rule("条件: {当: 1 = 1}\n\(drawing.amount())")
            let library = try Fixture.library(text)
            for _ in 0..<4 {
                let part = drawing.part(drawing.whole(library.vocabulary), keeping: 60)
                let range = try #require(library.judge(part, by: library.rules[0], asOf: asOf).amount)
                for _ in 0..<5 {
                    let whole = drawing.completion(part, library.vocabulary)
                    let inner = try #require(library.judge(whole, by: library.rules[0], asOf: asOf).amount)
                    #expect(range.low <= inner.low, "\(text)")
                    if let high = range.high { #expect(inner.high.map { $0 <= high } ?? false, "\(text)") }
                    #expect(inner.low * 100 == Rational((inner.low * 100).floorInt))
                }
            }
        }
    }

    @Test("the classes that remain are just those of the completions")
    func classes() throws {
        let library = try Fixture.library(try Fixture.file("good/size.yaml"))
        let words = library.vocabulary
        let staff = Facts.Key(word: try #require(words.word(named: "从业人员")).id, year: 2025)
        let revenue = Facts.Key(word: try #require(words.word(named: "营业收入")).id, year: 2025)
        let industry = Facts.Key(word: try #require(words.word(named: "所属行业")).id)
        let staffs = [0, 9, 10, 19, 20, 99, 100, 299, 300, 999, 1000].map { Rational($0) }
        let revenues = [0, 2_999_999, 3_000_000, 19_999_999, 20_000_000, 399_999_999, 400_000_000].map {
            Rational($0)
        }
        for code in ["C", "M"] {
            var base = Facts()
            base.set(Facts.Report(value: .industry(try #require(Industry(code: code)))), for: industry)
            for people in [nil] + staffs.map(Optional.some) {
                for money in [nil] + revenues.map(Optional.some) {
                    let possible = { (people: Rational?, money: Rational?) -> Set<Int> in
                        var facts = base
                        if let people { facts.set(Facts.Report(value: .number(people)), for: staff) }
                        if let money { facts.set(Facts.Report(value: .number(money)), for: revenue) }
                        return library.judge(facts, by: library.rules[0], asOf: asOf).classes?.possible ?? []
                    }
                    let union = (people.map { [$0] } ?? staffs).flatMap { people in
                        (money.map { [$0] } ?? revenues).flatMap { possible(people, $0) }
                    }
                    #expect(possible(people, money) == Set(union))
                }
            }
        }
    }
}

extension Rational {
    /// The whole part, for numbers that are whole already.
    fileprivate var floorInt: Int { Int(decimalText(places: 0)) ?? -1 }
}
