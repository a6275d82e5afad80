// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// Turns rules into programs over columns. What has no form in columns becomes a residual condition, clause
/// by clause.
struct RuleCompiler {
    let library: Library
    let rules: [Rule]
    let day: Day
    let purpose: Purpose
    var columns: FactColumns
    /// Clauses that `Rules` judges itself.
    private(set) var residuals: [ResidualClause] = []
    /// Rules that are being compiled as references, against circles.
    private var underway: Set<String> = []

    init(_ library: Library, _ rules: [Rule], _ day: Day, _ purpose: Purpose) {
        self.library = library
        self.rules = rules
        self.day = day
        self.purpose = purpose
        columns = FactColumns(library.vocabulary)
        if let word = library.vocabulary.regionWord {
            _ = columns.place(of: .region(Facts.Key(word: word.id)))
        }
    }

    var vocabulary: Vocabulary { library.vocabulary }

    mutating func program(_ place: Int) -> Program {
        let rule = rules[place]
        var clauses: [Formula] = []
        var position = 0
        if let region = regionTest(rule) {
            clauses.append(region)
            position += 1
        }
        for clause in countedClauses(rule) {
            clauses.append(formula(clause) ?? residual(place, position))
            position += 1
        }
        if rule.classification != nil {
            clauses.append(.verdict(column: columns.place(of: .classes(rule: place))))
        }
        return Program(id: place, clauses: clauses)
    }

    private mutating func residual(_ rule: Int, _ clause: Int) -> Formula {
        residuals.append(ResidualClause(rule: rule, clause: clause))
        return .residual(residuals.count - 1)
    }

    /// A rule that is not in force everywhere asks first where the enterprise is registered.
    private mutating func regionTest(_ rule: Rule) -> Formula? {
        guard let word = vocabulary.regionWord, !rule.isNational else { return nil }
        return within(.regions(rule.regions), Facts.Key(word: word.id))
    }

    /// The clauses as `Rules.Verdict.clauses` counts them, but for the region's. A root that is only for
    /// another purpose has none and is met.
    private func countedClauses(_ rule: Rule) -> [Clause] {
        guard let root = rule.condition else { return [] }
        guard case .all(let clauses) = root.condition, root.unless == nil else { return [root] }
        if let onlyFor = root.onlyFor, onlyFor != purpose { return [] }
        return clauses
    }

    // Clauses and conditions; nil where there is no form in columns

    mutating func formula(_ clause: Clause) -> Formula? {
        if let onlyFor = clause.onlyFor, onlyFor != purpose { return .constant(.met) }
        guard let base = formula(clause.condition) else { return nil }
        guard let unless = clause.unless else { return base }
        guard let exempt = formula(unless) else { return nil }
        return .any([exempt, base])
    }

    mutating func formula(_ condition: Rules.Condition) -> Formula? {
        switch condition {
        case .all(let clauses): return formulas(clauses).map { .all($0) }
        case .any(let clauses): return formulas(clauses).map { .any($0) }
        case .none(let clauses): return formulas(clauses).map { .not(.any($0)) }
        case .atLeast(let count, let clauses, _): return formulas(clauses).map { .some(count, of: $0) }
        case .and(let parts): return formulas(parts).map { .all($0) }
        case .or(let parts): return formulas(parts).map { .any($0) }
        case .not(let inner): return formula(inner).map { .not($0) }
        case .compare(let comparison): return formula(comparison)
        case .holds(let fact): return .flag(column: columns.place(of: .flag(key(fact))))
        case .option(let test): return formula(test)
        case .includes(let test): return formula(test)
        case .within(let test):
            let within = within(test.codes, key(test.fact))
            return test.isNegated ? .not(within) : within
        case .date(let test):
            let column = columns.place(of: .date(key(test.fact)))
            return .compare(column: column, test.relation.comparison, Int64(test.day.number))
        case .elapsed(let test): return formula(test)
        case .satisfies(let reference): return formula(reference)
        case .judgement: return .constant(.person)
        }
    }

    private mutating func formulas(_ clauses: [Clause]) -> [Formula]? {
        var found: [Formula] = []
        for clause in clauses {
            guard let formula = formula(clause) else { return nil }
            found.append(formula)
        }
        return found
    }

