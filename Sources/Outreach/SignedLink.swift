// SPDX-License-Identifier: Apache-2.0
import Accounts
import Crypto
import Foundation
import Store

/// What this room signs: links that work without signing in, codes, and what goes to other programs.
struct OutreachKey: Sendable {
    private let secret: SymmetricKey

    init(_ bytes: [UInt8]) {
        precondition(bytes.count >= 32, "The key of this room has 32 bytes or more.")
        secret = SymmetricKey(data: bytes)
    }

    /// A signature over a text for a purpose, good for that purpose only.
    func signature(of text: String, for purpose: String) -> [UInt8] {
        Array(HMAC<Crypto.SHA256>.authenticationCode(for: Data(text.utf8), using: key(for: purpose)))
    }

    /// Whether the beginning of a signature is right; in constant time.
    func isSigned(_ text: String, _ start: [UInt8], for purpose: String) -> Bool {
        let whole = signature(of: text, for: purpose).prefix(start.count)
        guard start.count >= 16 else { return false }
        return zip(whole, start).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func key(for purpose: String) -> SymmetricKey {
        HKDF<Crypto.SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Data("yumiao.outreach.\(purpose)".utf8), outputByteCount: 32)
    }
}

/// The link in a letter with which a topic on a channel ends, or the whole channel, without signing in. It
/// opens nothing else.
struct UnsubscribeLink: Hashable, Sendable {
    let person: ID<Person>
    let channel: ChannelKind
    /// Nil for all that comes on the channel.
    let topic: MessageTopic?

    /// `PERSON~email~policy.new~SIGNATURE`.
    func token(_ key: OutreachKey) -> String {
        content + "~" + Hex.text(key.signature(of: content, for: Self.purpose).prefix(20))
    }

    /// The page that ends it.
    func path(_ key: OutreachKey) -> String { "/unsubscribe/\(token(key))" }

    init(person: ID<Person>, channel: ChannelKind, topic: MessageTopic?) {
        self.person = person
        self.channel = channel
        self.topic = topic
    }

    /// Reads a token; nil when it was not made here.
    init?(_ token: String, _ key: OutreachKey) {
        let parts = token.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let person = ID<Person>(parts[0]),
            let channel = ChannelKind(rawValue: parts[1]), let signature = Hex.bytes(parts[3])
        else { return nil }
        let topic = MessageTopic(rawValue: parts[2])
        guard topic != nil || parts[2] == Self.all else { return nil }
        self.init(person: person, channel: channel, topic: topic)
        guard key.isSigned(content, signature, for: Self.purpose) else { return nil }
    }

    private var content: String { "\(person.text)~\(channel.rawValue)~\(topic?.rawValue ?? Self.all)" }
    private static let purpose = "unsubscribe"
    private static let all = "all"
}

/// The secret address of somebody's feed; it ends when another is made.
struct FeedLink: Hashable, Sendable {
    let person: ID<Person>
    let issue: Int

    func token(_ key: OutreachKey) -> String {
        content + "~" + Hex.text(key.signature(of: content, for: Self.purpose).prefix(20))
    }

    init(person: ID<Person>, issue: Int) {
        self.person = person
        self.issue = issue
    }

    /// Reads a token; nil when it was not made here.
    init?(_ token: String, _ key: OutreachKey) {
        let parts = token.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let person = ID<Person>(parts[0]), let issue = Int(parts[1]),
            let signature = Hex.bytes(parts[2])
        else { return nil }
        self.init(person: person, issue: issue)
        guard key.isSigned(content, signature, for: Self.purpose) else { return nil }
    }

    private var content: String { "\(person.text)~\(issue)" }
    private static let purpose = "feed"
}

/// Bytes as hexadecimal digits.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2), digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { return nil }
        return stride(from: 0, to: digits.count, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
        }
    }
}
