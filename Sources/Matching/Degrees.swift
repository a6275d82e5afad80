// SPDX-License-Identifier: Apache-2.0
import MatchingKernels

/// For every rule, how many enterprises of its own region meet exactly so many of its other conditions.
public struct Degrees: Sendable, Equatable {
    /// Places a rule: one more than the most conditions.
    public let stride: Int
    /// `histogram[rule * stride + degree]`.
    public private(set) var histogram: [Int]

    init(rules: Int, stride: Int) {
        self.stride = stride
        histogram = [Int](repeating: 0, count: rules * stride)
    }

    /// The histogram of one rule, from degree 0.
    public subscript(rule: Int) -> ArraySlice<Int> { histogram[rule * stride..<(rule + 1) * stride] }

    mutating func add(_ other: Degrees) {
        for place in histogram.indices { histogram[place] += other.histogram[place] }
    }

    mutating func add(_ counts: UnsafePointer<UInt32>, width: Int, live: Int, _ batch: Shortlist.Batch) {
        for (place, rule) in batch.rules.enumerated() {
            let own = Int(rule) * stride
            var rest = live
            for degree in 1..<max(width, 1) {
                let found = Int(counts[place * width + degree])
                histogram[own + degree] += found
                rest -= found
            }
            histogram[own] += rest
        }
    }
}

extension Matcher {
    /// The degrees of all pairs.
    public func degrees(threads: Int = Threads.all) -> Degrees {
        let portions = Portion.all(of: population)
        let stride = 1 + (plan.rules.map(\.conditions).max() ?? 0)
        let parts = Threads.gather(parts: portions.count, threads: threads) { shared in
            var degrees = Degrees(rules: plan.count, stride: stride)
            let workspace = Workspace(plan)
            while let part = shared.next() { count(portions[part], workspace, &degrees) }
            return degrees
        }
        return parts.reduce(into: Degrees(rules: plan.count, stride: stride)) { $0.add($1) }
    }

    private func count(_ portion: Portion, _ workspace: Workspace, _ degrees: inout Degrees) {
        let shortlist = shortlist(for: population.partitions[portion.partition].regions)
        workspace.prepare(shortlist)
        let width = shortlist.mostConditions + 1
        let rules = shortlist.plain.rules.count + shortlist.judged.rules.count
        let tallies = UnsafeMutablePointer<UInt32>.allocate(capacity: max(rules * width, 1))
        defer { tallies.deallocate() }
        tallies.initialize(repeating: 0, count: max(rules * width, 1))
        let judged = tallies + shortlist.plain.rules.count * width
        var live = 0
        for place in portion.blocks {
            let block = population.blocks[place]
            live += block.liveCount
            workspace.evaluate(shortlist.needed, over: block)
            for (batch, out) in [(shortlist.plain, tallies), (shortlist.judged, judged)] {
                guard !batch.rules.isEmpty else { continue }
                batch.withPointers {
                    ym_degree_policies(
                        workspace.tables, block.live, $0, $1, UInt32(batch.rules.count), UInt32(width), out)
                }
            }
        }
        degrees.add(tallies, width: width, live: live, shortlist.plain)
        degrees.add(judged, width: width, live: live, shortlist.judged)
    }
}
