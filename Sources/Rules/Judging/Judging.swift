// SPDX-License-Identifier: Apache-2.0
import Standards

/// One enterprise's facts under judgement, with what was found out on the way. Local to one judgement.
final class Judging {
    let library: Library
    let facts: Facts
    let asOf: Day
    let purpose: Purpose
    /// Score of the rule under judgement, while its clauses are judged.
    var score: ScoreJudgement?
    private var verdicts: [String: Verdict] = [:]
    private var rulesUnderway: Set<String> = []
    private var wordsUnderway: Set<Word.ID> = []
    private var classes: [Word.ID: ClassJudgement] = [:]

    init(library: Library, facts: Facts, asOf: Day, purpose: Purpose) {
        self.library = library
        self.facts = facts
        self.asOf = asOf
        self.purpose = purpose
    }

    var vocabulary: Vocabulary { library.vocabulary }

    /// The verdict by a version of a rule.
    func verdict(_ rule: Rule) -> Verdict {
        let outerScore = score
        defer { score = outerScore }
        score = rule.scoring.map { scoreJudgement($0) }
        let classes = rule.classification.map { classJudgement($0) }
        var clauses = regionClause(rule).map { [judge($0)] } ?? []
        var outcome = Outcome.all(clauses.map(\.outcome))
        if let root = rule.condition {
            let judged = judge(root)
            outcome = outcome.and(judged.outcome)
            if case .all = root.condition, root.unless == nil {
                clauses += judged.children
            } else {
                clauses.append(judged)
            }
        }
        if let classes { outcome = outcome.and(classOutcome(classes)) }
        let amount = outcome == .missed ? nil : rule.amount.map { amountJudgement($0) }
        return Verdict(
            rule: rule, asOf: asOf, purpose: purpose, outcome: outcome, clauses: clauses, score: score,
            classes: classes, amount: amount)
    }

    private func classOutcome(_ classes: ClassJudgement) -> Outcome {
        if classes.question != nil { return .person }
        return classes.possible.count == 1 ? .met : .unknown
    }

    /// A rule that is not in force everywhere asks first where the enterprise is registered.
    private func regionClause(_ rule: Rule) -> Clause? {
        guard let word = vocabulary.regionWord, !rule.isNational else { return nil }
        let fact = FactReference(word: word.id, period: .present, place: rule.place)
        let test = MembershipTest(fact: fact, codes: .regions(rule.regions), isNegated: false)
        let names = rule.regions.map(\.fullName).joined(separator: "、")
        return Clause(
            condition: .within(test), title: "适用地域", titleEnglish: "Where it applies",
            text: "\(word.name) 属于 \(names)", cites: [], unless: nil, onlyFor: nil, advice: "",
            adviceEnglish: "", place: rule.place)
    }

    /// The verdict by the version of another rule that is in force, once per judgement; nil when none is.
    func verdict(named name: String) -> Verdict? {
        guard let rule = library.rule(named: name, on: asOf, for: purpose, in: region) else { return nil }
        if let known = verdicts[rule.code] { return known }
        guard rulesUnderway.insert(rule.code).inserted else { return nil }
        defer { rulesUnderway.remove(rule.code) }
        let verdict = verdict(rule)
        verdicts[rule.code] = verdict
        return verdict
    }

    /// Where the enterprise is registered, when that is known.
    var region: Region? {
        guard let word = vocabulary.regionWord,
            case .region(let region)? = facts[Facts.Key(word: word.id)]?.value
        else { return nil }
        return region
    }

    // MARK: - Facts

    /// The key of a reference in a year of its period; `index` counts from the oldest year of a window.
    func key(_ fact: FactReference, _ index: Int = 0, inherited year: Int = 0) -> Facts.Key {
        switch fact.period {
        case .present: Facts.Key(word: fact.word)
        case .year(let back): Facts.Key(word: fact.word, year: asOf.year - back)
        case .years(let count): Facts.Key(word: fact.word, year: asOf.year - count + index)
        case .inherited: Facts.Key(word: fact.word, year: vocabulary[fact.word].isPeriodic ? year : 0)
        }
    }

    /// A stated value, noted in the trace; nil, noted as missing, when nobody has stated it.
    func value(_ key: Facts.Key, _ trace: inout Trace) -> Value? {
        if let report = facts[key] {
            trace.note(
                UsedFact(
                    key: key, value: report.value, source: report.source, recorded: report.recorded,
                    isDerived: false))
            return report.value
        }
        if !trace.missing.contains(key) { trace.missing.append(key) }
        return nil
    }

    /// A number, stated or derived from others of the same year.
    func number(_ key: Facts.Key, _ trace: inout Trace) -> Rational? {
        guard facts[key] == nil, let derivation = vocabulary[key.word].derivation,
            wordsUnderway.insert(key.word).inserted
        else {
            if case .number(let number)? = value(key, &trace) { return number }
            return nil
        }
        defer { wordsUnderway.remove(key.word) }
        var inner = Trace()
        let number = scalar(derivation, year: key.year, &inner)
        trace.add(inner)
        if let number {
            trace.note(
                UsedFact(key: key, value: .number(number), source: "", recorded: nil, isDerived: true))
        }
        return number
    }

    /// The options that are possible: one when stated, several when a classification leaves them open.
    func options(_ key: Facts.Key, _ trace: inout Trace) -> Set<Int>? {
        guard facts[key] == nil, let ruleName = vocabulary[key.word].classifiedBy else {
            if case .option(let index)? = value(key, &trace) { return [index] }
            return nil
        }
        guard let classes = classes(of: key.word, by: ruleName) else {
            if !trace.missing.contains(key) { trace.missing.append(key) }
            return nil
        }
        trace.add(classes.trace)
        if let question = classes.question {
            trace.questions.append(question)
            return nil
        }
        if classes.possible.count == 1, let only = classes.possible.first {
            trace.note(UsedFact(key: key, value: .option(only), source: "", recorded: nil, isDerived: true))
        }
        return classes.possible
    }

    private func classes(of word: Word.ID, by name: String) -> ClassJudgement? {
        if let known = classes[word] { return known }
        guard let rule = library.rule(named: name, on: asOf, for: .application, in: region),
            let classification = rule.classification, wordsUnderway.insert(word).inserted
        else { return nil }
        defer { wordsUnderway.remove(word) }
        let judged = classJudgement(classification)
        classes[word] = judged
        return judged
    }
}

extension Trace {
    /// Notes a fact once.
    mutating func note(_ fact: UsedFact) {
        if !used.contains(where: { $0.key == fact.key }) { used.append(fact) }
    }
}
