// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Rules
import Standards

/// The support that can be had together. Items that exclude each other (不与) are not added up: what counts
/// is the best set in which none excludes another. The set that begins with the largest is not always it.
struct SupportSum: Equatable {
    /// One thing that can be had.
    struct Part: Equatable {
        /// The code and the title of its rule: by either another may exclude it.
        let names: Set<String>
        let excludes: Set<String>
        let range: SupportRange
    }

    /// The least and the most of the best sets; the most is nil when an item has no stated upper bound.
    let range: SupportRange
    /// Items without any stated amount, which are not in the sum.
    let unstated: Int
    /// False when so many exclude each other that only a set was found, not proven the best.
    let isExact: Bool

    /// Larger knots of mutual exclusion are not searched to the end.
    private static let mostExact = 24

    init(_ parts: [Part], unstated: Int = 0) {
        var (least, most): (Int64, Int64) = (0, 0)
        var (isOpen, isExact) = (false, true)
        for knot in Self.knots(parts) {
            let lows = Self.best(knot) { $0.range.leastFen }
            let highs = Self.best(knot) { $0.range.mostFen ?? $0.range.leastFen }
            least = Self.sum(least, lows.fen)
            most = Self.sum(most, highs.fen)
            isOpen = isOpen || knot.contains { $0.range.mostFen == nil }
            isExact = isExact && lows.isExact && highs.isExact
        }
        range = SupportRange(leastFen: least, mostFen: isOpen ? nil : most)
        self.unstated = unstated
        self.isExact = isExact
    }

    private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    private static func excludes(_ one: Part, _ other: Part) -> Bool {
        !one.excludes.isDisjoint(with: other.names) || !other.excludes.isDisjoint(with: one.names)
    }

    /// Parts that are tied by exclusions, directly or through others.
    private static func knots(_ parts: [Part]) -> [[Part]] {
        var left = Array(parts.indices)
        var knots: [[Part]] = []
        while let first = left.popLast() {
            var knot = [first]
            var next = 0
            while next < knot.count {
                let tied = left.filter { excludes(parts[knot[next]], parts[$0]) }
                left.removeAll { tied.contains($0) }
                knot += tied
                next += 1
            }
            knots.append(knot.map { parts[$0] })
        }
        return knots
    }

    private static func best(
        _ knot: [Part], _ value: (Part) -> Int64
    ) -> (fen: Int64, isExact: Bool) {
        let sorted = knot.map { ($0, value($0)) }.sorted { $0.1 > $1.1 }
        guard sorted.count <= mostExact else {
            var taken: [Part] = []
            var total: Int64 = 0
            for (part, fen) in sorted where !taken.contains(where: { excludes($0, part) }) {
                taken.append(part)
                total = sum(total, fen)
            }
            return (total, false)
        }
        var masks = [UInt32](repeating: 0, count: sorted.count)
        for (place, one) in sorted.enumerated() {
            for (other, two) in sorted.enumerated() where other != place && excludes(one.0, two.0) {
                masks[place] |= 1 << UInt32(other)
            }
        }
        var best: Int64 = 0
        search(sorted.map(\.1), masks, from: 0, without: 0, 0, &best)
        return (best, true)
    }

    /// Takes or leaves one after another; leaves off where even all that is left would not be better.
    private static func search(
        _ values: [Int64], _ masks: [UInt32], from place: Int, without gone: UInt32, _ total: Int64,
        _ best: inout Int64
    ) {
        if total > best { best = total }
        guard place < values.count else { return }
        let left = (place..<values.count).reduce(Int64(0)) {
            gone & (1 << UInt32($1)) == 0 ? sum($0, values[$1]) : $0
        }
        guard sum(total, left) > best else { return }
        if gone & (1 << UInt32(place)) == 0 {
            search(
                values, masks, from: place + 1, without: gone | masks[place], sum(total, values[place]), &best
            )
        }
        search(values, masks, from: place + 1, without: gone, total, &best)
    }
}

extension SupportSum {
    /// What can be had together of the items that are met.
    init(_ results: [PolicyResult], _ facts: Facts, on day: Day, library: Library) {
        var parts: [Part] = []
        var unstated = 0
        for item in results.flatMap(\.items) where item.group == .eligible {
            let rule = item.offered.rule
            guard
                let range = SupportRange(item.offered.item, library.judge(facts, by: rule, asOf: day))
            else {
                unstated += 1
                continue
            }
            parts.append(
                Part(names: [rule.code, rule.title], excludes: Set(rule.excludes), range: range))
        }
        self.init(parts, unstated: unstated)
    }
}
