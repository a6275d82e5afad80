// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Numbers as people write them: 15 digits, which is what spreadsheet programs promise, and no exponent.
enum DecimalText {
    /// Whether a stored number can be taken as it stands: up to 15 digits, no exponent, no needless zero.
    static func isExact(_ stored: String) -> Bool {
        var (digits, hasPoint, last) = (0, false, UInt8(0))
        for (index, byte) in stored.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: break
            case UInt8(ascii: ".") where !hasPoint && digits > 0: hasPoint = true
            case 0x30...0x39: digits += 1
            default: return false
            }
            last = byte
        }
        let hasNeedlessZero = hasPoint && (last == 0x30 || last == UInt8(ascii: "."))
        return digits > 0 && digits <= 15 && !hasNeedlessZero
    }

    /// A number with at most 15 digits that matter.
    static func text(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return "0" }
        // -d.dddddddddddddde±dd
        let parts = String(format: "%.14e", abs(value)).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return String(value) }
        var digits = Array(parts[0].utf8.filter { $0 != UInt8(ascii: ".") })
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
        let text: String
        if exponent < 0 {
            text =
                "0." + String(repeating: "0", count: -exponent - 1) + String(decoding: digits, as: UTF8.self)
        } else if digits.count <= exponent + 1 {
            let zeros = String(repeating: "0", count: exponent + 1 - digits.count)
            text = String(decoding: digits, as: UTF8.self) + zeros
        } else {
            let whole = String(decoding: digits[...exponent], as: UTF8.self)
            text = whole + "." + String(decoding: digits[(exponent + 1)...], as: UTF8.self)
        }
        return (value < 0 ? "-" : "") + text
    }
}
