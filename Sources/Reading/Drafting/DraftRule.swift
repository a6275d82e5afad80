// SPDX-License-Identifier: Apache-2.0
import Standards

/// A rule file that was drafted from one measure of a document. A person confirms it; nothing is decided by
/// a draft.
public struct DraftRule: Sendable {
    /// The measure's name, or the document's title.
    public let title: String
    /// The rule's 代码, unique among the drafts of the document.
    public let code: String
    /// The rule file, which reads without a fault.
    public let text: String
    /// Each sentence that states what must be true, in the order of the text.
    public let clauses: [DraftClause]
    /// Each sentence that promises an amount.
    public let amounts: [DraftClause]
    /// What the head of the rule lacks because the document does not say it.
    public let missing: [Missing]

    /// A part of the head that the document does not state.
    public enum Missing: String, Sendable, CaseIterable {
        case title = "标题"
        case firstDay = "施行日期"
        case region = "适用地区"
        case number = "文号"
        case issuer = "发文机关"

        /// For an editor, in English.
        public var english: String {
            switch self {
            case .title: "title"
            case .firstDay: "day from which it is in force"
            case .region: "region"
            case .number: "document number"
            case .issuer: "issuer"
            }
        }
    }
}

/// One official sentence and what became of it.
public struct DraftClause: Sendable {
    /// The number (号) of the sentence in the rule's 原文.
    public let number: String
    /// Marks of the article and item that it stands in: 第五条(一); empty where the text has none.
    public let article: String
    /// The official words, verbatim but for line breaks.
    public let text: String
    /// Where they stand in `PolicyText.original`.
    public let span: Span
    /// What became of them.
    public let outcome: Outcome

    /// How a sentence was turned into the rule.
    public enum Outcome: Sendable {
        /// All of it: the line of the rule.
        case computed(String)
        /// Some of it: the line, and the words that stay with a person.
        case split(String, rest: [String], StayReason)
        /// None of it.
        case person(StayReason)
    }

    /// The line of the rule, where there is one.
    public var line: String? {
        switch outcome {
        case .computed(let line), .split(let line, _, _): line
        case .person: nil
        }
    }

    /// Why it, or a part of it, stays with a person.
    public var reason: StayReason? {
        switch outcome {
        case .computed: nil
        case .split(_, _, let reason), .person(let reason): reason
        }
    }
}
