// SPDX-License-Identifier: Apache-2.0
import Store

/// A way on which messages leave the platform. The inbox and the feed are read here and need no way out.
public enum ChannelKind: String, CaseIterable, Codable, Hashable, Sendable, SQLBindable, SQLReadable {
    /// 电子邮件.
    case email
    /// 短信.
    case sms
    /// Another program, told over HTTP.
    case webhook
}

/// Where the telling of one message to one person on one channel stands.
enum DeliveryState: String, CaseIterable, Hashable, Sendable, SQLBindable, SQLReadable {
    /// Goes as soon as a worker is free, or is tried again later.
    case waiting
    /// Waits for the end of quiet hours, or for the next digest.
    case held
    /// A worker has it in hand.
    case sending
    /// The other side has taken it.
    case sent
    /// Given up; the reason says why.
    case failed
    /// The person wanted no more of it before it went.
    case unsubscribed
    /// Its last useful day went by before it could go.
    case expired
}

/// Why a delivery stands where it stands.
package enum DeliveryReason: String, CaseIterable, Hashable, Sendable, SQLBindable, SQLReadable {
    /// Nothing to say.
    case none = ""
    /// It came in the quiet hours.
    case quiet
    /// The person wants digests.
    case digest
    /// The person was told enough for the day.
    case limit
    /// The other side could not be reached.
    case unreachable
    /// The other side answered that it cannot now.
    case busy
    /// The other side refuses the address.
    case refused
    /// The other side refuses the content or the sender.
    case rejected
    /// Nobody knows whether it went.
    case unsure
    /// The person has no address for the channel any more.
    case noAddress = "no-address"
    /// The address leads into a private network.
    case forbiddenAddress = "forbidden-address"
    /// The channel is switched off on this site.
    case off
}
