// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// The headers on every response of the site, errors and assets included (OWASP ASVS 5.0, 3.4).
struct SecurityHeaders: Sendable {
    private let fixed: HTTPFields

    /// No script, no foreign origin, no inline style, no frame.
    static let contentPolicy = """
        default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
        frame-ancestors 'none'; base-uri 'none'
        """

    /// The same for a page that plays sound or film of this site; see ``Reply/playingMedia``.
    static let mediaPolicy = contentPolicy + "; media-src 'self'"

    init(isSecure: Bool) {
        var fields: HTTPFields = [
            .contentSecurityPolicy: Self.contentPolicy,
            .xContentTypeOptions: "nosniff",
        ]
        // `same-origin` and not `no-referrer`, because the latter makes browsers send `Origin: null` with
        // our own forms.
        fields[Self.referrerPolicy] = "same-origin"
        fields[Self.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        fields[Self.openerPolicy] = "same-origin"
        fields[Self.resourcePolicy] = "same-origin"
        if isSecure { fields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        fixed = fields
    }

    /// Sets the headers, also over what a route has set itself, except for a page without forms whose own
    /// address nobody shall learn.
    func apply(to headers: inout HTTPFields) {
        let isSecretAddress = headers[Self.referrerPolicy] == "no-referrer"
        let playsMedia = headers[.contentSecurityPolicy] == Self.mediaPolicy
        for field in fixed { headers[field.name] = field.value }
        if playsMedia { headers[.contentSecurityPolicy] = Self.mediaPolicy }
        if isSecretAddress { headers[Self.referrerPolicy] = "no-referrer" }
    }

    static let referrerPolicy = HTTPField.Name.known("Referrer-Policy")
    static let permissionsPolicy = HTTPField.Name.known("Permissions-Policy")
    static let openerPolicy = HTTPField.Name.known("Cross-Origin-Opener-Policy")
    static let resourcePolicy = HTTPField.Name.known("Cross-Origin-Resource-Policy")
}

extension HTTPField.Name {
    /// A header name written in the source; a wrong one is our mistake, not a visitor's.
    static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is not a header name") }
        return name
    }

    static let fetchSite = known("Sec-Fetch-Site")
    static let requestID = known("X-Request-ID")
}
