// SPDX-License-Identifier: Apache-2.0
import Policies
import Site

/// The editor's page: the original on one side, the draft on the other, below it what a draft would do and
/// how far it has come.
struct EditorPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String
    let badges: [Status]
    let notices: [Notice]
    let lacks: TaskList?
    let actions: [Link]
    let rows: KeyValueList
    let original: Original
    let items: [Item]
    let panels: [Panel]

    /// The official text with its marks.
    struct Original: Sendable {
        let paragraphs: [MarkedText.Paragraph]
        let note: String
        let download: Link?
    }

    /// One measure with its clauses.
    struct Item: Sendable {
        let id: String
        let heading: String
        let support: String
        let rows: KeyValueList
        let notices: [Notice]
        let drawings: [String]
        let acceptAll: Form?
        let clauses: [Clause]
        let actions: [Link]
    }

    /// One clause beside its official words.
    struct Clause: Sendable {
        let id: String
        let number: String
        let marks: [MarkLink]
        let words: String
        let group: String?
        let kind: String
        let text: String
        let status: Status
        let note: String?
        let proposal: Proposal?
        let suggestions: [Suggestion]
        let accept: Form?
        let change: Link?
    }

    /// What a model proposed for a clause: the official words with its quotation among them, the line, and
    /// what the editor may do with it.
    struct Suggestion: Sendable {
        let id: String
        let title: String
        let before: String
        let quote: String
        let after: String
        let mark: MarkLink?
        let line: String
        let caution: String?
        let take: Form?
        let mend: Link
        let refuse: Form
    }

    /// The way from a clause to its words.
    struct MarkLink: Sendable {
        let text: String
        let href: String
        let colour: String
    }

    /// How the same words were put right before.
    struct Proposal: Sendable {
        let title: String
        let line: String
        let form: Form
    }
}
