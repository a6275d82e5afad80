// SPDX-License-Identifier: Apache-2.0

/// A group of messages that people switch on and off together. Rooms name topics more finely
/// (`question.answered`); the group is the topic itself or what stands before its first dot.
enum MessageTopic: String, CaseIterable, Hashable, Sendable {
    /// A new policy fits.
    case policyNew = "policy.new"
    /// A policy that fits has changed, or fits no longer.
    case policyChanged = "policy.changed"
    /// Applications open.
    case policyOpening = "policy.opens"
    /// Applications are about to close.
    case policyClosing = "policy.closing"
    /// A fact of the enterprise changed a result.
    case facts = "policy.facts"
    /// The day alone, or the bases of the rules, changed a result.
    case policyTime = "policy.time"
    /// What became of an application: recorded, approved, refused, paid.
    case outcome
    /// Answers to questions, and questions that wait.
    case question
    /// Comments on drafts and what became of them.
    case opinion
    /// Saved searches, themes and departments that are followed.
    case interest
    /// Work that waits at an official's desk.
    case work
    /// News of the bureau to many.
    case notice
    /// Everything else.
    case other

    /// The group of a topic as a room names it.
    init(of topic: String) {
        let start = String(topic.prefix { $0 != "." })
        self = MessageTopic(rawValue: topic) ?? MessageTopic(rawValue: start) ?? .other
    }

    /// The key of its name.
    var word: String { "outreach.topic.\(rawValue)" }
}
