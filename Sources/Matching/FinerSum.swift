// SPDX-License-Identifier: Apache-2.0

/// A sum of columns of measures, whose odd values stand for a number between the two even ones beside them.
///
/// Such a value is off by less than 1, so that the sum is off by less than the factors of its odd terms: far
/// from the bound it is decided, and the exact facts are asked only near it.
struct FinerSum {
    private var sum = Int128(0)
    private var slack = Int128(0)
    /// Whether a value was cut to what a column can hold, and says nothing of how far it is.
    private var isCut = false

    /// Adds a value times a factor.
    mutating func add(_ value: Int64, times factor: Int64, isMeasure: Bool) {
        sum += Int128(value) * Int128(factor)
        guard isMeasure, value & 1 == 1 else { return }
        slack += Int128(factor.magnitude)
        if value.magnitude >= greatestValue.magnitude - 1 { isCut = true }
    }

    /// Whether the sum reaches a bound; nil when only exact values tell. An odd bound asks for more than the
    /// even number before it.
    func reaches(_ bound: Int64) -> Bool? {
        guard slack > 0 else { return sum >= Int128(bound) }
        if isCut { return nil }
        let edge = Int128(bound) - (bound & 1 == 0 ? 0 : 1)
        if sum - slack >= edge { return true }
        return sum + slack <= edge ? false : nil
    }
}
