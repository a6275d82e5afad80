// SPDX-License-Identifier: Apache-2.0
import Standards

extension Rational {
    /// An amount of yuan in whole fen, cut off below a fen and kept within 64 bits.
    var fen: Int64 {
        (self * 100).floor.int64 ?? (self < .zero ? .min : .max)
    }
}
