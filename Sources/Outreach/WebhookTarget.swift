// SPDX-License-Identifier: Apache-2.0
import Foundation
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
        let found = await NetworkAddress.lookUp(host)
        // Most receivers have an address of version 4, and some name one of version 6 that nobody serves.
        guard let first = found.first(where: { !$0.contains(":") }) ?? found.first else {
            throw WebhookFault.unresolved
        }
        guard reach == .anywhere || found.allSatisfy(NetworkAddress.isPublic) else {
            throw WebhookFault.forbidden
        }
        return first
    }
}
