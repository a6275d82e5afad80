// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// One enterprise's facts as rules use them: numbers derived where nobody stated them, options by
/// classification. This repeats what `Rules` does inside a judgement; the agreement test holds the two
/// together.
final class FactValues {
    let library: Library
    let facts: Facts
    let day: Day
    private var wordsUnderway: Set<Word.ID> = []

    init(_ library: Library, _ facts: Facts, _ day: Day) {
        self.library = library
        self.facts = facts
        self.day = day
    }

    private var vocabulary: Vocabulary { library.vocabulary }

    /// The raw value of a column.
    func raw(_ source: FactColumns.Source, _ columns: FactColumns, _ rules: [Rule]) -> Int64 {
        switch source {
        case .number(let key):
            return number(key).map { FactValues.measure($0, grid: columns.grid(of: key.word)) }
                ?? unknownValue
        case .flag(let key):
            guard case .flag(let flag)? = facts[key]?.value else { return unknownValue }
            return flag ? 1 : 0
        case .date(let key):
            guard case .date(let day)? = facts[key]?.value else { return unknownValue }
            return Int64(day.number)
        case .option(let key): return option(key)
        case .member(let key, let option):
            guard case .options(let held)? = facts[key]?.value else { return unknownValue }
            return held.contains(option) ? 1 : 0
        case .industry(let key):
            guard case .industry(let code)? = facts[key]?.value else { return unknownValue }
            return CodeList.industries.place(of: code).map(Int64.init) ?? unknownValue
        case .region(let key):
            guard case .region(let code)? = facts[key]?.value else { return unknownValue }
            return CodeList.regions.place(of: code).map(Int64.init) ?? unknownValue
        case .classes(let rule):
            guard let classification = rules[rule].classification else { return unknownValue }
            return Int64(certainty(classes(classification)).bits)
        }
    }

    /// Twice the number of grid steps, odd between two of them.
    static func measure(_ number: Rational, grid: Int64) -> Int64 {
        let steps = number * Rational(grid)
        let whole = steps.floor
        guard let low = whole.int64, low.magnitude < UInt64(greatestValue) / 2 - 1 else {
            return number < .zero ? 1 - greatestValue : greatestValue - 1
        }
        return 2 * low + (steps == whole ? 0 : 1)
    }

    /// A number, stated or derived from others of the same year.
    func number(_ key: Facts.Key) -> Rational? {
        guard facts[key] == nil, let derivation = vocabulary[key.word].derivation,
            wordsUnderway.insert(key.word).inserted
        else {
            if case .number(let number)? = facts[key]?.value { return number }
            return nil
        }
        defer { wordsUnderway.remove(key.word) }
        return numbers(derivation, key.year)[0]
    }

    // Classification

    typealias Classes = (possible: Set<Int>, isQuestion: Bool)

    private func option(_ key: Facts.Key) -> Int64 {
        let codes = OptionCodes(count: vocabulary[key.word].options.count)
        guard facts[key] == nil, let name = vocabulary[key.word].classifiedBy else {
            guard case .option(let option)? = facts[key]?.value else { return unknownValue }
            return Int64(option)
        }
        guard let rule = library.rule(named: name, on: day, for: .application, in: region),
            let classification = rule.classification, wordsUnderway.insert(key.word).inserted
        else { return unknownValue }
        defer { wordsUnderway.remove(key.word) }
        let classes = classes(classification)
        if classes.isQuestion { return Int64(codes.question) }
        return codes.code(of: classes.possible).map(Int64.init) ?? unknownValue
    }

    private var region: Region? {
        guard let word = vocabulary.regionWord,
            case .region(let region)? = facts[Facts.Key(word: word.id)]?.value
        else { return nil }
        return region
    }

    private func certainty(_ classes: Classes) -> Outcome {
        classes.isQuestion ? .person : classes.possible.count == 1 ? .met : .unknown
    }

