// SPDX-License-Identifier: Apache-2.0

/// Tells what is given, from the words of the measures' names and of the sentences with amounts.
struct KindReader {
    let flow: Flow
    let title: Range<Int>?
    let measures: [Measure]
    /// For each measure: the sentences that give something.
    let giving: [Int: [Range<Int>]]
    /// For each measure: all that is told of it.
    let told: [Int: [Range<Int>]]
    /// The measures that have running text at all.
    let alive: Set<Int>

    func read() -> [PolicyRecord.Kind] {
        var kinds: Set<PolicyRecord.Kind> = []
        var isEmptyMeasure = false
        for index in measures.indices where alive.contains(index) {
            var own: Set<PolicyRecord.Kind> = []
            for range in giving[index] ?? [] { own.formUnion(Self.kinds(flow.stretch(range))) }
            if let name = measures[index].name {
                own.formUnion(Self.kinds(ofName: flow.stretch(name), hasAmount: giving[index] != nil))
            }
            let isSilent = (told[index] ?? []).allSatisfy { Self.kinds(flow.stretch($0)).isEmpty }
            if own.isEmpty, isSilent, measures[index].name != nil { isEmptyMeasure = true }
            kinds.formUnion(own)
        }
        if let title { kinds.formUnion(Self.kinds(ofName: flow.stretch(title), hasAmount: !giving.isEmpty)) }
        let named = measures.indices.filter { alive.contains($0) && measures[$0].name != nil }
        if kinds.isEmpty || (isEmptyMeasure && named.count >= 3) {
            if !(kinds.isEmpty && alive.isEmpty) { kinds.insert(.other) }
        }
        return PolicyRecord.Kind.allCases.filter(kinds.contains)
    }

    /// From a sentence that gives something.
    static func kinds(_ text: Stretch) -> Set<PolicyRecord.Kind> {
        var kinds: Set<PolicyRecord.Kind> = []
        if KindCues.award.occurs(in: text) { kinds.insert(.award) }
        if KindCues.both.occurs(in: text) { kinds.formUnion([.award, .subsidy]) }
        if KindCues.voucher.occurs(in: text) { kinds.insert(.voucher) }
        if KindCues.interest.occurs(in: text) { kinds.insert(.interest) }
        if KindCues.loan.occurs(in: text) { kinds.insert(.loan) }
        if KindCues.guarantee.occurs(in: text) { kinds.insert(.guarantee) }
        if KindCues.rent.occurs(in: text) { kinds.insert(.rent) }
        if KindCues.training.occurs(in: text) { kinds.insert(.training) }
        if KindCues.subsidy.occurs(in: text) { kinds.insert(.subsidy) }
        if KindCues.support.occurs(in: text), kinds.isDisjoint(with: [.award, .voucher, .interest, .loan]) {
            kinds.insert(.subsidy)
        }
        if kinds.contains(.rent) || kinds.contains(.training), kinds.isDisjoint(with: [.award, .subsidy]) {
            kinds.insert(.subsidy)
        }
        return kinds
    }

    /// From the name of a measure or a document.
    static func kinds(ofName text: Stretch, hasAmount: Bool) -> Set<PolicyRecord.Kind> {
        var kinds: Set<PolicyRecord.Kind> = []
        if KindCues.recognition.occurs(in: text), !KindCues.award.occurs(in: text) {
            kinds.insert(.recognition)
        }
        if KindCues.both.occurs(in: text) {
            kinds.formUnion([.award, .subsidy])
        } else if KindCues.award.occurs(in: text) {
            kinds.insert(.award)
        }
        if KindCues.voucher.occurs(in: text) { kinds.insert(.voucher) }
        if KindCues.interest.occurs(in: text) { kinds.insert(.interest) }
        if text.contains("担保贷款") { kinds.formUnion([.loan, .guarantee]) }
        if text.hasSuffix("贷款") || text.contains("信用贷") { kinds.insert(.loan) }
        if KindCues.rent.occurs(in: text) { kinds.formUnion([.rent, .subsidy]) }
        if text.contains("培训"), hasAmount || KindCues.subsidy.occurs(in: text) { kinds.insert(.training) }
        if KindCues.subsidy.occurs(in: text) { kinds.insert(.subsidy) }
        return kinds
    }
}

/// Words of kinds, as data.
enum KindCues {
    static let award: Lexicon = ["奖励", "奖金", "奖补", "一次性奖"]
    static let both: Lexicon = ["奖补", "以奖代补", "奖励补助", "奖助"]
    static let subsidy: Lexicon = ["补贴", "补助", "资助", "资金支持", "经费支持", "补偿", "返还", "津贴", "安家费", "后补助"]
    /// 支持 with a sum is a grant unless the sentence calls it something else.
    static let support: Lexicon = ["万元支持", "元支持", "元的支持", "资金扶持", "给予支持", "扶持资金", "元扶持"]
    static let voucher: Lexicon = ["创新券", "服务券", "消费券", "券抵扣", "培训券", "算力券", "电子券", "体验券", "优惠券", "数据券"]
    static let interest: Lexicon = ["贴息"]
    static let loan: Lexicon = ["贷款额度", "申请贷款", "担保贷款", "贷款最高", "可贷", "信用贷款额", "授信额度"]
    static let guarantee: Lexicon = ["担保贷款", "融资担保", "担保费", "担保业务", "保费补贴", "担保补贴", "担保补助"]
    static let rent: Lexicon = ["租金", "房租", "场租补", "租房"]
    static let training: Lexicon = ["培训"]
    static let recognition: Lexicon = [
        "认定管理", "认定办法", "认定工作", "认定标准", "评价工作", "认定申报", "申报认定", "评价办法", "认定和", "认定与", "评价管理", "认定的通知", "认定指南",
        "认定实施", "入库评价", "复核工作",
    ]
}
