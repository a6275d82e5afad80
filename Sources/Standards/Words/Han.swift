// SPDX-License-Identifier: Apache-2.0

/// Small operations on Chinese text that every room needs. All of them keep the number of characters, so a
/// position in the result is a position in the original.
public enum Han {
    /// Full-width letters, digits, signs and spaces in their ASCII form: `１２，０００％` → `12,000%`.
    ///
    /// So do ，；：？！（）, which have ASCII forms; 。、「」《》 stay as they are.
    public static func halfWidth(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map(halfWidth)))
    }

    /// One scalar in its ASCII form, where it has one.
    static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000, 0xA0, 0x2002...0x200A, 0x202F: " "
        case 0xFFE5: "¥"
        case 0x2212: "-"
        default: scalar
        }
    }

    /// Whether the character belongs to the Chinese ideographs (including 〇).
    public static func isIdeograph(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return switch scalar.value {
        case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
        default: false
        }
    }
}
