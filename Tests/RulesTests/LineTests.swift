// SPDX-License-Identifier: Apache-2.0
import BigInt
import Standards
import Testing

@testable import Rules

@Suite("Lines: what they mean for an enterprise")
struct LineTests {
    @Test(
        "以上 and ≥ include the number, 超过 and 不足 do not",
        arguments: [
            ("≥ 3项", [false, true, true]), ("不低于 3项", [false, true, true]), ("达 3项以上", [false, true, true]),
            ("至少 3项", [false, true, true]), ("≤ 3项", [true, true, false]), ("不超过 3项", [true, true, false]),
            ("达 3项以下", [true, true, false]), ("> 3项", [false, false, true]), ("超过 3项", [false, false, true]),
            ("多于 3项", [false, false, true]), ("< 3项", [true, false, false]), ("不足 3项", [true, false, false]),
            ("= 3项", [false, true, false]), ("≠ 3项", [true, false, true]),
            ("在 3项 至 3项 之间", [false, true, false]),
        ])
    func boundaries(test: (line: String, met: [Bool])) throws {
        for (value, met) in zip(["2.99", "3", "3.01"], test.met) {
            #expect(try Fixture.outcome("发明专利数 \(test.line)", "发明专利数: \(value)项") == Outcome(met))
        }
    }

    @Test("3% is 3%: exact at the boundary where binary fractions are not")
    func exactShare() throws {
        let line = "上年度.研发费用 / 上年度.营业收入 ≥ 3%"
        #expect(try Fixture.outcome(line, "{上年度.研发费用: 45万元, 上年度.营业收入: 1500万元}") == .met)
        #expect(try Fixture.outcome(line, "{上年度.研发费用: 44.999999999999万元, 上年度.营业收入: 1500万元}") == .missed)
        #expect(try Fixture.outcome("0.1 + 0.2 = 0.3", "") == .met)
        #expect(try Fixture.outcome("1 / 3 × 3 = 1", "") == .met)
        #expect(try Fixture.outcome("1 / 3 = 0.3333333333333333", "") == .missed)
    }

