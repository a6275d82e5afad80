// SPDX-License-Identifier: Apache-2.0

/// A small drawing beside a text that says the same; hidden from screen readers. Partial: `_icon`.
public struct Icon: Sendable {
    /// Outline on a grid of 24, drawn with a stroke.
    let path: String

    /// The drawing of a symbol.
    public init(_ symbol: Symbol) {
        path = symbol.path
    }

    /// What can be drawn.
    public enum Symbol: String, CaseIterable, Sendable {
        /// ✓ in a circle.
        case done
        /// ✕ in a circle.
        case missed
        /// ! in a triangle.
        case warning
        /// i in a circle.
        case info
        /// ? in a circle.
        case question
        /// Hands of a clock.
        case clock
        /// Two bars: a clock that stands still.
        case paused
        /// A half circle: on the way.
        case half
        /// A person, who must judge.
        case person
        /// A dashed circle: not begun.
        case open
        /// A lock.
        case lock

        private static let circle = "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19"

        var path: String {
            switch self {
            case .done: Self.circle + "M7.5 12.5l3 3l6-7"
            case .missed: Self.circle + "M8.5 8.5l7 7M15.5 8.5l-7 7"
            case .warning: "M12 3L22 20.5H2zM12 9.5v5M12 17.4v.2"
            case .info: Self.circle + "M12 11v6M12 7v.2"
            case .question:
                Self.circle + "M9.2 9.5a2.8 2.8 0 1 1 4.2 2.4c-.9.6-1.4 1-1.4 2.1M12 17v.2"
            case .clock: Self.circle + "M12 7v5l3.5 2.5"
            case .paused: Self.circle + "M9.5 8.5v7M14.5 8.5v7"
            case .half: Self.circle + "M12 2.5v19M15 4v16M18 6.5v11"
            case .person:
                "M12 12a4.5 4.5 0 1 0 0-9a4.5 4.5 0 1 0 0 9M3.5 21.5c.6-4.5 4-6.5 8.5-6.5s7.9 2 8.5 6.5"
            case .open: Self.circle
            case .lock: "M5 10.5h14v11H5zM8 10.5V7a4 4 0 0 1 8 0v3.5M12 14.5v3"
            }
        }
    }
}

/// The colour family of a component. Never alone: an icon and words always say the same.
public enum Tone: String, CaseIterable, Sendable {
    /// Reached, done, in force.
    case good
    /// Nearly, soon, look here.
    case warning
    /// Missed, refused, overdue.
    case bad
    /// Worth knowing.
    case info
    /// Nothing to do, or not begun.
    case neutral

    var symbol: Icon.Symbol {
        switch self {
        case .good: .done
        case .warning: .warning
        case .bad: .missed
        case .info: .info
        case .neutral: .open
        }
    }
}

/// A state in a word with its icon, for instance 可以申请. Partial: `_status`.
public struct Status: Sendable {
    let tone: String
    let icon: Icon
    let text: String

    /// A state; the icon follows from the tone unless another says more.
    public init(_ text: String, _ tone: Tone, symbol: Icon.Symbol? = nil) {
        self.text = text
        self.tone = tone.rawValue
        icon = Icon(symbol ?? tone.symbol)
    }
}
