// SPDX-License-Identifier: Apache-2.0

/// Tasks with their states, as on an application's first page. Partial: `_tasks`.
public struct TaskList: Sendable {
    let tasks: [Task]

    /// One task.
    public struct Task: Sendable {
        let name: String
        let href: String?
        let hint: String?
        let status: Status

        /// A task; without `href` it cannot be begun yet.
        public init(_ name: String, href: String? = nil, hint: String? = nil, status: Status) {
            self.name = name
            self.href = href
            self.hint = hint
            self.status = status
        }
    }

    /// A list of tasks in the order in which they are done.
    public init(_ tasks: [Task]) {
        self.tasks = tasks
    }
}

/// What happened, the newest first or last as the page says. Partial: `_timeline`.
public struct Timeline: Sendable {
    let events: [Event]

    /// One thing that happened, or is to come.
    public struct Event: Sendable {
        let date: String
        let isoDate: String
        let title: String
        let text: String?
        let tone: String
        let icon: Icon

        /// An event; `isoDate` is the same day as `yyyy-MM-dd`.
        public init(
            date: String, isoDate: String, title: String, text: String? = nil, tone: Tone = .neutral,
            symbol: Icon.Symbol? = nil
        ) {
            self.date = date
            self.isoDate = isoDate
            self.title = title
            self.text = text
            self.tone = tone.rawValue
            icon = Icon(symbol ?? tone.symbol)
        }
    }

    /// A timeline in the order given.
    public init(_ events: [Event]) {
        self.events = events
    }
}

/// Something folded: the line that is seen, and what opens below. Partial: `_fold`.
public struct Fold: Sendable {
    let summary: String
    let status: Status?
    let isOpen: Bool
    let lines: [String]
    let rows: KeyValueList?
    let links: [Link]

    /// For instance a condition with its verdict; unfolded, the value used, its source, the official words.
    public init(
        _ summary: String, status: Status? = nil, isOpen: Bool = false, lines: [String] = [],
        rows: KeyValueList? = nil, links: [Link] = []
    ) {
        self.summary = summary
        self.status = status
        self.isOpen = isOpen
        self.lines = lines
        self.rows = rows
        self.links = links
    }
}

/// Which page of a list this is, and the ways to the others. Partial: `_pager`.
public struct Pager: Sendable {
    let text: String
    let previous: String?
    let next: String?
    let numbers: [Number]

    struct Number: Sendable {
        let text: String
        let href: String
        let isCurrent: Bool
    }

    /// A pager for `count` pages; nil where one page is all. `parameter` is the query's name for the page,
    /// counted from 1.
    public init?(page: Int, of count: Int, parameter: String = "page", in visit: Visit) {
        guard count > 1 else { return nil }
        let here = min(max(page, 1), count)
        func link(_ number: Int) -> String { visit.linkHere(changing: [(parameter, String(number))]) }
        text = visit.words("site.page", ["page": String(here), "count": String(count)])
        previous = here > 1 ? link(here - 1) : nil
        next = here < count ? link(here + 1) : nil
        let shown = Set([1, count, here - 1, here, here + 1]).filter { (1...count).contains($0) }
        numbers = shown.sorted().map { Number(text: String($0), href: link($0), isCurrent: $0 == here) }
    }
}

/// How far one is, for instance 第 3 题 / 共 7 题. Partial: `_progress`.
public struct StepProgress: Sendable {
    let text: String
    let percent: String

    /// The step one stands at, counted from 1; the bar shows what lies behind.
    public init(step: Int, of count: Int, in words: Words) {
        text = words("site.step", ["step": String(step), "count": String(count)])
        percent = String(count > 0 ? min(100, max(0, (step - 1) * 100 / count)) : 0)
    }

    /// The same with other words, where how many steps there are is not certain.
    public init(_ text: String, step: Int, of count: Int) {
        self.text = text
        percent = String(count > 0 ? min(100, max(0, (step - 1) * 100 / count)) : 0)
    }
}
