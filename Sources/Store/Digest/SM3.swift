// SPDX-License-Identifier: Apache-2.0
import Foundation

/// SM3, the digest of the national standard GB/T 32905-2016: kept beside SHA-256 in the manifest of a backup.
public struct SM3: Sendable {
    private var state: [UInt32] = [
        0x7380_166f, 0x4914_b2b9, 0x1724_42d7, 0xda8a_0600, 0xa96f_30bc, 0x1631_38aa, 0xe38d_ee4d,
        0xb0fb_0e4e,
    ]
    private var blocks = DigestBlocks()

    /// A digest of nothing yet.
    public init() {}

    /// The digest of bytes, in 64 lower-case hexadecimal digits.
    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var digest = SM3()
        digest.update(Array(bytes))
        return digest.hex()
    }

    /// Takes in further bytes.
    public mutating func update(_ bytes: [UInt8]) {
        blocks.add(bytes) { Self.compress(&state, $0) }
    }

    /// The digest in 64 lower-case hexadecimal digits; the digest is used up.
    public consuming func hex() -> String {
        blocks.finish { Self.compress(&state, $0) }
        return hexadecimal(
            state.flatMap { word in
                (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) }
            })
    }

    private static func compress(_ state: inout [UInt32], _ block: UnsafeBufferPointer<UInt8>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 68) { w in
            expand(block, into: w)
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for i in 0..<64 {
                let isEarly = i < 16
                let t: UInt32 = rotated(isEarly ? 0x79cc_4519 : 0x7a87_9d8a, UInt32(i) & 31)
                let s1 = rotated(rotated(a, 12) &+ e &+ t, 7)
                let s2 = s1 ^ rotated(a, 12)
                let ff = isEarly ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
                let gg = isEarly ? e ^ f ^ g : (e & f) | (~e & g)
                let t1 = ff &+ d &+ s2 &+ (w[i] ^ w[i &+ 4])
                let t2 = gg &+ h &+ s1 &+ w[i]
                (d, c, b, a) = (c, rotated(b, 9), a, t1)
                (h, g, f, e) = (g, rotated(f, 19), e, t2 ^ rotated(t2, 9) ^ rotated(t2, 17))
            }
            let sums = [a, b, c, d, e, f, g, h]
            for i in 0..<8 { state[i] ^= sums[i] }
        }
    }

    private static func expand(
        _ block: UnsafeBufferPointer<UInt8>, into w: UnsafeMutableBufferPointer<UInt32>
    ) {
        for i in 0..<16 { w[i] = bigEndianWord(block, i) }
        for i in 16..<68 {
            let mixed = w[i &- 16] ^ w[i &- 9] ^ rotated(w[i &- 3], 15)
            let spread = mixed ^ rotated(mixed, 15) ^ rotated(mixed, 23)
            w[i] = spread ^ rotated(w[i &- 13], 7) ^ w[i &- 6]
        }
    }

    @inline(__always)
    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        (word &<< count) | (word &>> (32 &- count))
    }
}
