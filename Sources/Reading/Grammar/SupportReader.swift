// SPDX-License-Identifier: Apache-2.0
import Standards

/// What a number in a sentence means for the grant.
enum FigureRole: Sendable {
    /// A plain sum, a share, a ceiling, a floor.
    case amount, ratio, cap, floor
    /// A number to compare a fact with.
    case threshold
    /// None of our business: payment schedules, budgets, audits.
    case none
}

/// Reads the amounts of a passage, sentence by sentence.
struct SupportReader {
    private let flow: Flow
    private let figures: Figures
    private let passage: Passage

    /// The amounts, and the quantities that were found to be thresholds.
    static func read(_ flow: Flow, _ figures: Figures, _ passage: Passage, _ sentence: Sentence) -> [Support]
    {
        guard isReadable(passage.purpose), !passage.isExclusion, passage.role != .heading else { return [] }
        let reader = SupportReader(flow: flow, figures: figures, passage: passage)
        return reader.supports(sentence)
    }

    private init(flow: Flow, figures: Figures, passage: Passage) {
        self.flow = flow
        self.figures = figures
        self.passage = passage
    }

    private static func isReadable(_ purpose: Purpose?) -> Bool {
        switch purpose {
        case nil, .support, .conditions: true
        default: false
        }
    }

    // MARK: One sentence

    /// A number with its role and its clause.
    private struct Found {
        let quantity: Quantity
        let role: FigureRole
        let clause: Range<Int>
        /// The words before it that belong to it.
        let left: Stretch
    }

    private func supports(_ sentence: Sentence) -> [Support] {
        let whole = flow.stretch(sentence.range)
        let isGiving = passage.purpose == .support || SupportCues.giving.occurs(in: whole)
        guard isGiving, !SupportCues.budgets.occurs(in: whole) || SupportCues.strong.occurs(in: whole) else {
            return []
        }
        // 一季度…的企业，给予… is a promise all the same.
        if SupportCues.reports.occurs(in: whole), !SupportCues.orders.occurs(in: whole) { return [] }
        // A new condition (…的，) begins a new promise: its ceiling does not bound the one before.
        var runs: [[Found]] = [[]]
        for clause in sentence.clauses {
            if clause.role != .antecedent {
                runs[runs.count - 1] += roles(clause, in: sentence)
            } else if flow.stretch(clause.range).last == "的", runs.last?.isEmpty == false {
                runs.append([])
            }
        }
        return runs.flatMap(bind)
    }

    private func roles(_ clause: Clause, in sentence: Sentence) -> [Found] {
        let text = flow.stretch(clause.range)
        if SupportCues.schedule.occurs(in: text) || SupportCues.audit.occurs(in: text) { return [] }
        var found: [Found] = []
        var previous: (end: Int, role: FigureRole, left: Stretch)?
        let quantities = (figures.quantities(in: clause.range) + whole(text)).sorted {
            $0.range.lowerBound < $1.range.lowerBound
        }
        for quantity in quantities where quantity.isMoney || quantity.isShare {
            // 全额的2/3: one number, not two on top of one another.
            guard quantity.range.lowerBound >= previous?.end ?? 0 else { continue }
            var left = flow.stretch((previous?.end ?? clause.range.lowerBound)..<quantity.range.lowerBound)
            let right = flow.stretch(quantity.range.upperBound..<clause.range.upperBound)
            var role: FigureRole
            if let previous, isSeries(left) {
                role = previous.role
                left = previous.left
            } else {
                role = self.role(quantity, left: left, right: right, clause: text, sentence: sentence)
            }
            if role == .cap || role == .floor || role == .amount, quantity.isShare { role = .ratio }
            found.append(Found(quantity: quantity, role: role, clause: clause.range, left: left))
            // A number that only explains a word does not cut the words before the next one.
            if role != .none || !isRemark(quantity, left: left, right: right) {
                previous = (quantity.range.upperBound, role, left)
            }
        }
        return found
    }

    /// 全额 is a share of one.
    private func whole(_ text: Stretch) -> [Quantity] {
        guard let at = text.find("全额"), !text.contains("全额缴"), !text.contains("全额拨款") else { return [] }
        return [Quantity(range: at..<(at + 2), value: 1, upper: nil, unit: .share, unitStart: at + 2)]
    }

    /// 100万元、60万元 and 500元/吨、冬季600元/吨: the second number is like the first.
    private func isSeries(_ between: Stretch) -> Bool {
        if between.count <= 1 { return between.allSatisfy { "、和及或/".unicodeScalars.contains($0) } }
        guard let sign = between.firstIndex(of: "、"), sign - between.startIndex <= 4, between.count <= 14
        else { return false }
        return !SupportCues.giving.occurs(in: between) && !SupportCues.caps.occurs(in: between)
            && Comparators.prefix(of: between) == nil
            && !Comparators.facts.occurs(in: between)
    }

    // MARK: One number

