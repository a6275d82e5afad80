// SPDX-License-Identifier: Apache-2.0

/// Words that compare, as data, and how they are found around a number.
enum Comparators {
    static let prefixes: [(Condition.Comparison, [Word])] = [
        (
            .ge,
            [
                "不低于", "不少于", "不小于", "达到", "达", "满", "至少", "不得低于", "不得少于", "已满", "须满", "年满", "大于等于", "大于或等于",
                "不应低于", "不应少于",
                "最低", "未低于", "≥", "连续", "持续", "累计满", "保持", "不短于", "至少为", "不低于等于", "为不低于",
            ]
        ),
        (.gt, ["超过", "高于", "突破", "大于", "多于", "逾", "超出", "超", ">", "长于"]),
        (
            .le,
            [
                "不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "最多", "至多", "小于等于", "小于或等于", "不应超过", "未超过", "≤",
                "最高", "不突破",
                "控制在", "不长于", "不得突破", "最长", "不得大于",
            ]
        ),
        (.lt, ["低于", "少于", "小于", "不足", "不满", "未满", "不到", "未达到", "未达", "<"]),
    ]

    private static let all = Lexicon(prefixes.flatMap(\.1))
    private static let kinds: [Word: Condition.Comparison] = Dictionary(
        prefixes.flatMap { kind, words in words.map { ($0, kind) } }, uniquingKeysWith: { first, _ in first })

    /// Behind a number: at least, at most.
    static let suffixes: Lexicon = [
        "以上", "及以上", "或以上", "(含)以上", "(含)及以上", "以上(含)", "含以上", "以下", "及以下", "(含)以下", "以内", "(含)以内", "之内", "内",
        "(含)内", "之上", "起", "左右",
        "部分", "为起点", "的部分", "及其以上", "或者以上", "以上的部分",
    ]
    static let upward: Lexicon = ["以上", "及以上", "或以上", "含以上", "之上", "及其以上", "或者以上"]
    static let downward: Lexicon = ["以下", "及以下", "以内", "之内", "内", "或以下"]

    /// Subjects that are facts of an enterprise, not grants.
    static let facts: Lexicon = [
        "营业收入", "销售收入", "主营业务收入", "资产总额", "总资产", "投资额", "投资总额", "总投资", "产值", "职工总数", "从业人员", "研发费用", "研发投入",
        "注册资本", "注册资金",
        "实缴资本", "净资产", "纳税额", "税收", "销售额", "零售额", "交易额", "资产负债率", "占比", "比重", "增速", "增长率", "利润", "出口额", "营收",
        "收入", "增长",
        "不良率", "裁员率", "占有率", "面积", "费率", "估值", "融资额", "产量", "成本", "负债率", "设备投资", "投入", "投资",
    ]

    /// The comparing word directly before a number, a few filling glyphs between allowed.
    static func prefix(of left: Stretch) -> (kind: Condition.Comparison, word: Word, at: Int)? {
        let core = left.trimmed("约了到为于:至")
        guard left.endIndex - core.endIndex <= 2 else { return nil }
        let candidate = longest(left) ?? longest(core)
        guard let word = candidate, let kind = kinds[word.0] else { return nil }
        return (kind, word.0, word.1)
    }

    /// The comparing word farther off, with nothing but nouns in between.
    static func far(_ left: Stretch, within reach: Int = 18) -> Condition.Comparison? {
        let near = left.suffix(reach)
        let start = near.lastIndex { $0 == "," || $0 == "、" || $0.isDigit }.map { $0 + 1 } ?? near.startIndex
        return all.all(near.after(start)).last.flatMap { kinds[$0.word] }
    }

    /// Whether any comparing word occurs.
    static func occur(in text: Stretch) -> Bool { all.occurs(in: text) }

    private static func longest(_ text: Stretch) -> (Word, Int)? {
        guard let word = all.ends(text) else { return nil }
        return (word, text.endIndex - word.count)
    }

    /// What follows a bracket that begins here: (含)以上.
    static func behindBracket(_ right: Stretch) -> Stretch {
        guard right.hasPrefix("("), let close = right.prefix(16).firstIndex(of: ")"),
            right[..<close].contains("含")
        else { return right }
        return right.after(close + 1)
    }
}
