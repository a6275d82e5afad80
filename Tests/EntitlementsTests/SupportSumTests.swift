// SPDX-License-Identifier: Apache-2.0
import Audience
import Testing

@testable import Entitlements

/// The support that can be had together.
@Suite struct SupportSumTests {
    private func part(
        _ name: String, _ least: Int64, _ most: Int64?, not excludes: Set<String> = []
    ) -> SupportSum.Part {
        SupportSum.Part(
            names: [name], excludes: excludes, range: SupportRange(leastFen: least, mostFen: most))
    }

    @Test func `what does not exclude each other is added up`() {
        let sum = SupportSum([part("a", 1, 10), part("b", 2, 20)])
        #expect(sum.range == SupportRange(leastFen: 3, mostFen: 30) && sum.isExact)
    }

    @Test func `taking the largest first would be wrong`() {
        // 10 excludes 9 and 8, which go together: 17.
        let sum = SupportSum([
            part("a", 10, 10, not: ["b", "c"]), part("b", 9, 9), part("c", 8, 8),
        ])
        #expect(sum.range == SupportRange(leastFen: 17, mostFen: 17))
    }

    @Test func `an exclusion holds whichever of the two states it`() {
        let one = SupportSum([part("a", 5, 5, not: ["b"]), part("b", 7, 7)])
        let other = SupportSum([part("a", 5, 5), part("b", 7, 7, not: ["a"])])
        #expect(one == other && one.range.mostFen == 7)
    }

    @Test func `an item without an upper bound leaves the sum open`() {
        let sum = SupportSum([part("a", 5, nil), part("b", 1, 1)], unstated: 2)
        #expect(sum.range == SupportRange(leastFen: 6, mostFen: nil) && sum.unstated == 2)
    }

    @Test func `the best of every set is found, as trying all of them finds it`() {
        var seed: UInt64 = 7
        func random(_ bound: UInt64) -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (seed >> 33) % bound
        }
        for _ in 0..<60 {
            let parts = (0..<9).map { place in
                let others = Set((0..<9).filter { _ in random(4) == 0 }.map(String.init))
                return part(String(place), Int64(random(50)), Int64(50 + random(50)), not: others)
            }
            var best: Int64 = 0
            for mask in 0..<(1 << 9) {
                let chosen = parts.indices.filter { mask >> $0 & 1 == 1 }
                let clash = chosen.contains { one in
                    chosen.contains { $0 != one && parts[one].excludes.contains(String($0)) }
                }
                if !clash { best = max(best, chosen.reduce(0) { $0 + (parts[$1].range.mostFen ?? 0) }) }
            }
            #expect(SupportSum(parts).range.mostFen == best)
        }
    }
}