    private func role(
        _ quantity: Quantity, left: Stretch, right: Stretch, clause: Stretch, sentence: Sentence
    ) -> FigureRole {
        if isRemark(quantity, left: left, right: right) { return .none }
        let after = right.hasPrefix("(") ? Comparators.behindBracket(right) : right
        if Comparators.suffixes.begins(after) != nil { return .threshold }
        if quantity.isShare, SupportCues.spending.occurs(in: clause) { return .none }
        if SupportCues.budgets.occurs(in: left) { return .none }
        let tail = left.suffix(12)
        let reachesCap = SupportCues.caps.occurs(in: left) && (left.last == "达" || left.hasSuffix("达到"))
        if let comparator = Comparators.prefix(of: left), comparator.kind != .le, !reachesCap {
            if comparator.kind == .ge, SupportCues.nouns.occurs(in: tail), isConsequence(clause) {
                return .floor
            }
            return .threshold
        }
        // 每增加1000万元奖励5万元: the step is no promise.
        if SupportCues.steps.ends(left) != nil { return .threshold }
        let hasCap = SupportCues.caps.occurs(in: left)
        if hasCap {
            guard isCapOfSupport(left, right, clause: clause, sentence: sentence) else { return .threshold }
            return .cap
        }
        guard isGiven(left, right, clause: clause) else { return .none }
        return quantity.isShare ? .ratio : .amount
    }

    /// (含500万元), (30万元) behind the word that it explains.
    private func isRemark(_ quantity: Quantity, left: Stretch, right: Stretch) -> Bool {
        let open = left.lastIndex(of: "(")
        let close = left.lastIndex(of: ")")
        guard let open, close.map({ $0 < open }) ?? true else { return false }
        let inside = left.after(open + 1)
        if inside.hasPrefix("含") || inside.hasPrefix("包含") { return true }
        // 额度上限(30万元)之和: the number is named, not given.
        guard inside.isEmpty, right.hasPrefix(")") else { return false }
        return right.dropFirst().hasPrefix("之和") || right.dropFirst().hasPrefix("的")
            || !SupportCues.caps.occurs(in: left)
    }

    private func isConsequence(_ clause: Stretch) -> Bool { SupportCues.giving.occurs(in: clause) }

    /// 补贴金额不超过30万元 bounds the grant; 资产总额不超过2亿元 bounds the enterprise.
    private func isCapOfSupport(_ left: Stretch, _ right: Stretch, clause: Stretch, sentence: Sentence)
        -> Bool
    {
        if SupportCues.capNouns.occurs(in: left) || SupportCues.giving.occurs(in: left) { return true }
        if SupportCues.giving.occurs(in: right.prefix(12)) { return true }
        if right.hasPrefix("的标准") || right.hasPrefix("标准") { return true }
        if Comparators.facts.occurs(in: left) { return false }
        let earlier = flow.stretch(sentence.range.lowerBound..<clause.startIndex)
        return passage.purpose == .support
            || (passage.purpose == nil && SupportCues.giving.occurs(in: earlier))
    }

    private func isGiven(_ left: Stretch, _ right: Stretch, clause: Stretch) -> Bool {
        if Comparators.facts.ends(left.trimmed("为约")) != nil,
            !ClauseCues.given.occurs(in: left), !left.contains(where: { $0 == "按" })
        {
            return false
        }
        if SupportCues.giving.occurs(in: left) || SupportCues.giving.occurs(in: right) { return true }
        if right.hasPrefix("标准") || right.hasPrefix("的标准") { return true }
        // …总费用的50%
        if right.isEmpty, left.last == "的", ClauseCues.nouns.occurs(in: left.suffix(5)) { return true }
        if passage.purpose == .support { return !SupportCues.notGiven.occurs(in: clause) }
        return false
    }

    // MARK: Binding numbers to entries

    /// An entry under construction and the text that it takes.
    private struct Draft {
        var support: Support
        var range: Range<Int>
        var isCapped = false
    }

    private func bind(_ found: [Found]) -> [Support] {
        var drafts: [Draft] = []
        /// The share or sum that a following ceiling bounds.
        var base: Int?
        for (index, item) in found.enumerated() {
            let value = item.quantity.upper ?? item.quantity.value
            switch item.role {
            case .amount, .ratio:
                drafts.append(
                    draft(
                        item, amount: item.role == .amount ? value : nil,
                        ratio: item.role == .ratio ? value : nil))
                // 分别给予100万元、50万元，总额最高200万元: the ceiling is of all of them together.
                let isSeries =
                    index > 0 && found[index - 1].role == item.role && found[index - 1].left == item.left
                    && !item.left.isEmpty
                base = isSeries ? nil : drafts.count - 1
            case .cap:
                let isSeries =
                    index > 0 && found[index - 1].role == .cap && found[index - 1].left == item.left
                if let at = base, !drafts[at].isCapped, !isSeries {
                    drafts[at].support.cap = value
                    drafts[at].isCapped = true
                    extend(&drafts[at], to: item.quantity.range.upperBound)
                } else if let at = base, drafts[at].support.ratio != nil, isAlternative(item) {
                    var repeated = drafts[at]
                    repeated.support.cap = value
                    extend(&repeated, to: item.quantity.range.upperBound)
                    drafts.append(repeated)
                } else {
                    var entry = draft(item, amount: nil, ratio: nil)
                    entry.support.cap = value
                    entry.support.form = entry.support.per == nil ? .quota : .perUnit
                    drafts.append(entry)
                }
            case .floor:
                if let at = base, drafts[at].support.floor == nil {
                    drafts[at].support.floor = value
                } else {
                    var entry = draft(item, amount: nil, ratio: nil)
                    entry.support.floor = value
                    drafts.append(entry)
                }
            case .threshold, .none: break
            }
        }
        return drafts.map(\.support)
    }

