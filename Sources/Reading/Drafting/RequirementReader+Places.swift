// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

extension RequirementReader {
    /// 在某市注册, 注册地在某市; with 成立不超过5年 behind it, both.
    mutating func place(_ text: Stretch) -> DraftCondition? {
        guard book.hasRegion else { return nil }
        var cursor = Cursor(text)
        if cursor.take(PlaceCues.seats) != nil {
            guard let region = region(&cursor) else { return nil }
            _ = cursor.take(PlaceCues.inside)
            return cursor.isAtEnd ? .line("注册地 属于 \(region)") : nil
        }
        guard cursor.take("在"), let region = region(&cursor) else { return nil }
        _ = cursor.take(PlaceCues.inside)
        let deedStart = cursor.at
        guard cursor.take(PlaceCues.deeds) != nil else { return nil }
        let line = DraftCondition.line("注册地 属于 \(region)")
        if cursor.isAtEnd { return line }
        // 在某市注册满1年 counts from the registration there, 在某市注册成立满1年 from the founding.
        guard text[deedStart..<cursor.at].contains("成立") || text[deedStart..<cursor.at].contains("设立"),
            let age = age(text.after(deedStart))
        else { return nil }
        return .joined([line, age])
    }

    /// The longest name of one region of today that stands here, as the language reads it; 本市 is the
    /// document's own.
    private func region(_ cursor: inout Cursor) -> String? {
        for (word, ending) in PlaceCues.own where cursor.text.has(word, at: cursor.at) {
            guard let home, home.name.hasSuffix(ending) else { return nil }
            cursor.at += word.count
            return Self.written(home)
        }
        let longest = min(24, cursor.text.endIndex - cursor.at)
        guard longest >= 2 else { return nil }
        for length in stride(from: longest, through: 2, by: -1) {
            let name = cursor.text[cursor.at..<(cursor.at + length)]
            guard name.allSatisfy(\.isHan) else { continue }
            let found = Region.named(name.text)
            guard found.count == 1, found[0] != .nation, !found[0].isWithdrawn else { continue }
            cursor.at += length
            return Self.written(found[0])
        }
        return nil
    }

    /// The name where it means one region only, else the code.
    static func written(_ region: Region) -> String {
        let found = Region.named(region.name)
        return found.count == 1 && found[0] == region ? region.name : region.code
    }

    /// 成立满3年, 注册成立5年以内, 2021年1月1日(含)以后成立.
    mutating func age(_ text: Stretch) -> DraftCondition? {
        guard book.hasFoundingDay else { return nil }
        if let dated = founded(text) { return dated }
        var cursor = Cursor(text)
        let anchor = cursor.take(PlaceCues.endOfLastYear) != nil ? "至上年末" : "距今"
        if anchor == "距今" { _ = cursor.take(PlaceCues.today) }
        cursor.take(",")
        cursor.take("企业")
        let name = cursor.rest
        guard let word = cursor.take(PlaceCues.foundings) else { return nil }
        _ = cursor.take(PlaceCues.durations)
        guard let bounds = ageBounds(&cursor), cursor.isAtEnd else { return nil }
        var lines: [DraftCondition] = []
        for bound in bounds {
            guard let count = count(bound.quantity) else { return nil }
            lines.append(.line("成立日期 \(anchor) \(PlaceCues.relation(bound.relation)) \(count)"))
        }
        used.append(name.prefix(word.count))
        return .joined(lines)
    }

    /// As other bounds; 5年内 too.
    private func ageBounds(_ cursor: inout Cursor) -> [Bound]? {
        var look = cursor
        while look.take(BoundCues.fillers) != nil {}
        if let quantity = quantity(at: look.at), quantity.upper == nil {
            var behind = look
            behind.at = quantity.range.upperBound
            if behind.take("内") {
                let range = look.at..<behind.at
                cursor = behind
                return [Bound(relation: .atMost, quantity: quantity, range: range)]
            }
        }
        return bounds(&cursor)
    }

