// SPDX-License-Identifier: Apache-2.0

/// The figures of one example enterprise over three years, and who states them.
struct ExampleFigures {
    private(set) var facts: [ExampleEnterprise.Fact] = []
    private let trade: ExampleTrade
    private let ageYears: Int
    private let year: Int
    /// Chance that a fact is stated at all; the young and small state less.
    private let openness: Double

    init(trade: ExampleTrade, ageYears: Int, year: Int, _ random: inout SeededRandom) {
        self.trade = trade
        self.ageYears = ageYears
        self.year = year
        let size = random.logNormal(median: 1, spread: 1.25)
        let doesResearch = random.happens(trade.research)
        openness = min(0.97, 0.62 + 0.05 * Double(min(ageYears, 5)) + (doesResearch ? 0.1 : 0))
        years(size, doesResearch, &random)
        flags(&random)
        if doesResearch { research(size, &random) }
        titles(size, doesResearch, &random)
    }

    private mutating func years(_ size: Double, _ doesResearch: Bool, _ random: inout SeededRandom) {
        var revenue = trade.medianRevenue * size
        let researchShare = doesResearch ? random.logNormal(median: 0.045, spread: 0.45) : 0
        let debt = min(0.95, max(0.08, 0.48 + 0.18 * random.normal()))
        for back in 0..<min(3, ageYears) {
            let at = year - back
            let head = max(
                1, (revenue / trade.revenuePerHead * random.logNormal(median: 1, spread: 0.2)).rounded())
            let assets = revenue * random.logNormal(median: 0.9, spread: 0.3)
            state("营业收入", at, money(revenue), back == 0 ? "审计报告" : "税务", &random)
            state("从业人员", at, "\(Int(head))人", "统计", &random)
            state("资产总额", at, money(assets), "审计报告", &random)
            state("负债总额", at, money(assets * debt), "审计报告", &random)
            state("净利润", at, money(revenue * (0.045 + 0.06 * random.normal())), "审计报告", &random)
            if doesResearch {
                state("研发费用", at, money(revenue * researchShare), "专项审计报告", &random)
                state("主营业务收入", at, money(revenue * (0.85 + 0.14 * random.share())), "审计报告", &random)
                let staff = max(1, (head * min(0.6, researchShare * 4)).rounded())
                state("研发人员", at, "\(Int(staff))人", "自报", &random)
                state("职工总数", at, "\(Int(head))人", "自报", &random)
            }
            revenue /= max(0.6, 1.08 + 0.18 * random.normal())
        }
    }

    private mutating func flags(_ random: inout SeededRandom) {
        always("境内注册的独立法人", "是", "市场监管")
        always("境内依法设立的企业", "是", "市场监管")
        state("境内注册的居民企业", nil, "是", "税务", &random)
        state("被列入经营异常名录", nil, random.happens(0.03) ? "是" : "否", "信用信息平台", &random)
        state("被列入严重失信主体名单", nil, random.happens(0.01) ? "是" : "否", "信用信息平台", &random)
        state("有国家禁止限制淘汰类产品", nil, random.happens(0.02) ? "是" : "否", "自报", &random)
        state("近三年有较大事故及严重违规", nil, random.happens(0.02) ? "是" : "否", "部门核查", &random)
        state("近三年有重大事故及偷漏税等", nil, random.happens(0.01) ? "是" : "否", "部门核查", &random)
    }

    private mutating func research(_ size: Double, _ random: inout SeededRandom) {
        let patents = Int(random.logNormal(median: 2, spread: 0.9) * min(3, max(0.5, size)))
        state("Ⅰ类知识产权数量", nil, "\(patents / 2)项", "知识产权局", &random)
        state("自主研发Ⅰ类知识产权数量", nil, "\(patents / 3)项", "自报", &random)
        state("Ⅱ类知识产权数量", nil, "\(patents * 2)项", "知识产权局", &random)
        state("从事细分市场年限", year, "\(max(1, ageYears - random.below(3)))年", "自报", &random)
        let labs = [("未建立", 0.5), ("市级以下", 0.18), ("市级", 0.2), ("省级", 0.11), ("国家级", 0.01)]
        state("研发机构级别", nil, random.pick(labs), "部门认定", &random)
        state("有自主品牌", nil, random.happens(0.7) ? "是" : "否", "自报", &random)
        let levels = [("未评测", 0.4), ("一级", 0.2), ("二级", 0.25), ("三级", 0.12), ("四级", 0.03)]
        state("数字化水平", nil, random.pick(levels), "自报", &random)
        state("有质量管理体系认证", nil, random.happens(0.65) ? "是" : "否", "自报", &random)
        if random.happens(0.12) {
            state("新增股权融资", year, money(random.logNormal(median: 900, spread: 1)), "验资报告", &random)
        }
    }

    /// Titles as a city has them: hundreds of innovative ones, few little giants.
    private mutating func titles(_ size: Double, _ doesResearch: Bool, _ random: inout SeededRandom) {
        guard doesResearch, ageYears >= 2 else { return }
        var held: [String] = []
        if random.happens(0.35) { held.append("科技型中小企业") }
        if random.happens(0.32) { held.append("高新技术企业") }
        if random.happens(0.28) { held.append("创新型中小企业") }
        if size > 1, ageYears >= 3, random.happens(0.3) { held.append("专精特新中小企业") }
        if size > 2, held.contains("专精特新中小企业"), random.happens(0.12) { held.append("专精特新“小巨人”企业") }
        guard !held.isEmpty else { return }
        always("已获称号", held.joined(separator: "、"), "部门认定")
    }

    private mutating func state(
        _ word: String, _ year: Int?, _ value: String, _ source: String, _ random: inout SeededRandom
    ) {
        guard random.happens(openness) else { return }
        facts.append(ExampleEnterprise.Fact(word: word, year: year, value: value, source: source))
    }

    private mutating func always(_ word: String, _ value: String, _ source: String) {
        facts.append(ExampleEnterprise.Fact(word: word, year: nil, value: value, source: source))
    }

    /// 万元 with at most one decimal, as returns state it.
    private func money(_ amount: Double) -> String {
        let tenths = Int((amount * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)万元" : "\(tenths / 10).\(abs(tenths % 10))万元"
    }
}
