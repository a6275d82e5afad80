// SPDX-License-Identifier: Apache-2.0

/// Measures of a page, in points of 1/72 inch: A4 (ISO 216), upright.
enum Sheet {
    static let width = 595.276
    static let height = 841.890
    static let left = 56.0
    static let right = width - 56
    /// Where the column begins and ends.
    static let top = 68.0
    static let bottom = height - 64
    /// The base lines of header and footer.
    static let headerY = 34.0
    static let footerY = height - 44

    static let columnWidth = right - left
    static let columnHeight = bottom - top
}

/// Colours that stay apart from white paper by more than 4.5 to 1, so that small text is legible (WCAG
/// 1.4.3).
enum Ink {
    case black, muted, line, tint, good, warning, bad, info

    var rgb: (red: Double, green: Double, blue: Double) {
        switch self {
        case .black: (0.10, 0.12, 0.12)
        case .muted: (0.33, 0.36, 0.36)
        case .line: (0.70, 0.72, 0.72)
        case .tint: (0.945, 0.955, 0.95)
        case .good: (0.06, 0.36, 0.20)
        case .warning: (0.54, 0.32, 0.00)
        case .bad: (0.66, 0.12, 0.10)
        case .info: (0.10, 0.30, 0.55)
        }
    }
}

extension Mark {
    var ink: Ink {
        switch self {
        case .good: .good
        case .half, .warning: .warning
        case .open: .info
        case .person, .neutral: .muted
        case .bad: .bad
        }
    }
}

/// How a text is set.
struct TypeStyle {
    let size: Double
    var isBold = false
    var ink = Ink.black
    var leading = 1.6

    var lineHeight: Double { size * leading }

    static let title = TypeStyle(size: 20, isBold: true, leading: 1.45)
    static let plain = TypeStyle(size: 10.5)
    static let strong = TypeStyle(size: 10.5, isBold: true)
    static let small = TypeStyle(size: 8.5, ink: .muted, leading: 1.5)
    static let cell = TypeStyle(size: 9.5, leading: 1.5)
    static let cellHead = TypeStyle(size: 9.5, isBold: true, leading: 1.5)

    static func heading(_ level: Part.Level) -> TypeStyle {
        switch level {
        case .section: TypeStyle(size: 14.5, isBold: true, leading: 1.45)
        case .item: TypeStyle(size: 12, isBold: true, leading: 1.45)
        case .detail: TypeStyle(size: 10.5, isBold: true, leading: 1.5)
        }
    }
}
