// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// Rules compiled for one schema and one day of judgement: their distinct conditions, and each rule's code.
public struct Plan: Sendable {
    /// The columns that the rules speak of.
    public let schema: Schema
    /// The day of judgement, in days since 1970-01-01.
    public internal(set) var today: Int64
    var nodes: ContiguousArray<Node> = []
    var parts: [UInt32] = []
    var terms: ContiguousArray<Formula.Term> = []
    var positives: ContiguousArray<Int32> = []
    var words: ContiguousArray<UInt64> = []
    var bounds: ContiguousArray<DayBound> = []
    var rules: ContiguousArray<CompiledRule> = []
    /// What judges residual conditions, one enterprise at a time.
    var residual: (any Residual)?

    /// Compiles rules. `memory` bounds the working memory of one thread, in bytes.
    public init(
        _ programs: [Program], schema: Schema, today: Int64 = 0, residual: (any Residual)? = nil,
        memory: Int = 1 << 30
    ) throws(MatchingFault) {
        self.schema = schema
        self.today = today
        self.residual = residual
        var compiler = PlanCompiler(schema: schema, today: today, residual: residual)
        for program in programs { try compiler.add(program) }
        nodes = compiler.nodes
        parts = compiler.parts
        terms = compiler.terms
        positives = compiler.positives
        words = compiler.words
        bounds = compiler.bounds
        rules = compiler.rules
        let needed = nodes.count * 3 * planeBytes
        guard needed <= memory else {
            throw .tooManyRules(rules: programs.count, neededBytes: needed, allowedBytes: memory)
        }
    }

    /// How many rules there are.
    public var count: Int { rules.count }
    /// How many distinct conditions they are made of.
    public var conditions: Int { nodes.count }
    /// The callers' numbers of the rules, in the order of all results.
    public var ids: [Int] { rules.map(\.id) }
    /// How many conditions of a rule count in its degree.
    public func conditions(ofRule rule: Int) -> Int { rules[rule].conditions }

    /// The same rules judged on another day.
    public func judged(on day: Int64, residual: (any Residual)? = nil) -> Plan {
        var plan = self
        plan.residual = residual ?? self.residual
        plan.today = day
        for place in plan.nodes.indices where plan.nodes[place].bound >= 0 {
            let node = plan.nodes[place]
            plan.nodes[place].value = bounds[Int(node.bound)].day(asOf: day) + Int64(node.shift)
        }
        return plan
    }
}

/// Judges, one enterprise at a time, what cannot be said in columns.
public protocol Residual: Sendable {
    /// The outcome of a residual condition for one enterprise (its number in the population).
    func outcome(of condition: Int, enterprise: Int) -> Outcome
    /// Whether a sum of columns reaches a bound for an enterprise whose values are finer than the columns
    /// hold.
    func reaches(_ terms: [Formula.Term], _ bound: Int64, enterprise: Int) -> Bool
}
