// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix
import Site

/// Why an address of the web may not be told.
enum WebhookFault: Error, Hashable, Sendable {
    /// It leads into a network that is not public.
    case forbidden
    /// Its name leads nowhere.
    case unresolved
}

/// An address of the web that may be told: HTTPS, a host, no name or password in it.
struct WebhookTarget: Hashable, Sendable {
    let text: String
    let host: String
    let port: Int

    /// Reads an address; nil where it is none that the site may use.
    init?(_ typed: String, _ reach: WebhookReach) {
        guard reach != .off, typed.utf8.count <= 500,
            typed.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }),
            let parts = URLComponents(string: typed), let scheme = parts.scheme?.lowercased(),
            scheme == "https" || (scheme == "http" && reach == .anywhere),
            parts.user == nil, parts.password == nil, parts.fragment == nil,
            let host = parts.host?.lowercased(), !host.isEmpty
        else { return nil }
        text = typed
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        port = parts.port ?? (scheme == "https" ? 443 : 80)
    }

    /// The address behind the name now. Every one that the name leads to must be public, so that none is
    /// left to chance.
    func checkedAddress(_ reach: WebhookReach) async throws -> String {
        let (host, port) = (host, port)
        let found: [String]
        do {
            found = try await NIOThreadPool.singleton.runIfActive { try Self.resolve(host, port) }
        } catch {
            throw WebhookFault.unresolved
        }
        // Most receivers have an address of version 4, and some name one of version 6 that nobody serves.
        guard let first = found.first(where: { !$0.contains(":") }) ?? found.first else {
            throw WebhookFault.unresolved
        }
        guard reach == .anywhere || found.allSatisfy(Self.isPublic) else { throw WebhookFault.forbidden }
        return first
    }

    /// All addresses of a name.
    private static func resolve(_ host: String, _ port: Int) throws -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else { throw WebhookFault.unresolved }
        defer { freeaddrinfo(found) }
        var addresses: [String] = []
        var next = found
        while let one = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(
                one.pointee.ai_addr, one.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0,
                NI_NUMERICHOST) == 0
            {
                addresses.append(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self))
            }
            next = one.pointee.ai_next
        }
        return addresses
    }

    /// Whether an address is one of the public internet. Everything that the registries keep for other uses
    /// is not (IANA special-purpose address registries, RFC 6890).
    static func isPublic(_ text: String) -> Bool {
        guard let address = NetworkAddress(text.prefix { $0 != "%" }) else { return false }
        return !reserved.contains { $0.contains(address) }
    }

    static let reserved: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ].compactMap { AddressRange($0) }
}
