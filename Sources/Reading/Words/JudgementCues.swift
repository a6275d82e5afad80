// SPDX-License-Identifier: Apache-2.0

/// Words that no program can decide from facts, as data.
enum JudgementCues {
    static let words: Lexicon = [
        "良好", "健全", "完善", "较强", "较高", "较大", "较好", "较为", "较快", "稳定", "合理", "明显", "显著", "优先", "先进", "前景", "突出",
        "优秀", "能力", "规范", "特色",
        "引领", "意愿", "其他条件", "影响力", "高质量发展方向", "充足", "领先", "专注", "成长性", "可行", "优良", "优异", "示范作用", "带动作用",
        "社会效益", "积极", "有效",
        "能够", "重大突破", "成熟", "科学", "清晰", "明确的发展", "坚持", "资金不足", "重点支持", "符合国家产业政策", "产业政策", "发展方向", "发展规划",
        "潜力",
        "竞争力", "知名", "前列",
        "安全可靠", "诚信经营", "信誉", "创新性", "创新能力", "第一位", "全国前", "全省前", "产品质量安全", "建立健全", "一定规模", "适当", "相关规定",
        "经营状况", "按计划实施", "真实", "守法",
        "合法合规", "有利于", "总体水平", "主导产品",
    ]

    /// Whether the requirement needs a person.
    static func decide(_ text: Stretch) -> Bool { words.occurs(in: text) && !results.occurs(in: text) }

    /// 考核结果为良好 is a fact: somebody has judged already.
    private static let results: Lexicon = ["结果为", "评为", "等次", "等级", "评定为", "认定为", "评价为"]
}
