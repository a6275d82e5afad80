// SPDX-License-Identifier: Apache-2.0
import Standards

/// One pass over a text that finds dates and quantities, and steps over numbers that are neither: document
/// numbers, articles, calendar years, addresses on the web.
struct FigureScanner {
    let text: Stretch
    var quantities: [Quantity] = []
    var dates: [DateMention] = []

    init(text: Stretch) { self.text = text }

    private static let numeral = Set("〇零一二三四五六七八九十百千万亿两半".unicodeScalars)
    private static let scale = Set("十百千万亿".unicodeScalars)
    private static let longestNumber = 24

    mutating func scan() {
        var at = text.startIndex
        while at < text.endIndex {
            let glyph = text[at]
            if glyph == "[", let end = documentNumber(at) {
                at = end
            } else if glyph == "第", let end = ordinal(at) {
                at = end
            } else if glyph == "《", let end = title(at) {
                at = end
            } else if glyph.isLatin {
                at = word(at)
            } else if glyph.isDigit || Self.numeral.contains(glyph) {
                at = number(at)
            } else {
                at += 1
            }
        }
    }

    /// 〔2014〕55号
    private func documentNumber(_ at: Int) -> Int? {
        let digits = text.after(at + 1).prefix(8)
        guard let close = digits.firstIndex(of: "]"), close - at >= 5 else { return nil }
        var end = close + 1
        while end < text.endIndex, text[end].isDigit || text[end].isSpace || text[end] == "第" { end += 1 }
        return end < text.endIndex && text[end] == "号" ? end + 1 : nil
    }

    /// 第三条, 第 12 章, 第一批
    private func ordinal(_ at: Int) -> Int? {
        var end = at + 1
        while end < text.endIndex, end - at < 8, text[end].isDigit || Self.numeral.contains(text[end]) {
            end += 1
        }
        return end > at + 1 ? end : nil
    }

    /// Numbers inside the name of a document say nothing.
    private func title(_ at: Int) -> Int? {
        let window = text[at..<min(at + 120, text.endIndex)]
        return window.firstIndex(of: "》").map { $0 + 1 }
    }

    /// Latin words with the digits in them: LPR, ISO9001, http://…
    private func word(_ at: Int) -> Int {
        var end = at
        while end < text.endIndex,
            text[end].isLatin || text[end].isDigit || "./:-_?=&#+%@".unicodeScalars.contains(text[end])
        {
            if text[end] == "-", end > at, !text[end - 1].isLatin { break }
            end += 1
        }
        return max(end, at + 1)
    }

    private mutating func number(_ at: Int) -> Int {
        if let date = date(at) {
            dates.append(date)
            return date.range.upperBound
        }
        let first = extent(at)
        guard first > at else { return at + 1 }
        var low = at
        var lowEnd = first
        var highEnd: Int?
        // A range repeats the number, with or without the unit: 20%~30%, 16—24岁, 300万元至500万元.
        let firstUnit = unit(first)
        let join = firstUnit.map(\.end) ?? first
        if let next = rangeSign(join), next < text.endIndex, text[next].isDigit {
            let second = extent(next)
            if let secondUnit = unit(second), firstUnit == nil || firstUnit?.unit == secondUnit.unit,
                let lower = value(at, first, like: firstUnit?.scale ?? secondUnit.scale),
                let upper = value(next, second, like: secondUnit.scale), lower < upper
            {
                quantities.append(
                    Quantity(
                        range: at..<secondUnit.end, value: lower, upper: upper, unit: secondUnit.unit,
                        unitStart: second))
                return secondUnit.end
            }
        }
        highEnd = firstUnit?.end
        if let share = fraction(at, first) {
            quantities.append(share)
            return share.range.upperBound
        }
        guard let found = firstUnit, let number = value(at, first, like: found.scale) else {
            return max(first, at + 1)
        }
        low = at
        lowEnd = first
        quantities.append(
            Quantity(
                range: low..<(highEnd ?? lowEnd), value: number, upper: nil, unit: found.unit,
                unitStart: lowEnd))
        return found.end
    }

    /// Where the digits or the Chinese number that begins here end, 万 and 亿 included.
    private func extent(_ at: Int) -> Int {
        var end = at
        let limit = min(text.endIndex, at + Self.longestNumber)
        if text[at].isDigit {
            while end < limit {
                if text[end].isDigit { end += 1; continue }
                let isNext = end + 1 < limit && text[end + 1].isDigit
                if text[end] == ".", isNext { end += 1; continue }
                if text[end] == ",", isNext, thousands(end) { end += 1; continue }
                break
            }
            while end < limit, Self.scale.contains(text[end]) { end += 1 }
            return end
        }
        while end < limit, Self.numeral.contains(text[end]) { end += 1 }
        return end
    }

    /// A comma between digits is a separator when exactly three digits follow.
    private func thousands(_ at: Int) -> Bool {
        let digits = text.after(at + 1).prefix(4)
        return digits.count >= 3 && digits.prefix(3).allSatisfy(\.isDigit)
            && !(digits.count == 4 && digits.last?.isDigit == true)
    }

