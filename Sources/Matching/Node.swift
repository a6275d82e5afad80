// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// One distinct condition of a plan; all rules that ask it share it. Trivial, so that arrays of it are flat.
struct Node {
    enum Kind: UInt8 {
        case constant, atLeast, flag, verdict, set, linear, all, any, some, not, residual
    }

    var kind: Kind
    /// Whether the opposite is asked (of a number, a flag, a linear form or a set).
    var isNegated = false
    /// Whether a judgement can take part, so that a third plane is needed.
    var isJudged = false
    var column: Int32 = 0
    /// The threshold; how many are needed; an outcome's bits; a residual's number.
    var value: Int64 = 0
    /// Parts of it in the plan's `parts`, `terms` (then `positives`) or `words`.
    var first: Int32 = 0
    var count: Int32 = 0
    var positives: Int32 = 0
    /// Its place in the plan's `bounds` and what is added to the day; -1 where the threshold is fixed.
    var bound: Int32 = -1
    var shift: Int8 = 0
}

/// What makes two conditions the same.
enum NodeKey: Hashable {
    case constant(Outcome)
    case atLeast(column: Int, Int64, negated: Bool)
    case dayAtLeast(column: Int, DayBound, shift: Int8, negated: Bool)
    case flag(column: Int, negated: Bool)
    case verdict(column: Int)
    case set(column: Int, CodeBits, negated: Bool)
    case linear([Formula.Term], Int64, positive: [Int], negated: Bool)
    case all([UInt32])
    case any([UInt32])
    case some(Int, [UInt32])
    case not(UInt32)
    case residual(Int)
}

/// One rule of a plan.
struct CompiledRule: Sendable {
    var id: Int
    /// Conditions on regions alone: they decide in which partitions the rule is looked at.
    var regions: [RegionTest]
    /// Its code, in the kernels' form.
    var code: [UInt32]
    var conditions: Int
    var isJudged: Bool
    var amount: Payment?

    struct RegionTest: Sendable {
        /// Which of the schema's regions.
        var region: Int
        var codes: CodeBits
        /// Codes too wide to tell, such as a province where a city is meant.
        var perhaps: CodeBits?
    }

    /// Whether it can hold where the regions are these: no, yes, or unknown because a region is.
    func reach(_ codes: [Int32]) -> Outcome {
        var reach = Outcome.met
        for test in regions {
            let code = codes[test.region]
            if code >= 0 && test.codes.contains(Int(code)) { continue }
            if code >= 0 && test.perhaps?.contains(Int(code)) != true { return .missed }
            reach = .unknown
        }
        return reach
    }
}

extension UInt32 {
    /// Which node a word of code names, and what is done with it.
    var node: Int { Int(self >> 2) }
    var operation: UInt32 { self & 3 }
    /// Whether a condition of the rule ends here.
    var endsClause: Bool { operation == UInt32(YM_AND) || operation == UInt32(YM_CLOSE) }
}
