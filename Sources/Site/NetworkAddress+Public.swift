// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation

/// Where the site itself may go when somebody else names the address: whoever controls a name could point
/// it at this machine's neighbours, so every address behind a name is judged before one is asked.
extension NetworkAddress {
    /// Whether an address is one of the public internet. Everything that the registries keep for other uses
    /// is not (IANA special-purpose address registries, RFC 6890).
    public static func isPublic(_ text: String) -> Bool {
        guard let address = NetworkAddress(text.prefix { $0 != "%" }) else { return false }
        return !reserved.contains { $0.contains(address) }
    }

    /// What the registries keep for other uses.
    public static let reserved: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ].compactMap { AddressRange($0) }

    /// All addresses of a name, each once; none when it leads nowhere. Asking may take seconds, so it leaves
    /// the threads that serve requests.
    public static func lookUp(_ host: String) async -> [String] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: lookedUp(host)) }
        }
    }

    private static func lookedUp(_ host: String) -> [String] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let code = getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0,
                NI_NUMERICHOST)
            if code == 0 {
                let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                let address = String(decoding: bytes, as: UTF8.self)
                if !found.contains(address) { found.append(address) }
            }
            next = entry.pointee.ai_next
        }
        return found
    }
}
