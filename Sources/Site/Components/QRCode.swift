// SPDX-License-Identifier: Apache-2.0
import CQREncode

/// A QR code as a drawing, with the same address in words below it. Partial: `_qr`.
public struct QRCode: Sendable {
    let size: String
    let path: String
    let label: String
    let text: String

    /// The code of a text; nil when it is longer than a code can hold (2,331 bytes).
    /// `label` says what scanning it does. Error correction M, so that 15 % may be covered.
    public init?(_ text: String, label: String) {
        guard !text.utf8.contains(0), let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
            return nil
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        self.text = text
        self.label = label
        // Four modules of quiet ground on each side (ISO/IEC 18004).
        size = String(width + 8)
        path = Self.outline(modules, width: width)
    }

    /// One rectangle for each run of dark modules in a line; the lowest bit of a module is its colour.
    private static func outline(_ modules: UnsafeBufferPointer<UInt8>, width: Int) -> String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard modules[row * width + column] & 1 == 1 else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, modules[row * width + column] & 1 == 1 { column += 1 }
                path += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z"
            }
        }
        return path
    }
}
