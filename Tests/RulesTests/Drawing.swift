// SPDX-License-Identifier: Apache-2.0
import Standards

@testable import Rules

/// Draws random lines, scores, amounts and enterprises over the words of the tests.
struct Drawing {
    var random: Seeded

    init(_ seed: UInt64) { random = Seeded(seed) }

    mutating func one<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: 0..<items.count, using: &random)]
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    // MARK: - Lines

    mutating func line(depth: Int = 3) -> String {
        guard depth > 0, chance(60) else { return atom() }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return "（\(line(depth: depth - 1)) 或 \(line(depth: depth - 1))）"
        case 1: return "（\(line(depth: depth - 1)) 且 \(line(depth: depth - 1))）"
        case 2: return "非 （\(line(depth: depth - 1))）"
        default: return atom()
        }
    }

    mutating func atom() -> String {
        let sign = one(["≥", "≤", ">", "<", "=", "≠"])
        let number = Int.random(in: 0...6, using: &random)
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return "有自主品牌"
        case 1: return "非 被列入异常名录"
        case 2: return "发明专利数 \(sign) \(number)项"
        case 3: return "近2年.营业收入 \(one(["均", "任一"])) \(sign) \(number)元"
        case 4: return "近2年.营业收入 \(one(["合计", "平均", "最高", "最低"])) \(sign) \(number)元"
        case 5: return "上年度.研发费用 / 上年度.营业收入 \(sign) \(number * 20)%"
        case 6: return "上年度.营业收入 增长率 \(sign) \(number * 20)%"
        case 7: return "近2年.营业收入 \(one(["平均", "复合"]))增长率 \(sign) \(number * 20)%"
        case 8: return "研发机构级别 \(sign) \(one(["无", "市级", "省级", "国家级"]))"
        case 9: return "已获称号 \(one(["包含任一", "包含全部", "不包含"])) 高新技术企业、科技型中小企业"
        case 10: return "所属行业 \(one(["属于", "不属于"])) \(one(["C", "C36", "591", "M、59"]))"
        case 11: return "注册地 \(one(["属于", "不属于"])) \(one(["江苏省", "320505", "310000"]))"
        case 12: return "上年末.资产负债率 \(sign) \(number * 20)%"
        default: return "成立日期 距今 \(one(["满", "不满", "不超过"])) \(number)年"
        }
    }

    // MARK: - Scores and amounts

    mutating func points(_ full: Int) -> String {
        let high = Int.random(in: 0...full, using: &random)
        return chance(15) ? "[\(Int.random(in: 0...high, using: &random)), \(high)]" : "\(high)"
    }

    mutating func method(depth: Int = 1) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &random) {
        case 0:
            let by = one(["发明专利数", "近2年.营业收入 合计 / 1元 × 1项", "上年度.研发费用 / 上年度.营业收入 × 3项"])
            return
                "按: \(by), 档: {4项以上: 10, 超过2项: \(points(10)), 1项以上: \(points(10)), 其余: \(points(10))}"
        case 1: return "取高: [\(award("10")), \(award()), {其余: \(points(5))}]"
        case 2: return "累加: [\(award("10")), \(award()), \(award())]"
        case 3: return "每: {按: 发明专利数, 满: \(one(["1", "2", "1.5"]))项, 分: \(points(4))}"
        case 4: return "择一: [{\(method(depth: 0))}, {\(method(depth: 0))}]"
        default:
            return
                "专家评分: [\(Int.random(in: 0...4, using: &random)), 10]"
        }
    }

    /// Full marks must be within reach, so one award of each list gives them.
    private mutating func award(_ points: String? = nil) -> String {
        "{当: \(line(depth: 1)), 分: \(points ?? self.points(10))}"
    }

    mutating func scoring() -> String {
        let indicators = (0..<3).map { "{名: 指标\($0), 满分: 10, \(method())}" }
        return "评分: {满分: 30, 组: [{组: 甲, 满分: 30, 指标: [\(indicators.joined(separator: ", "))]}]}"
    }

    mutating func amount() -> String {
        let items = (0..<3).map { index -> String in
            let when = chance(50) ? ", 当: \(line(depth: 1))" : ""
            let limits = (chance(30) ? ", 封顶: 4元" : "") + (chance(30) ? ", 保底: 1元" : "")
            let method =
                chance(50)
                ? "算: \(one(["上年度.营业收入 × 33.3%", "2元", "上年度.营业收入 - 上年度.研发费用"]))"
                : "按: 发明专利数, 档: {3项以上: 5元, 1项以上: 2.5元, 其余: 0元}"
            return "{名: 项\(index), \(method)\(when)\(limits)}"
        }
        let cap = chance(30) ? ", 封顶: 6元" : ""
        return "金额: {合并: \(one(["累加", "就高"]))\(cap), 项: [\(items.joined(separator: ", "))]}"
    }

    // MARK: - Enterprises

    /// Every fact that the lines look at.
    mutating func whole(_ vocabulary: Vocabulary) -> [(Facts.Key, Value)] {
        // What follows from other facts is not drawn: stated against them it would contradict them.
        vocabulary.words.filter { $0.derivation == nil && $0.classifiedBy == nil }.flatMap {
            word -> [(Facts.Key, Value)] in
            let years = word.isPeriodic ? Array(2022...2026) : [0]
            return years.map { (Facts.Key(word: word.id, year: $0), value(word)) }
        }
    }

    private mutating func value(_ word: Word) -> Value {
        switch word.kind {
        case .number(let unit):
            let small = Rational(Int.random(in: 0...6, using: &random))
            return .number(unit.name == "%" ? small * Rational(1, over: 5) : small)
        case .flag: return .flag(chance(50))
        case .option(let options, _): return .option(Int.random(in: 0..<options.count, using: &random))
        case .options(let options):
            var set: Set<Int> = []
            for index in options.indices where chance(40) { set.insert(index) }
            return .options(set)
        case .date:
            return .date(Day(number: 17_000 + Int.random(in: 0...3_500, using: &random)))
        case .industry:
            return .industry(
                one(["C", "C36", "G59", "591", "592", "M74", "M"].compactMap { Industry(code: $0) }))
        case .region:
            return .region(one(["320000", "320500", "320505", "310000"].compactMap { Region(code: $0) }))
        }
    }

    /// The facts without some of them.
    mutating func part(_ whole: [(Facts.Key, Value)], keeping percent: Int) -> Facts {
        var facts = Facts()
        for (key, value) in whole where chance(percent) { facts.set(Facts.Report(value: value), for: key) }
        return facts
    }

    /// The given facts with every missing one drawn anew.
    mutating func completion(_ facts: Facts, _ vocabulary: Vocabulary) -> Facts {
        var facts = facts
        for (key, value) in whole(vocabulary) where facts[key] == nil {
            facts.set(Facts.Report(value: value), for: key)
        }
        return facts
    }
}
