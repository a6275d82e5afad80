// SPDX-License-Identifier: Apache-2.0

/// A part of a sentence between commas, and how it stands to the others.
struct Clause: Sendable {
    enum Role: Sendable {
        /// What must be true: 对…的, 连续缴纳…满3个月的
        case antecedent
        /// What is given or forbidden: 按每人1000元给予补贴
        case consequent
        /// Neither leads to the other.
        case other
    }

    var range: Range<Int>
    var role: Role
}

struct Sentence: Sendable {
    let range: Range<Int>
    var clauses: [Clause]
}

/// Cuts running text into sentences at 。； and into clauses at commas, never inside brackets or quotation
/// marks.
struct ClauseReader {
    private let text: Stretch

    static func sentences(_ text: Stretch) -> [Sentence] {
        let reader = ClauseReader(text: text)
        return reader.whole(reader.cut(text) { $0.isStop }).map { part in
            Sentence(range: part.startIndex..<part.endIndex, clauses: reader.clauses(part))
        }
    }

    private init(text: Stretch) { self.text = text }

    /// 对取得专利的产品；取得认定的产品；…，给予…: members that only 、 should part stay with the promise behind them.
    private func whole(_ parts: [Stretch]) -> [Stretch] {
        var result: [Stretch] = []
        var open: Stretch?
        for (index, part) in parts.enumerated() {
            let isLeading =
                ClauseCues.leading.occurs(in: part) || ConditionCues.repetition.occurs(in: part)
            let isFollowed = part.endIndex < text.endIndex && text[part.endIndex] == ";"
            if let first = open {
                if isLeading || !isFollowed {
                    result.append(text[first.startIndex..<part.endIndex])
                    open = nil
                }
            } else if !isLeading, isFollowed, index + 1 < parts.count,
                ClauseCues.topics.begins(part.trimmed()) != nil
            {
                open = part
            } else {
                result.append(part)
            }
        }
        if let open { result.append(text[open.startIndex...]) }
        return result
    }

    private func cut(_ stretch: Stretch, at isCut: (Glyph) -> Bool) -> [Stretch] {
        var parts: [Stretch] = []
        var start = stretch.startIndex
        var depth = 0
        var opened = 0
        for at in stretch.indices {
            switch stretch[at] {
            case "(", "《", "[":
                if depth == 0 { opened = at }
                depth += 1
            case ")", "》", "]": depth = max(0, depth - 1)
            default: break
            }
            // A bracket that is never closed must not swallow the rest of the text.
            if depth > 0, at - opened > 160 { depth = 0 }
            if depth == 0, isCut(stretch[at]) {
                if at > start { parts.append(stretch[start..<at]) }
                start = at + 1
            }
        }
        if start < stretch.endIndex { parts.append(stretch[start...]) }
        return parts
    }

    private func clauses(_ sentence: Stretch) -> [Clause] {
        var parts: [Stretch] = []
        for piece in cut(sentence, at: { $0 == "," || $0 == ";" }) {
            // A comma inside a number is no cut.
            if let last = parts.last, last.last?.isDigit == true, piece.first?.isDigit == true,
                last.endIndex + 1 == piece.startIndex,
                piece.prefix(while: \.isDigit).count == 3, last.reversed().prefix(while: \.isDigit).count <= 3
            {
                parts[parts.count - 1] = sentence[last.startIndex..<piece.endIndex]
            } else {
                parts.append(piece)
            }
        }
        return assign(parts.flatMap(split))
    }

    /// 招用3人以下的按每人2000元给予: what stands before 的 is the condition.
    private func split(_ clause: Stretch) -> [(Stretch, Clause.Role?)] {
        let clause = clause.trimmed()
        guard !clause.isEmpty else { return [] }
        if clause.last == "的" { return [(clause, .antecedent)] }
        if let cut = antecedentEnd(clause) {
            return [(clause.upTo(cut), .antecedent), (clause.after(cut), .consequent)]
        }
        return [(clause, nil)]
    }

    /// Behind 的 where a giving verb follows, or before the giving verb of 对…给予….
    private func antecedentEnd(_ clause: Stretch) -> Int? {
        var depth = 0
        for at in clause.indices {
            if clause[at] == "(" { depth += 1 }
            if clause[at] == ")" { depth = max(0, depth - 1) }
            if depth == 0, clause[at] == "的", at > clause.startIndex + 2,
                ClauseCues.giving.match(clause, at: at + 1) != nil,
                !ClauseCues.nouns.occurs(in: clause.upTo(at).suffix(4)),
                !ClauseCues.given.occurs(in: clause.upTo(at)), !ClauseCues.isNoun(clause, at: at + 1)
            {
                return at + 1
            }
        }
        guard let verb = ClauseCues.verbs.find(clause, from: clause.startIndex + 4),
            ClauseCues.topics.begins(clause) != nil
        else { return nil }
        return verb.at
    }

    private func assign(_ parts: [(Stretch, Clause.Role?)]) -> [Clause] {
        var clauses: [Clause] = []
        var pending = 0
        for (part, fixed) in parts {
            let role = fixed ?? (isConsequent(part) ? .consequent : .other)
            switch role {
            case .consequent where isReference(part):
                // 依据项目具体情况，按每人1000元的标准，发放: what stands before it still waits for the promise.
                pending += 1
            case .antecedent, .consequent:
                if role == .antecedent || ClauseCues.leading.occurs(in: part)
                    || ConditionCues.repetition.occurs(in: part)
                {
                    for index in (clauses.count - pending)..<clauses.count
                    where clauses[index].role == .other {
                        clauses[index].role = .antecedent
                    }
                }
                pending = 0
            case .other: pending += 1
            }
            clauses.append(Clause(range: part.startIndex..<part.endIndex, role: role))
        }
        return clauses
    }

