// SPDX-License-Identifier: Apache-2.0
import Policies
import SiteTesting
import Standards
import Testing

@testable import Example
@testable import Guides

/// What people type, over the policies of the example city.
@Suite struct QueryTests {
    private static let contents: [PolicyContent] = {
        do {
            return try ExamplePolicy.all().map { written in
                World.content(written.titled(2026)) {
                    $0.issuers = written.issuers
                    $0.level = written.level
                    $0.region = Region(code: written.region) ?? .nation
                    $0.summary = written.summary
                    $0.kinds = written.kinds
                    ($0.themes, $0.tags, $0.tiers) = (written.themes, written.tags, written.tiers)
                    $0.items = written.items.map { item in
                        var kept = PolicyItem(key: "1", name: item.name)
                        kept.support = item.support
                        return kept
                    }
                }
            }
        } catch {
            Issue.record(error)
            return []
        }
    }()
    private static let catalogue = Catalogue(contents)

    private func titles(_ typed: String) -> [String] {
        Self.catalogue.find(GuideQuery(typed: typed), on: World.today).entries.map(\.title)
    }

    /// What is typed, and words of the title of what is meant; it is among the first three.
    static let wanted = [
        ("高企补贴", "首次认定高新技术企业"), ("宿迁技改", "技术改造综合奖补"), ("研发补贴", "企业研究开发费用补助"),
        ("数字化补贴", "智能工厂|工业互联网|技术改造综合奖补|免费诊断"), ("技改补贴", "技术改造综合奖补|设备更新|绿色改造"),
        ("宿迁市技改补贴", "技术改造综合奖补"), ("沭阳技改", "沭阳县纺织"), ("沭阳县纺织补贴", "沭阳县纺织"),
        ("泗洪食品补贴", "泗洪县食品"), ("小巨人奖金", "专精特新企业培育奖励"), ("专精特新奖补", "专精特新企业培育奖励"),
        ("专精特新贷款", "专精特新中小企业贷款贴息"), ("宿城区房租补贴", "宿城区软件"), ("宿城贷款贴息", "宿城区制造业企业首次贷款贴息"),
        ("软件企业房租", "宿城区软件"), ("企业上市补助", "企业上市挂牌奖励"), ("参展补助", "展会"), ("展会补贴怎么申请", "参加展会补贴"),
        ("稳岗补贴", "稳岗返还"), ("宿迁稳岗返还", "稳岗返还"), ("绿色工厂补贴", "绿色工厂创建奖励"), ("首台套补贴", "首台（套）"),
        ("上规模补贴", "上规模奖励"), ("宿迁小升规奖励", "上规模奖励"), ("人才培训", "领军人才培训班"),
        ("厂房租金补贴", "标准厂房租金减免"), ("智能工厂补贴", "智能工厂奖励"), ("工业互联网补助", "工业互联网标杆工厂"),
        ("担保补贴", "融资担保费补贴"), ("小微企业担保", "融资担保费补贴"), ("江苏智能工厂", "智能工厂奖励"),
        ("有哪些技改补贴", "技术改造综合奖补|设备更新|绿色改造"), ("物流补贴", "货运物流"), ("宿豫物流奖励", "货运物流"),
        ("泗阳绿色补贴", "泗阳县木业"), ("subsidy", "补"), ("high-tech enterprise", "高新技术企业"),
        ("high-tech enterprise award", "首次认定高新技术企业"), ("little giant", "专精特新"),
        ("little giant award", "专精特新企业培育奖励"), ("green factory subsidy", "绿色工厂"), ("rent subsidy", "房租|租金"),
        ("loan interest subsidy", "贴息"), ("smart factory", "智能工厂"), ("R&D subsidy", "研究开发|研发"),
    ]

    @Test(arguments: wanted)
    func `what people type finds what they mean`(typed: String, meant: String) {
        let first = titles(typed).prefix(3)
        let found = first.contains { title in meant.split(separator: "|").contains { title.contains($0) } }
        #expect(found, "\(typed): \(first)")
    }

    @Test func `a word that is found as it stands is never parted`() {
        for typed in ["技术改造", "贴息", "高企", "宿迁", "zjtx", "融资担保费"] {
            let findings = Self.catalogue.find(GuideQuery(typed: typed), on: World.today)
            #expect(findings.count > 0 && findings.parts.isEmpty, "\(typed)")
        }
    }

    @Test func `each part counts, a number is never left aside, nonsense finds nothing, a slip comes first`()
    {
        let both = Self.catalogue.find(GuideQuery(typed: "沭阳纺织补贴"), on: World.today)
        #expect(both.isWhole && both.parts == ["沭阳", "纺织", "补贴"])
        #expect(
            both.entries.allSatisfy { $0.title.contains("纺织") || $0.themes.contains { $0.contains("纺织") } })
        #expect(titles("龘靐齉").isEmpty && titles("技改补贴2019").isEmpty && titles("第九批技改").isEmpty)
        let slip = Self.catalogue.find(GuideQuery(typed: "技术该造"), on: World.today)
        #expect(slip.usedInstead == "技术改造" && slip.parts.isEmpty)
        let most = Self.catalogue.find(GuideQuery(typed: "泗洪纺织品牌"), on: World.today)
        #expect(!most.isWhole && most.count > 0)
    }

    @Test func `the page says at which words it parted what was typed, in both languages`() async throws {
        try await World.with { world in
            try await world.add("首次认定高新技术企业奖励") { $0.kinds = [.award] }
            try await world.visit(as: nil) { browser in
                let page = try await browser.open("/policies?q=\(Browser.encode("高企补贴"))")
                #expect(page.text.contains("下面的政策都与“高企”、“补贴”有关"))
                let english = try await browser.open("/policies?lang=en&q=high-tech+enterprise+award")
                #expect(english.text.contains("“high-tech enterprise”, “award”"))
                let whole = try await browser.open("/policies?lang=zh-Hans&q=\(Browser.encode("高企"))")
                #expect(whole.text.contains("首次认定") && !whole.text.contains("下面的政策"))
            }
        }
    }
}
