// SPDX-License-Identifier: Apache-2.0

/// Keeps text in CSV from being run as a formula (OWASP ASVS 5.0, 1.2.10): what begins with a mark that
/// starts one gets an apostrophe before it. Reading takes exactly one away again, so nothing is lost
/// between the two.
enum FormulaGuard {
    /// The text as it is written.
    static func added(to text: String) -> String {
        startsFormula(text) ? "'" + text : text
    }

    /// The text as it was.
    static func removed(from text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'"), startsFormula(text) else { return text }
        return String(text.unicodeScalars.dropFirst())
    }

    /// Whether a mark that starts a formula stands at the beginning, or behind apostrophes there.
    private static func startsFormula(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": continue
            // The full-width ones are taken for the others by some programs.
            case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
            default: return false
            }
        }
        return false
    }
}
