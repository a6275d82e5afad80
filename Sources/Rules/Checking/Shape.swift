// SPDX-License-Identifier: Apache-2.0
import Standards

// The shape of a term is what it says, without where it stands or how it was spaced: two terms of equal
// shape always come out alike.

extension Expression {
    /// What the number is, whatever its place in the file.
    var shape: String {
        switch self {
        case .literal(let literal): "\(literal.value)\(literal.unit.dimension.name)"
        case .fact(let fact): fact.shape
        case .score(let group, _): "score \(group ?? "")"
        case .negated(let inner): "-(\(inner.shape))"
        case .arithmetic(let sign, let left, let right): "(\(left.shape) \(sign) \(right.shape))"
        case .aggregate(let aggregate, let inner): "\(aggregate)(\(inner.shape))"
        case .growth(let growth, let fact): "\(growth) growth \(fact.shape)"
        }
    }
}

extension FactReference {
    var shape: String { "\(period.shape).\(word)" }
}

extension Period {
    var shape: String { "\(self)" }
}

extension Condition {
    /// What is asked, whatever its place in the file.
    var shape: String {
        switch self {
        case .all(let clauses): "all\(shapes(clauses))"
        case .any(let clauses): "any\(shapes(clauses))"
        case .none(let clauses): "none\(shapes(clauses))"
        case .atLeast(let count, let clauses, _): "atLeast \(count)\(shapes(clauses))"
        case .and(let parts): "and\(parts.map(\.shape))"
        case .or(let parts): "or\(parts.map(\.shape))"
        case .not(let inner): "not(\(inner.shape))"
        case .compare(let comparison): comparison.shape
        case .holds(let fact): "holds \(fact.shape)"
        case .option(let test): "option \(test.fact.shape) \(test.accepted.sorted())"
        case .includes(let test): "includes \(test.fact.shape) \(test.mode) \(test.options.sorted())"
        case .within(let test): "within \(test.fact.shape) \(test.isNegated) \(test.codes.names)"
        case .date(let test): "date \(test.fact.shape) \(test.relation) \(test.day.isoText)"
        case .elapsed(let test):
            "elapsed \(test.fact.shape) \(test.anchor) \(test.relation) \(test.count) \(test.step)"
        case .satisfies(let reference): "satisfies \(reference.name)"
        case .judgement(let question): "judgement \(question.text)"
        }
    }

    private func shapes(_ clauses: [Clause]) -> String { "\(clauses.map(\.shape))" }
}

extension Comparison {
    var shape: String {
        "\(left.shape) \(quantifier?.rawValue ?? "") \(relation.rawValue) \(right.shape)"
    }
}

extension Clause {
    /// What the clause asks, when, and unless what; without its titles, advice and citations.
    var shape: String {
        let asked = condition.shape
        guard unless != nil || onlyFor != nil else { return asked }
        return "\(asked) unless \(unless?.shape ?? "") for \(onlyFor?.rawValue ?? "")"
    }
}

extension CodeSet {
    /// Codes in the order of the file.
    var names: [String] {
        switch self {
        case .industries(let list): list.map(\.fullCode)
        case .regions(let list): list.map(\.code)
        }
    }
}
