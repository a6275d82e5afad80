// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Standards
import Store
import StoreTesting
import Testing

@testable import Diagnosis

@Suite struct ComparisonTests {
    /// A report on facts of the small pack, as of a day.
    private static func report(
        _ facts: [String: String], on day: String, by library: Library, region: String = KeptSite.suzhou
    ) throws -> KeptReport {
        var stated = Facts()
        for (name, text) in facts {
            let parts = name.split(separator: ".").map(String.init)
            let word = try #require(library.vocabulary.word(named: parts[0]))
            let key = Facts.Key(word: word.id, year: parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
            stated.set(Facts.Report(value: try #require(word.storedValue(text)), source: "税务"), for: key)
        }
        let ground = TestGround().ground
        let enterprise = ReportedEnterprise(
            id: KeptSite.mine, name: "甲", creditCode: "", region: try #require(Region(code: region)))
        return library.keptReport(
            ground.id(), on: enterprise, stated, asOf: try #require(Day(reading: day)), for: .application,
            madeAt: ground.now())
    }

    private static func library(_ rules: [String]) throws -> Library {
        try TestSite.small(rules: rules).library
    }

    private static func shifts(_ old: KeptReport, _ new: KeptReport, _ library: Library) -> [VerdictShift] {
        ReportComparison(library: library, old: old, new: new).shifts
    }

    @Test func `equal reports have no shift, nor has a fact that decides nothing`() throws {
        let library = try Self.library([Fixture.rule("staff", ["人数 ≥ 10人"])])
        let old = try Self.report(["人数": "12人"], on: "2026-11-01", by: library)
        let same = try Self.report(["人数": "12人"], on: "2026-11-21", by: library)
        let more = try Self.report(["人数": "14人"], on: "2026-11-21", by: library)
        #expect(Self.shifts(old, same, library) == [])
        #expect(Self.shifts(old, more, library) == [])
    }

    @Test func `a changed fact is named with the clause that it moved, and no other clause`() throws {
        let library = try Self.library([Fixture.rule("staff", ["人数 ≥ 10人", "占比 ≥ 3%"])])
        let old = try Self.report(["人数": "8人", "占比": "4%"], on: "2026-11-01", by: library)
        let new = try Self.report(["人数": "12人", "占比": "5%"], on: "2026-11-21", by: library)
        let shift = try #require(Self.shifts(old, new, library).first)
        #expect((shift.from, shift.to, shift.kind) == (.near, .eligible, .changed))
        #expect(shift.clauses.map(\.title) == ["条件1"])
        let fact = FactShift(name: "人数", year: nil, from: "8人", to: "12人", source: "税务")
        #expect(shift.clauses.first?.cause == .facts([fact]))
        #expect(!shift.isByDay && shift.version == nil)
    }

    @Test func `a fact that became known, and one that was withdrawn, are named`() throws {
        let library = try Self.library([Fixture.rule("staff", ["人数 ≥ 10人"])])
        let without = try Self.report([:], on: "2026-11-01", by: library)
        let with = try Self.report(["人数": "12人"], on: "2026-11-21", by: library)
        let known = FactShift(name: "人数", year: nil, from: nil, to: "12人", source: "税务")
        #expect(Self.shifts(without, with, library).first?.clauses.first?.cause == .facts([known]))
        let gone = FactShift(name: "人数", year: nil, from: "12人", to: nil, source: "税务")
        #expect(Self.shifts(with, without, library).first?.clauses.first?.cause == .facts([gone]))
    }

    @Test func `a day that passed is told apart from a fact that changed`() throws {
        let library = try Self.library([Fixture.rule("age", ["成立日期 距今 不少于 1年", "人数 ≥ 10人"])])
        let facts = ["成立日期": "2026-01-10", "人数": "12人"]
        let old = try Self.report(facts, on: "2026-11-01", by: library)
        let new = try Self.report(facts, on: "2027-01-11", by: library)
        let shift = try #require(Self.shifts(old, new, library).first)
        #expect(shift.clauses.map(\.cause) == [.day])
        #expect(shift.isByDay)
        let corrected = try Self.report(
            ["成立日期": "2020-01-10", "人数": "12人"], on: "2026-11-02", by: library)
        let byFact = try #require(Self.shifts(old, corrected, library).first)
        #expect(byFact.clauses.map(\.cause) != [.day])
        #expect(!byFact.isByDay)
    }

    @Test func `a new version of a rule is named with the clauses that came out otherwise`() throws {
        let before = try Self.library([Fixture.rule("staff", ["人数 ≥ 10人"])])
        let after = try Self.library([
            Fixture.rule("staff", ["人数 ≥ 10人"], to: "2026-11-09"),
            Fixture.rule("staff", ["人数 ≥ 20人"], from: "2026-11-10"),
        ])
        let old = try Self.report(["人数": "12人"], on: "2026-11-01", by: before)
        let new = try Self.report(["人数": "12人"], on: "2026-11-21", by: after)
        let shift = try #require(Self.shifts(old, new, after).first)
        #expect(shift.version == .init(from: "2020-01-01", to: "2026-11-10"))
        #expect(shift.clauses.map(\.cause) == [.version])
        #expect((shift.clauses.first?.from, shift.clauses.first?.to) == (.met, .missed))
    }

    @Test func `rules that came, went, expired or belong to another place are told apart`() throws {
        let rules = [Fixture.rule("a", ["人数 ≥ 1人"]), Fixture.rule("b", ["人数 ≥ 1人"], from: "2026-11-10")]
        let both = try Self.library(rules + [Fixture.rule("c", ["人数 ≥ 1人"], region: "苏州市")])
        let facts = ["人数": "12人"]
        let old = try Self.report(facts, on: "2026-11-01", by: both)
        func kinds(_ new: KeptReport, _ library: Library, from: KeptReport? = nil) -> [String: VerdictShift
            .Kind]
        {
            let shifts = Self.shifts(from ?? old, new, library)
            return Dictionary(uniqueKeysWithValues: shifts.map { ($0.rule, $0.kind) })
        }
        let later = try Self.report(facts, on: "2026-11-21", by: both)
        #expect(kinds(later, both) == ["b": .inForce])
        let elsewhere = try Self.report(facts, on: "2026-11-01", by: both, region: "450100")
        #expect(kinds(elsewhere, both) == ["c": .moved])
        let without = try Self.library([rules[1]])
        let shrunk = try Self.report(facts, on: "2026-11-21", by: without)
        #expect(kinds(shrunk, without, from: later) == ["a": .withdrawn, "c": .withdrawn])
        #expect(kinds(later, both, from: shrunk) == ["a": .added, "c": .added])
        #expect(kinds(old, both, from: later) == ["b": .expired])
    }

    @Test(arguments: everyDialect)
    func `the page says which clause changed and why`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            try KeptReportTests.state(site)
            _ = try await site.made(.review)
            _ = try await site.made()
            site.clock.pass(days: 30)
            try site.register.set("人数", "8人", of: KeptSite.mine)
            let id = try await site.made()
            try await site.visit("applicant") { browser in
                let page = try await browser.open("/reports/\(id)")
                #expect(page.text.contains("“条件1”：满足 → 未满足"), "\(page.text)")
                #expect(page.text.contains("人数 12人 → 8人（来源：税务）"))
                let english = try await browser.open("/reports/\(id)?lang=en")
                #expect(english.text.contains("“Condition 1”: met → not met"), "\(english.text)")
                #expect(english.text.contains("Staff: 12"))
            }
        }
    }
}
