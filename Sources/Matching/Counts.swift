// SPDX-License-Identifier: Apache-2.0
import MatchingKernels

/// How many enterprises every rule is met by, rule by rule in the plan's order. What remains is missed.
public struct Counts: Sendable, Equatable {
    /// Enterprises that meet the rule.
    public var eligible: [Int]
    /// Enterprises for which a fact is missing that could change the result.
    public var unknown: [Int]
    /// Enterprises that only a person can judge.
    public var person: [Int]
    /// Pairs of rule condition and enterprise that were judged one at a time.
    public var residualPairs = 0

    /// Counts of that many rules, all zero.
    package init(_ count: Int) {
        eligible = [Int](repeating: 0, count: count)
        unknown = eligible
        person = eligible
    }

    mutating func add(_ other: Counts) {
        for rule in eligible.indices {
            eligible[rule] += other.eligible[rule]
            unknown[rule] += other.unknown[rule]
            person[rule] += other.person[rule]
        }
        residualPairs += other.residualPairs
    }

    mutating func add(_ counts: UnsafePointer<ym_count>, _ batch: Shortlist.Batch) {
        for (place, rule) in batch.rules.enumerated() {
            eligible[Int(rule)] += Int(counts[place].met)
            unknown[Int(rule)] += Int(counts[place].unknown)
            person[Int(rule)] += Int(counts[place].person)
        }
    }
}

extension Matcher {
    /// Counts all pairs.
    public func counts(threads: Int = Threads.all) -> Counts {
        let portions = Portion.all(of: population)
        let parts = Threads.gather(parts: portions.count, threads: threads) { shared in
            var counts = Counts(plan.count)
            let workspace = Workspace(plan)
            while let part = shared.next() { count(portions[part], workspace, &counts) }
            counts.residualPairs = workspace.residualPairs
            return counts
        }
        return parts.reduce(into: Counts(plan.count)) { $0.add($1) }
    }

    private func count(_ portion: Portion, _ workspace: Workspace, _ counts: inout Counts) {
        let shortlist = shortlist(for: population.partitions[portion.partition].regions)
        workspace.prepare(shortlist)
        let tallies = UnsafeMutablePointer<ym_count>.allocate(capacity: max(shortlist.count, 1))
        defer { tallies.deallocate() }
        tallies.initialize(repeating: ym_count(), count: max(shortlist.count, 1))
        let judged = tallies + shortlist.plain.rules.count
        for place in portion.blocks {
            let block = population.blocks[place]
            workspace.evaluate(shortlist.needed, over: block)
            shortlist.plain.count(workspace.tables, block.live, tallies, ym_count_policies)
            shortlist.judged.count(workspace.tables, block.live, judged, ym_count_judged)
            countUnsure(shortlist.unsure, workspace, block, judged + shortlist.judged.rules.count)
        }
        counts.add(tallies, shortlist.plain)
        counts.add(judged, shortlist.judged)
        counts.add(judged + shortlist.judged.rules.count, shortlist.unsure)
    }

    /// Where the region itself is unknown nobody meets a rule, and whoever does not miss it is unknown.
    private func countUnsure(
        _ batch: Shortlist.Batch, _ workspace: Workspace, _ block: Block,
        _ out: UnsafeMutablePointer<ym_count>
    ) {
        guard !batch.rules.isEmpty else { return }
        for place in batch.rules.indices {
            var one = ym_count()
            batch.withCode(of: place) { code, length in
                let start: [UInt32] = [0, UInt32(length)]
                ym_count_judged(workspace.tables, block.live, code, start, 1, &one)
            }
            out[place].unknown += one.met + one.unknown + one.person
        }
    }
}

extension Shortlist.Batch {
    typealias Kernel = (
        UnsafePointer<ym_planes>, Plane, UnsafePointer<UInt32>, UnsafePointer<UInt32>, UInt32,
        UnsafeMutablePointer<ym_count>
    ) -> Void

    func count(
        _ tables: UnsafePointer<ym_planes>, _ live: Plane, _ out: UnsafeMutablePointer<ym_count>,
        _ kernel: Kernel
    ) {
        guard !rules.isEmpty else { return }
        withPointers { kernel(tables, live, $0, $1, UInt32(rules.count), out) }
    }

    func withPointers(_ body: (_ code: UnsafePointer<UInt32>, _ start: UnsafePointer<UInt32>) -> Void) {
        code.withUnsafeBufferPointer { code in
            start.withUnsafeBufferPointer { start in
                guard let starts = start.baseAddress else { return }
                body(code.baseAddress ?? starts, starts)
            }
        }
    }

    func withCode(of place: Int, _ body: (_ code: UnsafePointer<UInt32>, _ length: Int) -> Void) {
        withPointers { code, start in
            body(code + Int(start[place]), Int(start[place + 1] - start[place]))
        }
    }
}
