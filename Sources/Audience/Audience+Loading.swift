// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Logging
import Matching
import Policies
import Rules
import Standards
import Store
import Synchronization

extension Audience {
    /// Enterprises that are read at a time.
    private static let stretch = 4_096

    /// Reads the policies in force today and compiles their rules; those of versions that were read before
    /// are taken over.
    func loadRules() async throws -> RuleSet {
        let day = today
        var versions: [PolicyVersion] = []
        while true {
            let part = try await policies.store.versionsInForce(on: day, after: versions.last?.id, limit: 500)
            versions += part
            if part.count < 500 { break }
        }
        // A version that is released on the first day of the one before: both hold today, the later decides.
        let latest = Dictionary(versions.map { ($0.policy.number, $0) }) { one, other in
            one.version > other.version ? one : other
        }
        let held = state.withLock { $0.rules }.flatMap { $0.day == day ? $0.policies : nil } ?? []
        let known = Dictionary(held.map { ($0.version.id, $0) }) { first, _ in first }
        let (library, all) = (library, latest.values.sorted { $0.policy.number < $1.policy.number })
        let rules = try await OffPool.run {
            let read = Threads.map(all.count, threads: Threads.all) { place in
                known[all[place].id] ?? PolicyInForce(all[place], on: day, library: library)
            }
            return try RuleSet(read, on: day, library: library)
        }
        for fault in rules.faults { logger.warning("left out of matching", metadata: ["fault": "\(fault)"]) }
        return rules
    }

    /// Reads everybody into the columns of a table.
    ///
    /// - Parameters:
    ///   - exact: keeps what the columns cannot say.
    ///   - region: who is registered there.
    func gather(
        _ table: RuleTable, _ exact: ExactFacts, within region: Region = .nation
    ) async throws -> (roll: Roll, population: Population) {
        var roll = Roll()
        var packed: [PackedColumns] = []
        var starts: [Int] = []
        let (library, day, width) = (library, table.day, table.schema.columns.count)
        var part = try await enterprises.census(within: region, limit: Self.stretch)
        while true {
            let last = part.last
            async let next =
                last == nil
                ? nil : enterprises.census(after: last, within: region, limit: Self.stretch)
            let people = part.enterprises
            let rows = try await OffPool.run {
                Threads.map(people.count, threads: Threads.all) { place -> GatheredRow in
                    let (one, facts) = (people[place].enterprise, people[place].facts)
                    return GatheredRow(
                        values: table.values(of: facts), exact: exact.text(of: facts),
                        traits: Roll.Traits(
                            facts, region: one.region, industry: one.industry, on: day, library: library))
                }
            }
            starts.append(roll.count)
            for (one, row) in zip(people, rows) { roll.load(one.enterprise.id, row.traits) }
            if !exact.words.isEmpty { exact.append(rows.map(\.exact)) }
            packed.append(PackedColumns(rows.map(\.values), width: width))
            guard let following = try await next else { break }
            part = following
        }
        let (all, begins, count) = (packed, starts, roll.count)
        let population = try await OffPool.run {
            try PopulationBuilder(table.schema, count: count) { column, enterprises, out in
                for (row, enterprise) in enterprises.enumerated() {
                    let stretch = Self.stretch(of: Int(enterprise), begins)
                    out[row] = all[stretch][column, Int(enterprise) - begins[stretch]]
                }
            }.population()
        }
        return (roll, population)
    }

    /// The last stretch that begins at or before a number.
    private static func stretch(of number: Int, _ begins: [Int]) -> Int {
        var low = 0, high = begins.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if begins[middle] <= number { low = middle } else { high = middle }
        }
        return low
    }
}

/// One enterprise as it is read.
private struct GatheredRow: Sendable {
    let values: [Int64]
    let exact: String
    let traits: Roll.Traits
}
