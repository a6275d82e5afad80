// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// One thing that is sent to one person on one channel: a message, or a digest of several.
public struct Letter: Sendable {
    /// The same at every try, so that the other side can know a doubled one.
    public let id: String
    /// To whom.
    public let person: ID<Person>
    /// Where to: an e-mail address, a telephone number, an address of the web.
    public let address: String
    /// What it says, in the reader's language; several for a digest.
    public let items: [Item]
    /// One line over all.
    public let subject: String
    /// The first line of the text, for digests.
    public let lead: String?
    /// The words under the text: why it came, and how it ends.
    public let footer: [String]
    /// Where no more of this is wished for; nil where the site has no public origin.
    public let unsubscribe: String?
    /// `zh-Hans` or `en`.
    public let language: String
    /// When the first of it arose, in milliseconds since 1970.
    public let createdAt: Int64

    /// One message in a letter.
    public struct Item: Sendable {
        /// The id of the message.
        public let message: String
        /// The topic as its room names it.
        public let topic: String
        /// One line.
        public let title: String
        /// A few sentences.
        public let text: String
        /// The page that it leads to, with scheme and host.
        public let link: String?
    }
}

/// What became of a letter.
package enum LetterOutcome: Hashable, Sendable {
    /// The other side has taken it; what it answered, for the log of the office.
    case sent(String)
    /// It will never go.
    case refused(DeliveryReason)
    /// It may go later.
    case later(DeliveryReason)
    /// Nobody knows whether it went: the connection ended before the answer.
    case unsure
}

/// A way out of the platform. Sends many letters at once over as few connections as it can.
package protocol LetterChannel: Sendable {
    /// What it is.
    var kind: ChannelKind { get }
    /// How many letters are begun together: with a dead worker, the fate of so many is unknown.
    var together: Int { get }
    /// Whether all letters go to one server: while that one is not there, none of them can go.
    var hasOneServer: Bool { get }
    /// Sends letters; says of each, by its place, what became of it.
    func send(_ letters: [Letter]) async -> [LetterOutcome]
    /// What the other side knows of a letter whose sender died.
    func outcome(of letter: Letter) async -> LetterOutcome
}

extension [Letter] {
    /// Sends each by itself, side by side; what became of each, by its place.
    func sentEach(_ send: @escaping @Sendable (Letter) async -> LetterOutcome) async -> [LetterOutcome] {
        await withTaskGroup(of: (Int, LetterOutcome).self) { group in
            for (place, letter) in enumerated() {
                group.addTask { (place, await send(letter)) }
            }
            var found = [LetterOutcome](repeating: .unsure, count: count)
            for await (place, outcome) in group { found[place] = outcome }
            return found
        }
    }
}

extension DeliveryReason {
    /// How long a letter is tried: a mail server that is down over a weekend is no reason to give up
    /// (RFC 5321, 4.5.4.1 speaks of days).
    static let patience: Int64 = 3 * LetterTime.day

    /// Milliseconds until the next try, doubled from try to try up to an hour.
    static func wait(afterAttempt attempt: Int, random: UInt64) -> Int64 {
        let doublings = min(max(attempt - 1, 0), 7)
        let base = min(Int64(30_000) << Int64(doublings), 3_600_000)
        return base + Int64(random % UInt64(base / 4))
    }
}
