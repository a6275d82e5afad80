// SPDX-License-Identifier: Apache-2.0

/// Words of requirements that a draft is made from, as data.
enum RequirementCues {
    static let ands: Lexicon = ["并且", "且", "同时", "并", "以及"]
    static let ors: Lexicon = ["或者", "或"]
    /// Where one of these stands, parts of a sentence cannot be told apart with certainty.
    static let ties: Lexicon = [
        "或", "之一", "除", "但", "其中", "至少", "任意", "任一", "如", "若", "上述", "其他", "者", "不受", "可以", "可不", "可按", "放宽",
        "视同",
        "分别", "是指", "前款", "该", "下列", "以下条件", "以下要求", "不再要求", "只要", "只需",
    ]
    /// How a statement begins that says nothing of anybody but the applicant.
    static let statements: Lexicon = [
        "具有", "拥有", "具备", "有", "未", "无", "没有", "不存在", "近", "上年", "依法", "在", "经营", "坚持", "遵守", "财务", "信用",
        "符合", "建立",
        "取得", "获得", "从事", "持续", "且", "并", "按", "诚信", "能够", "能", "截至", "至", "正常", "管理", "已", "属于", "主营",
        "主导产品", "主要",
    ]

    /// Whether a word outside brackets ties the parts of a sentence together.
    static func isTied(_ text: Stretch) -> Bool {
        var depth = 0
        for at in text.indices {
            if text[at] == "(" { depth += 1 }
            if text[at] == ")" { depth = max(0, depth - 1) }
            if depth == 0, ties.match(text, at: at) != nil { return true }
        }
        return false
    }

    /// Whether a list goes on; 高等 and 等级 are other words.
    static func isOpen(_ text: Stretch) -> Bool {
        text.indices.contains { at in
            guard text[at] == "等" else { return false }
            let before = at > text.startIndex ? text[at - 1] : " "
            let after = at + 1 < text.endIndex ? text[at + 1] : " "
            return !"高中初同平均优次".unicodeScalars.contains(before) && !"级次于同待额".unicodeScalars.contains(after)
        }
    }

    static let enterprises: Lexicon = ["企业", "法人企业", "单位", "法人单位", "企业法人", "企业单位"]
    private static let subjects: Lexicon = [
        "申报企业", "申请企业", "申报单位", "申请单位", "申报主体", "申请主体", "企业", "申请认定的企业", "参评企业", "申报的企业", "申请的企业", "项目申报单位",
    ]
    private static let modals: Lexicon = [
        "须", "应", "应当", "必须", "需", "要", "须为", "应为", "应当为", "需为", "必须为", "应符合", "须符合", "应满足", "须满足", "应当符合",
        "需满足", "需符合", "满足", "在申报期间", "申报期间", "申报时", "申请时", "目前",
    ]
    private static let heads: Lexicon = ["对于", "对", "凡是", "凡", "且", "并且", "并", "同时", "以及", "或者", "或"]

    /// Without the signs at both ends, the words that tie, and the enterprise itself as the subject.
    static func core(_ text: Stretch) -> Stretch {
        var core = text.trimmed("、,。;:.")
        if let word = heads.begins(core) { core = core.after(core.startIndex + word.count) }
        if let word = subjects.begins(core), core.count > word.count, !follows(core, word) {
            core = core.after(core.startIndex + word.count)
        }
        while let word = modals.begins(core), core.count > word.count {
            core = core.after(core.startIndex + word.count)
            if core.first == "," { core = core.dropFirst() }
        }
        while core.last == "的", core.count > 2 { core = core.dropLast() }
        return core.trimmed("、,")
    }

    /// 企业规模 and 企业估值 are words of their own.
    private static func follows(_ text: Stretch, _ word: Word) -> Bool {
        let next = text.after(text.startIndex + word.count)
        return word == "企业"
            && (next.hasPrefix("规模") || next.hasPrefix("估值") || next.hasPrefix("人民币")
                || next.hasPrefix("所得税"))
    }

    /// Words that leave an official room.
    static let leeway: Lexicon = ["原则上", "一般", "择优", "酌情", "左右", "力争"]
    static let exceptions: Lexicon = ["除外", "但", "除", "不受此限", "不考察", "不含", "不包括", "放宽"]
    static let years: Lexicon = ["年度", "年末", "年"]
}