    private func rangeSign(_ at: Int) -> Int? {
        var end = at
        // 300万元(含300万元)至500万元
        if end < text.endIndex, text[end] == "(" {
            guard let close = text[end..<min(end + 14, text.endIndex)].firstIndex(of: ")"),
                text[end..<close].contains("含")
            else { return nil }
            end = close + 1
            if text.has("以上", at: end) { end += 2 }
        }
        guard end < text.endIndex else { return nil }
        switch text[end] {
        case "~", "至", "-": return end + 1
        default: return nil
        }
    }

    private struct FoundUnit {
        let unit: Quantity.Unit
        let end: Int
        /// What the number is multiplied with: 角 a tenth, % a hundredth.
        let scale: Rational
    }

    private func unit(_ at: Int) -> FoundUnit? {
        guard let word = Units.lexicon.match(text, at: at) else {
            // 500万 without 元 is money where the sentence says so; only 万 and 亿 may stand alone.
            guard at > text.startIndex, "万亿".unicodeScalars.contains(text[at - 1]) else { return nil }
            return FoundUnit(unit: .yuan, end: at, scale: 1)
        }
        guard let (unit, scale) = Units.table[word] else { return nil }
        // 三角 and 一块 are words; only digits count small coins.
        if unit == .yuan, word.count == 1 || word.count == 2, word != "元", at > text.startIndex,
            !text[at - 1].isDigit
        {
            return nil
        }
        var end = at + word.count
        if unit == .yuan, text.has("人民币", at: end) { end += 3 }
        return FoundUnit(unit: unit, end: end, scale: scale)
    }

    /// 2/3, 三分之二 and 全额.
    private func fraction(_ at: Int, _ end: Int) -> Quantity? {
        if end < text.endIndex, text[end] == "/", end + 1 < text.endIndex, text[end + 1].isDigit {
            let last = extent(end + 1)
            guard let top = value(at, end, like: 1), let bottom = value(end + 1, last, like: 1),
                bottom > top, bottom <= 100, let share = top.divided(by: bottom)
            else { return nil }
            return Quantity(range: at..<last, value: share, upper: nil, unit: .share, unitStart: last)
        }
        guard text.has("分之", at: end), end + 2 < text.endIndex else { return nil }
        let last = extent(end + 2)
        guard last > end + 2, let bottom = value(at, end, like: 1), let top = value(end + 2, last, like: 1),
            let share = top.divided(by: bottom), share <= 1
        else { return nil }
        return Quantity(range: at..<last, value: share, upper: nil, unit: .share, unitStart: last)
    }

    private func value(_ start: Int, _ end: Int, like scale: Rational) -> Rational? {
        guard end > start else { return nil }
        let digits = text[start..<end]
        if digits.text == "半" { return Rational(1, over: 2) * scale }
        guard case .success(let figure) = Figure.read(digits.text), figure.unit == nil else { return nil }
        return figure.value * scale
    }
}

/// The units of quantities, as data.
enum Units {
    static let table: [Word: (Quantity.Unit, Rational)] = {
        var table: [Word: (Quantity.Unit, Rational)] = [
            "元": (.yuan, 1), "块钱": (.yuan, 1), "角": (.yuan, Rational(1, over: 10)),
            "美元": (.foreignMoney, 1), "美金": (.foreignMoney, 1), "欧元": (.foreignMoney, 1),
            "港元": (.foreignMoney, 1),
            "港币": (.foreignMoney, 1), "日元": (.foreignMoney, 1), "英镑": (.foreignMoney, 1),
            "%": (.share, Rational(1, over: 100)), "个百分点": (.share, Rational(1, over: 100)),
            "‰": (.share, Rational(1, over: 1_000)),
            "年": (.year, 1), "周年": (.year, 1), "岁": (.year, 1), "周岁": (.year, 1), "个月": (.month, 1),
            "月": (.month, 1),
            "个季度": (.month, 3), "天": (.day, 1), "日": (.day, 1), "个工作日": (.day, 1), "工作日": (.day, 1),
            "个自然日": (.day, 1),
            "人": (.person, 1), "名": (.person, 1), "位": (.person, 1), "人次": (.person, 1),
        ]
        for word: Word in [
            "家", "户", "个", "项", "件", "单", "笔", "款", "场", "次", "台", "套", "台(套)", "台套", "辆", "门", "张", "只", "头",
            "篇", "部",
            "间", "届", "倍", "条", "种", "类", "期", "份", "所", "处", "座", "组", "批", "对", "节", "艘", "架", "棵", "袋",
            "枚",
        ] { table[word] = (.count(word), 1) }
        for word: Word in [
            "平方米", "㎡", "平米", "亩", "公顷", "吨标准煤", "吨标煤", "吨", "公斤", "千瓦时", "千瓦", "兆瓦", "小时", "个小时", "学时", "课时",
            "个课时",
            "公里", "米", "立方米", "分钟", "个基点", "基点", "分",
        ] { table[word] = (.measure(word), 1) }
        return table
    }()

    static let lexicon = Lexicon(Array(table.keys))
}
