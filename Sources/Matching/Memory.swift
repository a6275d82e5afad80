// SPDX-License-Identifier: Apache-2.0
import MatchingKernels
import Rules

/// Whoever keeps memory that pointers lead into.
protocol Owner: AnyObject, Sendable {}

/// Bytes aligned for the widest vectors, freed with their owner.
///
/// `@unchecked Sendable`: whoever allocates it writes it before anyone else sees it; then it is only read.
final class Memory: Owner, @unchecked Sendable {
    static let alignment = 64
    let start: UnsafeMutableRawPointer
    let bytes: Int

    init(bytes: Int) {
        self.bytes = Memory.rounded(bytes)
        start = .allocate(byteCount: self.bytes, alignment: Memory.alignment)
        start.initializeMemory(as: UInt8.self, repeating: 0, count: self.bytes)
    }

    deinit { start.deallocate() }

    static func rounded(_ bytes: Int) -> Int { (bytes + alignment - 1) & ~(alignment - 1) }

    func typed<Element>(_ type: Element.Type, at offset: Int = 0) -> UnsafeMutablePointer<Element> {
        (start + offset).assumingMemoryBound(to: type)
    }
}

/// One bit for each of a block's rows.
typealias Plane = UnsafePointer<UInt64>
/// A plane being written.
typealias WritablePlane = UnsafeMutablePointer<UInt64>

/// Words of a plane.
let planeWords = Int(YM_WORDS)
/// Bytes of a plane.
let planeBytes = planeWords * 8
/// Rows of a block.
let blockRows = Int(YM_ROWS)

/// Planes and values that are the same everywhere.
///
/// `@unchecked Sendable`: never written after `init`.
final class Constants: @unchecked Sendable {
    static let shared = Constants()
    private let memory = Memory(bytes: 2 * planeBytes + blockRows * 8)

    private init() {
        for word in 0..<planeWords { memory.typed(UInt64.self)[word] = UInt64.max }
    }

    var ones: Plane { Plane(memory.typed(UInt64.self)) }
    var zeros: Plane { Plane(memory.typed(UInt64.self, at: planeBytes)) }
    /// A block's values, all zero, of any width.
    var zeroValues: UnsafeRawPointer { UnsafeRawPointer(memory.start + 2 * planeBytes) }

    /// The planes of a clause that says the same of all.
    func planes(of outcome: Outcome) -> ym_planes {
        let bits = outcome.bits
        return ym_planes(
            met: bits & 1 != 0 ? ones : zeros, possible: bits & 2 != 0 ? ones : zeros,
            settled: bits & 4 != 0 ? ones : zeros)
    }
}

extension UnsafePointer where Pointee == UInt64 {
    func bit(_ row: Int) -> Bool { self[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// Calls with each row whose bit is set, in order.
    func forEachRow(_ body: (Int) throws -> Void) rethrows {
        for word in 0..<planeWords {
            var bits = self[word]
            while bits != 0 {
                try body(word << 6 | bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
    }
}

extension UnsafeMutablePointer where Pointee == UInt64 {
    func setBit(_ row: Int) { self[row >> 6] |= 1 << UInt64(row & 63) }
}
