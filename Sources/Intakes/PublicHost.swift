// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site

/// A host of the open network, resolved once, so that the address which was judged is the one that is asked.
struct PublicHost: Sendable {
    let url: URL
    let host: String
    let port: Int
    /// The address that was judged.
    let address: String

    /// `https://example.gov.cn:443`, under which robots and pace are kept.
    var origin: String { "\(url.scheme ?? "")://\(host):\(port)" }

    /// Resolves the host of an address.
    ///
    /// - Throws: ``FetchFault/privateAddress`` when any of its addresses lies within a network that is not
    /// open to   everybody: whoever controls a name could point it at this machine's neighbours.
    static func resolve(_ text: String, _ settings: FetchSettings) async throws(FetchFault) -> PublicHost {
        guard WebAddress.isPlain(text), let url = URL(string: text), let host = url.host else {
            throw .notAnAddress
        }
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let port = url.port ?? (url.scheme?.lowercased() == "https" ? 443 : 80)
        guard (1...65_535).contains(port) else { throw .notAnAddress }
        let found = await addresses(of: bare)
        guard let first = found.first else { throw .unresolvable }
        if !settings.allowedHosts.contains("\(bare):\(port)") {
            guard found.allSatisfy(isPublic) else { throw .privateAddress }
        }
        return PublicHost(url: url, host: bare, port: port, address: first)
    }

    /// Whether everybody can reach an address (RFC 6890 lists those that they cannot).
    static func isPublic(_ text: String) -> Bool {
        guard let address = NetworkAddress(text) else { return false }
        return !closed.contains { $0.contains(address) }
    }

    private static let closed: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128",
        "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8",
    ].compactMap { AddressRange($0) }

    /// All addresses of a name; asking may take seconds, so it leaves the threads that serve requests.
    private static func addresses(of host: String) async -> [String] {
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
