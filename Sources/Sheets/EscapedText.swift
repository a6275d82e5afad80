// SPDX-License-Identifier: Apache-2.0

/// Characters that XML does not bear, written as `_x000D_` (ECMA-376, part 1, 22.9.2.19).
enum EscapedText {
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        let bytes = Array(text.utf8)
        var plain: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if let value = value(bytes, at), let scalar = UnicodeScalar(value) {
                plain.append(contentsOf: Array(String(Character(scalar)).utf8))
                at += 7
            } else {
                plain.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The same the other way, for text that looks like an escape; control characters are escaped when
    /// written.
    static func escaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        let bytes = Array(text.utf8)
        var escaped: [UInt8] = []
        for at in bytes.indices {
            if value(bytes, at) != nil { escaped.append(contentsOf: Array("_x005F".utf8)) }
            escaped.append(bytes[at])
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func value(_ bytes: [UInt8], _ at: Int) -> UInt32? {
        guard at + 7 <= bytes.count, bytes[at] == UInt8(ascii: "_"), bytes[at + 1] == UInt8(ascii: "x"),
            bytes[at + 6] == UInt8(ascii: "_")
        else { return nil }
        let digits = bytes[at + 2..<at + 6]
        guard digits.allSatisfy({ $0 < 0x80 && Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
