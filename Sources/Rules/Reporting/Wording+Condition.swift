// SPDX-License-Identifier: Apache-2.0
import Standards

extension Wording {
    /// A condition in English, for clauses that have no English title; in Chinese the rule's own line
    /// is shown.
    func condition(_ condition: Condition) -> String {
        switch condition {
        case .all: "All of these"
        case .any: "One of these"
        case .none: "None of these"
        case .atLeast(let count, _, _): "At least \(count) of these"
        case .and(let parts): parts.map { operand($0) }.joined(separator: " and ")
        case .or(let parts): parts.map { operand($0) }.joined(separator: " or ")
        case .not(let inner): "not: " + operand(inner)
        case .compare(let comparison): comparisonText(comparison)
        case .holds(let fact): name(fact.word)
        case .option(let test): name(test.fact.word) + ": " + options(test.accepted, of: test.fact.word)
        case .includes(let test): inclusion(test)
        case .within(let test): membership(test)
        case .date(let test): "\(name(test.fact.word)) \(test.relation.rawValue) \(test.day.isoText)"
        case .elapsed(let test): elapsed(test)
        case .satisfies(let reference): "meets “\(title(of: reference))”"
        case .judgement(let question): question.english.isEmpty ? question.text : question.english
        }
    }

    /// English name of a group of a score, from whichever rule has it.
    func name(ofScoreGroup name: String) -> String {
        for rule in library.rules {
            let group = rule.scoring?.groups.first { $0.name == name }
            if let group, !group.nameEnglish.isEmpty { return group.nameEnglish }
        }
        return name
    }

    private func operand(_ condition: Condition) -> String {
        switch condition {
        case .and, .or: "(\(self.condition(condition)))"
        default: self.condition(condition)
        }
    }

    private func comparisonText(_ comparison: Comparison) -> String {
        let each =
            switch comparison.quantifier {
            case .each: "each year "
            case .some: "in some year "
            case nil: ""
            }
        let sides = [expression(comparison.left), comparison.relation.rawValue, expression(comparison.right)]
        return each + sides.joined(separator: " ")
    }

    private func options(_ accepted: Set<Int>, of word: Word.ID) -> String {
        accepted.sorted().map { text(.option($0), of: word) }.joined(separator: " or ")
    }

    private func inclusion(_ test: InclusionTest) -> String {
        let mode =
            switch test.mode {
            case .any: "any of"
            case .all: "all of"
            case .none: "none of"
            }
        return "\(name(test.fact.word)): \(mode) \(text(.options(test.options), of: test.fact.word))"
    }

    private func membership(_ test: MembershipTest) -> String {
        let names =
            switch test.codes {
            case .industries(let industries): industries.map { text(.industry($0), of: test.fact.word) }
            case .regions(let regions): regions.map { text(.region($0), of: test.fact.word) }
            }
        let list = names.joined(separator: ", ")
        return "\(name(test.fact.word)) \(test.isNegated ? "not in" : "in") \(list)"
    }

    private func elapsed(_ test: ElapsedTest) -> String {
        let unit =
            switch test.step {
            case .years: "years"
            case .months: "months"
            case .days: "days"
            }
        let size =
            switch test.relation {
            case .atLeast: "at least"
            case .atMost: "at most"
            case .above: "more than"
            case .below: "less than"
            case .equal: "exactly"
            case .unequal: "not exactly"
            }
        let anchor = test.anchor == .judgementDay ? "before today" : "before the end of last year"
        return "\(name(test.fact.word)): \(size) \(test.count) \(unit) \(anchor)"
    }

    private func title(of reference: RuleReference) -> String {
        let rule = library.rules.first { $0.title == reference.name || $0.code == reference.name }
        guard let rule, !rule.titleEnglish.isEmpty else { return reference.name }
        return rule.titleEnglish
    }
}
