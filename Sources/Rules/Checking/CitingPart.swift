// SPDX-License-Identifier: Apache-2.0
import Standards

/// A part of a rule with what fidelity asks of it: which numbers it states, what it excludes, where it leaves a choice.
struct CitingPart {
    let part: RulePart
    /// Numbers that the part states itself.
    let stated: [StatedMeasure]
    /// Numbers in the names, options, meanings and derivations of the words that it uses, and in questions to people;
    /// and how many years of one word it names: 本年度 and 上年度 are two.
    private let implied: [OfficialNumber]
    private let isNegativeWord: Bool

    /// A number of a rule with what it measures.
    struct StatedMeasure {
        let value: Rational
        let measure: OfficialNumber.Measure
        let text: String
        let place: Place

        /// None at all, at least one thing, and the whole need no words: ≥ 1项 is "there is one".
        var goesWithoutSaying: Bool {
            value == .zero || (value == 1 && measure != .years && measure != .days)
        }
    }

    init(_ part: RulePart, _ vocabulary: Vocabulary) {
        self.part = part
        let words = WordUse(vocabulary: vocabulary).closure(part.facts.map(\.word)).map { vocabulary[$0] }
        let derived = words.flatMap { $0.derivation?.everything ?? [] }.compactMap(\.stated)
        stated =
            part.literals.map(\.stated) + part.allExpressions.compactMap(\.stated)
            + part.allConditions.flatMap(\.stated) + part.facts.compactMap(\.stated)
        let years = Dictionary(grouping: part.facts) { $0.word }.values.map {
            Set($0.map(\.period.shape)).count
        }
        let names = words.flatMap { [$0.name, $0.meaning, $0.question, $0.hint] + $0.aliases + $0.options }
        let questions = part.allConditions.compactMap { condition -> String? in
            if case .judgement(let question) = condition { return question.text }
            return nil
        }
        implied =
            (names + questions).flatMap { OfficialNumberReader.numbers(in: $0) }
            + years.filter { $0 > 1 }.map {
                OfficialNumber(value: Rational($0), measure: .years, text: "", isTerm: true)
            }
            + derived.map {
                OfficialNumber(value: $0.value, measure: $0.measure, text: $0.text, isTerm: false)
            }
        isNegativeWord = words.contains { word in
            ([word.name, word.meaning] + word.aliases).contains { $0.contains { "不未无非除禁".contains($0) } }
        }
    }

    /// Whether the number of the words is one of this part.
    func states(_ number: OfficialNumber) -> Bool {
        if stated.contains(where: { number.isSame($0.value, $0.measure) }) { return true }
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

    /// Whether anything in it excludes: a negation, an exemption, a limit from above, an enumeration, a table (which
    /// always ends in 其余), or a word that itself says so.
    var excludes: Bool {
        isNegativeWord || part.kind == .classGroup || part.kind == .indicator || part.conditions.count > 1
            || part.allConditions.contains(where: \.excludes)
            || part.allExpressions.contains { if case .arithmetic(.minus, _, _) = $0 { true } else { false } }
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

extension Expression {
    fileprivate var stated: CitingPart.StatedMeasure? {
        if case .literal(let literal) = self { return literal.stated }
        return nil
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
