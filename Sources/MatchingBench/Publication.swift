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
    let enterprises: Int
    let policies: Int
    let out: String

    /// The arguments after `publish`; nil when they are not two numbers and a file.
    init?(_ arguments: [String]) {
        guard arguments.count == 3, let enterprises = Int(arguments[0]), let policies = Int(arguments[1])
        else { return nil }
        (self.enterprises, self.policies, out) = (enterprises, policies, arguments[2])
    }

    func run() throws {
        var figures: [(String, Double)] = [
            ("enterprises", Double(enterprises)), ("policies", Double(policies)),
            ("threads", Double(Threads.all)),
        ]
        func note(_ name: String, _ value: Double) {
            figures.append((name, value))
            print("\(name.padding(toLength: 34, withPad: " ", startingAt: 0)) \(Bench.text(value))")
        }
        // Three random rules in five have clauses for `Rules` alone. Read in parts, as a server reads policies.
        let wanted = policies + Self.releases
        let size = 500, parts = wanted * 14 / 5 / size + 1
        let read = Bench.timed {
            Threads.map(parts, threads: Threads.all) {
                RuleWorld(seed: UInt64($0 + 1), rules: size, enterprises: 0)
            }
        }
        note("rules_read", Double(read.result.reduce(0) { $0 + $1.rules.count }))
        note("read_rules_s", read.seconds)
        let world = RuleWorld(seed: 1, rules: size, enterprises: Self.profiles)
        let plain = try read.result.flatMap(\.rules).filter { rule in
            try rule.classification == nil
                && RuleTable(world.library, [rule], on: RuleWorld.today).residualClauses == 0
        }
        precondition(plain.count >= wanted, "only \(plain.count) rules fit columns")
        let facts = world.enterprises
        let held = Array(plain.dropFirst(Self.releases).prefix(policies))
        note("rules_in_force", Double(held.count))
        let table = try Bench.timed { try RuleTable(world.library, held, on: RuleWorld.today) }
        note("compile_rules_s", table.seconds)
        let population = try Bench.timed {
            try table.result.population(count: enterprises) { facts[$0 % Self.profiles] }
        }
        note("load_s", population.seconds)
        note("column_bytes", Double(population.result.bytes))
        let schema = table.result.schema
        var (matched, close, everything): ([Double], [Double], [Double]) = ([], [], [])
        var reached = 0
        for (place, rule) in plain.prefix(Self.releases).enumerated() {
            let alone = try Bench.timed { () -> Selection? in
                let one = try RuleTable(world.library, [rule], on: RuleWorld.today)
                guard let plan = try one.plan(over: schema, facts: { facts[$0 % Self.profiles] }) else {
                    return nil
                }
                return try Matcher(plan, population.result).selection(ofRule: 0)
            }
            guard let selection = alone.result else { continue }
            matched.append(alone.seconds)
            reached += selection.count(.met)
            let one = try RuleTable(world.library, [rule], on: RuleWorld.today)
            guard let (programs, residual) = one.fitted(to: schema, facts: { facts[$0 % Self.profiles] })
            else { continue }
            let plan = try Plan(
                programs, schema: schema, today: Int64(RuleWorld.today.number), residual: residual)
            let matcher = try Matcher(plan, population.result)
            close.append(
                try Bench.timed { _ = try matcher.nearMisses(ofRule: 0, programs[0], limit: .max) }.seconds)
            if place < 3 {
                everything.append(
                    try Bench.timed {
                        let all = try RuleTable(world.library, held + [rule], on: RuleWorld.today)
                        _ = try all.plan(over: schema) { facts[$0 % Self.profiles] }
                    }.seconds)
            }
        }
        note("releases", Double(matched.count))
        note("reached_mean", Double(reached) / Double(max(matched.count, 1)))
        for (name, values) in [("match", matched), ("near", close), ("all_rules_again", everything)] {
            let sorted = values.sorted()
            guard let last = sorted.last else { continue }
            note("\(name)_median_s", sorted[sorted.count / 2])
            note("\(name)_most_s", last)
        }
        let lines = figures.map { "  \"\($0.0)\": \(Bench.text($0.1))" }
        try Data(("{\n" + lines.joined(separator: ",\n") + "\n}\n").utf8).write(to: URL(fileURLWithPath: out))
    }
}
