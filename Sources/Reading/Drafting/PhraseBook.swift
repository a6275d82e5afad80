// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// The words of a vocabulary as documents write them. Built once for a library; a phrase is only here when
/// it says exactly what the word means.
struct PhraseBook: Sendable {
    /// A fact that is a number.
    struct Number: Sendable {
        let name: String
        let unit: Rules.Unit
        let cadence: Rules.Word.Cadence
        /// What the vocabulary says of it, to recognise remarks in brackets.
        let meaning: String
    }

    /// A fact with options that are named after it: 数字化水平 三级.
    struct Options: Sendable {
        let name: String
        let options: [Word: String]
        let lexicon: Lexicon
        let isOrdered: Bool
    }

    let numbers: [Word: Number]
    let numberNames: Lexicon
    /// Yes-or-no facts by what remains of their words without punctuation; see `plain`.
    let flags: [[Glyph]: String]
    let options: [Word: Options]
    let optionNames: Lexicon
    /// Titles in force, by what documents call them.
    let titles: [Word: String]
    let titleNames: Lexicon
    /// Lines for sizes, when the vocabulary has 企业规模.
    let sizes: [Word: String]
    let sizeNames: Lexicon
    let hasRegion: Bool
    let hasFoundingDay: Bool
    let legalPerson: String?
    /// Industries by official name, when the vocabulary has 所属行业.
    let hasIndustry: Bool
    /// 尚未上市, when the vocabulary has 上市状况 with the option.
    let hasListing: Bool

    init(_ vocabulary: Vocabulary) {
        var numbers: [Word: Number] = [:]
        var flags: [[Glyph]: String] = [:]
        var options: [Word: Options] = [:]
        for word in vocabulary.words {
            let names = ([word.name] + word.aliases).map(Self.folded)
            switch word.kind {
            case .number(let unit):
                let number = Number(
                    name: word.name, unit: unit, cadence: word.cadence, meaning: Self.plainText(word.meaning))
                for name in names.flatMap(Self.spellings) where numbers[Word(name)] == nil {
                    numbers[Word(name)] = number
                }
                for name in names { numbers[Word(name)] = number }
            case .flag:
                for phrase in [word.name] + word.aliases + [Self.definition(word.meaning)] {
                    let plain = Self.plain(Array(Self.folded(phrase).unicodeScalars)[...])
                    if plain.count >= 4, flags[plain] == nil { flags[plain] = word.name }
                }
            case .option(let list, let isOrdered):
                let known = Dictionary(
                    list.map { (Word(Self.folded($0)), $0) }, uniquingKeysWith: { first, _ in first })
                for name in names {
                    options[Word(name)] = Options(
                        name: word.name, options: known, lexicon: Lexicon(Array(known.keys)),
                        isOrdered: isOrdered)
                }
            default: break
            }
        }
        self.numbers = numbers
        numberNames = Lexicon(Array(numbers.keys))
        self.flags = flags
        self.options = options
        optionNames = Lexicon(Array(options.keys))
        titles = Self.titles(vocabulary)
        titleNames = Lexicon(Array(titles.keys))
        sizes = Self.sizes(vocabulary)
        sizeNames = Lexicon(Array(sizes.keys))
        hasRegion = vocabulary.word(named: "注册地")?.kind == .region
        hasFoundingDay = vocabulary.word(named: "成立日期")?.kind == .date
        hasIndustry = vocabulary.word(named: "所属行业")?.kind == .industry
        legalPerson = vocabulary.word(named: "境内注册的独立法人").flatMap { $0.kind == .flag ? $0.name : nil }
        hasListing = vocabulary.word(named: "上市状况")?.options.contains("已上市") ?? false
    }

    // MARK: Spelling

    static func folded(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.compactMap(Folding.fold)))
    }

    /// 知识产权数量 is also said without 数量 before a number, 年限 also 时间.
    private static func spellings(_ name: String) -> [String] {
        for ending in ["数量", "数"] where name.hasSuffix(ending) && name.count > ending.count + 3 {
            return [String(name.dropLast(ending.count))]
        }
        return name.hasSuffix("年限") ? [name.dropLast(2) + "时间"] : []
    }

    /// What a meaning says before it tells where it is from: （2022年63号文的说法）.
    private static func definition(_ meaning: String) -> String {
        var text = String(meaning.prefix { $0 != "。" && $0 != "；" })
        if text.hasSuffix("）"), let open = text.lastIndex(of: "（"),
            text[open...].contains("说法") || text[open...].contains("口径")
        {
            text = String(text[..<open])
        }
        return text
    }

    private static func plainText(_ text: String) -> String {
        plain(Array(folded(text).unicodeScalars)[...])[...].text
    }

    /// Without punctuation and the syllables that change nothing: 曾, 过, 已, 的; 拥有 and 具有 are 有; numbers of
    /// years in one spelling.
    static func plain(_ text: Stretch) -> [Glyph] {
        var plain: [Glyph] = []
        var at = text.startIndex
        while at < text.endIndex {
            if let word = having.match(text, at: at) {
                plain.append("有")
                at += word.count
                continue
            }
            let glyph = text[at]
            at += 1
            if dropped.contains(glyph) || glyph.isSpace { continue }
            plain.append(digits[glyph] ?? glyph)
        }
        return plain
    }

    private static let having: Lexicon = ["拥有", "具有", "具备"]
    private static let dropped = Set("、,。;:()\"'曾过已的".unicodeScalars)
    private static let digits: [Glyph: Glyph] = ["1": "一", "2": "二", "3": "三", "5": "五", "两": "二"]

    // MARK: Titles and sizes

    private static func titles(_ vocabulary: Vocabulary) -> [Word: String] {
        guard let word = vocabulary.word(named: "已获称号"), case .options(let options) = word.kind else {
            return [:]
        }
        var titles: [Word: String] = [:]
        for option in options {
            let name = folded(option)
            for form in [name, name.filter { $0 != "\"" }] { titles[Word(form)] = option }
            for prefix in titlePrefixes[option] ?? [] {
                for form in [name, name.filter { $0 != "\"" }] { titles[Word(prefix + form)] = option }
            }
        }
        return titles
    }

    /// Levels that documents put before a title of which there is only this one.
    private static let titlePrefixes: [String: [String]] = [
        "高新技术企业": ["国家", "国家级"], "专精特新中小企业": ["省级", "省"],
        "专精特新“小巨人”企业": ["国家级", "国家"], "制造业单项冠军企业": ["国家级", "国家"],
        "知识产权优势企业": ["国家", "国家级"], "知识产权示范企业": ["国家", "国家级"],
    ]

    private static func sizes(_ vocabulary: Vocabulary) -> [Word: String] {
        guard let word = vocabulary.word(named: "企业规模"), word.options == ["微型", "小型", "中型", "大型"] else {
            return [:]
        }
        let upToMedium = "\(word.name) ≤ 中型"
        let upToSmall = "\(word.name) ≤ 小型"
        return [
            "中小企业": upToMedium, "中小微企业": upToMedium, "中小型企业": upToMedium, "小微企业": upToSmall,
            "小型微型企业": upToSmall, "小型、微型企业": upToSmall, "微型企业": "\(word.name) 是 微型",
            "中型企业": "\(word.name) 是 中型", "大型企业": "\(word.name) 是 大型",
        ]
    }
}
