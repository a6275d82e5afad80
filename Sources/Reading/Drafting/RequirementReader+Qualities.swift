// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

extension RequirementReader {
    /// A yes-or-no fact in the words of the vocabulary, or its denial with one word of negation.
    mutating func flag(_ text: Stretch) -> DraftCondition? {
        if let name = book.flags[PhraseBook.plain(text)] { return .line(name) }
        for at in text.indices {
            guard let word = QualityCues.negations.match(text, at: at) else { continue }
            let (before, after) = (text[text.startIndex..<at], text.after(at + word.count))
            for repaired in QualityCues.have.contains(word) ? ["有"[...], ""[...]] : [""[...]] {
                let whole = before + Array(repaired.unicodeScalars) + after
                if let name = book.flags[PhraseBook.plain(whole[...])] { return .not(.line(name)) }
            }
        }
        return nil
    }

    /// 未被列入经营异常名录或严重失信主体名单: none of the lists.
    mutating func lists(_ text: Stretch) -> DraftCondition? {
        var cursor = Cursor(text)
        let isDenied = cursor.take(QualityCues.notListed) != nil
        guard isDenied || cursor.take(QualityCues.listed) != nil else { return nil }
        var found: [DraftCondition] = []
        let names = cursor.rest.pieces { "、,或和及".unicodeScalars.contains($0) }
        for name in names {
            let phrase = Array("被列入".unicodeScalars) + name
            guard let flag = book.flags[PhraseBook.plain(phrase[...])] else { return nil }
            found.append(isDenied ? .not(.line(flag)) : .line(flag))
        }
        guard !found.isEmpty else { return nil }
        if found.count == 1 || isDenied { return .joined(found) }
        // 被列入甲、乙的: one or both is not certain; 甲或乙 is.
        let signs = cursor.rest.filter { "、,和及".unicodeScalars.contains($0) }
        guard signs.isEmpty else {
            obstacle = .unclearJoin
            return nil
        }
        return .any(found)
    }

    /// 获得高新技术企业或科技型中小企业称号.
    mutating func title(_ text: Stretch) -> DraftCondition? {
        var cursor = Cursor(text)
        while cursor.take(QualityCues.holding) != nil {}
        var titles: [String] = []
        var signs: [Word] = []
        while true {
            cursor.take("\"")
            let start = cursor.at
            guard let word = cursor.take(book.titleNames), let option = book.titles[word] else { return nil }
            used.append(text[start..<cursor.at])
            if !titles.contains(option) { titles.append(option) }
            cursor.take("\"")
            guard let sign = cursor.take(QualityCues.between) else { break }
            signs.append(sign)
        }
        let isAlternative = cursor.take(QualityCues.anyOf) != nil
        while cursor.take(QualityCues.titleEnds) != nil {}
        guard cursor.isAtEnd else { return nil }
        if titles.count == 1 { return .line("已获称号 包含 \(titles[0])") }
        // 甲、乙或丙 is one of three; 甲、乙 and 甲和乙 do not say.
        guard signs.last == "或" || signs.last == "或者" || isAlternative,
            signs.allSatisfy({ $0 != "和" && $0 != "及" })
        else {
            obstacle = .unclearJoin
            return nil
        }
        return .line("已获称号 包含任一 " + titles.joined(separator: "、"))
    }

    /// 为中小微企业, 符合《中小企业划型标准规定》的小微企业.
    mutating func size(_ text: Stretch) -> DraftCondition? {
        var cursor = Cursor(text)
        let isByStandard = cursor.take(QualityCues.sizeStandard) != nil
        if isByStandard, cursor.isAtEnd, let line = book.sizes["中小企业"] { return .line(line) }
        if isByStandard { cursor.take("的") }
        _ = cursor.take(QualityCues.being)
        let name = cursor.rest
        guard let word = cursor.take(book.sizeNames), cursor.isAtEnd, let line = book.sizes[word] else {
            return nil
        }
        used.append(name)
        return .line(line)
    }

    /// 所属行业为制造业, 属于制造业.
    mutating func industry(_ text: Stretch) -> DraftCondition? {
        guard book.hasIndustry else { return nil }
        var cursor = Cursor(text)
        guard cursor.take(QualityCues.industry) != nil else { return nil }
        for name in [
            cursor.rest.text, cursor.rest.text.replacingSuffix("行业"), cursor.rest.text.replacingSuffix("企业"),
        ] {
            guard let industry = Industry.withOfficialName(name) else { continue }
            return .line("所属行业 属于 \(industry)")
        }
        return nil
    }

