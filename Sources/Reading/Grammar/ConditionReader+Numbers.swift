// SPDX-License-Identifier: Apache-2.0
import Standards

extension ConditionReader {
    /// The comparisons with numbers and days in a range. `requires` keeps only those with a comparing word.
    func numeric(_ range: Range<Int>, requires: Bool) -> [Condition] {
        var result: [Condition] = []
        let text = flow.stretch(range)
        var previous: (quantity: Quantity, kinds: [Condition.Comparison])?
        for quantity in figures.quantities(in: range) {
            let left = flow.stretch(
                (previous?.quantity.range.upperBound ?? range.lowerBound)..<quantity.range.lowerBound)
            let before = flow.stretch(range.lowerBound..<quantity.range.lowerBound)
            let right = flow.stretch(quantity.range.upperBound..<range.upperBound)
            if isInRemark(before) || isSkipped(quantity, left: before, right: right) { continue }
            var kinds = self.kinds(quantity, left: left, right: right)
            // 500万元（含）、1000万元（含）: the remark between two numbers of a series does not part them.
            let gap = left.first == "(" ? Comparators.behindBracket(left) : left
            if kinds.isEmpty, let previous, previous.quantity.unit == quantity.unit, gap.count == 1,
                let sign = gap.first,
                "、和或及".unicodeScalars.contains(sign)
            {
                kinds = previous.kinds
            }
            if quantity.upper != nil, kinds.isEmpty { kinds = [.ge, .le] }
            if kinds.count > 1 || !kinds.isEmpty {
                previous = (quantity, kinds)
            } else {
                previous = (quantity, [])
            }
            let place = self.place(of: quantity, in: text)
            for kind in kinds { result.append(numeric(quantity, kind, place)) }
        }
        return result + dates(range)
    }

    /// Requirements inside a promise: 给予在岗服务满6个月以上的人员…, 超过1万元部分抵扣50%.
    func embedded(_ range: Range<Int>) -> [Condition] {
        let text = flow.stretch(range)
        return figures.quantities(in: range).flatMap { quantity -> [Condition] in
            let left = text.upTo(quantity.range.lowerBound)
            let right = text.after(quantity.range.upperBound)
            guard let before = Comparators.prefix(of: left), before.kind == .ge || before.kind == .gt else {
                return []
            }
            let isPart =
                right.hasPrefix("部分") || right.hasPrefix("的部分") || right.hasPrefix("以上部分")
                || right.hasPrefix("以上的部分")
            let isSpan =
                !left.contains(where: { $0 == "每" && !text.hasPrefix("给予") })
                && (quantity.unit == .year || quantity.unit == .month) && before.word == "满"
                && !ConditionCues.isDeadline(text)
            guard isPart || isSpan else { return [] }
            return kinds(quantity, left: left, right: right).map {
                numeric(quantity, $0, place(of: quantity, in: text))
            }
        }
    }

    /// The days that something must lie before or behind.
    func dates(_ range: Range<Int>) -> [Condition] {
        figures.dates(in: range).compactMap { dated($0, in: flow.stretch(range)) }
    }

    private func numeric(_ quantity: Quantity, _ kind: Condition.Comparison, _ place: Range<Int>) -> Condition
    {
        let text = flow.stretch(place)
        let raw = kind == .le || kind == .lt ? quantity.upper ?? quantity.value : quantity.value
        return Condition(
            subject: ConditionCues.numericSubject(text, before: quantity.range.lowerBound), comparison: kind,
            value: .number(quantity.isShare ? raw * 100 : raw), unit: quantity.unit.conditionUnit,
            isJudgement: false,
            span: flow.span(place), text: flow.excerpt(place))
    }

    // MARK: Comparing words

    private func kinds(_ quantity: Quantity, left: Stretch, right: Stretch) -> [Condition.Comparison] {
        let includes = right.hasPrefix("(") && right.prefix(16).contains("含")
        let after = Comparators.behindBracket(right)
        let before = Comparators.prefix(of: left)?.kind
        if Comparators.upward.begins(after) != nil { return [.ge] }
        if Comparators.downward.begins(after) != nil { return [.le] }
        if let before {
            switch before {
            case .gt where includes: return [.ge]
            case .lt where includes: return [.le]
            default: return [before]
            }
        }
        // 在300万元(含300万元)至500万元: two numbers with the same unit around 至.
        if after.first == "至" || after.first == "~" { return [.ge] }
        if left.count <= 2, left.last == "至" || left.last == "~" { return [.le] }
        // 裁员率不高于参保职工总数20%, 不得超过登记之日起4年: the base stands between word and number.
        let isFromDay = left.hasSuffix("之日起") || left.hasSuffix("之日起满")
        if quantity.isShare || isFromDay, let far = Comparators.far(left) { return [far] }
        // 不高于上年度全国城镇调查失业率控制目标(5.5%): the number behind the name that it explains.
        if quantity.isShare, left.last == "(", right.first == ")",
            let far = Comparators.far(left.dropLast(), within: 30)
        {
            return [far]
        }
        if left.hasSuffix("前"), ConditionCues.running.occurs(in: right.prefix(10)) { return [.ge] }
        return []
    }

