// SPDX-License-Identifier: Apache-2.0
import MatchingKernels

/// Which vector instructions the kernels use. The best that the processor has are chosen at start; to choose
/// others is for measurements and tests.
public enum Instructions: UInt32, Sendable, CaseIterable, Comparable, CustomStringConvertible {
    /// What every processor of its kind has: SSE2 on x86-64, NEON on arm64.
    case portable = 0
    /// 256 bits.
    case avx2 = 1
    /// 512 bits, with counting of bits.
    case avx512 = 2

    /// The widest that this processor has.
    public static var best: Instructions { Instructions(rawValue: UInt32(ym_best().rawValue)) ?? .portable }

    /// Uses these in all threads, or the best there are below them.
    public static func use(_ instructions: Instructions) {
        ym_use(ym_level(rawValue: ym_level.RawValue(instructions.rawValue)))
    }

    /// As in figures.
    public var description: String {
        switch self {
        case .portable: "portable"
        case .avx2: "avx2"
        case .avx512: "avx512"
        }
    }

    /// By width.
    public static func < (one: Instructions, other: Instructions) -> Bool { one.rawValue < other.rawValue }
}
