// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

extension RequirementReader {
    /// A comparison with a number: ≥ 1000万元.
    struct Bound {
        let relation: Relation
        let quantity: Quantity
        let range: Range<Int>
    }

    /// 不低于1000万元, 在1000万元(含)以上, 1亿元以上不满5亿元: all bounds that follow one another here.
    func bounds(_ cursor: inout Cursor) -> [Bound]? {
        guard let first = bound(&cursor) else { return nil }
        var look = cursor
        _ = look.take(BoundCues.between)
        if let second = bound(&look), isRange(first, second) {
            cursor = look
            return [first, second]
        }
        return [first]
    }

    /// A floor and a higher ceiling of the same unit.
    private func isRange(_ low: Bound, _ high: Bound) -> Bool {
        let floors: Set<Relation> = [.atLeast, .above]
        return floors.contains(low.relation) && !floors.contains(high.relation)
            && low.quantity.unit == high.quantity.unit && low.quantity.value < high.quantity.value
    }

    private func bound(_ cursor: inout Cursor) -> Bound? {
        var look = cursor
        while look.take(BoundCues.fillers) != nil {}
        let prefix = look.take(BoundCues.prefixes).flatMap { BoundCues.relations[$0] }
        look.take("人民币")
        guard let quantity = quantity(at: look.at), quantity.upper == nil else { return nil }
        look.at = quantity.range.upperBound
        guard var inclusion = inclusion(&look, of: quantity) else { return nil }
        var suffix: Relation?
        if look.take(BoundCues.upward) != nil {
            suffix = .atLeast
        } else if look.take(BoundCues.downward) != nil {
            suffix = .atMost
        }
        if inclusion == .unsaid {
            guard let behind = self.inclusion(&look, of: quantity) else { return nil }
            inclusion = behind
        }
        guard let relation = Self.relation(prefix, suffix, inclusion) else { return nil }
        let range = cursor.at..<look.at
        cursor = look
        return Bound(relation: relation, quantity: quantity, range: range)
    }

    private enum Inclusion { case unsaid, included, excluded }

    /// (含), (含本数), (含1000万元), (不含); nil for any other remark.
    private func inclusion(_ cursor: inout Cursor, of quantity: Quantity) -> Inclusion? {
        var look = cursor
        guard let inside = look.bracket() else { return .unsaid }
        let isExcluded = inside.hasPrefix("不含")
        guard isExcluded || inside.hasPrefix("含") else { return nil }
        let named = inside.after(inside.startIndex + (isExcluded ? 2 : 1))
        if !named.isEmpty, named.text != "本数" {
            guard let repeated = self.quantity(at: named.startIndex),
                repeated.range.upperBound == named.endIndex, repeated.value == quantity.value
            else { return nil }
        }
        cursor = look
        return isExcluded ? .excluded : .included
    }

    /// 以上 and 以下 include the number, 超过 and 不足 do not, a remark in brackets overrules; words that
    /// contradict one another say nothing.
    private static func relation(_ prefix: Relation?, _ suffix: Relation?, _ inclusion: Inclusion)
        -> Relation?
    {
        let plain: Relation
        switch (prefix, suffix) {
        case (let prefix?, nil): plain = prefix
        case (nil, let suffix?): plain = suffix
        case (.atLeast?, .atLeast?): plain = .atLeast
        case (.atMost?, .atMost?): plain = .atMost
        default: return nil
        }
        switch (plain, inclusion) {
        case (_, .unsaid): return plain
        case (.above, .included): return .atLeast
        case (.below, .included): return .atMost
        case (.atLeast, .included), (.atMost, .included): return plain
        case (.atLeast, .excluded) where prefix == nil: return .above
        case (.atMost, .excluded) where prefix == nil: return .below
        default: return nil
        }
    }

    /// The quantity that begins just here.
    func quantity(at position: Int) -> Quantity? {
        let end = min(position + 40, flow.glyphs.count)
        guard position < end else { return nil }
        return figures.quantities(in: position..<end).first { $0.range.lowerBound == position }
    }

    // MARK: Writing

    /// The number as the language writes it, when its unit is one of the language and of that dimension.
    func literal(_ quantity: Quantity, like dimension: Dimension) -> String? {
        let unit = flow.stretch(quantity.unitStart..<quantity.range.upperBound).text
        let number: (text: String, unit: String)?
        switch quantity.unit {
        case .yuan: number = Self.yuan(quantity.value)
        case .share where unit != "个百分点" && unit != "‰":
            number = quantity.value.isDecimal ? ((quantity.value * 100).decimalText(places: 12), "%") : nil
        case .foreignMoney where unit == "美元" || unit == "美金": number = Self.dollars(quantity.value)
        case .year where unit == "年" || unit == "周年": number = (quantity.value.decimalText(places: 4), "年")
        case .month where unit == "个月": number = (quantity.value.decimalText(places: 4), "个月")
        case .person where unit == "人" || unit == "名": number = (quantity.value.decimalText(places: 0), unit)
        case .count(let word), .measure(let word): number = (quantity.value.decimalText(places: 4), word.text)
        default: number = nil
        }
        guard let number, let known = Rules.Unit.named(number.unit), known.dimension == dimension else {
            return nil
        }
        return number.text + number.unit
    }

    /// In 亿元 or 万元 where these give a short number.
    static func yuan(_ value: Rational) -> (text: String, unit: String)? {
        scaled(value, [(100_000_000, "亿元"), (10_000, "万元"), (1, "元")])
    }

    private static func dollars(_ value: Rational) -> (text: String, unit: String)? {
        scaled(value, [(100_000_000, "亿美元"), (10_000, "万美元"), (1, "美元")])
    }

    /// In the largest unit of which there is at least one, exactly.
    private static func scaled(_ value: Rational, _ units: [(Int64, String)]) -> (text: String, unit: String)?
    {
        guard value.isDecimal else { return nil }
        for (size, unit) in units where value >= Rational(size) || size == 1 {
            guard let number = value.divided(by: Rational(size)) else { continue }
            let text = number.decimalText(places: 20)
            if size == 1 || text.count <= 8 { return (text, unit) }
        }
        return nil
    }
}

/// Words around bounds, as data.
enum BoundCues {
    static let table: [(Relation, [Word])] = [
        (
            .atLeast,
            [
                "不低于", "不少于", "不小于", "不得低于", "不得少于", "不应低于", "不应少于", "应不低于", "应不少于", "应达到", "达到", "达", "满",
                "至少", "至少为", "已满", "须满", "应满", "需满", "大于等于", "大于或等于", "达到或超过", "≥", "未低于",
            ]
        ),
        (.above, ["超过", "高于", "大于", "多于", "突破", ">"]),
        (
            .atMost,
            [
                "不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不得大于", "不应超过", "不应高于", "应不超过", "应不高于", "未超过",
                "小于等于", "小于或等于", "≤", "至多", "最多",
            ]
        ),
        (.below, ["低于", "少于", "小于", "不足", "不满", "未满", "未达到", "未达", "不到", "<"]),
    ]
    static let prefixes = Lexicon(table.flatMap(\.1))
    static let relations: [Word: Relation] = Dictionary(
        table.flatMap { relation, words in words.map { ($0, relation) } },
        uniquingKeysWith: { first, _ in first })
    static let fillers: Lexicon = ["在", "为", "应", "须", "需", "应当", "必须", "已", "人民币"]
    static let upward: Lexicon = ["以上", "及以上", "或以上"]
    static let downward: Lexicon = ["以下", "及以下", "以内", "之内"]
    static let between: Lexicon = ["、", ",", "且", "但"]
}
