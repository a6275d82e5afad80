// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// Turns formulas into nodes, each distinct one once, parts before the whole.
struct PlanCompiler {
    let schema: Schema
    let today: Int64
    var nodes: ContiguousArray<Node> = []
    var parts: [UInt32] = []
    var terms: ContiguousArray<Formula.Term> = []
    /// Columns that must be positive, -1 after each node's list.
    var positives: ContiguousArray<Int32> = []
    var words: ContiguousArray<UInt64> = []
    var bounds: ContiguousArray<DayBound> = []
    var rules: ContiguousArray<CompiledRule> = []
    var residual: (any Residual)?
    private var known: [NodeKey: UInt32] = [:]
    private let regions: [Int: Int]

    /// Degrees are counted in six bits.
    static let mostConditions = 63
    /// "At least k of n" is counted in seven.
    static let mostParts = 127

    init(schema: Schema, today: Int64, residual: (any Residual)? = nil) {
        self.schema = schema
        self.today = today
        self.residual = residual
        regions = Dictionary(uniqueKeysWithValues: schema.regions.enumerated().map { ($1, $0) })
    }

    mutating func add(_ program: Program) throws(MatchingFault) {
        var tests: [CompiledRule.RegionTest] = []
        var simple: [UInt32] = [], grouped: [UInt32] = []
        var conditions = 0
        for clause in program.clauses {
            if case .code(let column, let set, let perhaps) = clause, let region = regions[column] {
                tests.append(.init(region: region, codes: set, perhaps: perhaps))
                continue
            }
            conditions += 1
            let code = try code(of: clause, rule: program.id)
            if code.count == 1 { simple += code } else { grouped += code }
        }
        guard conditions <= PlanCompiler.mostConditions else {
            throw .ruleTooLarge(rule: program.id, parts: conditions, allowed: PlanCompiler.mostConditions)
        }
        // Sets lie in few rows, so they go first and end most work early.
        let sets = simple.filter { nodes[$0.node].kind == .set }
        let code = sets + simple.filter { nodes[$0.node].kind != .set } + grouped
        let isJudged = code.contains { nodes[$0.node].isJudged }
        rules.append(
            CompiledRule(
                id: program.id, regions: tests, code: code, conditions: conditions, isJudged: isJudged,
                amount: program.amount))
    }

    /// AND(OR(AND)) becomes code; what is deeper becomes nodes.
    private mutating func code(of clause: Formula, rule: Int) throws(MatchingFault) -> [UInt32] {
        switch clause {
        case .all(let parts) where parts.count > 1:
            return try kept(parts, last: UInt32(YM_CLOSE), rule)
        case .any(let parts) where parts.count > 1:
            var code: [UInt32] = []
            for (place, part) in parts.enumerated() {
                let last = place == parts.count - 1 ? UInt32(YM_CLOSE) : UInt32(YM_OR)
                if case .all(let inner) = part, !inner.isEmpty {
                    code += try kept(inner, last: last, rule)
                } else {
                    code.append(try node(part, rule) << 2 | last)
                }
            }
            return code
        default:
            return [try node(clause, rule) << 2 | UInt32(YM_AND)]
        }
    }

    private mutating func kept(
        _ parts: [Formula], last: UInt32, _ rule: Int
    ) throws(MatchingFault) -> [UInt32] {
        var code: [UInt32] = []
        for (place, part) in parts.enumerated() {
            let operation = place == parts.count - 1 ? last : UInt32(YM_KEEP)
            code.append(try node(part, rule) << 2 | operation)
        }
        return code
    }

