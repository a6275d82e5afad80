// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads one rule file. Each part has its file: clauses, scores, classes, amounts, examples.
struct RuleReader {
    let log: FaultLog
    let pack: String
    /// Rules that a 沿用 may build on.
    let bases: [Rule]
    var grammar: ConditionGrammar
    var numbers: [StatedNumber] = []

    init(vocabulary: Vocabulary, lexicon: Lexicon, pack: String, bases: [Rule], log: FaultLog) {
        self.log = log
        self.pack = pack
        self.bases = bases
        grammar = ConditionGrammar(vocabulary: vocabulary, lexicon: lexicon, scoreGroups: nil)
    }

    var vocabulary: Vocabulary { grammar.vocabulary }

    /// The rule, or nil when its head cannot be read; faults inside it are in the log either way.
    mutating func read(_ tree: Tree, file: SourceFile) -> Rule? {
        guard let fields = Fields(tree, context: "规则", log: log) else { return nil }
        defer { fields.finish() }
        fields.allow(
            "规则", "英文", "代码", "类别", "依据", "适用", "地域", "结论", "结论英", "原文", "条件", "评分", "分类", "金额", "不与", "例",
            "沿用", "改",
            "增")
        let base = base(fields)
        guard let title = fields.has("规则") || base == nil ? fields.required("规则")?.string : base?.title,
            let code = fields.required("代码")?.string
        else { return nil }
        let scoring = fields.tree("评分").flatMap { self.scoring($0) } ?? base?.scoring
        grammar = ConditionGrammar(
            vocabulary: vocabulary, lexicon: grammar.numbers.lexicon, scoreGroups: scoring?.groups.map(\.name)
        )
        let applicability = applicability(fields)
        let classification = fields.tree("分类").flatMap { self.classification($0) } ?? base?.classification
        let condition = condition(fields, base: base)
        let amount = fields.tree("金额").flatMap { self.amount($0) } ?? base?.amount
        let basis = basis(fields) ?? base?.basis
        let examples = fields.tree("例").map {
            ExampleReader(vocabulary: vocabulary, result: classification?.result, log: log).read($0)
        }
        numbers += grammar.numbers.numbers
        return Rule(
            code: code, title: title, titleEnglish: inherited(fields, "英文", base?.titleEnglish),
            category: inherited(fields, "类别", base?.category), basis: basis ?? .unknown,
            applicability: applicability, regions: regions(fields),
            conclusion: inherited(fields, "结论", base?.conclusion),
            conclusionEnglish: inherited(fields, "结论英", base?.conclusionEnglish),
            texts: (base?.texts ?? []) + texts(fields, basis: basis ?? .unknown), condition: condition,
            scoring: scoring, classification: classification, amount: amount,
            excludes: fields.has("不与") ? fields.texts("不与").map(\.string) : base?.excludes ?? [],
            examples: examples ?? [], numbers: numbers, pack: pack,
            place: Place(file: file.path, line: 1, column: 1), digest: file.digest)
    }

    private func inherited(_ fields: Fields, _ key: String, _ base: String?) -> String {
        fields.string(key, default: base ?? "")
    }

    // MARK: - Head

    private func base(_ fields: Fields) -> Rule? {
        guard let name = fields.text("沿用") else { return nil }
        let candidates = bases.filter { $0.code == name.string }
        let latest = candidates.max { ($0.firstDay ?? .earliest) < ($1.firstDay ?? .earliest) }
        if latest == nil { log.report(.baseMissing(code: name.string), at: name.place) }
        return latest
    }

    private func basis(_ fields: Fields) -> Basis? {
        guard let tree = fields.tree("依据") else {
            if !fields.has("沿用") { log.report(.missingKey("依据", context: "规则"), at: fields.place) }
            return nil
        }
        guard let part = Fields(tree, context: "依据", log: log) else { return nil }
        defer { part.finish() }
        return Basis(
            document: part.required("文件")?.string ?? "", number: part.string("文号"), issuer: part.string("发文"),
            article: part.string("条款"), url: part.string("网址"),
            confidence: part.choice("可信", default: .memory), isParaphrase: part.flag("转述"))
    }

    private mutating func applicability(_ fields: Fields) -> [Applicability] {
        var windows: [Applicability] = []
        if !fields.has("适用") { _ = fields.required("适用") }
        for tree in fields.list("适用") {
            guard let part = Fields(tree, context: "适用", log: log) else { continue }
            defer { part.finish() }
            let purpose = part.choice("用途", default: Purpose.application)
            guard part.required("自") != nil, let from = part.day("自") else { continue }
            let to = part.day("至")
            if let to, to < from { log.report(.windowEndsBeforeItBegins, at: part.place) }
            windows.append(Applicability(purpose: purpose, from: from, to: to, place: part.place))
            for key in ["自", "至"] {
                if let text = part.text(key) {
                    numbers.append(StatedNumber(digits: text.string, place: text.place))
                }
            }
        }
        return windows
    }

    private func regions(_ fields: Fields) -> [Region] {
        let names = fields.texts("地域")
        if names.isEmpty { _ = fields.required("地域") }
        return names.compactMap { name in
            if let region = Region.reading(name.string) { return region }
            let near = Region.named(name.string).prefix(3).map { "\($0.code) \($0.fullName)" }
            log.report(.unknownCode(name.string, set: "行政区划", near: near), at: name.place)
            return nil
        }
    }

    private func texts(_ fields: Fields, basis: Basis) -> [OfficialText] {
        fields.list("原文").compactMap { tree in
            guard let part = Fields(tree, context: "原文", log: log) else { return nil }
            defer { part.finish() }
            guard let number = part.required("号"), let text = part.required("文") else { return nil }
            return OfficialText(
                number: number.string, text: text.string,
                confidence: part.choice("可信", default: basis.confidence),
                isParaphrase: part.has("转述") ? part.flag("转述") : basis.isParaphrase,
                omission: omission(part), place: number.place)
        }
    }

    private func omission(_ part: Fields) -> OfficialText.Omission? {
        guard part.has("标") else {
            _ = part.text("因")
            return nil
        }
        return OfficialText.Omission(
            mark: part.choice("标", default: .skipped), reason: part.required("因")?.string ?? "")
    }
}

extension Basis {
    /// Stands in while the head of a rule is faulty.
    static let unknown = Basis(
        document: "", number: "", issuer: "", article: "", url: "", confidence: .memory, isParaphrase: true)
}
