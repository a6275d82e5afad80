// SPDX-License-Identifier: Apache-2.0

/// Cuts bytes into blocks of 64 and pads the last, as SHA-256 and SM3 both do.
struct DigestBlocks: Sendable {
    private var rest: [UInt8] = []
    private var length: UInt64 = 0

    mutating func add(_ bytes: [UInt8], compress: (UnsafeBufferPointer<UInt8>) -> Void) {
        length += UInt64(bytes.count)
        var start = 0
        if !rest.isEmpty {
            start = min(64 - rest.count, bytes.count)
            rest += bytes[..<start]
            guard rest.count == 64 else { return }
            rest.withUnsafeBufferPointer(compress)
            rest.removeAll(keepingCapacity: true)
        }
        let end = start + (bytes.count - start) / 64 * 64
        bytes.withUnsafeBufferPointer { bytes in
            for place in stride(from: start, to: end, by: 64) {
                compress(UnsafeBufferPointer(rebasing: bytes[place..<place + 64]))
            }
        }
        rest += bytes[end...]
    }

    mutating func finish(compress: (UnsafeBufferPointer<UInt8>) -> Void) {
        let bits = length &* 8
        var padding: [UInt8] = [0x80]
        padding += Array(repeating: 0, count: (119 - rest.count) % 64)
        padding += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
        add(padding, compress: compress)
    }
}

@inline(__always)
func bigEndianWord(_ block: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt32 {
    let at = place &* 4
    let high = UInt32(block[at]) &<< 24 | UInt32(block[at &+ 1]) &<< 16
    return high | UInt32(block[at &+ 2]) &<< 8 | UInt32(block[at &+ 3])
}

/// Bytes in lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