    private mutating func formulas(_ conditions: [Rules.Condition]) -> [Formula]? {
        var found: [Formula] = []
        for condition in conditions {
            guard let formula = formula(condition) else { return nil }
            found.append(formula)
        }
        return found
    }

    private mutating func within(_ codes: Rules.CodeSet, _ key: Facts.Key) -> Formula {
        switch codes {
        case .industries(let listed):
            let sets = CodeList.industries.sets(within: listed) { $0.isWithin($1) }
            return .code(column: columns.place(of: .industry(key)), sets.met, perhaps: sets.open)
        case .regions(let listed):
            let sets = CodeList.regions.sets(within: listed) { $0.isWithin($1) }
            return .code(column: columns.place(of: .region(key)), sets.met, perhaps: sets.open)
        }
    }

    private mutating func formula(_ test: OptionTest) -> Formula {
        let key = key(test.fact)
        let codes = OptionCodes(count: columns.options(key).count)
        let (met, open) = codes.codes(accepting: test.accepted)
        let column = columns.place(of: .option(key))
        let question = CodeBits([codes.question], of: codes.words)
        return .any([
            .code(column: column, met, perhaps: open),
            .all([.constant(.person), .code(column: column, question)]),
        ])
    }

    private mutating func formula(_ test: InclusionTest) -> Formula {
        let key = key(test.fact)
        // Without an option to ask for, whether the set is known still decides.
        let known = columns.place(of: .member(key, 0))
        let flags = test.options.sorted().map { option in
            Formula.flag(column: columns.place(of: .member(key, option)))
        }
        let isKnown = Formula.any([.flag(column: known), .not(.flag(column: known))])
        switch test.mode {
        case .any: return .all([isKnown, .any(flags)])
        case .all: return .all([isKnown, .all(flags)])
        case .none: return .all([isKnown, .not(.any(flags))])
        }
    }

    /// Dates before the year 1 or after 9999 that calendar sums would leave are not told apart.
    private mutating func formula(_ test: ElapsedTest) -> Formula {
        let column = columns.place(of: .date(key(test.fact)))
        let months = test.step == .years ? test.count * 12 : test.step == .months ? test.count : 0
        let days = test.step == .days ? test.count : 0
        let isToday = test.anchor == .judgementDay
        let reached = Formula.day(
            column: column, .atMost, .elapsed(months: months, days: days, isToday: isToday))
        let passed = Formula.day(
            column: column, .atMost, .elapsed(months: months, days: days + 1, isToday: isToday))
        switch test.relation {
        case .atLeast: return reached
        case .above: return passed
        case .below: return .not(reached)
        case .atMost: return .not(passed)
        case .equal: return .all([reached, .not(passed)])
        case .unequal: return .not(.all([reached, .not(passed)]))
        }
    }

    /// Another rule in its place, when the same version decides wherever the enterprise is.
    private mutating func formula(_ reference: RuleReference) -> Formula? {
        let inForce = library.versions(of: reference.name).filter { rule in
            rule.applicability.contains { $0.covers(day, for: purpose) }
        }
        guard let rule = inForce.first else { return .constant(.person) }
        guard inForce.count == 1, rule.isNational, rule.classification == nil else { return nil }
        guard underway.insert(rule.code).inserted else { return nil }
        defer { underway.remove(rule.code) }
        guard let root = rule.condition else { return .constant(.met) }
        return formula(root)
    }

    func key(_ fact: FactReference, _ index: Int = 0) -> Facts.Key {
        FactValues.key(fact, index, inherited: 0, day, vocabulary)
    }
}

/// One clause of one rule, by the places that `Rules.Verdict` gives them.
struct ResidualClause: Sendable {
    var rule: Int
    var clause: Int
}

extension Relation {
    var comparison: Formula.Comparison {
        switch self {
        case .atLeast: .atLeast
        case .atMost: .atMost
        case .above: .moreThan
        case .below: .lessThan
        case .equal: .equal
        case .unequal: .other
        }
    }

    /// The relation when both sides change their sign.
    var mirrored: Relation {
        switch self {
        case .atLeast: .atMost
        case .atMost: .atLeast
        case .above: .below
        case .below: .above
        case .equal, .unequal: self
        }
    }
}
