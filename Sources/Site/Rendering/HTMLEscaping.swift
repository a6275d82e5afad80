// SPDX-License-Identifier: Apache-2.0

/// Text made safe between tags and inside quoted attributes.
enum HTMLEscaping {
    /// Appends a text, made safe.
    static func append(_ text: String, to html: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() {
                guard let safe = replacement(of: byte) else { continue }
                html.append(contentsOf: bytes[start..<index])
                html.append(contentsOf: safe.utf8)
                start = index + 1
            }
            html.append(contentsOf: bytes[start...])
        }
    }

    @inline(__always)
    private static func replacement(of byte: UInt8) -> StaticText? {
        // All five lie between 0x22 and 0x3E, which most bytes of a text do not.
        guard byte >= 0x22, byte <= 0x3E else { return nil }
        switch byte {
        case UInt8(ascii: "&"): return StaticText("&amp;")
        case UInt8(ascii: "<"): return StaticText("&lt;")
        case UInt8(ascii: ">"): return StaticText("&gt;")
        case UInt8(ascii: "\""): return StaticText("&quot;")
        case UInt8(ascii: "'"): return StaticText("&#39;")
        default: return nil
        }
    }

    /// A constant whose bytes need no copy.
    private struct StaticText {
        private let text: StaticString

        @inline(__always)
        init(_ text: StaticString) { self.text = text }

        var utf8: UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        }
    }
}

/// Text made safe between tags and inside quoted attributes.
func escapeHTML(_ text: String) -> String {
    var html: [UInt8] = []
    HTMLEscaping.append(text, to: &html)
    return String(decoding: html, as: UTF8.self)
}
