// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Matching
import Rules
import Standards

/// Everybody beside the rules that were compiled for their columns: one version, which never changes.
struct Crowd: Sendable {
    var rules: RuleSet
    /// Whose columns everybody was read into; the rules may be younger.
    let table: RuleTable
    /// What its columns cannot say of everybody.
    let exact: ExactFacts
    var roll: Roll
    /// The rules put to everybody.
    var matcher: Matcher

    var population: Population { matcher.population }

    /// Everybody who was read into the columns of these rules.
    init(_ rules: RuleSet, _ exact: ExactFacts, _ roll: Roll, _ population: Population) throws {
        self.rules = rules
        table = rules.table
        self.exact = exact
        self.roll = roll
        matcher = try Matcher(rules.table.plan { exact[$0] }, population)
    }

    private init(_ crowd: Crowd, _ rules: RuleSet, _ plan: Plan) throws {
        self = crowd
        self.rules = rules
        matcher = try Matcher(plan, crowd.population)
    }

    /// The same people beside other rules; nil when these ask for facts that were not read.
    func beside(_ rules: RuleSet) throws -> Crowd? {
        let exact = exact
        guard rules.day == self.rules.day, rules.words.isSubset(of: exact.words),
            let plan = try rules.table.plan(over: population.schema, facts: { exact[$0] })
        else { return nil }
        return try Crowd(self, rules, plan)
    }

    /// The next version, in which these enterprises are as they are known now.
    func updated(by known: [KnownEnterprise], library: Library) throws -> Crowd {
        var next = self
        var population = population
        for one in known {
            let values = table.values(of: one.facts)
            let traits = Roll.Traits(
                one.facts, region: one.enterprise.region, industry: one.enterprise.industry, on: rules.day,
                library: library)
            let isIn = one.enterprise.state == .active || one.enterprise.state == .dormant
            guard let number = next.roll.number(of: one.enterprise.id) else {
                guard isIn else { continue }
                let number = next.roll.add(one.enterprise.id, traits)
                population = try population.adding(values, as: number)
                exact.set(exact.text(of: one.facts), of: number)
                continue
            }
            next.roll.set(traits, of: number)
            exact.set(exact.text(of: one.facts), of: number)
            population = try Crowd.placed(values, number, isIn, population)
        }
        next.matcher = try matcher.on(population)
        return next
    }

    private static func placed(
        _ values: [Int64], _ number: Int, _ isIn: Bool, _ population: Population
    ) throws -> Population {
        guard population.holds(number) else {
            return isIn ? try population.adding(values, as: number) : population
        }
        guard isIn else { return try population.removing(number) }
        let before = try population.values(of: number)
        var changed: [Int: Int64] = [:]
        for (column, value) in values.enumerated() where before[column] != value { changed[column] = value }
        return changed.isEmpty ? population : try population.replacing(of: number, changed)
    }
}