    mutating func node(_ formula: Formula, _ rule: Int) throws(MatchingFault) -> UInt32 {
        switch formula {
        case .constant(let verdict): return intern(.constant(verdict))
        case .compare(let column, let comparison, let value):
            try require(column, "number") { $0 == .number || $0 == .measure }
            try requireSafe(value, column)
            let value = schema.columns[column].kind == .measure ? 2 * value : value
            return intern(comparison) { shift, negated in
                .atLeast(column: column, value + Int64(shift), negated: negated)
            }
        case .day(let column, let comparison, let bound):
            try require(column, "number") { $0 == .number }
            return intern(comparison) { shift, negated in
                .dayAtLeast(column: column, bound, shift: shift, negated: negated)
            }
        case .linear(let terms, let comparison, let value, let positive):
            let isMeasure = try check(terms, value, positive)
            let value = isMeasure ? 2 * value : value
            return intern(comparison) { shift, negated in
                .linear(terms, value + Int64(shift), positive: positive, negated: negated)
            }
        case .code(let column, let set, let perhaps):
            try require(column, "code") { if case .code = $0 { true } else { false } }
            let sure = intern(.set(column: column, fitted(set, column), negated: false))
            guard let perhaps else { return sure }
            let open = intern(.set(column: column, fitted(perhaps, column), negated: false))
            let unknown = intern(.all([intern(.constant(.unknown)), open].sorted()))
            return intern(.any([sure, unknown].sorted()))
        case .flag(let column):
            try require(column, "flag") { $0 == .flag }
            return intern(.flag(column: column, negated: false))
        case .verdict(let column):
            try require(column, "verdict") { $0 == .verdict }
            return intern(.verdict(column: column))
        case .residual(let number): return intern(.residual(number))
        case .not(let inner): return try opposite(inner, rule)
        case .all(let parts):
            return try many(parts, rule, empty: .met) { .all($0) }
        case .any(let parts):
            return try many(parts, rule, empty: .missed) { .any($0) }
        case .some(let needed, let parts):
            return try some(needed, parts, rule)
        }
    }

    private mutating func some(
        _ needed: Int, _ parts: [Formula], _ rule: Int
    ) throws(MatchingFault) -> UInt32 {
        guard parts.count <= PlanCompiler.mostParts else {
            throw .ruleTooLarge(rule: rule, parts: parts.count, allowed: PlanCompiler.mostParts)
        }
        if needed <= 0 { return intern(.constant(.met)) }
        if needed > parts.count { return intern(.constant(.missed)) }
        var operands: [UInt32] = []
        for part in parts { operands.append(try node(part, rule)) }
        return intern(.some(needed, operands))
    }

    private mutating func many(
        _ parts: [Formula], _ rule: Int, empty: Outcome, _ key: ([UInt32]) -> NodeKey
    ) throws(MatchingFault) -> UInt32 {
        var operands: [UInt32] = []
        for part in parts {
            let operand = try node(part, rule)
            if !operands.contains(operand) { operands.append(operand) }
        }
        if operands.isEmpty { return intern(.constant(empty)) }
        return operands.count == 1 ? operands[0] : intern(key(operands.sorted()))
    }

    /// A negated comparison is the comparison turned round, so that it keeps its own planes.
    private mutating func opposite(_ inner: Formula, _ rule: Int) throws(MatchingFault) -> UInt32 {
        switch inner {
        case .not(let twice): return try node(twice, rule)
        case .constant(let verdict): return intern(.constant(verdict.negated))
        case .compare(let column, let comparison, let value):
            return try node(.compare(column: column, comparison.opposite, value), rule)
        case .day(let column, let comparison, let bound):
            return try node(.day(column: column, comparison.opposite, bound), rule)
        case .linear(let terms, let comparison, let value, let positive):
            return try node(.linear(terms, comparison.opposite, value, positive: positive), rule)
        default:
            let part = try node(inner, rule)
            switch nodes[Int(part)].kind {
            case .flag:
                guard case .flag(let column) = inner else { break }
                return intern(.flag(column: column, negated: true))
            case .set:
                guard case .code(let column, let set, nil) = inner else { break }
                return intern(.set(column: column, fitted(set, column), negated: true))
            default: break
            }
            return intern(.not(part))
        }
    }

    private mutating func intern(
        _ comparison: Formula.Comparison, _ key: (_ shift: Int8, _ negated: Bool) -> NodeKey
    ) -> UInt32 {
        switch comparison {
        case .atLeast: intern(key(0, false))
        case .moreThan: intern(key(1, false))
        case .lessThan: intern(key(0, true))
        case .atMost: intern(key(1, true))
        case .equal: intern(.all([intern(key(0, false)), intern(key(1, true))].sorted()))
        case .other: intern(.any([intern(key(0, true)), intern(key(1, false))].sorted()))
        }
    }

    private mutating func intern(_ key: NodeKey) -> UInt32 {
        if let place = known[key] { return place }
        let node = make(key)
        nodes.append(node)
        let place = UInt32(nodes.count - 1)
        known[key] = place
        return place
    }
}
