// SPDX-License-Identifier: Apache-2.0

/// What an example enterprise does, and how such firms tend to be.
struct ExampleTrade: Sendable {
    /// How many do this, beside the others.
    let share: Double
    /// Code of GB/T 4754-2017.
    let industry: String
    /// What stands in the name.
    let words: String
    /// Chance that it does research.
    let research: Double
    /// Half of them have less revenue a year, in 万元.
    let medianRevenue: Double
    /// Revenue of one employee a year, in 万元.
    let revenuePerHead: Double

    static let all = [
        ExampleTrade(0.10, "C348", "精密机械", research: 0.55, 2600, 85),
        ExampleTrade(0.08, "C398", "电子科技", research: 0.60, 3200, 95),
        ExampleTrade(0.06, "C382", "电气设备", research: 0.50, 3000, 100),
        ExampleTrade(0.05, "C292", "塑料制品", research: 0.25, 1800, 80),
        ExampleTrade(0.05, "C265", "新材料", research: 0.65, 4200, 120),
        ExampleTrade(0.04, "C367", "汽车零部件", research: 0.45, 3600, 90),
        ExampleTrade(0.04, "C358", "医疗器械", research: 0.60, 2200, 75),
        ExampleTrade(0.06, "C178", "纺织", research: 0.15, 2100, 60),
        ExampleTrade(0.05, "C202", "木业", research: 0.12, 1500, 65),
        ExampleTrade(0.06, "C139", "食品", research: 0.18, 2400, 70),
        ExampleTrade(0.02, "C151", "酒业", research: 0.10, 5200, 110),
        ExampleTrade(0.10, "I651", "软件", research: 0.70, 900, 45),
        ExampleTrade(0.04, "M732", "检测技术", research: 0.45, 700, 40),
        ExampleTrade(0.07, "F517", "物资贸易", research: 0.02, 2800, 260),
        ExampleTrade(0.04, "F521", "商贸", research: 0.01, 900, 90),
        ExampleTrade(0.05, "E492", "建筑安装", research: 0.10, 2600, 80),
        ExampleTrade(0.03, "G543", "货运", research: 0.02, 1300, 70),
        ExampleTrade(0.03, "H621", "餐饮管理", research: 0.01, 500, 25),
        ExampleTrade(0.03, "L729", "商务服务", research: 0.05, 450, 40),
    ]

    private init(
        _ share: Double, _ industry: String, _ words: String, research: Double, _ medianRevenue: Double,
        _ revenuePerHead: Double
    ) {
        self.share = share
        self.industry = industry
        self.words = words
        self.research = research
        self.medianRevenue = medianRevenue
        self.revenuePerHead = revenuePerHead
    }
}
