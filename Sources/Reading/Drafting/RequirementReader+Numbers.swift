// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

extension RequirementReader {
    /// Which years a number is of, as far as the text says it.
    struct Years: Equatable {
        enum Extent: Equatable {
            case unsaid
            /// 0 this year, 1 the last one.
            case year(Int)
            /// So many years up to the last one.
            case window(Int)
        }
        enum Quantifier { case each, once, sum, mean }
        var extent = Extent.unsaid
        var quantifier: Quantifier?

        /// The fact with its years, or nil where the language does not have them.
        func fact(_ number: PhraseBook.Number) -> String? {
            let isYearEnd = number.cadence == .yearEnd
            switch (number.cadence, extent) {
            case (.present, .unsaid): return number.name
            case (.present, _), (_, .unsaid): return nil
            case (_, .year(0)): return (isYearEnd ? "本年末." : "本年度.") + number.name
            case (_, .year(1)): return (isYearEnd ? "上年末." : "上年度.") + number.name
            case (_, .window(let count)): return "近\(count)年\(isYearEnd ? "末" : "").\(number.name)"
            default: return nil
            }
        }
    }

    /// A comparison of a number of the enterprise: its sum, its share of another, its growth.
    mutating func number(_ text: Stretch) -> DraftCondition? {
        var cursor = Cursor(text)
        if let share = furtherShare(&cursor) { return share }
        if let counted = countedFirst(text) { return counted }
        var years = Years()
        guard readYears(&cursor, into: &years) else { return nil }
        if book.numberNames.match(text, at: cursor.at) == nil { cursor.take("企业") }
        readQuantifier(&cursor, into: &years)
        guard let word = cursor.take(book.numberNames), let number = book.numbers[word] else { return nil }
        let name = text[(cursor.at - word.count)..<cursor.at]
        if let remark = remark(&cursor) {
            guard number.meaning.contains(remark) else { return nil }
            cursor.take("总额")
        }
        let found: DraftCondition?
        if cursor.take(NumberCues.of) != nil {
            found = share(of: number, years, &cursor)
        } else if let growth = cursor.take(NumberCues.growths) {
            found = self.growth(growth, of: number, years, &cursor)
        } else {
            readQuantifier(&cursor, into: &years)
            found = plain(number, years, &cursor)
        }
        if found != nil { used.append(name) }
        return found
    }

    // MARK: Years

    /// 上年度, 截至上年末, 近两年; nothing is fine. False where a year is told that rules cannot mean.
    private mutating func readYears(_ cursor: inout Cursor, into years: inout Years) -> Bool {
        if let date = figures.dates(in: cursor.at..<cursor.text.endIndex).first,
            date.range.lowerBound == cursor.at
        {
            if date.day == nil { obstacle = .fixedYear(flow.stretch(date.range).text) }
            return false
        }
        if let word = cursor.take(NumberCues.lastYear) {
            years.extent = .year(1)
            if word.text.hasPrefix("截") { cursor.take(",") }
        } else if cursor.take("本年度") {
            years.extent = .year(0)
        } else if let count = window(&cursor) {
            years.extent = .window(count)
        }
        return true
    }

    /// 近两年, 最近3个会计年度.
    private func window(_ cursor: inout Cursor) -> Int? {
        var look = cursor
        guard look.take(NumberCues.recent) != nil else { return nil }
        guard let count = look.rest.first.flatMap({ NumberCues.small[$0] }) else { return nil }
        look.at += 1
        guard look.take(NumberCues.yearUnits) != nil else { return nil }
        look.take("内")
        cursor = look
        return count
    }

    /// 均, 累计, 平均. Both of two are not certain.
    private func readQuantifier(_ cursor: inout Cursor, into years: inout Years) {
        guard case .window = years.extent,
            let word = NumberCues.quantifiers.match(cursor.text, at: cursor.at),
            years.quantifier == nil || years.quantifier == NumberCues.quantifier[word]
        else { return }
        cursor.at += word.count
        years.quantifier = NumberCues.quantifier[word]
    }

