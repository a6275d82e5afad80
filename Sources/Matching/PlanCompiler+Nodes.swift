// SPDX-License-Identifier: Apache-2.0
import Rules

extension PlanCompiler {
    mutating func make(_ key: NodeKey) -> Node {
        switch key {
        case .constant(let verdict):
            return Node(kind: .constant, isJudged: verdict == .person, value: Int64(verdict.bits))
        case .atLeast(let column, let value, let negated):
            return Node(kind: .atLeast, isNegated: negated, column: Int32(column), value: value)
        case .dayAtLeast(let column, let bound, let shift, let negated):
            bounds.append(bound)
            return Node(
                kind: .atLeast, isNegated: negated, column: Int32(column),
                value: bound.day(asOf: today) + Int64(shift), bound: Int32(bounds.count - 1), shift: shift)
        case .flag(let column, let negated):
            return Node(kind: .flag, isNegated: negated, column: Int32(column))
        case .verdict(let column):
            return Node(kind: .verdict, isJudged: true, column: Int32(column))
        case .set(let column, let set, let negated):
            words.append(contentsOf: set.words)
            return Node(
                kind: .set, isNegated: negated, column: Int32(column),
                first: Int32(words.count - set.words.count), count: Int32(set.words.count))
        case .linear(let form, let value, let positive, let negated):
            terms.append(contentsOf: form)
            positives.append(contentsOf: positive.map(Int32.init) + [-1])
            return Node(
                kind: .linear, isNegated: negated, value: value, first: Int32(terms.count - form.count),
                count: Int32(form.count), positives: Int32(positives.count - positive.count - 1))
        case .residual(let number):
            return Node(kind: .residual, isJudged: true, value: Int64(number))
        case .all(let operands): return connective(.all, operands)
        case .any(let operands): return connective(.any, operands)
        case .some(let needed, let operands): return connective(.some, operands, needed)
        case .not(let operand): return connective(.not, [operand])
        }
    }

    private mutating func connective(_ kind: Node.Kind, _ operands: [UInt32], _ value: Int = 0) -> Node {
        parts.append(contentsOf: operands)
        return Node(
            kind: kind, isJudged: operands.contains { nodes[Int($0)].isJudged }, value: Int64(value),
            first: Int32(parts.count - operands.count), count: Int32(operands.count))
    }

    func require(
        _ column: Int, _ expected: String, _ fits: (Schema.Kind) -> Bool
    ) throws(MatchingFault) {
        guard schema.columns.indices.contains(column) else {
            throw .unknownWord(name: "\(column)", nearest: nil)
        }
        guard fits(schema.columns[column].kind) else {
            throw .notOfKind(column: schema.columns[column].name, expected: expected)
        }
    }

    /// One may be added to a bound without overflow.
    func requireSafe(_ value: Int64, _ column: Int) throws(MatchingFault) {
        guard value.magnitude <= 2 * greatestValue.magnitude else {
            throw .valueOutOfRange(column: schema.columns[column].name, value: value)
        }
    }

    /// Whether the columns of a linear form are measures; all must be, or none.
    func check(_ form: [Formula.Term], _ value: Int64, _ positive: [Int]) throws(MatchingFault) -> Bool {
        guard let first = form.first, form.count <= 64 else {
            throw .ruleTooLarge(rule: rules.count, parts: form.count, allowed: 64)
        }
        try require(first.column, "number") { $0 == .number || $0 == .measure }
        let kind = schema.columns[first.column].kind
        for column in positive { try require(column, "number") { $0 == .number || $0 == .measure } }
        for term in form {
            try require(term.column, "number") { $0 == kind }
            guard term.factor.magnitude <= greatestValue.magnitude else {
                throw .valueOutOfRange(column: schema.columns[term.column].name, value: term.factor)
            }
        }
        try requireSafe(value, first.column)
        return kind == .measure
    }

    /// A set as wide as its column's dictionary, so that kernels need not ask for its end.
    func fitted(_ set: CodeBits, _ column: Int) -> CodeBits {
        guard case .code(let words, _) = schema.columns[column].kind else { return set }
        return set.count == words ? set : CodeBits((0..<words).filter(set.contains), of: words)
    }
}

extension Formula.Comparison {
    var opposite: Formula.Comparison {
        switch self {
        case .atLeast: .lessThan
        case .atMost: .moreThan
        case .moreThan: .atMost
        case .lessThan: .atLeast
        case .equal: .other
        case .other: .equal
        }
    }
}