    private func count(_ quantity: Quantity) -> String? {
        switch quantity.unit {
        case .year:
            if let years = quantity.value.int64 { return "\(years)年" }
            return (quantity.value * 12).int64.map { "\($0)个月" }
        case .month: return quantity.value.int64.map { "\($0)个月" }
        default: return nil
        }
    }

    /// 于2021年1月1日(含)以后注册成立. Without (含) it is not certain whether the day counts.
    private mutating func founded(_ text: Stretch) -> DraftCondition? {
        var cursor = Cursor(text)
        let isFirst = cursor.take(PlaceCues.foundings) != nil
        if isFirst { _ = cursor.take(PlaceCues.durations) }
        _ = cursor.take(PlaceCues.at)
        guard let date = figures.dates(in: cursor.at..<text.endIndex).first,
            date.range.lowerBound == cursor.at, let day = date.day(year: nil)
        else { return nil }
        cursor.at = date.range.upperBound
        let relation: String
        if cursor.take(PlaceCues.since) != nil {
            relation = "≥"
        } else if cursor.take(PlaceCues.until) != nil {
            relation = "≤"
        } else {
            if PlaceCues.bare.match(text, at: cursor.at) != nil { obstacle = .dayUnclear }
            return nil
        }
        if !isFirst {
            guard cursor.take(PlaceCues.foundings) != nil else { return nil }
        }
        return cursor.isAtEnd ? .line("成立日期 \(relation) \(day.isoText)") : nil
    }
}

/// Words around places and ages, as data.
enum PlaceCues {
    static let seats: Lexicon = [
        "注册地在", "注册地为", "注册地址在", "注册地位于", "注册地须在", "注册地应在", "工商注册地在", "注册地属于", "工商注册地为", "注册登记地在",
    ]
    static let own: [(Word, String)] = [
        ("本省", "省"), ("我省", "省"), ("本市", "市"), ("我市", "市"), ("本区", "区"), ("我区", "区"), ("本县", "县"),
        ("我县", "县"),
    ]
    static let inside: Lexicon = [
        "内", "境内", "辖区内", "行政区域内", "行政区域范围内", "范围内", "辖内", "地区", "区域内", "市域内", "域内",
    ]
    static let deeds: Lexicon = [
        "工商注册登记", "注册登记", "登记注册", "依法注册登记", "依法登记注册", "依法注册", "注册成立", "依法注册成立", "注册设立", "依法设立", "依法成立",
        "注册", "登记", "设立", "成立", "工商注册",
    ]
    static let foundings: Lexicon = [
        "注册登记", "登记注册", "注册成立", "依法成立", "依法设立", "工商注册登记", "工商注册", "工商登记", "注册", "成立", "设立", "登记成立", "依法注册成立",
    ]
    static let durations: Lexicon = ["时间", "年限", "期限", "时间须", "时间应"]
    static let today: Lexicon = [
        "截至申请之日", "截至申报之日", "截至申请日", "截至申报日", "截至申报时", "截至申请时", "申请时", "申报时", "至申请之日", "至申报之日",
    ]
    static let endOfLastYear: Lexicon = ["截至上年末", "截至上年底", "截止上年末", "截至上年度末", "至上年末"]
    static let at: Lexicon = ["于", "在", "为"]
    static let bare: Lexicon = ["以后", "之后", "以前", "之前", "前", "后"]
    static let since: Lexicon = ["(含)以后", "(含)之后", "及以后", "(含当日)以后", "(含)后", "以后(含当日)", "以后(含)"]
    static let until: Lexicon = ["(含)以前", "(含)之前", "及以前", "(含当日)以前", "(含)前", "以前(含当日)", "以前(含)"]

    static func relation(_ relation: Relation) -> String {
        switch relation {
        case .atLeast: "满"
        case .atMost: "不超过"
        case .above: "超过"
        case .below: "不满"
        case .equal, .unequal: relation.rawValue
        }
    }
}
