// SPDX-License-Identifier: Apache-2.0

/// Words that tell what a heading or an announcing line is about, as data.
enum MeasureCues {
    /// How the name of a measure begins.
    static let verbs: Lexicon = [
        "支持", "鼓励", "加强", "强化", "推动", "促进", "加大", "加快", "实施", "开展", "培育", "引导", "扶持", "大力", "完善", "降低", "提升",
        "优化",
        "落实", "发放", "给予", "深化", "推进", "建立", "拓展", "壮大", "提高", "奖励", "补贴", "资助", "做大", "做强", "减免", "保障", "扩大",
        "激励",
        "助力", "设立", "用好", "打造", "稳定", "健全", "缓解", "搭建", "引进", "吸引", "发展", "举办",
    ]

    /// How the name of a measure ends.
    static let nouns: Lexicon = [
        "奖励", "补贴", "补助", "资助", "贴息", "贷款", "奖补", "支持", "券", "扶持", "返还", "津贴", "担保", "培训", "补偿", "认定", "建设",
        "发展",
        "创新", "引进", "融资", "投入", "转型", "改造",
    ]

    static let oneOf: Lexicon = [
        "条件之一", "之一的:", "之一:", "情形之一", "条件中的任意一", "任一条件", "任意一项", "条件中的一", "其中之一", "条件的其中一",
    ]
    static let exclusion: Lexicon = [
        "不予", "不得", "不能", "不享受", "不支持", "不纳入", "取消", "不再", "不适用", "不属于", "不列入", "不受理", "除外", "不接受",
    ]
    static let cases: Lexicon = ["情形", "情况", "之一", "以下", "下列", "如下"]
    static let materials: Lexicon = ["材料", "资料", "提交以下", "提供以下", "提交下列", "提供下列", "附件:", "附下列", "附以下"]
    static let requirements: Lexicon = ["条件", "要求", "满足", "符合", "具备", "对象", "范围", "包括:", "资格", "是指:"]
}
