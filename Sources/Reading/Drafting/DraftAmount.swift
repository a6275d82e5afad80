// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// One promise of a sentence: what it hangs on and how the sum is worked out.
struct DraftAmount: Sendable {
    let number: String
    let article: String
    /// The whole sentence.
    let text: String
    let span: Span
    /// Nil where nothing is asked in the sentence itself.
    let condition: DraftPart?
    let method: Method
    /// Whether the condition only says that what is asked elsewhere must be met.
    var refersBack = false

    enum Method: Sendable {
        /// The line under 算, with 封顶 and 保底.
        case formula(String, cap: String?, floor: String?)
        case person(StayReason)
    }

    /// The amount where something is asked elsewhere, or not: a reference to nothing stays a question.
    func answered(_ isAskedElsewhere: Bool) -> DraftAmount {
        guard refersBack, isAskedElsewhere else { return self }
        return DraftAmount(
            number: number, article: article, text: text, span: span, condition: nil, method: method)
    }

    var isComputed: Bool { if case .formula = method { true } else { false } }

    /// A ceiling for whoever gets anything: 单家企业最高不超过100万元.
    var isLooseCeiling: Bool {
        if case .person(.onlyCeiling) = method { condition == nil } else { false }
    }

    /// The sentence and what became of its amount.
    var clause: DraftClause {
        let outcome: DraftClause.Outcome
        switch method {
        case .formula(let line, let cap, let floor):
            let bounds = [cap.map { "封顶 \($0)" }, floor.map { "保底 \($0)" }].compactMap { $0 }
            outcome = .computed(([line] + bounds).joined(separator: "，"))
        case .person(let reason): outcome = .person(reason)
        }
        return DraftClause(number: number, article: article, text: text, span: span, outcome: outcome)
    }
}

/// Reads what a sentence promises, as far as the sum is certain.
struct AmountReader {
    let flow: Flow
    let figures: Figures
    let book: PhraseBook

    /// A condition and the promises that follow it, up to the next condition.
    struct Run {
        var condition: Range<Int>?
        var promises: [Clause] = []
    }

    /// Whether the sentence promises something to whoever meets it.
    func isGiving(_ sentence: Sentence, _ passage: Passage) -> Bool {
        guard passage.purpose != .conditions || sentence.clauses.contains(where: { $0.role == .consequent })
        else {
            return false
        }
        return !SupportReader.read(flow, figures, passage, sentence).isEmpty
            || SupportReader.givesWithoutFigure(flow, passage, sentence)
    }

    /// 对甲的，奖励若干；乙的，奖励若干 are two runs.
    func runs(_ sentence: Sentence, _ passage: Passage) -> [Run] {
        var runs: [Run] = []
        for clause in sentence.clauses {
            if clause.role == .antecedent {
                if let last = runs.indices.last, runs[last].promises.isEmpty, let range = runs[last].condition
                {
                    runs[last].condition = range.lowerBound..<clause.range.upperBound
                } else {
                    runs.append(Run(condition: clause.range))
                }
            } else if runs.isEmpty {
                runs.append(Run(condition: nil, promises: [clause]))
            } else {
                runs[runs.count - 1].promises.append(clause)
            }
        }
        return runs.filter { !$0.promises.isEmpty || $0.condition != nil }
    }

    /// How the sum of a run is worked out: one sum, or a share of a number that the vocabulary has.
    func method(_ run: Run, _ sentence: Sentence) -> DraftAmount.Method {
        guard let first = run.promises.first, let last = run.promises.last else {
            return .person(.unknownBase)
        }
        let range = first.range.lowerBound..<last.range.upperBound
        let text = flow.stretch(range)
        if let word = AmountCues.discretion.find(text) { return .person(.judgement(word: word.word.text)) }
        let promised = Sentence(range: range, clauses: run.promises)
        let supports = SupportReader.read(flow, figures, AmountCues.plainPassage(range), promised)
        guard let support = supports.first else { return .person(.onlyCeiling) }
        if supports.allSatisfy({ $0.amount == nil && $0.ratio == nil && $0.cap != nil }) {
            return .person(.onlyCeiling)
        }
        guard supports.count == 1 else { return .person(.severalSums) }
        switch support.form {
        case .fixed: return fixed(support, text)
        case .ratio: return ratio(support, range)
        case .quota: return .person(.onlyCeiling)
        case .rate, .range, .perUnit: return .person(.unknownBase)
        }
    }