    private func isReference(_ part: Stretch) -> Bool {
        ClauseCues.references.begins(part) != nil && !ClauseCues.leading.occurs(in: part)
            && !ConditionCues.repetition.occurs(in: part)
    }

    private func isInBracket(_ position: Int, _ part: Stretch) -> Bool {
        let before = part.upTo(position)
        return [("(", ")"), ("《", "》")].contains { (pair: (Glyph, Glyph)) in
            guard let open = before.lastIndex(of: pair.0) else { return false }
            return before.lastIndex(of: pair.1).map { $0 < open } ?? true
        }
    }

    private func isConsequent(_ part: Stretch) -> Bool {
        // …总费用的50%: a share of a cost is given, not required.
        if part.last == "%", let of = part.lastIndex(of: "的"), part.endIndex - of <= 8,
            ClauseCues.nouns.occurs(in: part.upTo(of).suffix(4))
        {
            return true
        }
        if ClauseCues.starts.begins(part) != nil { return true }
        // What stands in brackets is a remark.
        guard let verb = ClauseCues.verbs.all(part).first(where: { !isInBracket($0.at, part) }) else {
            return false
        }
        // 未享受过奖励 and 获得补贴 tell of the past.
        let before = part.upTo(verb.at).suffix(6)
        return !ClauseCues.past.occurs(in: before)
    }
}

/// Words that order clauses, as data.
enum ClauseCues {
    /// What follows 的 where a consequence begins.
    static let giving: Lexicon = [
        "按", "给予", "予以", "一次性", "奖励", "补贴", "补助", "资助", "每", "可", "分别", "再", "最高", "均", "不予", "不得", "不再",
        "不能", "参照",
        "从", "由", "优先", "单", "额外", "追加", "只能", "只有", "应", "取消", "当年", "同一", "累计", "依据", "根据",
    ]
    /// Nouns before 的 that belong to what follows.
    static let nouns: Lexicon = ["投资", "费用", "金额", "总额", "额度", "实际", "利息", "租金", "价格", "成本", "贷款", "支出"]
    /// 的单位, 的应届毕业生, 的补贴金额: the word behind 的 only looks like a promise's first one.
    static func isNoun(_ text: Stretch, at position: Int) -> Bool {
        if falseStarts.match(text, at: position) != nil { return true }
        guard let word = gifts.match(text, at: position) else { return false }
        return quantities.match(text, at: position + word.count) != nil
    }

    private static let falseStarts: Lexicon = [
        "单位", "单品", "单身", "单件", "单笔贷款", "应届", "应税", "应用", "应聘", "应征", "应急", "应收", "可再生", "可控", "可再利用", "可持续",
        "由来", "再生", "再就业", "再担保", "从业", "从事", "均价", "优先股", "参照物", "参照企业", "每股",
    ]
    private static let gifts: Lexicon = ["奖励", "补贴", "补助", "资助"]
    private static let quantities: Lexicon = [
        "金额", "总额", "比例", "额度", "标准", "资金", "期限", "最高", "上限", "总量", "对象", "范围", "项目", "政策",
    ]
    static let topics: Lexicon = ["对", "对于", "凡", "凡是", "针对"]
    /// A clause that has one of these is the consequence already.
    static let given: Lexicon = ["给予", "予以", "按照", "按每", "按不", "最高", "可申请", "可享受", "可按", "不超过", "可对"]
    /// What makes the clauses before it conditions.
    static let leading: Lexicon = [
        "给予", "予以", "奖励", "补贴", "补助", "资助", "贴息", "返还", "抵扣", "奖补", "津贴", "可享受", "可申请", "可按", "可获", "支持",
        "补偿", "可再", "额度",
        "发放", "免征", "免收", "减免", "减按", "免除", "免缴", "缓缴", "一事一议",
        "最高", "可报名", "可参加", "可免费", "可获得", "享受",
    ]
    /// What only says by which rule something is done.
    static let references: Lexicon = ["依据", "根据", "按", "参照", "以每", "由", "经"]
    static let verbs: Lexicon = [
        "给予", "予以", "一次性奖励", "一次性补助", "一次性资助", "一次性补贴", "发放", "按照", "按", "分别奖励", "分别给予", "奖励", "补贴", "补助",
        "资助", "贴息",
        "最高", "返还", "抵扣", "可享受", "可申请", "可按", "承担", "免收", "免征", "减免", "减按", "免除", "免缴", "一事一议", "提供", "支付",
        "额度不超过", "总额不超过", "金额不超过", "补贴不超过",
    ]
    static let starts: Lexicon = [
        "按", "按照", "给予", "予以", "可", "均可", "可以", "一次性", "分别", "每", "最高", "由", "享受", "再", "奖励", "补贴", "补助",
        "资助", "单个", "单家",
        "单户", "同一", "累计", "总额", "年度", "其中", "不予", "不再", "不得", "不能", "补贴标准", "奖励标准", "市级", "省级", "财政", "参照",
        "依据", "根据",
        "合计", "全额", "优先", "采取", "采用", "当年", "用于", "额度", "原则上", "上限", "暂停", "取消", "追回", "应",
    ]
    static let past: Lexicon = ["未", "已", "曾", "获得", "享受", "获", "取得", "不", "无", "没有", "申请"]
}