    // MARK: Forms

    private mutating func plain(_ number: PhraseBook.Number, _ years: Years, _ cursor: inout Cursor)
        -> DraftCondition?
    {
        guard let bounds = bounds(&cursor), cursor.isAtEnd else { return nil }
        guard let fact = fact(number, years) else { return nil }
        subject = Subject(fact: fact, number: number, years: years)
        return compared(fact, years, bounds, like: number.unit.dimension)
    }

    /// 占营业收入总额比重不低于3%.
    private mutating func share(of number: PhraseBook.Number, _ years: Years, _ cursor: inout Cursor)
        -> DraftCondition?
    {
        cursor.take("企业")
        if years.extent != .year(1) || cursor.take(NumberCues.lastYear) == nil { cursor.take("同期") }
        let start = cursor.at
        guard let word = cursor.take(book.numberNames), let whole = book.numbers[word],
            whole.unit.dimension == number.unit.dimension, whole.cadence == number.cadence
        else { return nil }
        cursor.take("的")
        _ = cursor.take(NumberCues.shares)
        var years = years
        readQuantifier(&cursor, into: &years)
        guard let bounds = bounds(&cursor), cursor.isAtEnd else { return nil }
        guard let above = fact(number, years), let below = fact(whole, years) else { return nil }
        used.append(cursor.text[start..<(start + word.count)])
        return compared("\(above) / \(below)", years, bounds, like: .none, isShare: true)
    }

    /// 且占营业收入比重不低于3% behind 研发费用不低于100万元: of the same number and years.
    private mutating func furtherShare(_ cursor: inout Cursor) -> DraftCondition? {
        guard let subject else { return nil }
        var look = cursor
        var years = subject.years
        if look.take("每年") {
            guard years.quantifier == .each else { return nil }
        }
        guard look.take("占") else { return nil }
        // 近两年均…，且占比…: each year, when it is said again or was said before.
        if case .window = years.extent { years.quantifier = years.quantifier == .each ? .each : nil }
        cursor = look
        return share(of: subject.number, years, &cursor)
    }

    private mutating func growth(
        _ word: Word, of number: PhraseBook.Number, _ years: Years, _ cursor: inout Cursor
    ) -> DraftCondition? {
        guard let bounds = bounds(&cursor), cursor.isAtEnd else { return nil }
        switch (NumberCues.growth[word], years.extent, years.quantifier) {
        case (.single?, .year(1), nil):
            guard let fact = fact(number, years) else { return nil }
            return compared("\(fact) 增长率", years, bounds, like: .none, isShare: true)
        // A mean over two years is of two rates; over three it may be of three or, between them, of two.
        case (.mean?, .window(2), nil):
            guard let fact = years.fact(number) else { return nil }
            return compared(
                "\(fact) 平均增长率", Years(extent: .year(1)), bounds, like: .none, isShare: true)
        case (.compound?, _, _), (.single?, .window, _), (.mean?, .window, _): obstacle = .growthPeriod
        default: obstacle = .noPeriod(word: number.name)
        }
        return nil
    }

    /// 拥有Ⅰ类知识产权3项以上, 拥有3项以上Ⅰ类知识产权.
    private mutating func countedFirst(_ text: Stretch) -> DraftCondition? {
        var cursor = Cursor(text)
        guard cursor.take(NumberCues.having) != nil else { return nil }
        var look = cursor
        if let bounds = bounds(&look) {
            look.take("的")
            let name = look.rest
            guard let word = look.take(book.numberNames), look.isAtEnd, let number = book.numbers[word],
                number.cadence == .present
            else { return nil }
            used.append(name)
            return compared(number.name, Years(), bounds, like: number.unit.dimension)
        }
        let name = cursor.rest
        guard let word = cursor.take(book.numberNames), let number = book.numbers[word],
            number.cadence == .present, let bounds = bounds(&cursor), cursor.isAtEnd
        else { return nil }
        used.append(name.prefix(word.count))
        return compared(number.name, Years(), bounds, like: number.unit.dimension)
    }

