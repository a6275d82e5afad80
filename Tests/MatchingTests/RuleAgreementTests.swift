// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Standards
import Testing

@testable import Matching

/// Random rules, read and checked as text, over random enterprises: the engine and `Rules` agree on every
/// pair.
///
/// `MATCHING_SEEDS=420` makes it more than a million pairs; best in a release build.
@Suite("The engine agrees with Rules", .serialized)
struct RuleAgreementTests {
    static let count = ProcessInfo.processInfo.environment["MATCHING_SEEDS"].flatMap(Int.init) ?? 2

    @Test("on outcomes and degrees of random rules", arguments: (1...count).map(UInt64.init))
    func randomRules(seed: UInt64) throws {
        let world = RuleWorld(seed: seed, rules: 24, enterprises: 100)
        #expect(world.faults.isEmpty, "seed \(seed): \(world.faults.prefix(3))")
        let comparison = try RuleComparison(world.library, world.rules, world.enterprises)
        print("seed \(seed): \(comparison.pairs) pairs, \(comparison.residualClauses) residual clauses")
        #expect(comparison.disagreements.isEmpty, "seed \(seed): \(comparison.disagreements.prefix(5))")
        #expect(comparison.outcomes.count >= 3, "seed \(seed): the world is too uniform to prove anything")
    }

    @Test("and a disagreement would be noticed")
    func negativeControl() throws {
        let world = RuleWorld(seed: 3, rules: 8, enterprises: 60)
        var facts = world.enterprises
        let loaded = facts
        let word = try #require(world.library.vocabulary.word(named: "有自主品牌"))
        for place in facts.indices {
            facts[place].set(
                Facts.Report(value: .flag(place.isMultiple(of: 2))), for: Facts.Key(word: word.id))
        }
        let comparison = try RuleComparison(world.library, world.rules, facts, loaded: loaded)
        #expect(!comparison.disagreements.isEmpty)
    }
}

/// Every pair by both engines.
struct RuleComparison {
    var disagreements: [String] = []
    var pairs: Int
    var residualClauses: Int
    var outcomes: Set<Outcome> = []

    /// `loaded` differs from `facts` only to prove that the comparison can fail.
    init(
        _ library: Library, _ rules: [Rule], _ facts: [Facts], on day: Day = RuleWorld.today,
        loaded: [Facts]? = nil
    )
        throws
    {
        let table = try RuleTable(library, rules, on: day)
        let columns = loaded ?? facts
        let population = try table.population(count: facts.count) { columns[$0] }
        let matcher = try Matcher(table.plan { columns[$0] }, population)
        pairs = facts.count * rules.count
        residualClauses = table.residualClauses
        let rows = Threads.map(facts.count, threads: Threads.all) { enterprise in
            rules.map { library.judge(facts[enterprise], by: $0, asOf: day) }
                .map { Judged(outcome: $0.outcome, met: $0.metCount, first: $0.clauses.first?.outcome) }
        }
        let counts = matcher.counts()
        var expected = Counts(rules.count)
        for enterprise in facts.indices {
            let ballot = try matcher.ballot(of: enterprise)
            for (place, judged) in rows[enterprise].enumerated() {
                expected.add(judged.outcome, place)
                outcomes.insert(judged.outcome)
                if ballot.outcome(ofRule: place) != judged.outcome {
                    disagreements.append("\(enterprise) \(rules[place].title): \(judged.outcome)")
                }
                if !table.agrees(ballot, judged, place) {
                    disagreements.append("\(rules[place].title): degree")
                }
            }
        }
        if counts.eligible != expected.eligible || counts.unknown != expected.unknown
            || counts.person != expected.person
        {
            disagreements.append("counts")
        }
    }

    struct Judged: Sendable {
        var outcome: Outcome
        var met: Int
        var first: Outcome?
    }
}

extension RuleTable {
    /// The region's own clause, and how certain a classification is, count on one side only.
    func agrees(_ ballot: Ballot, _ judged: RuleComparison.Judged, _ place: Int) -> Bool {
        let region = regionClauses(ofRule: place)
        let rule = rules[place]
        // A rule's own clause on the place of registration alone is a region's clause as well.
        if rule.classification != nil || region > (rule.isNational ? 0 : 1) { return true }
        if region == 1 && judged.first != .met { return true }
        return Int(ballot.degrees[place]) + region == judged.met
    }
}

extension Counts {
    mutating func add(_ outcome: Outcome, _ rule: Int) {
        switch outcome {
        case .met: eligible[rule] += 1
        case .unknown: unknown[rule] += 1
        case .person: person[rule] += 1
        case .missed: break
        }
    }
}
