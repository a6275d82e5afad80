// SPDX-License-Identifier: Apache-2.0
import CQREncode

/// The light and dark modules of a QR code, line by line.
public struct Modules: Hashable, Sendable {
    /// Modules of a side.
    public let width: Int
    /// Whether each module is dark, from the top left, line by line.
    public let isDark: [Bool]

    /// A matrix that is made already; as many values as the square of the width.
    public init(width: Int, isDark: [Bool]) {
        precondition(width > 0 && isDark.count == width * width, "A QR code is a square.")
        self.width = width
        self.isDark = isDark
    }

    /// The code of a text, such as a link; nil when it is longer than a code can hold (2,331 bytes). Error
    /// correction M, so that 15 % may be covered (ISO/IEC 18004).
    public init?(of text: String) {
        guard !text.utf8.contains(0), let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
            return nil
        }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        // The lowest bit of a module is its colour.
        isDark = UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
    }
}
