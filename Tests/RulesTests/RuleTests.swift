// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Rules

@Suite("Rules: versions, regions, references, exemptions")
struct RuleTests {
    @Test("a version is in force on both ends of its window, for its purpose only")
    func windows() throws {
        let window = "[{用途: 新申请, 自: 2026-03-01, 至: 2026-03-31}]"
        let library = try Fixture.library(Fixture.rule("条件: {当: 有自主品牌}", windows: window))
        for (day, isInForce) in [
            ("2026-02-28", false), ("2026-03-01", true), ("2026-03-31", true), ("2026-04-01", false),
        ] {
            let day = try Fixture.day(day)
            #expect(library.rules(on: day, for: .application, in: nil).isEmpty != isInForce)
            #expect(library.rules(on: day, for: .review, in: nil).isEmpty)
        }
    }

    @Test("the version of the day decides")
    func versions() throws {
        let library = try Fixture.library(
            Fixture.rule("条件: {当: 发明专利数 ≥ 3项}", windows: "[{用途: 新申请, 自: 2025-01-01, 至: 2025-12-31}]"),
            Fixture.rule("条件: {当: 发明专利数 ≥ 5项}", windows: "[{用途: 新申请, 自: 2026-01-01}]"))
        let facts = try Fixture.facts("发明专利数: 4项")
        let before = library.judge(facts, byRuleNamed: "test", asOf: try Fixture.day("2025-12-31"))
        let after = library.judge(facts, byRuleNamed: "test", asOf: try Fixture.day("2026-01-01"))
        #expect(before?.outcome == .met && after?.outcome == .missed)
        #expect(
            library.judge(facts, byRuleNamed: "test", asOf: try Fixture.day("2024-12-31"))?.outcome == nil)
        #expect(
            !library.check().contains {
                if case .versionsOverlap = $0.problem { true } else { false }
            })
    }

    @Test("the smallest region decides; elsewhere the larger one does; without a place the nation's")
    func regions() throws {
        let library = try Fixture.library(
            Fixture.rule("条件: {当: 发明专利数 ≥ 3项}"),
            Fixture.rule("条件: {当: 发明专利数 ≥ 2项}", region: "江苏省"),
            Fixture.rule("条件: {当: 发明专利数 ≥ 1项}", region: "江苏省苏州市"))
        for (place, needed) in [("注册地: 浙江省", 3), ("注册地: 江苏省南京市", 2), ("注册地: 江苏省苏州市", 1), ("有自主品牌: 是", 3)] {
            for count in 0...3 {
                let facts = try Fixture.facts("{\(place), 发明专利数: \(count)项}")
                let verdict = library.judge(facts, byRuleNamed: "test", asOf: try Fixture.day("2026-06-01"))
                #expect(verdict?.outcome == Outcome(count >= needed), "\(place) \(count)")
            }
        }
    }

    @Test("an exemption counts as met; while it is open, so is a clause that is missed")
    func exemption() throws {
        let library = try Fixture.library(
            Fixture.rule("条件: {全部: [{当: 发明专利数 ≥ 3项, 除非: 有自主品牌}]}"))
        for (facts, outcome) in [
            ("{发明专利数: 3项}", Outcome.met), ("{发明专利数: 2项, 有自主品牌: 是}", .met),
            ("{发明专利数: 2项, 有自主品牌: 否}", .missed), ("{发明专利数: 2项}", .unknown), ("{有自主品牌: 是}", .met),
        ] {
            let verdict = library.judge(
                try Fixture.facts(facts), by: library.rules[0], asOf: try Fixture.day("2026-06-01"))
            #expect(verdict.outcome == outcome, "\(facts)")
        }
    }

    @Test("a clause for one purpose is not examined for the other")
    func purposes() throws {
        let library = try Fixture.library(Fixture.rule("条件: {全部: [{仅用于: 复核, 当: 有自主品牌}]}"))
        let facts = try Fixture.facts("有自主品牌: 否")
        let day = try Fixture.day("2026-06-01")
        #expect(library.judge(facts, by: library.rules[0], asOf: day, for: .application).outcome == .met)
        #expect(library.judge(facts, by: library.rules[0], asOf: day, for: .review).outcome == .missed)
    }

    @Test(
        "a reference takes the other rule's verdict of that day; with no version in force a person judges"
    )
    func references() throws {
        let library = try Fixture.library(
            Fixture.rule("条件: {当: 符合《另一》}"),
            Fixture.rule("条件: {当: 发明专利数 ≥ 3项}", title: "另一", code: "other", from: "2026-03-01"))
        let verdict = { (facts: String, day: String) in
            library.judge(try Fixture.facts(facts), byRuleNamed: "test", asOf: try Fixture.day(day))?.outcome
        }
        #expect(try verdict("发明专利数: 3项", "2026-03-01") == .met)
        #expect(try verdict("发明专利数: 2项", "2026-03-01") == .missed)
        #expect(try verdict("有自主品牌: 是", "2026-03-01") == .unknown)
        #expect(try verdict("发明专利数: 3项", "2026-02-28") == .person)
    }

    @Test("a size that nobody states follows from the classification, as far as it is known")
    func classified() throws {
        let size = try Fixture.file("good/size.yaml")
        let library = try Fixture.library(Fixture.rule("条件: {当: 企业规模 ≤ 中型}"), size)
        for (facts, outcome) in [
            ("{所属行业: C36, 上年末.从业人员: 1000人, 上年度.营业收入: 4亿元}", Outcome.missed),
            ("{所属行业: C36, 上年末.从业人员: 999人, 上年度.营业收入: 4亿元}", .met),
            ("{所属行业: C36, 上年末.从业人员: 999人}", .met), ("{所属行业: C36, 上年末.从业人员: 1000人}", .unknown),
            ("{所属行业: J66, 上年末.从业人员: 1000人}", .person), ("{上年末.从业人员: 1000人}", .unknown),
            ("{所属行业: J66, 企业规模: 小型}", .met),
        ] {
            let verdict = library.judge(
                try Fixture.facts(facts), byRuleNamed: "test", asOf: try Fixture.day("2026-06-01"))
            #expect(verdict?.outcome == outcome, "\(facts)")
        }
    }
}
