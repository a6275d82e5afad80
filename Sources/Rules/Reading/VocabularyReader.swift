// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads the files of a vocabulary. Words first, then their derivations, which speak of other words.
struct VocabularyReader {
    let log: FaultLog

    func read(_ files: [SourceFile]) -> Vocabulary {
        var drafts: [WordDraft] = []
        for file in files {
            guard let tree = TreeReader(file: file, log: log).read(),
                let fields = Fields(tree, context: "词表", log: log)
            else { continue }
            let theme = fields.required("词表")?.string ?? ""
            if let words = fields.tree("词") { drafts += entries(words, theme: theme) }
            fields.finish()
        }
        drafts = unique(drafts)
        let plain = Vocabulary(words: drafts.enumerated().map { $1.word(id: $0, derivation: nil) })
        return Vocabulary(
            words: drafts.enumerated().map { $1.word(id: $0, derivation: derivation($1, plain)) })
    }

    private func entries(_ tree: Tree, theme: String) -> [WordDraft] {
        guard case .map(let entries, _) = tree else {
            log.report(.expected(.mapping, found: tree.summary), at: tree.place)
            return []
        }
        return entries.compactMap { entry in
            Fields(entry.value, context: "词", log: log).map { fields in
                defer { fields.finish() }
                return WordDraft(name: entry.key, theme: theme, fields: fields, log: log)
            }
        }
    }

    /// Names and aliases may stand only once over all files.
    private func unique(_ drafts: [WordDraft]) -> [WordDraft] {
        var seen: [String: Place] = [:]
        return drafts.filter { draft in
            for name in [draft.name] + draft.aliases {
                if let first = seen[name.string] {
                    log.report(.duplicateName(name.string, first: first), at: name.place)
                    return false
                }
                seen[name.string] = name.place
            }
            return true
        }
    }

    private func derivation(_ draft: WordDraft, _ vocabulary: Vocabulary) -> Expression? {
        guard let text = draft.derivation else { return nil }
        var grammar = ConditionGrammar(
            vocabulary: vocabulary, lexicon: Lexicon(vocabulary: vocabulary), scoreGroups: nil)
        grammar.numbers = ExpressionGrammar(
            vocabulary: vocabulary, lexicon: grammar.numbers.lexicon, scoreGroups: nil, isDerivation: true)
        do throws(RuleFault) {
            let expression = try grammar.expression(text)
            if case .number(let unit) = draft.kind {
                try requireDimension(of: expression, unit, grammar, text)
            }
            return expression
        } catch {
            log.report(error)
            return nil
        }
    }

    private func requireDimension(
        of expression: Expression, _ unit: Unit, _ grammar: ConditionGrammar, _ text: Tree.Text
    ) throws(RuleFault) {
        let found = grammar.numbers.dimension(expression)
        guard found == unit.dimension else {
            throw RuleFault(.dimensions(left: unit.dimension.name, right: found.name), at: text.place)
        }
    }
}

/// A word as written, before it has a number and a derivation.
private struct WordDraft {
    let name: Tree.Text
    let aliases: [Tree.Text]
    let kind: Word.Kind
    let derivation: Tree.Text?
    private let theme: String
    private let cadence: Word.Cadence
    private let texts: [String: String]
    private let optionsEnglish: [String]
    private let sources: [String]
    private let suppliers: [String]
    private let sensitivity: Word.Sensitivity
    private let improvement: Word.Improvement

    init(name: Tree.Text, theme: String, fields: Fields, log: FaultLog) {
        self.name = name
        self.theme = theme
        aliases = fields.texts("别名")
        kind = WordDraft.kind(fields, log)
        derivation = fields.text("推算")
        switch fields.string("期间", default: "无") {
        case "年度": cadence = .yearly
        case "年末": cadence = .yearEnd
        case "无": cadence = .present
        default:
            cadence = .present
            if let text = fields.text("期间") {
                log.report(.badValue(text.string, key: "期间", expected: "年度、年末、无"), at: text.place)
            }
        }
        var texts: [String: String] = [:]
        for key in ["英文", "含义", "含义英", "问", "问英", "提示", "提示英", "由规则"] { texts[key] = fields.string(key) }
        for key in ["英文", "含义", "问"] { _ = fields.required(key) }
        self.texts = texts
        let english = fields.texts("选项英")
        optionsEnglish = english.map(\.string)
        if let first = english.first, english.count != fields.texts("选项").count {
            log.report(
                .badValue("\(english.count) 个", key: "选项英", expected: "与 选项 一样多"), at: first.place)
        }
        sources = fields.texts("来源").map(\.string)
        suppliers = fields.texts("可填").map(\.string)
        sensitivity = fields.choice("敏感", default: .restricted)
        improvement = fields.choice("可改善", default: .none)
    }

    private static func kind(_ fields: Fields, _ log: FaultLog) -> Word.Kind {
        let options = fields.texts("选项").map(\.string)
        let ordered = fields.flag("有序")
        let unit = fields.text("单位")
        guard let text = fields.required("类型") else { return .flag }
        switch text.string {
        case "数量": return .number(self.unit(unit, at: text.place, log))
        case "是非": return .flag
        case "选项", "多选":
            if options.isEmpty { log.report(.missingKey("选项", context: "词"), at: text.place) }
            return text.string == "选项" ? .option(options, ordered: ordered) : .options(options)
        case "日期": return .date
        case "行业": return .industry
        case "地区": return .region
        default:
            let all = "数量、是非、选项、多选、日期、行业、地区"
            log.report(.badValue(text.string, key: "类型", expected: all), at: text.place)
            return .flag
        }
    }

    private static func unit(_ text: Tree.Text?, at place: Place, _ log: FaultLog) -> Unit {
        guard let text else {
            log.report(.missingKey("单位", context: "词"), at: place)
            return .plain
        }
        if let unit = Unit.named(text.string) { return unit }
        let near = Nearest.nearest(to: text.string, in: Unit.all.map(\.name), limit: 3)
        log.report(.unknownUnit(text.string, near: near), at: text.place)
        return .plain
    }

    func word(id: Word.ID, derivation: Expression?) -> Word {
        let rule = texts["由规则"] ?? ""
        return Word(
            id: id, name: name.string, aliases: aliases.map(\.string), english: texts["英文"] ?? "",
            meaning: texts["含义"] ?? "", meaningEnglish: texts["含义英"] ?? "", kind: kind, cadence: cadence,
            optionsEnglish: optionsEnglish, question: texts["问"] ?? "", questionEnglish: texts["问英"] ?? "",
            hint: texts["提示"] ?? "",
            hintEnglish: texts["提示英"] ?? "", sensitivity: sensitivity, sources: sources, suppliers: suppliers,
            improvement: improvement, derivation: derivation, classifiedBy: rule.isEmpty ? nil : rule,
            theme: theme, place: name.place)
    }
}
