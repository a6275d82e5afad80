// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

/// Refuses what another site's page makes a browser send (ASVS 3.5.1). Browsers say so in `Sec-Fetch-Site`,
/// older ones in
/// `Origin`; programs send neither and are held to tokens alone.
enum SameOrigin {
    static func check(_ visit: Visit) throws(SiteFault) {
        if let site = visit.headers[.fetchSite] {
            guard site == "same-origin" || site == "none" else { throw .crossSite }
        }
        guard let origin = visit.headers[.origin] else { return }
        if let publicOrigin = visit.parts.settings.publicOrigin, origin == publicOrigin { return }
        guard let host = visit.authority, ["http://\(host)", "https://\(host)"].contains(origin) else {
            throw .crossSite
        }
    }
}

/// The token in a form. It proves that the form was made by this site for this browser, and when.
struct FormToken: Sendable {
    let visit: Visit

    /// How long a token is good, in seconds: a working day and the evening.
    static let lifetimeSeconds: Int64 = 24 * 3600

    /// A token for the visit's browser, from now on.
    func make() -> String {
        let moment = String(Int64(visit.now.timeIntervalSince1970))
        return moment + "." + Base64URL.encode(visit.parts.seal.signature(of: text(moment), for: "form"))
    }

    /// Whether a token was made for this browser, and not too long ago.
    func isValid(_ token: String) -> Bool {
        let parts = token.split(separator: ".", maxSplits: 1)
        guard visit.visitor.isKnown, parts.count == 2, let moment = Int64(parts[0]),
            let signature = Base64URL.decode(parts[1]),
            visit.parts.seal.isSigned(text(String(parts[0])), signature, for: "form")
        else { return false }
        let age = Int64(visit.now.timeIntervalSince1970) - moment
        return age >= -60 && age <= Self.lifetimeSeconds
    }

    private func text(_ moment: String) -> String {
        "\(moment) \(visit.visitor.id)"
    }
}

extension Visit {
    var formToken: FormToken { FormToken(visit: self) }
}
