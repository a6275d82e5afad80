// SPDX-License-Identifier: Apache-2.0
import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The numbers that Word counts by itself, written out: 第一条, （一）, 1. (ISO/IEC 29500, part 1, 17.9).
struct WordNumbering {
    struct Level {
        var format = "decimal"
        /// 第%1条
        var pattern = ""
        var start = 1
    }

    /// By the number of the list: its levels.
    fileprivate(set) var lists: [String: [Int: Level]] = [:]
    /// Lists that share their counting: those of one abstract list.
    fileprivate(set) var families: [String: String] = [:]
    /// By the paragraph's style: list and level.
    fileprivate(set) var styles: [String: (list: String, level: Int)] = [:]
    /// How far each family has counted, level by level.
    private var counts: [String: [Int]] = [:]
    private static let deepest = 9

    init(numbering: Data?, styles: Data?) {
        if let numbering {
            let reader = NumberingReader()
            reader.parse(numbering)
            lists = reader.lists
            families = reader.families
        }
        if let styles {
            let reader = StyleReader()
            reader.parse(styles)
            self.styles = reader.resolved
        }
    }

    /// What stands before the next paragraph of a list; nil for bullets and unknown lists.
    mutating func next(list: String, level: Int) -> String? {
        guard let levels = lists[list], (0..<Self.deepest).contains(level), let own = levels[level] else {
            return nil
        }
        let family = families[list] ?? list
        var count = counts[family] ?? (0..<Self.deepest).map { (levels[$0]?.start ?? 1) - 1 }
        count[level] += 1
        for deeper in (level + 1)..<max(Self.deepest, level + 1) {
            count[deeper] = (levels[deeper]?.start ?? 1) - 1
        }
        counts[family] = count
        guard own.format != "bullet", own.format != "none", !own.pattern.isEmpty else { return nil }
        var text = own.pattern
        for index in 0...level where text.contains("%\(index + 1)") {
            // An upper level that has not begun counts as begun.
            let start = levels[index]?.start ?? 1
            let number = Self.written(max(count[index], start), as: levels[index]?.format ?? "decimal")
            text = text.replacingOccurrences(of: "%\(index + 1)", with: number)
        }
        return text
    }

    /// A number in one of Word's formats.
    static func written(_ number: Int, as format: String) -> String {
        switch format {
        case "chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting",
            "taiwaneseCounting", "taiwaneseCountingThousand":
            return chinese(number)
        case "ideographDigital", "taiwaneseDigital":
            return String(number).map { digits[$0.wholeNumberValue ?? 0] }.joined()
        case "upperLetter": return letters(number)
        case "lowerLetter": return letters(number).lowercased()
        case "upperRoman": return roman(number)
        case "lowerRoman": return roman(number).lowercased()
        case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
            let scalar = (1...20).contains(number) ? Unicode.Scalar(0x2460 + UInt32(number) - 1) : nil
            return scalar.map { String(Character($0)) } ?? String(number)
        case "decimalZero": return number < 10 ? "0\(number)" : String(number)
        default: return String(number)
        }
    }

    private static let digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

    private static func chinese(_ number: Int) -> String {
        guard (1..<1_000).contains(number) else { return String(number) }
        let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10)
        var text = hundreds > 0 ? digits[hundreds] + "百" : ""
        if tens > 0 {
            text += (tens == 1 && hundreds == 0 ? "" : digits[tens]) + "十"
        } else if hundreds > 0, ones > 0 {
            text += "零"
        }
        return text + (ones > 0 ? digits[ones] : "")
    }

    private static func letters(_ number: Int) -> String {
        guard (1...780).contains(number), let scalar = Unicode.Scalar(UInt32(0x41 + (number - 1) % 26)) else {
            return String(number)
        }
        return String(repeating: Character(scalar), count: (number - 1) / 26 + 1)
    }

    private static func roman(_ number: Int) -> String {
        guard (1..<400).contains(number) else { return String(number) }
        var (rest, text) = (number, "")
        for (value, sign) in [
            (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
            (1, "I"),
        ] {
            while rest >= value {
                text += sign
                rest -= value
            }
        }
        return text
    }
}

/// Reads word/numbering.xml.
private final class NumberingReader: NSObject, XMLParserDelegate {
    private(set) var lists: [String: [Int: WordNumbering.Level]] = [:]
    private(set) var families: [String: String] = [:]
    private var abstracts: [String: [Int: WordNumbering.Level]] = [:]
    private var abstract: String?
    private var list: String?
    private var level: Int?

    func parse(_ data: Data) {
        let parser = XMLParser(data: data)
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        // What stands before a fault is used; a list that is not known has no numbers.
        _ = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        let value = attributes["w:val"] ?? ""
        switch name {
        case "w:abstractNum": abstract = attributes["w:abstractNumId"]
        case "w:num": list = attributes["w:numId"]
        case "w:lvl", "w:lvlOverride": level = attributes["w:ilvl"].flatMap(Int.init)
        case "w:abstractNumId":
            if let list {
                lists[list] = abstracts[value]
                families[list] = "abstract " + value
            }
        case "w:start": change { $0.start = Int(value) ?? 1 }
        case "w:startOverride":
            change { $0.start = Int(value) ?? 1 }
            // A list that begins anew counts for itself.
            if let list { families[list] = list }
        case "w:numFmt": change { $0.format = value }
        case "w:lvlText": change { $0.pattern = value }
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        switch name {
        case "w:abstractNum": abstract = nil
        case "w:num": list = nil
        case "w:lvl", "w:lvlOverride": level = nil
        default: break
        }
    }

    private func change(_ body: (inout WordNumbering.Level) -> Void) {
        guard let level else { return }
        if let abstract {
            body(&abstracts[abstract, default: [:]][level, default: WordNumbering.Level()])
        } else if let list {
            body(&lists[list, default: [:]][level, default: WordNumbering.Level()])
        }
    }
}

/// Reads which styles are lists from word/styles.xml.
private final class StyleReader: NSObject, XMLParserDelegate {
    private var style: String?
    private var parents: [String: String] = [:]
    private var own: [String: (list: String?, level: Int?)] = [:]

    func parse(_ data: Data) {
        let parser = XMLParser(data: data)
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        // As above.
        _ = parser.parse()
    }

    /// Each style with what it has from those that it is based on.
    var resolved: [String: (list: String, level: Int)] {
        var result: [String: (list: String, level: Int)] = [:]
        for name in Set(own.keys).union(parents.keys) {
            var (list, level): (String?, Int?) = (nil, nil)
            var next: String? = name
            var steps = 0
            while let current = next, steps < 20 {
                list = list ?? own[current]?.list
                level = level ?? own[current]?.level
                next = parents[current]
                steps += 1
            }
            if let list, list != "0" { result[name] = (list, level ?? 0) }
        }
        return result
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        switch name {
        case "w:style": style = attributes["w:styleId"]
        case "w:basedOn": if let style { parents[style] = attributes["w:val"] }
        case "w:numId": if let style { own[style, default: (nil, nil)].list = attributes["w:val"] }
        case "w:ilvl":
            if let style { own[style, default: (nil, nil)].level = attributes["w:val"].flatMap(Int.init) }
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if name == "w:style" { style = nil }
    }
}
