// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

extension RuleTable {
    /// Rules, by their places, for which exact facts may be asked beside the columns. Whoever keeps facts for
    /// them keeps only the words that these rules speak of.
    public var rulesAskingFacts: [Int] {
        programs.indices.filter { programs[$0].clauses.contains { $0.asksFacts } }
    }

    /// A plan of these rules over the columns of another table, so that they can be put to its population;
    /// nil when a column is missing there.
    ///
    /// - Parameter facts: an enterprise's exact facts, by its number in the population.
    public func plan(
        over schema: Schema, facts: @escaping @Sendable (_ enterprise: Int) -> Facts
    ) throws(MatchingFault) -> Plan? {
        guard let (programs, residual) = fitted(to: schema, facts: facts) else { return nil }
        return try Plan(programs, schema: schema, today: Int64(day.number), residual: residual)
    }

    /// The rules' programs over the columns of another table, and what judges the rest; nil when a column is
    /// missing there.
    public func fitted(
        to other: Schema, facts: @escaping @Sendable (_ enterprise: Int) -> Facts
    ) -> (programs: [Program], residual: any Residual)? {
        var places: [String: Int] = [:]
        for (place, column) in other.columns.enumerated() { places[column.name] = place }
        var there: [Int] = []
        for column in schema.columns {
            guard let place = places[column.name], other.columns[place] == column else { return nil }
            there.append(place)
        }
        var here: [Int: Int] = [:]
        for (place, target) in there.enumerated() { here[target] = place }
        let mapped = programs.map { program in
            Program(
                id: program.id, clauses: program.clauses.map { $0.mapped { there[$0] } },
                amount: program.amount)
        }
        return (mapped, MovedResidual(inner: RuleResidual(table: self, facts: facts), here: here))
    }
}

/// Judges for rules that were moved over another table's columns.
private struct MovedResidual: Residual {
    let inner: RuleResidual
    /// The rules' own column of a column there.
    let here: [Int: Int]

    func outcome(of condition: Int, enterprise: Int) -> Outcome {
        inner.outcome(of: condition, enterprise: enterprise)
    }

    func reaches(_ terms: [Formula.Term], _ bound: Int64, enterprise: Int) -> Bool {
        let own = terms.compactMap { term in here[term.column].map { Formula.Term($0, times: term.factor) } }
        return own.count == terms.count && inner.reaches(own, bound, enterprise: enterprise)
    }
}
