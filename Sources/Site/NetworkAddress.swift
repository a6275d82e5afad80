// SPDX-License-Identifier: Apache-2.0
import Foundation

/// An address of the Internet Protocol, both versions as 16 bytes (RFC 4291, 2.5.5.2).
public struct NetworkAddress: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// An address as people write it, `203.0.113.7` or `2001:db8::1`, also in brackets or with a port as
    /// proxies write it; nil for what is none.
    public init?(_ text: some StringProtocol) {
        let bare = Self.bare(String(text))
        var four = in_addr()
        if inet_pton(AF_INET, bare, &four) == 1 {
            self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr)))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, bare, &six) == 1 else { return nil }
        let halves = withUnsafeBytes(of: &six) { bytes in
            (bytes.load(as: UInt64.self), bytes.load(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: halves.0), low: UInt64(bigEndian: halves.1))
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Whether it is of version 4.
    var isFour: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether it is this machine itself.
    var isLoopback: Bool { isFour ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// What one subscriber is given: of version 6 that is half of the address.
    var subscriber: NetworkAddress { isFour ? self : NetworkAddress(high: high, low: 0) }

    /// The first bits of it, counted over all 128.
    func prefix(_ bits: Int) -> NetworkAddress {
        let kept = min(max(bits, 0), 128)
        func mask(_ bits: Int) -> UInt64 { bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits)) }
        return NetworkAddress(high: high & mask(kept), low: low & mask(kept - 64))
    }

    /// Without port, brackets and zone.
    private static func bare(_ text: String) -> String {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        if colons == 1, let colon = text.firstIndex(of: ":") { return String(text[..<colon]) }
        return text
    }
}

/// A range of addresses, `10.0.0.0/8`; one address alone is a range, too.
public struct AddressRange: Hashable, Sendable {
    private let first: NetworkAddress
    private let bits: Int

    /// A range in the notation of RFC 4632; nil for what is none, and for one whose address has bits beyond
    /// its length, which is mostly a mistake.
    public init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let address = NetworkAddress(halves[0]) else { return nil }
        let all = address.isFour ? 32 : 128
        guard let length = halves.count == 2 ? Int(halves[1]) : all, (0...all).contains(length) else {
            return nil
        }
        bits = length + 128 - all
        first = address.prefix(bits)
        guard first == address else { return nil }
    }

    /// Whether an address lies in it.
    public func contains(_ address: NetworkAddress) -> Bool { address.prefix(bits) == first }
}

/// Who asks, as far as it can be believed: the address of the connection, or what a trusted proxy says.
struct ClientAddress: Sendable, Equatable {
    /// The client; nil where there is no connection, as in tests.
    let address: NetworkAddress?
    /// Whether a trusted proxy says that the client used HTTPS.
    let isSecure: Bool
    /// Whether limits for each client make sense: not for this machine itself, behind which a proxy may
    /// stand that was not declared, so that all visitors would share one limit.
    let isLimited: Bool

    /// Walks `X-Forwarded-For` from its end, where the nearest proxy writes, past the proxies that are
    /// trusted. What stands before the first stranger may be invented by it and is not read.
    init(peer: NetworkAddress?, forwardedFor: [String], forwardedProto: String?, trusted: [AddressRange]) {
        guard let peer, trusted.contains(where: { $0.contains(peer) }) else {
            address = peer
            isSecure = false
            isLimited = peer.map { !$0.isLoopback } ?? false
            return
        }
        var client = peer
        let chain = forwardedFor.flatMap { line in line.split(separator: ",").map { $0.filter { $0 != " " } }
        }
        for text in chain.reversed() {
            guard let next = NetworkAddress(text) else { break }
            client = next
            guard trusted.contains(where: { $0.contains(next) }) else { break }
        }
        address = client
        isSecure = forwardedProto?.lowercased() == "https"
        isLimited = true
    }
}
