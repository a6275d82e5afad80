// SPDX-License-Identifier: Apache-2.0

/// One entry's head in a tar archive (POSIX ustar), made in one way only: whatever else stands in an
/// archive is damage.
struct TarEntry: Hashable, Sendable {
    static let blockBytes = 512
    private static let octalLimit: Int64 = 0o77777777777

    let name: String
    let sizeBytes: Int64

    /// Zero bytes after the content up to the next block.
    var paddingBytes: Int { Int((512 - sizeBytes % 512) % 512) }

    /// The 512 bytes of the head.
    var head: [UInt8] {
        var head = [UInt8](repeating: 0, count: Self.blockBytes)
        func put(_ bytes: some Sequence<UInt8>, at start: Int) {
            for (place, byte) in bytes.enumerated() { head[start + place] = byte }
        }
        put(name.utf8, at: 0)
        put("0000600\u{0}0000000\u{0}0000000\u{0}".utf8, at: 100)
        put(sizeField, at: 124)
        put("00000000000\u{0}        0".utf8, at: 136)
        put("ustar\u{0}00".utf8, at: 257)
        let sum = head.reduce(0) { $0 + Int($1) }
        put((octal(sum, digits: 6) + "\u{0} ").utf8, at: 148)
        return head
    }

    /// Reads a head; nil when it is not exactly as ``head`` makes it.
    init?(head: [UInt8]) {
        let name = String(decoding: head.prefix(100).prefix { $0 != 0 }, as: UTF8.self)
        let field = Array(head[124..<136])
        var size: Int64 = 0
        if field[0] == 0x80 {
            for byte in field[4...] { size = size << 8 | Int64(byte) }
        } else {
            guard let octal = Int64(String(decoding: field.prefix(11), as: UTF8.self), radix: 8) else {
                return nil
            }
            size = octal
        }
        guard size >= 0, !name.isEmpty else { return nil }
        self.init(name: name, sizeBytes: size)
        guard self.head == head else { return nil }
    }

    init(name: String, sizeBytes: Int64) {
        precondition(name.utf8.count < 100 && sizeBytes >= 0, "A name in an archive has less than 100 bytes.")
        self.name = name
        self.sizeBytes = sizeBytes
    }

    /// Octal digits up to 8 GiB, then base 256 as GNU tar writes it.
    private var sizeField: [UInt8] {
        if sizeBytes <= Self.octalLimit { return Array((octal(Int(sizeBytes), digits: 11) + "\u{0}").utf8) }
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: sizeBytes >> (56 - 8 * Int64($0))) }
        return [0x80, 0, 0, 0] + bytes
    }

    private func octal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
