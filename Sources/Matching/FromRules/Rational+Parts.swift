// SPDX-License-Identifier: Apache-2.0
import Standards

extension Rational {
    /// The reduced numerator and denominator when both fit 62 bits, by its continued fraction.
    var parts: (top: Int64, bottom: Int64)? {
        var rest = self
        var (top, bottom) = (Int64(1), Int64(0)), (lastTop, lastBottom) = (Int64(0), Int64(1))
        for _ in 0..<200 {
            let whole = rest.floor
            guard let digit = whole.int64,
                let nextTop = Rational.fit(digit, top, lastTop),
                let nextBottom = Rational.fit(digit, bottom, lastBottom)
            else { return nil }
            (lastTop, lastBottom, top, bottom) = (top, bottom, nextTop, nextBottom)
            let fraction = rest - whole
            guard fraction != .zero else { return (top, bottom) }
            guard let inverse = Rational.one.divided(by: fraction) else { return nil }
            rest = inverse
        }
        return nil
    }

    private static func fit(_ digit: Int64, _ one: Int64, _ other: Int64) -> Int64? {
        let (product, isOver) = digit.multipliedReportingOverflow(by: one)
        let (sum, isBeyond) = product.addingReportingOverflow(other)
        return isOver || isBeyond || sum.magnitude > 1 << 62 ? nil : sum
    }
}
