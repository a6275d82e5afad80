// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Matching

@Suite("Sums of values that are finer than their columns")
struct FinerSumTests {
    /// Quarters of a grid step: a column keeps twice the whole steps, odd in between.
    private func kept(_ quarters: Int64) -> Int64 {
        FactValues.measure(Rational(quarters).divided(by: 4) ?? .zero, grid: 1)
    }

    @Test("an answer is always the exact one, and none is given only beside the bound")
    func exact() {
        var asked = 0, answered = 0, far = 0
        for x in Int64(-9)...9 {
            for y in Int64(-9)...9 {
                for (a, b) in [(Int64(1), Int64(1)), (3, -2), (-1, 5)] {
                    for bound in Int64(-40)...40 {
                        var sum = FinerSum()
                        sum.add(kept(x), times: a, isMeasure: true)
                        sum.add(kept(y), times: b, isMeasure: true)
                        // Twice the true sum is (a x + b y) / 2.
                        let doubled = a * x + b * y
                        let edge = bound & 1 == 0 ? 2 * bound : 2 * (bound - 1)
                        let truth = bound & 1 == 0 ? doubled >= edge : doubled > edge
                        guard let answer = sum.reaches(bound) else {
                            asked += 1
                            if abs(doubled - edge) > 4 * (abs(a) + abs(b)) { far += 1 }
                            continue
                        }
                        answered += 1
                        #expect(answer == truth, "\(x) \(y) \(a) \(b) \(bound)")
                    }
                }
            }
        }
        #expect(asked > 0 && far == 0)
        #expect(answered > 5 * asked)
    }

    @Test("a value that a column had to cut is asked for, however far it seems")
    func cut() {
        var sum = FinerSum()
        sum.add(FactValues.measure(Rational(Int64.max), grid: 100), times: 1, isMeasure: true)
        #expect(sum.reaches(0) == nil)
    }

    @Test("whole values need no exact facts, nor do odd ones of columns that are no measures")
    func whole() {
        var sum = FinerSum()
        sum.add(7, times: 1, isMeasure: false)
        sum.add(4, times: 2, isMeasure: true)
        #expect(sum.reaches(15) == true)
        #expect(sum.reaches(16) == false)
    }
}
