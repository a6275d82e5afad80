// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Everything that a site is told from outside: where it listens, how it signs, what it calls time and
/// chance.
public struct SiteSettings: Sendable {
    /// Address to listen on; `127.0.0.1` unless a proxy sits elsewhere.
    public var host: String
    /// Port to listen on; 0 lets the system choose one, which `whenReady` is then told.
    public var port: Int
    /// Where the site hangs below its origin: empty, or `/a/b` without a slash at the end.
    public var basePath: String
    /// How visitors reach the site, `https://example.gov.cn` without a path; nil while only tried locally.
    /// Links in QR codes and the check of the `Origin` header use it, and HTTPS switches HSTS and Secure
    /// cookies on.
    public var publicOrigin: String?
    /// Key that signs form tokens and states in links; 32 bytes or more, kept over restarts and shared by
    /// all servers.
    public var secret: [UInt8]
    /// Proxies whose word on the client's address and on HTTPS is believed; of nobody else it is read.
    public var trustedProxies: [AddressRange]
    /// How often one client may ask; nil for as often as it likes.
    public var rates: RateLimits?
    /// What a program must bring as bearer token to read `/metrics`; nil keeps them closed.
    public var metricsToken: String?
    /// Name and version of the program, for `/metrics` and the API's description.
    public var version: String
    /// Bounds of what a request may bring.
    public var limits: SiteLimits
    /// Whether `/_gallery` shows every component in every state.
    public var hasGallery: Bool
    /// The present moment.
    public var now: @Sendable () -> Date
    /// A fresh id for requests and submissions.
    public var makeID: @Sendable () -> UUID
    /// That many unpredictable bytes, fit for secrets.
    public var randomBytes: @Sendable (Int) -> [UInt8]

    /// Settings for trying the site locally; a real server states `publicOrigin` and its own `secret`.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, basePath: String = "",
        publicOrigin: String? = nil, secret: [UInt8],
        trustedProxies: [AddressRange] = [], rates: RateLimits? = RateLimits(), metricsToken: String? = nil,
        version: String = "", limits: SiteLimits = SiteLimits(), hasGallery: Bool = true,
        now: @escaping @Sendable () -> Date, makeID: @escaping @Sendable () -> UUID,
        randomBytes: @escaping @Sendable (Int) -> [UInt8] = SiteSettings.systemRandomBytes
    ) {
        self.host = host
        self.port = port
        self.basePath = basePath
        self.publicOrigin = publicOrigin
        self.secret = secret
        self.trustedProxies = trustedProxies
        self.rates = rates
        self.metricsToken = metricsToken
        self.version = version
        self.limits = limits
        self.hasGallery = hasGallery
        self.now = now
        self.makeID = makeID
        self.randomBytes = randomBytes
    }

    /// Whether visitors come over HTTPS, as the public origin says.
    public var isSecure: Bool { publicOrigin?.hasPrefix("https://") ?? false }

    /// Bytes of the system's cryptographic source.
    public static let systemRandomBytes: @Sendable (Int) -> [UInt8] = { count in
        var source = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
    }
}

/// Bounds of what one request may bring; more is refused with a clear page.
public struct SiteLimits: Sendable {
    /// Longest path and query together, in bytes.
    public var urlBytes: Int
    /// Largest body of a form or of a JSON request, in bytes.
    public var formBytes: Int
    /// Largest body of a form with files, in bytes.
    public var uploadBytes: Int
    /// Most fields in one form or query.
    public var fieldCount: Int
    /// Requests that are answered at a time; more are refused at once, so that those under way end soon.
    public var requestsAtOnce: Int
    /// Seconds in which a client must begin its first request, and end a body; a body has more time by
    /// ``slowestBytesPerSecond``.
    public var patienceSeconds: Int
    /// The slowest line for which a body has time.
    public var slowestBytesPerSecond: Int
    /// Seconds without a byte after which a connection is closed.
    public var idleSeconds: Int

    /// Limits that suit a public service: 8 KiB of address, 1 MiB of form, 20 MiB of files, 1000 fields, 256
    /// requests at once.
    public init(
        urlBytes: Int = 8 << 10, formBytes: Int = 1 << 20, uploadBytes: Int = 20 << 20,
        fieldCount: Int = 1000,
        requestsAtOnce: Int = 256, patienceSeconds: Int = 20, slowestBytesPerSecond: Int = 16 << 10,
        idleSeconds: Int = 75
    ) {
        self.urlBytes = urlBytes
        self.formBytes = formBytes
        self.uploadBytes = uploadBytes
        self.fieldCount = fieldCount
        self.requestsAtOnce = requestsAtOnce
        self.patienceSeconds = patienceSeconds
        self.slowestBytesPerSecond = slowestBytesPerSecond
        self.idleSeconds = idleSeconds
    }
}

/// What makes it impossible to put a site together. Found before the first request, so that it never meets
/// a visitor.
public enum SiteSetupFault: Error, Equatable, Sendable {
    case weakSecret(bytes: Int)
    case weakMetricsToken(bytes: Int)
    case malformedBasePath(String)
    case malformedOrigin(String)
    case missingFolder(String)
    case unreadableWords(file: String, reason: String)
    case unreadableTemplate(file: String, reason: String)
    case doubleTemplate(String)
    case doubleWord(String)
    case unknownWord(String, template: String)
    case doubleRoute(String)
    case malformedRoute(String)
    case formWithoutPage(String)
}

extension SiteSettings {
    /// Refuses settings with which the site would be unsafe or unreachable.
    func check() throws(SiteSetupFault) {
        guard secret.count >= 32 else { throw .weakSecret(bytes: secret.count) }
        if let metricsToken, metricsToken.utf8.count < 16 {
            throw .weakMetricsToken(bytes: metricsToken.utf8.count)
        }
        let isPlain = basePath.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "/") || PercentCoding.isUnreserved(byte)
        }
        let isRooted = basePath.hasPrefix("/") && !basePath.hasSuffix("/") && !basePath.contains("//")
        guard basePath.isEmpty || (isPlain && isRooted) else { throw .malformedBasePath(basePath) }
        guard let publicOrigin else { return }
        guard let url = URL(string: publicOrigin), ["http", "https"].contains(url.scheme), url.host != nil,
            url.path.isEmpty, url.query == nil
        else { throw .malformedOrigin(publicOrigin) }
    }
}
