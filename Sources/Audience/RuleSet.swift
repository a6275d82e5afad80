// SPDX-License-Identifier: Apache-2.0
import Matching
import Policies
import Rules
import Standards
import Store

/// All policies in force on a day, compiled.
struct RuleSet: Sendable {
    let day: Day
    /// In the order of their numbers.
    let policies: [PolicyInForce]
    let table: RuleTable
    /// Which policy and item a rule of the table belongs to, by the rule's place.
    let owners: [Owner]
    /// The rules over nobody, for single enterprises.
    let matcher: Matcher
    /// Words of which exact facts are needed beside the columns.
    let words: Set<Word.ID>
    /// Exact facts of single enterprises while they are judged.
    let lent: ExactFacts
    private let places: [Int64: Int]
    /// The rules of each policy, by the policy's place.
    private let ranges: [Range<Int>]

    struct Owner: Sendable {
        let policy: Int
        let item: Int
    }

    var faults: [AudienceFault] { policies.flatMap(\.faults) }

    /// The place of a policy by its number.
    func place(of number: Int64) -> Int? { places[number] }

    /// The places of a policy's rules, by the place of the policy.
    func rules(of place: Int) -> Range<Int> { ranges[place] }

    /// Compiles; rules that the engine does not take are left out, with their fault.
    init(_ policies: [PolicyInForce], on day: Day, library: Library) throws {
        do {
            try self.init(taking: policies, on: day, library: library)
        } catch is MatchingFault {
            let taken = policies.map { policy in
                policy.items.reduce(policy) { left, item in
                    do {
                        let table = try RuleTable(library, [item.rule], on: day)
                        _ = try table.plan { _ in Facts() }
                        return left
                    } catch {
                        return left.leaving(out: item.rule.code, because: "\(error)")
                    }
                }
            }
            try self.init(taking: taken, on: day, library: library)
        }
    }

    private init(taking policies: [PolicyInForce], on day: Day, library: Library) throws {
        let sorted = policies.sorted { $0.number < $1.number }
        var owners: [Owner] = []
        var rules: [Rule] = []
        var ranges: [Range<Int>] = []
        for (place, policy) in sorted.enumerated() {
            ranges.append(rules.count..<rules.count + policy.items.count)
            for (item, one) in policy.items.enumerated() {
                owners.append(Owner(policy: place, item: item))
                rules.append(one.rule)
            }
        }
        let table = try RuleTable(library, rules, on: day)
        let words = table.rulesAskingFacts.reduce(into: Set<Word.ID>()) {
            $0.formUnion(library.words(of: rules[$1]))
        }
        let lent = ExactFacts(words: [], vocabulary: library.vocabulary)
        let plan = try table.plan { lent[$0] }
        let nobody = try table.population(count: 0) { _ in Facts() }
        self.day = day
        self.policies = sorted
        self.table = table
        self.owners = owners
        self.ranges = ranges
        self.words = words
        self.lent = lent
        matcher = try Matcher(plan, nobody)
        places = Dictionary(sorted.enumerated().map { ($1.number, $0) }) { first, _ in first }
    }
}
