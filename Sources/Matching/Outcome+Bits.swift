// SPDX-License-Identifier: Apache-2.0
import Rules

/// An outcome as three claims: 1 met, 2 possible (not missed), 4 settled (met or waiting for a person, so
/// that no fact is missing). "All" is then the bitwise AND of its parts.
extension Outcome {
    var bits: UInt8 {
        switch self {
        case .missed: 0
        case .unknown: 2
        case .person: 6
        case .met: 7
        }
    }

    init(bits: UInt8) {
        self = bits & 2 == 0 ? .missed : bits & 1 != 0 ? .met : bits & 4 != 0 ? .person : .unknown
    }

    /// `bits` with "met or unknown" in place of "settled", which makes "any" the bitwise OR; and back again,
    /// as the exchange is its own inverse.
    static func exchanged(_ bits: UInt8) -> UInt8 {
        bits & 3 | (bits & 1 != 0 || bits & 6 == 2 ? 4 : 0)
    }
}
