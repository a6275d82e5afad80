// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Random numbers that come again with their seed (SplitMix64). For examples, never for secrets.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// From 0 up to 1.
    mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Whether something happens that has this chance.
    mutating func happens(_ chance: Double) -> Bool { share() < chance }

    /// A whole number from 0 below the bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// Normally spread around 0 with deviation 1 (Box and Muller).
    mutating func normal() -> Double {
        (-2 * log(max(share(), 1e-12))).squareRoot() * cos(2 * Double.pi * share())
    }

    /// Half of the values lie below the median.
    mutating func logNormal(median: Double, spread: Double) -> Double { median * exp(spread * normal()) }

    /// One of several, by weight.
    mutating func pick<Choice>(_ choices: [(Choice, Double)]) -> Choice {
        var left = share() * choices.reduce(0) { $0 + $1.1 }
        for (choice, weight) in choices.dropLast() {
            left -= weight
            if left < 0 { return choice }
        }
        return choices[choices.count - 1].0
    }
}