    /// 尚未上市: whoever is quoted but not listed counts as not listed.
    func listing(_ text: Stretch) -> DraftCondition? {
        guard book.hasListing, QualityCues.unlisted.begins(text)?.count == text.count else { return nil }
        return .line("上市状况 不是 已上市")
    }

    func legalPerson(_ text: Stretch) -> DraftCondition? {
        guard let name = book.legalPerson, QualityCues.legalPerson.begins(text)?.count == text.count else {
            return nil
        }
        return .legalPerson(name)
    }

    /// 数字化水平达到二级以上: a fact whose options have names.
    mutating func option(_ text: Stretch) -> DraftCondition? {
        var cursor = Cursor(text)
        guard let word = cursor.take(book.optionNames), let fact = book.options[word] else { return nil }
        let prefix = cursor.take(QualityCues.reaching)
        guard let name = cursor.take(fact.lexicon), let option = fact.options[name] else { return nil }
        let isAbove = cursor.take(BoundCues.upward) != nil
        let isBelow = !isAbove && cursor.take(BoundCues.downward) != nil
        guard cursor.isAtEnd, !isBelow else { return nil }
        let isAtLeast = isAbove || prefix.map { $0 != "为" && $0 != "是" } ?? false
        if isAtLeast { return fact.isOrdered ? .line("\(fact.name) ≥ \(option)") : nil }
        return prefix == nil ? nil : .line("\(fact.name) 是 \(option)")
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}

extension Industry {
    /// The code of the widest class of that official name.
    fileprivate static func withOfficialName(_ name: String) -> String? {
        names[name]
    }

    private static let names: [String: String] = Dictionary(
        (all(.section) + all(.division) + all(.group)).map { (PhraseBook.folded($0.name), $0.name) },
        uniquingKeysWith: { first, _ in first })
}

/// Words around qualities, as data.
enum QualityCues {
    static let negations: Lexicon = [
        "未曾", "尚未", "从未", "没有", "不存在", "不得有", "不得存在", "不得", "未有", "未", "不", "无", "非",
    ]
    /// Negations that hold a 有.
    static let have: Set<Word> = ["没有", "不存在", "不得有", "未有", "无", "不得存在"]
    static let notListed: Lexicon = [
        "未被列入", "未列入", "未被纳入", "未被市场监管部门列入", "未被市场监督管理部门列入", "没有被列入", "不得被列入",
    ]
    static let listed: Lexicon = ["被列入", "列入", "被市场监管部门列入", "被市场监督管理部门列入"]
    static let holding: Lexicon = [
        "已获得", "已取得", "获得", "取得", "获评", "获", "拥有", "具有", "具备", "持有", "通过", "已通过", "经认定为", "被认定为", "认定为", "评为",
        "被评为", "为", "属于", "是", "已", "有效期内的", "有效期内", "在有效期内的", "经认定的", "处于有效期内的",
    ]
    static let between: Lexicon = ["或者", "或", "、", "和", "及"]
    static let anyOf: Lexicon = ["之一", "称号之一", "资格之一", "认定之一", "中的任意一项", "任一称号"]
    static let titleEnds: Lexicon = [
        "称号", "认定", "资格", "资质", "证书", "资格证书", "认定证书", "评价", "入库", "且在有效期内", "(有效期内)", "(在有效期内)", "的企业",
    ]
    static let being: Lexicon = ["为", "属于", "是", "应为"]
    static let sizeStandard: Lexicon = [
        "符合《中小企业划型标准规定》", "符合中小企业划型标准规定", "符合中小企业划型标准", "符合国家中小企业划型标准", "符合《中小企业划型标准规定》标准",
    ]
    static let industry: Lexicon = ["所属行业为", "所属行业属于", "行业属于", "属于", "主营业务属于"]
    static let unlisted: Lexicon = ["未上市", "尚未上市", "为非上市企业", "非上市企业"]
    static let legalPerson: Lexicon = [
        "具有独立法人资格", "具备独立法人资格", "有独立法人资格", "具有法人资格", "具有独立的法人资格", "为独立法人", "是独立法人", "具有独立企业法人资格",
        "独立法人企业", "为独立法人企业",
    ]
    static let reaching: Lexicon = ["达到", "达", "不低于", "为", "是"]
}