    /// The class by the lowest over the indicators of the industry's group.
    private func classes(_ classification: Classification) -> Classes {
        let all = Set(vocabulary[classification.result].options.indices)
        guard case .industry(let industry)? = facts[key(classification.industry)]?.value else {
            return (all, false)
        }
        let touched = classification.groups.filter { group in
            group.codes.industries.contains { industry.isWithin($0) || $0.isWithin(industry) }
        }
        let holding = touched.first { $0.codes.industries.contains { industry.isWithin($0) } }
        guard let group = holding else { return (all, touched.isEmpty) }
        let options = group.indicators.map { indicator in
            number(key(indicator.fact)).map { indicator.option(of: $0) }
        }
        let known = options.compactMap { $0 }
        let highest = known.min() ?? all.max() ?? 0
        return (known.count == options.count || highest == 0 ? [highest] : Set(0...highest), false)
    }

    /// The key of a reference in a year of its period.
    func key(_ fact: FactReference, _ index: Int = 0, inherited year: Int = 0) -> Facts.Key {
        FactValues.key(fact, index, inherited: year, day, vocabulary)
    }

    static func key(
        _ fact: FactReference, _ index: Int, inherited year: Int, _ day: Day, _ vocabulary: Vocabulary
    ) -> Facts.Key {
        switch fact.period {
        case .present: Facts.Key(word: fact.word)
        case .year(let back): Facts.Key(word: fact.word, year: day.year - back)
        case .years(let count): Facts.Key(word: fact.word, year: day.year - count + index)
        case .inherited: Facts.Key(word: fact.word, year: vocabulary[fact.word].isPeriodic ? year : 0)
        }
    }
}

extension Rules.CodeSet {
    /// The industries listed; none for regions.
    var industries: [Industry] { if case .industries(let listed) = self { listed } else { [] } }
}

// Derivations: exact, a number or one a year; nil where something is missing or has no result.

extension FactValues {
    func numbers(_ expression: Rules.Expression, _ year: Int) -> [Rational?] {
        switch expression {
        case .literal(let literal): return [literal.value]
        case .fact(let fact):
            return (0..<fact.period.count).map { number(key(fact, $0, inherited: year)) }
        case .score: return [nil]
        case .negated(let inner): return numbers(inner, year).map { $0.map { -$0 } }
        case .arithmetic(let sign, let left, let right):
            let a = numbers(left, year), b = numbers(right, year)
            return (0..<max(a.count, b.count)).map { place in
                FactValues.combine(sign, a[a.count == 1 ? 0 : place], b[b.count == 1 ? 0 : place])
            }
        case .aggregate(let aggregate, let inner):
            let known = numbers(inner, year)
            if known.contains(where: { $0 == nil }) { return [nil] }
            return [FactValues.reduce(aggregate, known.compactMap { $0 })]
        case .growth(let growth, let fact): return [self.growth(growth, fact)]
        }
    }

    private static func combine(
        _ sign: Rules.Expression.Operator, _ x: Rational?, _ y: Rational?
    ) -> Rational? {
        guard let x, let y else { return nil }
        switch sign {
        case .plus: return x + y
        case .minus: return x - y
        case .times: return x * y
        case .over: return y > .zero ? x.divided(by: y) : nil
        }
    }

    private static func reduce(_ aggregate: Rules.Expression.Aggregate, _ known: [Rational]) -> Rational? {
        switch aggregate {
        case .sum: known.reduce(.zero, +)
        case .mean: known.reduce(.zero, +).divided(by: Rational(known.count))
        case .highest: known.max()
        case .lowest: known.min()
        }
    }

    private func growth(_ growth: Rules.Expression.Growth, _ fact: FactReference) -> Rational? {
        if growth == .compound { return nil }
        let first = key(fact).year - 1
        let values = (0...fact.period.count).map { number(Facts.Key(word: fact.word, year: first + $0)) }
        var rates: [Rational] = []
        for (before, after) in zip(values, values.dropFirst()) {
            guard let before, let after, before > .zero, let rate = (after - before).divided(by: before)
            else {
                return nil
            }
            rates.append(rate)
        }
        return rates.reduce(.zero, +).divided(by: Rational(rates.count))
    }
}
