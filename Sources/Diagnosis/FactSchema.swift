// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// The facts of the vocabulary as the API takes them: one description by which requests are checked and
/// which the API's document shows, and the way from what was sent to facts.
///
/// ```json
/// {"所属行业": "C3670", "从业人员": {"2025": "58"}, "营业收入": {"2025": "1860"}, "有自主品牌": true}
/// ```
///
/// Figures are decimals in text, in the unit that the document names, so that 3% is 3%.
struct FactSchema {
    let vocabulary: Vocabulary

    /// An object with a member for each word.
    var schema: Schema {
        .object(
            "Facts",
            vocabulary.words.map { word in
                let value = Self.schema(of: word.kind)
                return .optional(
                    word.name, word.isPeriodic ? .map("^(19|20)[0-9]{2}$", value) : value, Self.about(word))
            })
    }

    private static func schema(of kind: Word.Kind) -> Schema {
        switch kind {
        case .number(let unit): .text(pattern: pattern(of: unit))
        case .flag: .flag
        case .option(let options, _): .options(options)
        case .options(let options): .list(.options(options), most: options.count, isUnique: true)
        case .date: .day
        case .industry: .text(pattern: Self.industries).named("Industry")
        case .region: .options(Self.regions).named("Region")
        }
    }

    /// So many digits that no figure is larger than any enterprise's.
    private static func pattern(of unit: Unit) -> String {
        var (digits, factor) = (14, unit.factor)
        while factor > 1, digits > 1, let less = factor.divided(by: 10) {
            factor = less
            digits -= 1
        }
        return "^-?(0|[1-9][0-9]{0,\(digits - 1)})(\\.[0-9]{1,6})?$"
    }

    private static func about(_ word: Word) -> APIText {
        var (chinese, english) = (word.meaning, word.meaningEnglish)
        if case .number(let unit) = word.kind, !unit.name.isEmpty {
            chinese += "（单位：\(unit.name)）"
            english += " (in \(unit.english))"
        }
        return .both(chinese: chinese, english: english)
    }

    /// Codes of GB/T 4754 with or without the letter of their section; of classes, of which there is no list,
    /// those of a group that there is.
    private static let industries: String = {
        let sections = Industry.all(.section).map { section in
            let divisions = section.children
            let groups = divisions.flatMap(\.children).map(\.code).joined(separator: "|")
            let codes = divisions.map(\.code).joined(separator: "|") + "|(\(groups))[0-9]?"
            return "\(section.code)|\(section.code)?(\(codes))"
        }
        return "^(\(sections.joined(separator: "|")))$"
    }()

    private static let regions: [String] = {
        func within(_ region: Region) -> [String] { [region.code] + region.children.flatMap(within) }
        return within(.nation)
    }()

    /// The facts that were sent; what the vocabulary cannot read is a fault at its place.
    func facts(_ sent: JSONValue, english: Bool) throws(SiteFault) -> Facts {
        var facts = Facts()
        var faults: [SchemaFault] = []
        for (name, value) in sent.members.sorted(by: { $0.key < $1.key }) {
            guard let word = vocabulary.word(named: name) else { continue }
            let values: [(year: Int, value: JSONValue)] =
                word.isPeriodic
                ? value.members.sorted { $0.key < $1.key }.compactMap { year, value in
                    Int(year).map { ($0, value) }
                } : [(0, value)]
            for (year, value) in values {
                do throws(ValueFault) {
                    guard let read = try Self.read(value, word) else { continue }
                    facts.add(
                        Facts.Report(value: read), for: Facts.Key(word: word.id, year: year),
                        ranking: word.sources)
                } catch {
                    let text = ValueFaultWords(word: word, fault: error).text(english: english)
                    let place = "/facts/\(name)" + (year == 0 ? "" : "/\(year)")
                    faults.append(SchemaFault(place, .other(text)))
                }
            }
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        return facts
    }

    private static func read(_ value: JSONValue, _ word: Word) throws(ValueFault) -> Value? {
        switch (word.kind, value) {
        case (_, .flag(let flag)): return .flag(flag)
        case (.options, .list(let chosen)):
            let names = chosen.compactMap(\.text)
            return try word.value(from: names.isEmpty ? "无" : names.joined(separator: "、"))
        case (.number(let unit), .text(let text)):
            return try word.value(from: text + unit.name, impliedUnit: unit)
        case (_, .text(let text)): return try word.value(from: text)
        default: return nil
        }
    }
}
