// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// Rules made ready for columns, for one day and purpose: which columns there are, what facts become in them,
/// and what of the rules `Rules` must judge itself.
///
/// A table holds for the day's year, since 上年度 names a column; on another day of that year
/// `Matcher.judged(on:)` moves its dates. Every version of a rule is judged as it stands: which version an
/// enterprise falls under is the caller's choice of `rules`.
///
/// ```swift
/// let table = try RuleTable(library, library.rules, on: day)
/// let population = try table.population(count: register.count) { register.facts(of: $0) }
/// let matcher = try Matcher(table.plan { register.facts(of: $0) }, population)
/// ```
public struct RuleTable: Sendable {
    /// What rules and vocabulary there are.
    public let library: Library
    /// The rules, in the order of all results.
    public let rules: [Rule]
    /// The day of judgement.
    public let day: Day
    /// What the judgement is for.
    public let purpose: Purpose
    /// The columns.
    public let schema: Schema
    /// The rules over the columns.
    public let programs: [Program]
    let columns: FactColumns
    let residuals: [ResidualClause]

    /// Makes rules ready.
    public init(
        _ library: Library, _ rules: [Rule], on day: Day, for purpose: Purpose = .application
    ) throws(MatchingFault) {
        var compiler = RuleCompiler(library, rules, day, purpose)
        programs = rules.indices.map { compiler.program($0) }
        columns = compiler.columns
        residuals = compiler.residuals
        schema = try columns.schema()
        self.library = library
        self.rules = rules
        self.day = day
        self.purpose = purpose
    }

    /// How many clauses have no form in columns and are judged by `Rules`, enterprise by enterprise.
    public var residualClauses: Int { residuals.count }

    /// The rule's clauses that `Rules` counts and the engine does not, because they decide a region.
    public func regionClauses(ofRule rule: Int) -> Int {
        programs[rule].clauses.count { $0.isRegionTest(schema) }
    }

    /// What an enterprise's facts are in the columns.
    public func values(of facts: Facts) -> [Int64] {
        let values = FactValues(library, facts, day)
        return columns.sources.map { values.raw($0, columns, rules) }
    }

    /// Loads enterprises 0 up to `count`; `facts` is called from several threads.
    public func population(
        count: Int, revision: UInt64 = 0, threads: Int = Threads.all,
        facts: @Sendable (_ enterprise: Int) -> Facts
    ) throws(MatchingFault) -> Population {
        let width = schema.columns.count
        let rows = Threads.map((count + 1_023) / 1_024, threads: threads) { part in
            (part * 1_024..<min(count, (part + 1) * 1_024)).flatMap { values(of: facts($0)) }
        }
        return try PopulationBuilder(schema, count: count) { column, enterprises, out in
            for (row, enterprise) in enterprises.enumerated() {
                let number = Int(enterprise)
                out[row] = rows[number >> 10][(number & 1_023) * width + column]
            }
        }.population(revision: revision, threads: threads)
    }

    /// The compiled plan. `facts` gives an enterprise's facts where columns do not suffice; they must be
    /// those that the population was loaded with.
    public func plan(
        facts: @escaping @Sendable (_ enterprise: Int) -> Facts
    ) throws(MatchingFault) -> Plan {
        try Plan(
            programs, schema: schema, today: Int64(day.number),
            residual: RuleResidual(table: self, facts: facts))
    }
}

/// Judges by `Rules` what columns cannot say.
struct RuleResidual: Residual {
    let table: RuleTable
    let facts: @Sendable (Int) -> Facts

    func outcome(of condition: Int, enterprise: Int) -> Outcome {
        let clause = table.residuals[condition]
        let verdict = table.library.judge(
            facts(enterprise), by: table.rules[clause.rule], asOf: table.day, for: table.purpose)
        return verdict.clauses.indices.contains(clause.clause)
            ? verdict.clauses[clause.clause].outcome : .unknown
    }

    /// Columns hold doubled grid steps; an odd bound asks for more than the even number before it.
    func reaches(_ terms: [Formula.Term], _ bound: Int64, enterprise: Int) -> Bool {
        let values = FactValues(table.library, facts(enterprise), table.day)
        var sum = Rational.zero
        for term in terms {
            guard case .number(let key) = table.columns.sources[term.column],
                let number = values.number(key)
            else { return false }
            sum = sum + number * Rational(2 * table.columns.grid(of: key.word)) * Rational(term.factor)
        }
        return bound & 1 == 0 ? sum >= Rational(bound) : sum > Rational(bound - 1)
    }
}
