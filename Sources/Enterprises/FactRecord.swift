// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Standards
import Store

/// One statement about an enterprise: what, for which year, who says so, with what evidence. Never edited:
/// what turns out wrong is ended with a reason, and stays readable.
public struct FactRecord: Hashable, Sendable {
    /// Its id.
    public let id: ID<FactRecord>
    /// The enterprise.
    public let enterprise: EnterpriseID
    /// The name of the word in the vocabulary.
    public let word: String
    /// The year it speaks of; 0 for a word without period.
    public let year: Int
    /// The exact text of the value, as `Word.value(from:)` reads it.
    public let value: String
    /// Who says so, in the vocabulary's words: 税务, 审计报告, 自报 …
    public let source: String
    /// The file that shows it; nil when there is none.
    public let evidence: ID<AttachedFile>?
    /// Why it was recorded, where that needs saying: the reason of a correction.
    public let reason: String
    /// When, in milliseconds since 1970.
    public let recordedAt: Int64
    /// Who recorded it: the id of a person, or the name of a job.
    public let recordedBy: String
    /// How it ended; nil while it stands.
    public let ending: Ending?

    /// How a statement ended.
    public struct Ending: Hashable, Sendable {
        /// When, in milliseconds since 1970.
        public let at: Int64
        /// Who ended it.
        public let by: String
        /// In which way.
        public let kind: Kind
        /// Why.
        public let reason: String

        /// In which way a statement ends.
        public enum Kind: String, Codable, Sendable, SQLBindable, SQLReadable {
            /// The same source has stated another value.
            case replaced
            /// A person found it wrong, and said why.
            case corrected
            /// Whoever had authorised its use took that back.
            case withdrawn
        }
    }

    /// Whether it was known at a moment, in milliseconds since 1970; nil is now.
    public func isKnown(at moment: Int64?) -> Bool {
        guard let moment else { return ending == nil }
        return recordedAt <= moment && (ending.map { moment < $0.at } ?? true)
    }
}

/// What is to be recorded of an enterprise.
public struct FactStatement: Hashable, Sendable {
    /// The name of the word in the vocabulary.
    public var word: String
    /// The year it speaks of; 0 for a word without period.
    public var year: Int
    /// The exact text of the value, made by `Word.storedText(of:)`.
    public var value: String
    /// Who says so.
    public var source: String
    /// The file that shows it.
    public var evidence: ID<AttachedFile>?
    /// Why, where that needs saying.
    public var reason: String

    /// A statement.
    public init(
        word: String, year: Int = 0, value: String, source: String, evidence: ID<AttachedFile>? = nil,
        reason: String = ""
    ) {
        self.word = word
        self.year = year
        self.value = value
        self.source = source
        self.evidence = evidence
        self.reason = reason
    }

    /// What an enterprise states of itself.
    public static let ownSource = "自报"
}

/// Published when facts were stated, corrected or withdrawn, or the register has something new of an
/// enterprise, in the same transaction. An import publishes one event for many enterprises.
public struct FactsChanged: Codable, Sendable {
    /// The enterprises, at most some hundred.
    public let enterprises: [EnterpriseID]
    /// Names of the words.
    public let words: [String]

    /// `enterprise.fact-changed`.
    public static let topic = EventTopic<FactsChanged>("enterprise.fact-changed")
}

/// An enterprise with all that is known of it at a moment: what rules judge by, and the records it came from.
public struct KnownEnterprise: Sendable {
    /// Who it is.
    public let enterprise: Enterprise
    /// Its facts with the place, the industry and the founding day of the register among them.
    public let facts: Facts
    /// The records of each fact, in the order of `facts.all`; register data has none.
    public let records: [Facts.Key: [FactRecord]]
    /// Records of words that no pack in use knows.
    public let strange: [FactRecord]
    /// The moment, in milliseconds since 1970; nil is now.
    public let knownAt: Int64?
}
