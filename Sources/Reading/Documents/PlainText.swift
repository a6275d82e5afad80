// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Text files: UTF-8 and UTF-16 with or without a mark, and GB18030 (with GBK and GB2312 inside it), which
/// Chinese offices still use.
enum PlainText {
    /// GB18030 in Foundation's numbering of encodings (CFStringEncoding 0x0632).
    static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

    static func decode(_ bytes: Data) throws(DocumentFault) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return String(decoding: bytes.dropFirst(3), as: UTF8.self)
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return try wide(bytes) }
        // Zero bytes are in no text of these encodings.
        guard !bytes.prefix(65_536).contains(0) else { throw .notText }
        if let text = String(data: bytes, encoding: .utf8) { return text }
        if let text = String(data: bytes, encoding: gb18030), isPlausible(text) { return text }
        let repaired = String(decoding: bytes, as: UTF8.self)
        guard isPlausible(repaired) else { throw .notText }
        return repaired
    }

    private static func wide(_ bytes: Data) throws(DocumentFault) -> String {
        let isLittle = bytes.first == 0xFF
        let body = Array(bytes.dropFirst(2))
        guard body.count >= 2 else { throw .empty }
        var units: [UInt16] = []
        units.reserveCapacity(body.count / 2)
        for at in stride(from: 0, to: body.count - 1, by: 2) {
            let (first, second) = (UInt16(body[at]), UInt16(body[at + 1]))
            units.append(isLittle ? second << 8 | first : first << 8 | second)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Few characters that no text has: control characters, private ones, signs of damage.
    private static func isPlausible(_ text: String) -> Bool {
        var (all, odd) = (0, 0)
        for scalar in text.unicodeScalars.prefix(20_000) {
            all += 1
            switch scalar.value {
            case 0x00...0x08, 0x0E...0x1F, 0x7F...0x9F, 0xE000...0xF8FF, 0xFFFD: odd += 1
            default: break
            }
        }
        return all > 0 && odd * 20 <= all
    }
}