    @Test("a million random comparisons agree with whole-number arithmetic")
    func million() throws {
        let library = try Fixture.library(Fixture.rule("条件: {当: 上年度.研发费用 / 上年度.营业收入 ≥ 3.07%}"))
        let rule = library.rules[0]
        guard case .compare(let comparison)? = rule.condition?.condition else { return }
        let words = library.vocabulary
        let day = try Fixture.day("2026-06-01")
        let expense = Facts.Key(word: try #require(words.word(named: "研发费用")).id, year: 2025)
        let revenue = Facts.Key(word: try #require(words.word(named: "营业收入")).id, year: 2025)
        var random = Seeded(3)
        var differences = 0
        var met = 0
        for index in 0..<1_000_000 {
            // Fen, close to the boundary in most of the cases.
            let below = Int.random(in: 1...9_000_000_000, using: &random)
            let near = below / 10_000 * 307 + Int.random(in: -3...3, using: &random)
            let above = index % 3 == 0 ? Int.random(in: 0...below, using: &random) : max(0, near)
            var facts = Facts()
            facts.set(Facts.Report(value: .number(Rational(above, over: 100))), for: expense)
            facts.set(Facts.Report(value: .number(Rational(below, over: 100))), for: revenue)
            let judging = Judging(library: library, facts: facts, asOf: day, purpose: .application)
            var trace = Trace()
            let isMet = BigInt(above) * 10_000 >= BigInt(below) * 307
            if isMet { met += 1 }
            if judging.compare(comparison, &trace) != Outcome(isMet) { differences += 1 }
        }
        #expect(differences == 0)
        #expect(met > 100_000 && met < 900_000)
    }

    @Test("a year is seen from the day of judgement")
    func periods() throws {
        let facts = "营业收入: {2023: 3元, 2024: 4元, 2025: 5元, 2026: 6元}"
        for (line, number) in [("本年度", 6), ("上年度", 5), ("上上年度", 4)] {
            #expect(try Fixture.outcome("\(line).营业收入 = \(number)元", facts) == .met)
            #expect(try Fixture.outcome("\(line).营业收入 = \(number - 1)元", facts, on: "2025-12-31") == .met)
        }
        #expect(try Fixture.outcome("近2年.营业收入 合计 = 9元", facts) == .met)
        #expect(try Fixture.outcome("近2年.营业收入 平均 = 4.5元", facts) == .met)
        #expect(try Fixture.outcome("近3年.营业收入 最高 = 5元", facts) == .met)
        #expect(try Fixture.outcome("近3年.营业收入 最低 = 3元", facts) == .met)
        #expect(try Fixture.outcome("近3年.营业收入 均 ≥ 3元", facts) == .met)
        #expect(try Fixture.outcome("近3年.营业收入 均 ≥ 4元", facts) == .missed)
        #expect(try Fixture.outcome("近3年.营业收入 任一 ≥ 5元", facts) == .met)
        #expect(try Fixture.outcome("近3年.营业收入 任一 > 5元", facts) == .missed)
    }

    @Test("a window with a hole is open unless what is known decides")
    func holes() throws {
        let facts = "营业收入: {2024: 4元}"
        #expect(try Fixture.outcome("近2年.营业收入 均 ≥ 4元", facts) == .unknown)
        #expect(try Fixture.outcome("近2年.营业收入 均 ≥ 5元", facts) == .missed)
        #expect(try Fixture.outcome("近2年.营业收入 任一 ≥ 4元", facts) == .met)
        #expect(try Fixture.outcome("近2年.营业收入 任一 ≥ 5元", facts) == .unknown)
        #expect(try Fixture.outcome("近2年.营业收入 合计 ≥ 1元", facts) == .unknown)
    }

    @Test("growth needs the year before, and a positive base")
    func growth() throws {
        let facts = "营业收入: {2023: 100元, 2024: 110元, 2025: 132元}"
        #expect(try Fixture.outcome("上年度.营业收入 增长率 = 20%", facts) == .met)
        #expect(try Fixture.outcome("近2年.营业收入 平均增长率 = 15%", facts) == .met)
        // √1.32 − 1 is 14.8912…%.
        #expect(try Fixture.outcome("近2年.营业收入 复合增长率 ≥ 14.891252%", facts) == .met)
        #expect(try Fixture.outcome("近2年.营业收入 复合增长率 ≥ 14.891253%", facts) == .missed)
        #expect(try Fixture.outcome("近2年.营业收入 复合增长率 = 10%", "营业收入: {2023: 100元, 2025: 121元}") == .met)
        #expect(try Fixture.outcome("近3年.营业收入 平均增长率 ≥ 1%", facts) == .unknown)
        #expect(try Fixture.outcome("上年度.营业收入 增长率 ≥ 1%", "营业收入: {2024: 0元, 2025: 9元}") == .unknown)
        #expect(try Fixture.outcome("近2年.营业收入 复合增长率 ≥ -100%", "营业收入: {2023: 1元, 2025: 0元}") == .met)
        #expect(try Fixture.outcome("近2年.营业收入 复合增长率 > -100%", "营业收入: {2023: 1元, 2025: 0元}") == .missed)
        #expect(try Fixture.outcome("近2年.营业收入 复合增长率 < -200%", "营业收入: {2023: 1元, 2025: 0元}") == .missed)
    }

    @Test("a share of nothing, or of less than nothing, is open and points to the number")
    func undefined() throws {
        let line = "上年度.研发费用 / 上年度.营业收入 ≥ 3%"
        for revenue in ["0元", "-5元"] {
            #expect(try Fixture.outcome(line, "{上年度.研发费用: 1元, 上年度.营业收入: \(revenue)}") == .unknown)
        }
    }

    @Test("a word is derived from others of its period unless it is stated")
    func derivation() throws {
        let line = "上年末.资产负债率 ≤ 70%"
        #expect(try Fixture.outcome(line, "{上年末.资产总额: 10元, 上年末.负债总额: 7元}") == .met)
        #expect(try Fixture.outcome(line, "{上年末.资产总额: 10元, 上年末.负债总额: 7.01元}") == .missed)
        #expect(try Fixture.outcome(line, "{上年末.资产总额: 10元, 上上年末.负债总额: 7元}") == .unknown)
        #expect(
            try Fixture.outcome(line, "{上年末.资产总额: 10元, 上年末.负债总额: 9元, 上年末.资产负债率: 60%}") == .met)
    }

    @Test(
        "dates count whole calendar years, months and days, the day itself included",
        arguments: [
            ("距今 满 1年", "2025-06-01", true), ("距今 满 1年", "2025-06-02", false),
            ("距今 满 18个月", "2024-12-01", true), ("距今 满 18个月", "2024-12-02", false),
            ("距今 ≥ 365天", "2025-06-01", true), ("距今 ≥ 365天", "2025-06-02", false),
            ("距今 不超过 10年", "2016-06-01", true), ("距今 不超过 10年", "2016-05-31", false),
            ("距今 10年以内", "2016-06-01", true), ("距今 不满 3年", "2023-06-01", false),
            ("距今 不满 3年", "2023-06-02", true), ("至上年末 满 3年", "2022-12-31", true),
            ("至上年末 满 3年", "2023-01-01", false), ("≥ 2020-01-01", "2020-01-01", true),
            ("> 2020-01-01", "2020-01-01", false), ("< 2020年1月1日", "2019-12-31", true),
        ])
    func dates(test: (line: String, founded: String, met: Bool)) throws {
        #expect(try Fixture.outcome("成立日期 \(test.line)", "成立日期: \(test.founded)") == Outcome(test.met))
    }

    @Test(
        "options, sets, industries and regions",
        arguments: [
            ("研发机构级别 ≥ 省级", "研发机构级别: 国家级", Outcome.met), ("研发机构级别 ≥ 省级", "研发机构级别: 市级", .missed),
            ("研发机构级别 不是 省级", "研发机构级别: 省级", .missed), ("研发机构级别 属于 省级、国家级", "研发机构级别: 国家级", .met),
            ("研发机构级别 ≥ 省级", "", .unknown), ("已获称号 包含任一 科技型中小企业、高新技术企业", "已获称号: [高新技术企业]", .met),
            ("已获称号 包含全部 科技型中小企业、高新技术企业", "已获称号: [高新技术企业]", .missed),
            ("已获称号 不包含 高新技术企业", "已获称号: []", .met), ("已获称号 不包含 高新技术企业", "已获称号: [高新技术企业]", .missed),
            ("所属行业 属于 C", "所属行业: C3670", .met), ("所属行业 属于 制造业、I65", "所属行业: I64", .missed),
            ("所属行业 属于 591", "所属行业: \"59\"", .unknown), ("所属行业 不属于 591", "所属行业: \"59\"", .unknown),
            ("所属行业 属于 591", "所属行业: G", .unknown), ("所属行业 不属于 591", "所属行业: C", .met),
            ("注册地 属于 江苏省", "注册地: 320505", .met), ("注册地 属于 江苏省", "注册地: 310000", .missed),
            ("注册地 属于 320505", "注册地: 江苏省", .unknown), ("非 有自主品牌", "有自主品牌: 否", .met),
            ("非 有自主品牌", "有自主品牌: 不清楚", .unknown), ("有自主品牌 或 发明专利数 ≥ 1项", "有自主品牌: 是", .met),
            ("有自主品牌 且 发明专利数 ≥ 1项", "有自主品牌: 否", .missed), ("有自主品牌 且 发明专利数 ≥ 1项", "有自主品牌: 是", .unknown),
            ("有自主品牌 或 有自主品牌 且 被列入异常名录", "{有自主品牌: 是, 被列入异常名录: 否}", .met),
            ("（有自主品牌 或 有自主品牌） 且 被列入异常名录", "{有自主品牌: 是, 被列入异常名录: 否}", .missed),
        ])
    func codes(test: (line: String, facts: String, outcome: Outcome)) throws {
        #expect(try Fixture.outcome(test.line, test.facts) == test.outcome)
    }
}
