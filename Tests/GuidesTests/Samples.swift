// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

@testable import Guides
@testable import Policies

extension PolicyVersion {
    /// A released version for tests that need no database.
    static func sample(_ number: Int64, _ content: PolicyContent, stage: PolicyStage = .released)
        -> PolicyVersion
    {
        let tail = String(number + 1_000_000_000_000).suffix(12)
        let policy = Policy(
            id: ID("00000000-0000-4000-8000-\(tail)")!, number: number, region: content.region,
            department: nil, createdAt: 0)
        return PolicyVersion(
            id: ID("00000000-0000-4000-9000-\(tail)")!, policy: policy, version: 1, stage: stage, revision: 1,
            content: content, madeBy: "test", madeAt: 0, firstReleasedBy: nil, releasedBy: "test",
            releasedAt: number, inForceFrom: World.today.adding(days: -30), inForceTo: content.validTo,
            commentTo: nil)
    }
}

extension Catalogue {
    /// A catalogue of contents, numbered from 1.
    init(_ contents: [PolicyContent]) {
        self.init()
        for (place, content) in contents.enumerated() { take(.sample(Int64(place + 1), content)) }
    }

    /// The numbers that a search finds, best first.
    func numbers(_ typed: String) -> [Int64] {
        find(GuideQuery(typed: typed), on: World.today).entries.map(\.number)
    }
}

/// Numbers that come again with their seed.
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// Invented policies in any number, with the words and the length of real notices.
struct InventedPolicies {
    private var dice: Dice
    private static let places = [
        "320000", "321300", "321322", "321302", "320500", "330100", "440300", "510100", "100000",
    ]
    .compactMap { Region(code: $0) }
    private static let things = [
        "技术改造", "专精特新企业培育", "高新技术企业认定", "首台（套）重大装备", "贷款贴息", "研发费用", "绿色工厂", "数字化转型",
        "上规模", "知识产权", "人才引进", "稳岗扩岗", "标准厂房租金", "展会补贴", "上市挂牌", "服务券", "融资担保", "智能工厂",
    ]
    private static let kinds: [(String, PolicyKind)] = [
        ("奖励", .award), ("补贴", .subsidy), ("贴息", .interest), ("认定", .recognition), ("减免", .rent),
    ]
    private static let trades = ["C34", "C39", "C26", "I65", "F52", "C17", "M73", ""]

    init(seed: UInt64) { dice = Dice(state: seed) }

    mutating func next() -> PolicyContent {
        let place = Self.places.randomElement(using: &dice)!
        let thing = Self.things.randomElement(using: &dice)!
        let kind = Self.kinds.randomElement(using: &dice)!
        let year = Int.random(in: 2022...2026, using: &dice)
        let level: PolicyLevel =
            switch place.level {
            case .nation: .nation
            case .province: .province
            case .city: .city
            case .county: .county
            }
        var content = PolicyContent(
            title: "关于组织申报\(year)年度\(place.shortName)\(thing)\(kind.0)项目的通知", level: level, region: place)
        content.documentNumber = "\(place.shortName)工信发〔\(year)〕\(Int.random(in: 1...300, using: &dice))号"
        content.issuers = ["\(place.shortName)工业和信息化局"]
        content.kinds = [kind.1]
        content.themes = [thing]
        content.summary = "符合条件的企业可以获得\(thing)\(kind.0)，最高\(Int.random(in: 5...500, using: &dice))万元。"
        content.applying = .online
        let from = World.today.adding(days: Int.random(in: -400...60, using: &dice))
        content.applyFrom = from
        content.applyTo = from.adding(days: Int.random(in: 15...90, using: &dice))
        content.publishedOn = from.adding(days: -10)
        let trade = Self.trades.randomElement(using: &dice)!
        content.industries = trade.isEmpty ? [] : [trade]
        var item = PolicyItem(key: "1", name: thing + kind.0)
        item.support = "按照项目投资额的\(Int.random(in: 3...30, using: &dice))%给予\(kind.0)。"
        item.mostFen = Int64.random(in: 5...500, using: &dice) * 1_000_000
        content.items = [item]
        content.materials = ["营业执照复印件", "上一年度审计报告", "信用承诺书"]
        content.text = (0..<8).map { number in
            let other = Self.things.randomElement(using: &dice)!
            let least = Int.random(in: 300...20_000, using: &dice)
            return "第\(number + 1)条 申报企业应当在中华人民共和国境内注册，具有独立法人资格，近三年无重大事故，"
                + "其\(other)项目已经备案，上年度营业收入不低于\(least)万元。"
        }.joined(separator: "\n")
        return content
    }
}