    // MARK: Writing

    /// The fact with its years; notes what is missing.
    private mutating func fact(_ number: PhraseBook.Number, _ years: Years) -> String? {
        guard let fact = years.fact(number) else {
            if years.extent == .unsaid { obstacle = .noPeriod(word: number.name) }
            return nil
        }
        if case .window = years.extent, years.quantifier == nil {
            obstacle = .noQuantifier(word: number.name)
            return nil
        }
        return fact
    }

    private func compared(
        _ left: String, _ years: Years, _ bounds: [Bound], like dimension: Dimension, isShare: Bool = false
    ) -> DraftCondition? {
        var left = left
        var each = ""
        if case .window = years.extent {
            switch years.quantifier {
            case .each: each = "均 "
            case .once: each = "任一 "
            // The sum or mean of a share may be taken in two ways.
            case .sum, .mean:
                if isShare { return nil } else { left += years.quantifier == .sum ? " 合计" : " 平均" }
            case nil: return nil
            }
        }
        var lines: [DraftCondition] = []
        for bound in bounds {
            guard bound.quantity.isShare || dimension != .none,
                let literal = literal(bound.quantity, like: dimension)
            else { return nil }
            lines.append(.line("\(left) \(each)\(bound.relation.rawValue) \(literal)"))
        }
        return .joined(lines)
    }

    /// A remark behind a name, as the vocabulary would spell it.
    private func remark(_ cursor: inout Cursor) -> String? {
        var look = cursor
        guard let inside = look.bracket(), !inside.hasPrefix("含"), !inside.hasPrefix("不含") else { return nil }
        cursor = look
        return PhraseBook.plain(inside)[...].text
    }
}

/// Words around the numbers of an enterprise, as data.
enum NumberCues {
    static let lastYear: Lexicon = [
        "上年度", "上一年度", "上年", "上一年", "上一会计年度", "上一个会计年度", "上年末", "上年底", "上年度末", "截至上年末", "截至上年底", "截止上年末",
        "截至上年度末", "截至上一年末",
    ]
    static let recent: Lexicon = ["近", "最近"]
    static let small: [Glyph: Int] = [
        "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
    ]
    static let yearUnits: Lexicon = ["年", "个年度", "年度", "个会计年度", "个完整会计年度"]
    static let quantifier: [Word: RequirementReader.Years.Quantifier] = [
        "均": .each, "每年均": .each, "每年": .each, "各年度均": .each, "每年都": .each, "都": .each, "每个年度均": .each,
        "任一年": .once, "任意一年": .once, "任一年度": .once, "累计": .sum, "合计": .sum, "总计": .sum, "总和": .sum,
        "之和": .sum,
        "累计达": .sum, "平均": .mean, "年均": .mean, "均值": .mean, "平均值": .mean, "的平均值": .mean, "年平均": .mean,
    ]
    static let quantifiers = Lexicon(Array(quantifier.keys).filter { $0.text != "累计达" })
    static let of: Lexicon = ["占", "占其"]
    static let shares: Lexicon = ["比重", "比例", "比率", "占比"]
    static let having: Lexicon = ["拥有", "具有", "取得", "获得", "有", "具备"]
    enum Growth { case single, mean, compound }
    static let growth: [Word: Growth] = [
        "增长率": .single, "同比增长率": .single, "同比增长": .single, "增长": .single, "增速": .single, "同比增速": .single,
        "平均增长率": .mean, "复合增长率": .compound, "年均复合增长率": .compound, "年复合增长率": .compound, "年均增长率": .compound,
        "年均增长": .compound, "年均增速": .compound,
    ]
    static let growths = Lexicon(Array(growth.keys))
}
