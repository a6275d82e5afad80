// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// Something that is to be told to the members of an enterprise, or to a person.
public struct NewMessage: Codable, Hashable, Sendable {
    /// To whom.
    public enum Recipient: Codable, Hashable, Sendable {
        /// All members of an enterprise who may view it, as their subscriptions say.
        case enterprise(EnterpriseID)
        /// One person.
        case person(ID<Person>)
    }

    /// To whom.
    public var recipient: Recipient
    /// What kind of news it is, for subscriptions and frequency: `policy.new`, `policy.closing`.
    public var topic: String
    /// Under which it is told once, whatever happens: `policy.new/ID/ENTERPRISE`.
    public var key: String
    /// One line, in Chinese and in English.
    public var title: Bilingual
    /// A few sentences.
    public var text: Bilingual
    /// The page that it leads to, below the base path: `/policies/12`.
    public var path: String
    /// Whether it may not wait for a digest or the end of quiet hours: a deadline of today.
    public var isUrgent: Bool
    /// The moment from which it is of no use any more, in milliseconds since 1970: it waits for no digest
    /// that would come too late, and does not go after it. Nil for news that stay true.
    public var validUntil: Int64?
    /// The notice to many that it belongs to.
    var notice: ID<Mailing>?

    /// A message; `validTo` is the last day on which it is of use, as the closing day of an application.
    public init(
        to recipient: Recipient, topic: String, key: String, title: Bilingual, text: Bilingual, path: String,
        isUrgent: Bool = false, validTo: Day? = nil
    ) {
        self.recipient = recipient
        self.topic = topic
        self.key = key
        self.title = title
        self.text = text
        self.path = path
        self.isUrgent = isUrgent
        validUntil = validTo.map { $0.adding(days: 1).startMilliseconds }
    }
}

/// A text in Chinese and in English.
public struct Bilingual: Codable, Hashable, Sendable {
    /// For readers of Chinese.
    public var chinese: String
    /// For readers of English.
    public var english: String

    /// Whether it is there in Chinese only, and stands so for readers of English too.
    public var isOnlyChinese: Bool { english == chinese }

    /// The same with the Chinese where there is no English: better than nothing, and marked by pages.
    var inBothLanguages: Bilingual { english.isEmpty ? Bilingual(chinese, chinese) : self }

    /// A text in both languages.
    public init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}