    private func fixed(_ support: Support, _ text: Stretch) -> DraftAmount.Method {
        guard let amount = support.amount, support.per == nil, support.cap == nil, support.floor == nil,
            !AmountCues.units.occurs(in: text), let sum = written(amount)
        else { return .person(.unknownBase) }
        // 给予最高10万元奖励: a ceiling in other words.
        if SupportCues.caps.occurs(in: text) { return .person(.onlyCeiling) }
        return .formula(sum, cap: nil, floor: nil)
    }

    /// 按上年度研发费用的10%给予补助，最高不超过100万元.
    private func ratio(_ support: Support, _ range: Range<Int>) -> DraftAmount.Method {
        let shares = figures.quantities(in: range).filter(\.isShare)
        guard let ratio = support.ratio, support.per == nil, shares.count == 1, let share = shares.first,
            share.upper == nil, let base = base(flow.stretch(range), before: share.range.lowerBound)
        else { return .person(.unknownBase) }
        // 不超过10%: the share itself is a ceiling.
        let before = flow.stretch(range).upTo(share.range.lowerBound).suffix(4)
        guard Comparators.prefix(of: before) == nil, !SupportCues.caps.occurs(in: before) else {
            return .person(.onlyCeiling)
        }
        let rate = (ratio * 100).decimalText(places: 8) + "%"
        return .formula(
            "\(base) × \(rate)", cap: support.cap.flatMap(written), floor: support.floor.flatMap(written))
    }

    /// The number before …的10%, with its year where it has one.
    private func base(_ text: Stretch, before end: Int) -> String? {
        guard let start = AmountCues.by.find(text) else { return nil }
        var cursor = Cursor(text.after(start.at + start.word.count).upTo(end))
        _ = cursor.take(AmountCues.whose)
        var years = RequirementReader.Years()
        if cursor.take(NumberCues.lastYear) != nil { years.extent = .year(1) }
        if cursor.take("本年度") { years.extent = .year(0) }
        guard let word = cursor.take(book.numberNames), let number = book.numbers[word],
            number.unit.dimension == .base(.yuan)
        else { return nil }
        cursor.take("总额")
        cursor.take("的")
        return cursor.isAtEnd ? years.fact(number) : nil
    }

    private func written(_ amount: Rational) -> String? {
        RequirementReader.yuan(amount).map { $0.text + $0.unit }
    }
}

/// Words around amounts of a draft, as data.
enum AmountCues {
    static let discretion: Lexicon = [
        "原则上", "择优", "酌情", "适当", "视情", "可给予", "可以给予", "可予以", "不等", "参照", "一事一议",
    ]
    /// The sum is for each of something.
    static let units: Lexicon = ["每", "单个", "单家", "单户", "/", "分别", "各"]
    static let highest: Lexicon = ["就高不重复", "从高不重复", "就高不就低", "择高不重复", "从高原则"]
    /// A sum that comes on top of another.
    static let further: Lexicon = ["再", "追加", "额外", "叠加", "另"]
    static let by: Lexicon = ["按照", "按", "给予", "以"]
    static let whose: Lexicon = ["其", "企业", "申报企业", "项目"]

    /// A place among amounts, whatever the passage it comes from is for.
    static func plainPassage(_ range: Range<Int>) -> Passage {
        Passage(
            range: range, paragraph: 0, role: .text, purpose: .support, measure: 0, alternatives: nil,
            isExclusion: false, scope: nil, mark: nil)
    }
}
