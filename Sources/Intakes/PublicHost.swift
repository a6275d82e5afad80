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
        let found = await NetworkAddress.lookUp(bare)
        guard let first = found.first else { throw .unresolvable }
        if !settings.allowedHosts.contains("\(bare):\(port)") {
            guard found.allSatisfy(NetworkAddress.isPublic) else { throw .privateAddress }
        }
        return PublicHost(url: url, host: bare, port: port, address: first)
    }
}