    private func extend(_ draft: inout Draft, to end: Int) {
        guard end > draft.range.upperBound else { return }
        draft.range = draft.range.lowerBound..<end
        draft.support.span = flow.span(draft.range)
        draft.support.text = flow.excerpt(draft.range)
    }

    /// A class of beneficiaries before the ceiling, not a scope like 每家 or 累计.
    private func isAlternative(_ item: Found) -> Bool {
        let left = item.left.trimmed()
        guard SupportCues.scopes.begins(left) == nil else { return false }
        guard let cap = SupportCues.caps.find(left) else { return false }
        let head = left.upTo(cap.at).trimmed("给予")
        return head.count >= 2 && !SupportCues.scopes.occurs(in: head)
    }

    private func draft(_ item: Found, amount: Rational?, ratio: Rational?) -> Draft {
        let range = extent(item)
        let per = Units.per(item.left, flow.stretch(item.quantity.range.upperBound..<item.clause.upperBound))
        var form: Support.Form = ratio != nil ? .ratio : .fixed
        if amount != nil, per != nil { form = .perUnit }
        // 10万元—100万元: no sum, but both ends.
        let isRange = item.quantity.upper != nil && amount != nil
        if isRange { form = .range }
        if ratio != nil, SupportCues.interest.occurs(in: flow.stretch(item.clause)) { form = .rate }
        let support = Support(
            form: form, amount: isRange ? nil : amount, ratio: ratio,
            cap: isRange ? item.quantity.upper : nil,
            floor: isRange ? item.quantity.value : nil,
            per: per, span: flow.span(range), text: flow.excerpt(range))
        return Draft(support: support, range: range)
    }

    /// The clause, or of an enumeration the member that holds the number.
    private func extent(_ item: Found) -> Range<Int> {
        let text = flow.stretch(item.clause)
        var low = item.clause.lowerBound
        let figures = figures.quantities(in: item.clause).filter { $0.isMoney || $0.isShare }
        guard figures.count > 1, let first = figures.first,
            first.range != item.quantity.range || figures.count > 1
        else { return item.clause }
        var high = item.clause.upperBound
        if let cut = text.upTo(item.quantity.range.lowerBound).lastIndex(of: "、"),
            item.quantity.range.lowerBound - cut > 2
        {
            low = cut + 1
        }
        if let cut = text.after(item.quantity.range.upperBound).firstIndex(of: "、"),
            text.after(cut + 1).prefix(2).contains(where: { !$0.isDigit })
        {
            high = cut
        }
        return low..<max(high, item.quantity.range.upperBound)
    }
}

extension Units {
    private static let perWords: Lexicon = [
        "人", "名", "家", "户", "个", "台", "套", "年", "月", "吨", "亩", "件", "场", "次", "项", "单", "平方米", "千瓦时", "辆",
        "度", "课时", "学时", "张",
        "只", "头", "笔", "吨标准煤", "公里", "门", "期", "班", "床", "天", "日", "条", "款", "份", "店", "位", "间",
    ]

    /// 每人每月 is per 月; 500元/吨 per 吨.
    static func per(_ left: Stretch, _ right: Stretch) -> String? {
        if right.hasPrefix("/") {
            return perWords.match(right, at: right.startIndex + 1)?.text
        }
        var found: String?
        var at = left.startIndex
        while let each = left.find("每", from: at) {
            if let word = perWords.match(left, at: each + 1) {
                found = word.text
            } else if let one = left[each...].prefix(8).firstIndex(where: { $0 == "1" || $0 == "一" }),
                let word = perWords.match(left, at: one + 1)
            {
                // 每增加1人, 每新增引进1个
                found = word.text
            }
            at = each + 1
        }
        if found == nil {
            if left.hasPrefix("单台") {
                found = "台"
            } else if left.hasPrefix("单家") || left.hasPrefix("单户") {
                found = "家"
            }
        }
        return found
    }
}

extension SupportReader {
    /// A sentence that promises something without saying how much: 给予补贴.
    static func givesWithoutFigure(_ flow: Flow, _ passage: Passage, _ sentence: Sentence) -> Bool {
        guard passage.role != .heading, passage.purpose == .support || passage.purpose == nil else {
            return false
        }
        let text = flow.stretch(sentence.range)
        return SupportCues.promises.occurs(in: text) && !ConditionCues.negative.occurs(in: text)
    }
}
