// SPDX-License-Identifier: Apache-2.0
import Standards

extension ConditionGrammar {
    /// 属于 or 不属于 a list of industries or regions, by code or official name.
    func membership(_ fact: FactReference, _ line: inout Line) throws(RuleFault) -> Condition {
        let isNegated = line.take("不属于")
        guard isNegated || line.take("属于") else {
            throw line.fault(.unexpected(line.rest(), expected: "属于、不属于"))
        }
        let codes = try codeSet(of: vocabulary[fact.word].kind, &line)
        return .within(MembershipTest(fact: fact, codes: codes, isNegated: isNegated))
    }

    /// A list of codes or names that stands alone, as in 属于: B、C、D.
    func codeSet(_ text: Tree.Text, of kind: Word.Kind) throws(RuleFault) -> CodeSet {
        var line = Line(text)
        let codes = try codeSet(of: kind, &line)
        guard line.isAtEnd else { throw line.fault(.unexpected(line.rest(), expected: "、、行尾")) }
        return codes
    }

    private func codeSet(of kind: Word.Kind, _ line: inout Line) throws(RuleFault) -> CodeSet {
        var regions: [Region] = []
        var industries: [Industry] = []
        repeat {
            line.skipSpace()
            let start = line.position
            if kind == .region {
                let name = nameOfCode(&line, official: [])
                guard let region = Region.reading(name) else {
                    let near = Nearest.nearest(to: name, in: Region.nation.children.map(\.name), limit: 3)
                    throw RuleFault(.unknownCode(name, set: "行政区划", near: near), at: line.place(from: start))
                }
                regions.append(region)
            } else {
                let name = nameOfCode(&line, official: Industry.officialNames)
                guard let industry = Industry.reading(name) else {
                    let near = Nearest.nearest(to: name, in: Industry.officialNames, limit: 3)
                    throw RuleFault(.unknownCode(name, set: "行业分类", near: near), at: line.place(from: start))
                }
                industries.append(industry)
            }
        } while line.take("、")
        return kind == .region ? .regions(regions) : .industries(industries)
    }

    /// The longest official name that stands here (some hold 、), else what reaches to 、, space or the end.
    private func nameOfCode(_ line: inout Line, official: [String]) -> String {
        if let index = line.takeFirst(of: official) { return official[index] }
        var text = ""
        while line.position < line.scalars.count {
            let scalar = line.scalars[line.position]
            if scalar == "、" || scalar == " " || scalar == ")" { break }
            text.unicodeScalars.append(scalar)
            line.position += 1
        }
        return text
    }
}

extension Industry {
    /// By code, or by official name where one class has it.
    static func reading(_ text: String) -> Industry? {
        if let industry = Industry(code: text) { return industry }
        return named[text]
    }

    /// All official names that the table holds, longest first.
    static let officialNames: [String] = named.keys.sorted { ($0.count, $1) > ($1.count, $0) }

    /// The widest class of each name: a section before a division before a group.
    private static let named: [String: Industry] = Dictionary(
        (all(.section) + all(.division) + all(.group)).map { ($0.name, $0) },
        uniquingKeysWith: { widest, _ in widest })
}

extension Region {
    /// By code, 全国, or by a name that only one region has.
    static func reading(_ text: String) -> Region? {
        if text == "全国" { return .nation }
        if let region = Region(code: text) { return region }
        let named = Region.named(text)
        return named.count == 1 ? named[0] : nil
    }
}