    /// (含100人) repeats the number before it.
    private func isInRemark(_ left: Stretch) -> Bool {
        guard let open = left.lastIndex(of: "("), left.lastIndex(of: ")").map({ $0 < open }) ?? true else {
            return false
        }
        return left.after(open + 1).hasPrefix("含")
    }

    /// Terms of payment and of procedure, windows that look back, ranks.
    private func isSkipped(_ quantity: Quantity, left: Stretch, right: Stretch) -> Bool {
        let tail = left.suffix(10)
        if case .year = quantity.unit, quantity.value > 150 { return true }
        if quantity.unit == .year || quantity.unit == .month {
            let near = right.prefix { $0 != "、" && $0 != "," }
            if ConditionCues.lookBack.ends(left) != nil,
                !ConditionCues.running.occurs(in: near) || ConditionCues.negative.occurs(in: near)
            {
                return true
            }
            if ConditionCues.terms.occurs(in: tail) { return true }
        }
        if quantity.unit == .day { return !ConditionCues.isDeadline(right) }
        if left.last == "每" || left.hasSuffix("每增加") || left.hasSuffix("每招用") || left.hasSuffix("每新增引进") {
            return true
        }
        if left.last == "前" {
            switch quantity.unit {
            case .person, .count: return true
            default: break
            }
        }
        return false
    }

    /// The stretch of the clause that a number governs: between the signs that part it from the numbers
    /// beside it.
    private func place(of quantity: Quantity, in text: Stretch) -> Range<Int> {
        var low = text.startIndex
        var high = text.endIndex
        let all = Array(figures.quantities(in: text.startIndex..<text.endIndex))
        for (left, right) in zip(all, all.dropFirst()) {
            guard let cut = cut(text, left.range.upperBound..<right.range.lowerBound) else { continue }
            if right.range.lowerBound <= quantity.range.lowerBound {
                low = cut + 1
            } else if high == text.endIndex {
                high = cut
            }
        }
        let core = ConditionCues.core(text[low..<max(high, low)])
        guard core.startIndex <= quantity.range.lowerBound, core.endIndex >= quantity.range.upperBound else {
            return low..<high
        }
        return core.startIndex..<core.endIndex
    }

    /// The last sign between two numbers, when each side keeps words of its own.
    private func cut(_ text: Stretch, _ range: Range<Int>) -> Int? {
        let between = text[range]
        guard between.filter(\.isHan).count >= 4 else { return nil }
        let sign = between.lastIndex { "、,;或和".unicodeScalars.contains($0) }
        return sign.flatMap { $0 > between.startIndex && text[$0] == "和" && text[$0 - 1] == "之" ? nil : $0 }
    }

    /// 2023年1月1日至2023年12月31日期间实施完成: a period in which something must have been done.
    private func isPeriod(_ rest: Stretch, _ text: Stretch) -> Bool {
        let words = rest.trimmed("()期间之内,").count
        return words >= 2 && !TermCues.inForce.occurs(in: rest.prefix(6))
            && !SupportCues.giving.occurs(in: text) && !ConditionCues.isApplication(text)
    }

    /// 2021年11月1日(含)以后
    private func dated(_ date: DateMention, in text: Stretch) -> Condition? {
        guard let day = date.day(year: nil), !ConditionCues.isApplication(text) else { return nil }
        let after = Comparators.behindBracket(text.after(date.range.upperBound))
        let before = text.upTo(date.range.lowerBound)
        let kind: Condition.Comparison
        if let sign = after.first, "至到~-".unicodeScalars.contains(sign),
            let end = figures.dates(in: text.startIndex..<text.endIndex).first(where: {
                $0.range.lowerBound == after.startIndex + 1
            }), isPeriod(text.after(end.range.upperBound), text)
        {
            kind = .ge
        } else if let sign = before.last, "至到~-".unicodeScalars.contains(sign),
            figures.dates(in: text.startIndex..<text.endIndex).contains(where: {
                $0.range.upperBound == before.endIndex - 1
            }), isPeriod(after, text)
        {
            kind = .le
        } else if ConditionCues.later.begins(after) != nil {
            kind = .ge
        } else if ConditionCues.earlier.begins(after) != nil {
            kind = .le
        } else {
            return nil
        }
        let core = ConditionCues.core(text)
        return Condition(
            subject: ConditionCues.numericSubject(after, before: after.startIndex), comparison: kind,
            value: .day(day), unit: nil,
            isJudgement: false, span: flow.span(core.startIndex..<core.endIndex),
            text: flow.excerpt(core.startIndex..<core.endIndex))
    }
}

extension Quantity.Unit {
    /// The unit of a condition: 元 % 人 年 月 项, nil for all others.
    var conditionUnit: String? {
        switch self {
        case .yuan: "元"
        case .share: "%"
        case .year: "年"
        case .month: "月"
        case .person: "人"
        case .count: "项"
        case .foreignMoney, .day, .measure: nil
        }
    }
}
