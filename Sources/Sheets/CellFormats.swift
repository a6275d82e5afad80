// SPDX-License-Identifier: Apache-2.0
import Foundation

/// How the number formats of cells turn stored numbers into what people see.
struct CellFormats {
    /// What matters of a format. Rounding and separators do not: the number itself is the fact.
    enum Form: Equatable {
        case plain
        case day
        case moment
        case time
        case percent
        /// Zeros before the number, as codes have them: `000000`.
        case padded(Int)
    }

    private let forms: [Form]
    private let startsIn1904: Bool

    init(_ forms: [Form], startsIn1904: Bool) {
        self.forms = forms
        self.startsIn1904 = startsIn1904
    }

    /// A stored number as text, and what is wrong with it.
    func shown(_ stored: String, style: Int) -> (String, SheetDamage?) {
        let form = forms.indices.contains(style) ? forms[style] : .plain
        switch form {
        case .plain: return plain(stored)
        case .padded(let length):
            let (text, damage) = plain(stored)
            guard damage == nil, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return (text, damage)
            }
            return (String(repeating: "0", count: max(0, length - text.utf8.count)) + text, nil)
        case .percent:
            guard let value = Double(stored) else { return (stored, nil) }
            return (DecimalText.text(value * 100) + "%", nil)
        case .day, .moment, .time:
            guard let value = Double(stored),
                let text = SerialTime(value, startsIn1904: startsIn1904)?.text(form)
            else { return plain(stored) }
            return (text, nil)
        }
    }

    private func plain(_ stored: String) -> (String, SheetDamage?) {
        if DecimalText.isExact(stored) { return (stored, nil) }
        guard let value = Double(stored), value.isFinite else { return (stored, nil) }
        let text = DecimalText.text(value)
        // Excel keeps 15 digits; a longer number was a code, and its end is gone.
        return (text, abs(value) >= 1e15 ? .lostDigits(shown: text) : nil)
    }
}
