// SPDX-License-Identifier: Apache-2.0
import Standards

/// A part of a rule with what fidelity asks of it: which numbers it states, what it excludes, where it
/// leaves a choice.
struct CitingPart {
    let part: RulePart
    /// Numbers that the part states itself.
    let stated: [StatedMeasure]
    /// Numbers in the names, options, meanings and derivations of the words that it uses, and in questions
    /// to people; and how many years of one word it names: 本年度 and 上年度 are two.
    private let implied: [OfficialNumber]
    private let isNegativeWord: Bool

    /// A number of a rule with what it measures.
    struct StatedMeasure {
        let value: Rational
        let measure: OfficialNumber.Measure
        let text: String
        let place: Place
        /// Another number that says the same: two years of growth reach over three.
        var also: Rational?

        /// None at all, at least one thing, and the whole need no words: ≥ 1项 is "there is one", ÷ 1天 "for
        /// each day".
        var goesWithoutSaying: Bool {
            value == .zero || (value == 1 && measure != .years)
        }
    }

    private let flags: [Word]

    init(_ part: RulePart, _ vocabulary: Vocabulary) {
        self.part = part
        let words = WordUse(vocabulary: vocabulary).closure(part.facts.map(\.word)).map { vocabulary[$0] }
        let derived = words.flatMap { $0.derivation?.everything ?? [] }.compactMap(\.stated)
        stated =
            part.literals.map(\.stated) + part.allExpressions.compactMap(\.stated)
            + part.allConditions.flatMap(\.stated)
        let named = part.facts.filter { vocabulary[$0.word].isPeriodic }
        let years = Dictionary(grouping: named) { $0.word }.values.map { Set($0.map(\.period.shape)).count }
        let names = words.flatMap { [$0.name, $0.meaning, $0.question, $0.hint] + $0.aliases + $0.options }
        let questions = part.allConditions.compactMap { condition -> String? in
            if case .judgement(let question) = condition { return question.text }
            return nil
        }
        implied =
            (names + questions).flatMap { OfficialNumberReader.numbers(in: $0) }
            + Set(years).map {
                OfficialNumber(value: Rational($0), measure: .years, text: "", isTerm: true)
            }
            + derived.map {
                OfficialNumber(value: $0.value, measure: $0.measure, text: $0.text, isTerm: false)
            }
        flags = part.allConditions.compactMap { condition in
            if case .holds(let fact) = condition { return vocabulary[fact.word] }
            return nil
        }
        isNegativeWord = words.contains { word in
            ([word.name, word.meaning] + word.aliases).contains { $0.contains { "不未无非除禁".contains($0) } }
        }
    }

    /// Whether the number of the words is one of this part.
    func states(_ number: OfficialNumber) -> Bool {
        if stated.contains(where: { $0.isSaid(by: number) }) { return true }
        if implied.contains(where: { number.isSame($0.value, $0.measure) }) { return true }
        if let ceiling = part.ceiling?.stated, number.isSame(ceiling.value, ceiling.measure) { return true }
        return number.measure == .points && (part.points + part.fulls).contains(number.value)
    }

    /// Whether it asks for something that is there or not, rather than for how many.
    var asksYesOrNo: Bool {
        part.allConditions.contains { condition in
            switch condition {
            case .holds, .option, .includes: true
            default: false
            }
        }
    }

    /// Whether it takes a yes for what a phrase of the words excludes: 未被列入异常名录 against 被列入异常名录. Where
    /// it asks no yes or no, a number is compared, and nothing excludes.
    func ignores(_ phrase: String) -> Bool {
        if flags.isEmpty { return true }
        return flags.contains { flag in
            ([flag.name] + flag.aliases).contains { $0.sharesRun(of: 4, with: phrase) }
        }
    }

    /// Whether another rule is asked.
    var refersToRule: Bool { part.allConditions.contains { $0.ownReference != nil } }

    /// Whether it leaves a way around: alternatives, an exemption.
    var hasAlternative: Bool {
        part.conditions.count > 1
            || part.allConditions.contains { condition in
                switch condition {
                case .any, .or, .atLeast: true
                default: condition.clauses.contains { $0.unless != nil }
                }
            }
    }

    /// Whether anything in it excludes: a negation, an exemption, a limit from above, an enumeration, a
    /// table (which always ends in 其余), or a word that itself says so.
    var excludes: Bool {
        isNegativeWord || part.kind == .classGroup || part.kind == .indicator || part.conditions.count > 1
            || part.allConditions.contains(where: \.excludes)
            || part.allExpressions.contains(where: \.excludes)
    }
}

extension Condition {
    fileprivate var excludes: Bool {
        switch self {
        case .not, .none: true
        case .includes(let test): test.mode == .none
        // What is not listed is excluded.
        case .within, .option: true
        case .compare(let comparison): comparison.relation != .atLeast && comparison.relation != .above
        case .elapsed(let test): test.relation != .atLeast && test.relation != .above
        default: clauses.contains { $0.unless != nil }
        }
    }

    /// Counts that a condition states outside of expressions.
    fileprivate var stated: [CitingPart.StatedMeasure] {
        switch self {
        case .atLeast(let count, _, let place):
            return [.init(value: Rational(count), measure: .count, text: "至少\(count)项", place: place)]
        case .elapsed(let test):
            let text = "\(test.count)\(test.step.rawValue)"
            let value = Rational(test.count) * (test.step == .months ? Rational(1, over: 12) : 1)
            let measure: OfficialNumber.Measure = test.step == .days ? .days : .years
            return [.init(value: value, measure: measure, text: text, place: test.place)]
        default: return []
        }
    }
}

extension Literal {
    fileprivate var stated: CitingPart.StatedMeasure {
        let measure = unit == .plain ? .plain : OfficialNumber.Measure(unit.dimension)
        return .init(value: value, measure: measure, text: text, place: place)
    }
}

extension CitingPart.StatedMeasure {
    /// Whether the number of the words is this one.
    func isSaid(by number: OfficialNumber) -> Bool {
        number.isSame(value, measure) || also.map { number.isSame($0, measure) } ?? false
    }
}

extension String {
    /// Whether some run of that many characters stands in both.
    func sharesRun(of length: Int, with other: String) -> Bool {
        let characters = Array(self)
        guard characters.count >= length else { return other.contains(self) }
        return (0...(characters.count - length)).contains {
            other.contains(String(characters[$0..<$0 + length]))
        }
    }
}

extension Expression {
    /// A difference takes out; a score has its exclusions in its own indicators.
    fileprivate var excludes: Bool {
        switch self {
        case .arithmetic(.minus, _, _), .score: true
        default: false
        }
    }

    fileprivate var stated: CitingPart.StatedMeasure? {
        switch self {
        case .literal(let literal): literal.stated
        case .fact(let fact): fact.stated
        case .growth(.single, _): nil
        case .growth(_, let fact):
            fact.stated.map { window in
                var window = window
                window.also = window.value + 1
                return window
            }
        default: nil
        }
    }
}

extension FactReference {
    /// The length of its window: 近2年 is two years, 上年度 one, which goes without saying.
    fileprivate var stated: CitingPart.StatedMeasure? {
        switch period {
        case .years(let count):
            .init(value: Rational(count), measure: .years, text: "近\(count)年", place: place)
        default: nil
        }
    }
}
