// SPDX-License-Identifier: Apache-2.0
import Standards

extension RuleReader {
    /// 分类: the groups of industries with their floors.
    mutating func classification(_ tree: Tree) -> Classification? {
        guard let fields = Fields(tree, context: "分类", log: log) else { return nil }
        defer { fields.finish() }
        fields.allow("结果", "按", "组", "否则")
        guard let result = fields.required("结果"), let word = resultWord(result),
            let industry = fields.required("按").flatMap({ industryFact($0) })
        else { return nil }
        var groups: [Classification.Group] = []
        for tree in fields.list("组") {
            if let group = classGroup(tree, word: word, industry: industry) { groups.append(group) }
        }
        return Classification(
            result: word.id, industry: industry, groups: groups, otherwise: otherwise(fields))
    }

    private func resultWord(_ text: Tree.Text) -> Word? {
        guard let word = vocabulary.word(named: text.string) else {
            log.report(.unknownWord(text.string, near: near(text.string)), at: text.place)
            return nil
        }
        if case .option(_, ordered: true) = word.kind { return word }
        log.report(.notOrdered(word: word.name), at: text.place)
        return nil
    }

    private func near(_ name: String) -> [String] {
        Nearest.nearest(to: name, in: grammar.numbers.lexicon.names, limit: 3)
    }

    private func industryFact(_ text: Tree.Text) -> FactReference? {
        guard let fact = fact(text) else { return nil }
        let word = vocabulary[fact.word]
        if word.kind == .industry { return fact }
        log.report(.wrongKind(word: word.name, kind: word.kind.name, expected: "行业"), at: text.place)
        return nil
    }

    /// A fact on its own, with its period.
    private func fact(_ text: Tree.Text) -> FactReference? {
        do throws(RuleFault) {
            var line = Line(text)
            let fact = try grammar.numbers.fact(&line)
            guard line.isAtEnd else { throw line.fault(.unexpected(line.rest(), expected: "行尾")) }
            return fact
        } catch {
            log.report(error)
            return nil
        }
    }

    private mutating func classGroup(
        _ tree: Tree, word: Word, industry: FactReference
    ) -> Classification.Group? {
        guard let fields = Fields(tree, context: "组", log: log), let name = fields.required("名"),
            let codes = fields.required("属于").flatMap({ codes($0, of: industry) })
        else { return nil }
        defer { fields.finish() }
        _ = fields.text("备注")
        let english = fields.string("英文")
        var indicators: [Classification.Indicator] = []
        if case .map(let entries, _)? = fields.tree("下限") {
            for (key, value) in entries {
                if let indicator = classIndicator(key, value, word: word) { indicators.append(indicator) }
            }
        } else {
            log.report(.missingKey("下限", context: "组"), at: fields.place)
        }
        return Classification.Group(
            name: name.string, nameEnglish: english, cites: fields.texts("据").map(\.string), codes: codes,
            indicators: indicators,
            place: name.place)
    }

    private func codes(_ text: Tree.Text, of industry: FactReference) -> CodeSet? {
        do throws(RuleFault) {
            return try grammar.codeSet(text, of: vocabulary[industry.word].kind)
        } catch {
            log.report(error)
            return nil
        }
    }

    /// 上年末.从业人员: {大型: 1000人, 中型: 300人, 小型: 20人}, from high to low.
    private mutating func classIndicator(
        _ key: Tree.Text, _ value: Tree, word: Word
    ) -> Classification.Indicator? {
        guard let fact = fact(key), case .number(let unit) = vocabulary[fact.word].kind,
            case .map(let entries, _) = value
        else { return nil }
        var floors: [Classification.Floor] = []
        for (name, limit) in entries {
            guard let option = word.options.firstIndex(of: name.string) else {
                let near = Nearest.nearest(to: name.string, in: word.options, limit: 2)
                log.report(.unknownOption(name.string, word: word.name, near: near), at: name.place)
                continue
            }
            guard case .text(let text) = limit, let literal = literal(text, like: unit.dimension) else {
                continue
            }
            if let last = floors.last, last.option <= option || last.limit.value <= literal.value {
                log.report(.bandUnreachable(name.string), at: name.place)
            }
            floors.append(Classification.Floor(option: option, limit: literal))
        }
        return Classification.Indicator(fact: fact, floors: floors)
    }

    private func otherwise(_ fields: Fields) -> Question {
        guard let tree = fields.tree("否则"), let part = Fields(tree, context: "否则", log: log) else {
            log.report(.missingKey("否则", context: "分类"), at: fields.place)
            return Question(text: "", english: "", place: fields.place)
        }
        defer { part.finish() }
        let text = part.required("需人工判断")
        return Question(
            text: text?.string ?? "", english: part.string("英文"), place: text?.place ?? part.place)
    }
}
