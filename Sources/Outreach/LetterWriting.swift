// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Store

/// Makes letters of deliveries, in each reader's language.
struct LetterWriting: Sendable {
    let book: WordBook
    let site: SiteAddress
    let key: OutreachKey

    /// One letter for each delivery, and one for all of a person's digest; with the deliveries in it.
    func letters(
        _ deliveries: [ClaimedDelivery], on channel: ChannelKind, wishes: [ID<Person>: Wish]
    ) -> [WrittenLetter] {
        let single = deliveries.filter { !$0.isDigest }.map { [$0] }
        let digests = Dictionary(grouping: deliveries.filter(\.isDigest), by: \.person).values
            .sorted { $0[0].person < $1[0].person }
        return (single + digests).map { all in
            let wish = wishes[all[0].person] ?? Wish()
            return WrittenLetter(letter: letter(all[0], all, on: channel, wish), deliveries: all)
        }
    }

    private func letter(
        _ first: ClaimedDelivery, _ all: [ClaimedDelivery], on channel: ChannelKind, _ wish: Wish
    ) -> Letter {
        let isEnglish = wish.language == "en"
        let words = book[isEnglish ? .english : .chinese]
        let items = all.map { item($0.message, isEnglish: isEnglish) }
        let topics = Set(all.map { MessageTopic(of: $0.message.topic) })
        let unsubscribe = site.link(
            UnsubscribeLink(
                person: first.person, channel: channel, topic: topics.count == 1 ? topics.first : nil
            ).path(key))
        return Letter(
            id: all.map(\.id).min() ?? first.id, person: first.person, address: first.address ?? "",
            items: items,
            subject: first.isDigest
                ? words.counted("outreach.letter.digest", items.count) : items.first?.title ?? "",
            lead: first.isDigest ? words("outreach.letter.digest.lead") : nil,
            footer: footer(words, unsubscribe), unsubscribe: unsubscribe, language: wish.language,
            createdAt: all.map(\.message.createdAt).min() ?? 0)
    }

    private func footer(_ words: Words, _ unsubscribe: String?) -> [String] {
        let settings = site.link("/subscriptions").map { words("outreach.letter.settings", ["link": $0]) }
        let ending = unsubscribe.map { words("outreach.letter.unsubscribe", ["link": $0]) }
        return [words("outreach.letter.why"), settings, ending].compactMap { $0 }
    }

    private func item(_ message: KeptMessage, isEnglish: Bool) -> Letter.Item {
        Letter.Item(
            message: message.id.text, topic: message.topic,
            title: isEnglish ? message.title.english : message.title.chinese,
            text: isEnglish ? message.text.english : message.text.chinese, link: site.link(message.path))
    }
}

/// A letter and the deliveries that it carries out.
struct WrittenLetter: Sendable {
    let letter: Letter
    let deliveries: [ClaimedDelivery]
}

/// How the site is reached from outside.
public struct SiteAddress: Hashable, Sendable {
    /// `https://www.example.gov.cn`; nil while the site is only tried locally.
    public let origin: String?
    /// Empty, or `/a/b`.
    public let basePath: String

    /// An address.
    public init(origin: String?, basePath: String = "") {
        self.origin = origin
        self.basePath = basePath
    }

    /// A link with scheme and host; nil without an origin.
    func link(_ path: String) -> String? { origin.map { $0 + basePath + path } }
}
