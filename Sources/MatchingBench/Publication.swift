// SPDX-License-Identifier: Apache-2.0
import Foundation
import Matching
import MatchingWorld
import Rules
import Standards

/// `MatchingBench publish ENTERPRISES POLICIES OUT`: from the text of a rule that is released to everybody
/// whom it reaches, beside so many policies in force. Enterprises repeat 20,000 random ones; rules are
/// random, those with clauses that only `Rules` can judge left out, as these are asked one by one, and those
/// that sort enterprises, as nobody is entitled to these.
struct Publication {
    private static let profiles = 20_000
    private static let releases = 50
    /// Rules of one random world.
    private static let part = 500
    let enterprises: Int
    let policies: Int
    let out: String

    /// The arguments after `publish`; nil when they are not two numbers and a file.
    init?(_ arguments: [String]) {
        guard arguments.count == 3, let enterprises = Int(arguments[0]), let policies = Int(arguments[1])
        else { return nil }
        (self.enterprises, self.policies, out) = (enterprises, policies, arguments[2])
    }

    private var figures: [(name: String, value: Double)] = []

    mutating func run() throws {
        note("enterprises", Double(enterprises))
        note("policies", Double(policies))
        note("threads", Double(Threads.all))
        let world = RuleWorld(seed: 1, rules: Self.part, enterprises: Self.profiles)
        let (library, facts) = (world.library, world.enterprises)
        let plain = try rules(library)
        let held = Array(plain.dropFirst(Self.releases).prefix(policies))
        note("rules_in_force", Double(held.count))
        let table = try Bench.timed { try RuleTable(library, held, on: RuleWorld.today) }
        note("compile_rules_s", table.seconds)
        let population = try Bench.timed {
            try table.result.population(count: enterprises) { facts[$0 % Self.profiles] }
        }
        note("load_s", population.seconds)
        note("column_bytes", Double(population.result.bytes))
        try release(plain.prefix(Self.releases), library, facts, population.result)
        try again(held, library, facts, table.result.schema)
        let lines = figures.map { "  \"\($0.name)\": \(Bench.text($0.value))" }
        try Data(("{\n" + lines.joined(separator: ",\n") + "\n}\n").utf8).write(to: URL(fileURLWithPath: out))
    }

    /// Enough rules that fit columns: three random ones in five have clauses for `Rules` alone. Read in
    /// parts, as a server reads policies.
    private mutating func rules(_ library: Library) throws -> [Rule] {
        let wanted = policies + Self.releases
        let read = Bench.timed {
            Threads.map(wanted * 14 / 5 / Self.part + 1, threads: Threads.all) {
                RuleWorld(seed: UInt64($0 + 1), rules: Self.part, enterprises: 0)
            }
        }
        note("rules_read", Double(read.result.reduce(0) { $0 + $1.rules.count }))
        note("read_rules_s", read.seconds)
        let plain = try read.result.flatMap(\.rules).filter { rule in
            try rule.classification == nil
                && RuleTable(library, [rule], on: RuleWorld.today).residualClauses == 0
        }
        precondition(plain.count >= wanted, "only \(plain.count) rules fit columns")
        return plain
    }

    /// Each rule by itself, from its reading to everybody whom it reaches, and to those who miss one clause.
    private mutating func release(
        _ rules: ArraySlice<Rule>, _ library: Library, _ facts: [Facts], _ population: Population
    ) throws {
        var (matched, close): ([Double], [Double]) = ([], [])
        var reached = 0
        let schema = population.schema
        for rule in rules {
            let alone = try Bench.timed { () -> (matcher: Matcher, selection: Selection)? in
                let one = try RuleTable(library, [rule], on: RuleWorld.today)
                guard let plan = try one.plan(over: schema, facts: { facts[$0 % Self.profiles] }) else {
                    return nil
                }
                let matcher = try Matcher(plan, population)
                return (matcher, try matcher.selection(ofRule: 0))
            }
            let one = try RuleTable(library, [rule], on: RuleWorld.today)
            guard let (matcher, selection) = alone.result,
                let program = one.fitted(to: schema, facts: { facts[$0 % Self.profiles] })?.programs.first
            else { continue }
            matched.append(alone.seconds)
            reached += selection.count(.met)
            close.append(
                try Bench.timed { _ = try matcher.nearMisses(ofRule: 0, program, limit: .max) }.seconds)
        }
        note("releases", Double(matched.count))
        note("reached_mean", Double(reached) / Double(max(matched.count, 1)))
        note("match", matched)
        note("near", close)
    }

    /// What follows in the background: all rules over the same columns.
    private mutating func again(
        _ rules: [Rule], _ library: Library, _ facts: [Facts], _ schema: Schema
    ) throws {
        let seconds = try (0..<3).map { _ in
            try Bench.timed {
                let all = try RuleTable(library, rules, on: RuleWorld.today)
                _ = try all.plan(over: schema) { facts[$0 % Self.profiles] }
            }.seconds
        }
        note("all_rules_again", seconds)
    }

    private mutating func note(_ name: String, _ value: Double) {
        figures.append((name, value))
        print("\(name.padding(toLength: 34, withPad: " ", startingAt: 0)) \(Bench.text(value))")
    }

    private mutating func note(_ name: String, _ seconds: [Double]) {
        let sorted = seconds.sorted()
        guard let most = sorted.last else { return }
        note("\(name)_median_s", sorted[sorted.count / 2])
        note("\(name)_most_s", most)
    }
}
