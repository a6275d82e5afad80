// SPDX-License-Identifier: Apache-2.0

/// A message at the top of a page. Partial: `_notice`.
public struct Notice: Sendable {
    let tone: String
    let icon: Icon
    let title: String
    let text: String?
    let link: Link?

    /// A message with its tone, a sentence, and where to go on.
    public init(_ title: String, _ tone: Tone, text: String? = nil, link: Link? = nil) {
        self.title = title
        self.tone = tone.rawValue
        icon = Icon(tone.symbol)
        self.text = text
        self.link = link
    }
}

/// The number that matters first, with what it means and what follows from it. Partial: `_summary`.
public struct SummaryBox: Sendable {
    let label: String
    let figure: String
    let unit: String?
    let note: String?
    let rows: KeyValueList?
    let action: Link?

    /// For instance 最高可得 `50` 万元, with office and telephone as rows.
    public init(
        label: String, figure: String, unit: String? = nil, note: String? = nil,
        rows: KeyValueList? = nil, action: Link? = nil
    ) {
        self.label = label
        self.figure = figure
        self.unit = unit
        self.note = note
        self.rows = rows
        self.action = action
    }
}

/// Terms with their values. Partial: `_keyValues`.
public struct KeyValueList: Sendable {
    let rows: [Row]

    /// One term with its value, and where it can be changed.
    public struct Row: Sendable {
        let term: String
        let value: String
        let language: String?
        let href: String?
        let note: String?
        let status: Status?
        let change: Link?

        /// A term with its value; `note` is its source and date. `language` is that of the value where it is
        /// another than the page's, `href` where the value leads to.
        public init(
            _ term: String, _ value: String, in language: Language? = nil, href: String? = nil,
            note: String? = nil, status: Status? = nil, change: Link? = nil
        ) {
            self.term = term
            self.value = value
            self.language = language?.rawValue
            self.href = href
            self.note = note
            self.status = status
            self.change = change
        }
    }

    /// A list of rows.
    public init(_ rows: [Row]) {
        self.rows = rows
    }
}

/// The confirmation after something was sent: what, its number, what happens next. Partial: `_receipt`.
public struct Receipt: Sendable {
    let title: String
    let numberLabel: String
    let number: String
    let next: [String]

    /// A receipt; `next` are the steps that follow, the first first.
    public init(title: String, numberLabel: String, number: String, next: [String]) {
        self.title = title
        self.numberLabel = numberLabel
        self.number = number
        self.next = next
    }
}

/// The time that is left, large. Partial: `_countdown`.
public struct Countdown: Sendable {
    let tone: String
    let icon: Icon
    let label: String
    let figure: String
    let unit: String
    let date: String
    let isoDate: String

    /// How a clock stands.
    public enum State: Sendable {
        /// There is time.
        case ample
        /// Few days are left.
        case soon
        /// The day is past.
        case overdue
        /// The clock stands still for a reason that the label states.
        case paused
    }

    /// For instance 距截止还有 `6` 天, 2026-11-30. `isoDate` is the same day as `yyyy-MM-dd`.
    public init(_ state: State, label: String, figure: String, unit: String, date: String, isoDate: String) {
        switch state {
        case .ample: (tone, icon) = (Tone.good.rawValue, Icon(.clock))
        case .soon: (tone, icon) = (Tone.warning.rawValue, Icon(.warning))
        case .overdue: (tone, icon) = (Tone.bad.rawValue, Icon(.missed))
        case .paused: (tone, icon) = (Tone.neutral.rawValue, Icon(.paused))
        }
        self.label = label
        self.figure = figure
        self.unit = unit
        self.date = date
        self.isoDate = isoDate
    }
}

/// Something found: title, what it is about, its state, the time left. Partial: `_card`.
public struct Card: Sendable {
    let title: String
    let href: String
    let meta: [String]
    let text: String?
    let figure: String?
    let statuses: [Status]
    let action: Link?

    /// A card; `meta` are short facts in a line, `figure` is the number that matters.
    public init(
        title: String, href: String, meta: [String] = [], text: String? = nil, figure: String? = nil,
        statuses: [Status] = [], action: Link? = nil
    ) {
        self.title = title
        self.href = href
        self.meta = meta
        self.text = text
        self.figure = figure
        self.statuses = statuses
        self.action = action
    }
}
