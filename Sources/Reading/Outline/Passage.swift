// SPDX-License-Identifier: Apache-2.0

/// A paragraph with its place in the document: what it is for, which measure it belongs to, which list it
/// is part of.
struct Passage: Sendable {
    enum Role: Sendable {
        /// Running text, to be read for amounts and conditions.
        case text
        /// A heading, the name of a part.
        case heading
        /// A line that announces a list: 须同时满足以下条件：
        case intro
    }

    /// The text behind mark, label and inline heading.
    let range: Range<Int>
    let paragraph: Int
    let role: Role
    /// Nil where a measure is told in running text: conditions and amounts in one.
    let purpose: Purpose?
    /// The measure, an index into the outline's measures.
    let measure: Int
    /// The list of alternatives (以下条件之一) that it is a part of.
    let alternatives: Int?
    /// Under a list of things that rule out (有下列情形的不予支持).
    let isExclusion: Bool
    /// The announcement (须同时满足以下条件：) that it stands under.
    let scope: Int?
    let mark: ListMark?
}

/// A separate measure of the document.
struct Measure: Sendable {
    /// Its name in the text; nil for the document as a whole.
    let name: Range<Int>?
    /// Whether the name comes from a heading of its own.
    let isHeading: Bool
}

/// What the document consists of.
struct Outline: Sendable {
    var passages: [Passage] = []
    var measures: [Measure] = []
    /// Ranges of the paragraphs before the body: title, particulars, salutation.
    var head: [Int] = []
    /// The paragraph of the title.
    var titleParagraphs: [Int] = []
}
