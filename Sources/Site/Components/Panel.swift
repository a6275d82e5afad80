// SPDX-License-Identifier: Apache-2.0

/// A titled part of a page that another room may have filled. Partial: `_panel`.
public struct Panel: Sendable {
    let id: String
    let title: String
    let notices: [Notice]
    let text: String?
    let rows: KeyValueList?
    let cards: [Card]
    let table: DataTable?
    let timeline: Timeline?
    let links: [Link]

    /// A panel; `id` is unique on the page. What is nil or empty is left out; an empty panel says in `text`
    /// why, and links to the next step.
    public init(
        id: String, title: String, notices: [Notice] = [], text: String? = nil, rows: KeyValueList? = nil,
        cards: [Card] = [], table: DataTable? = nil, timeline: Timeline? = nil, links: [Link] = []
    ) {
        self.id = id
        self.title = title
        self.notices = notices
        self.text = text
        self.rows = rows
        self.cards = cards
        self.table = table
        self.timeline = timeline
        self.links = links
    }
}
