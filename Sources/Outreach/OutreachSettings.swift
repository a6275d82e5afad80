// SPDX-License-Identifier: Apache-2.0

/// Which channels a site has, and how it is reached. A channel that is not set up is off, as its page says.
public struct OutreachSettings: Sendable {
    /// For the links in letters.
    public var site: SiteAddress
    /// The server that takes e-mail; nil for none.
    public var mail: MailSettings?
    /// The gateway that takes text messages; nil for none.
    public var sms: AliyunSettings?
    /// Whether other programs are told.
    public var webhook = WebhookReach.off
    /// Whether what has no server is laid into a table, for trials and the example city only.
    public var hasLetterbox = false

    /// Settings without any channel.
    public init(site: SiteAddress = SiteAddress(origin: nil)) { self.site = site }
}

/// Where webhooks may lead.
public enum WebhookReach: String, Hashable, Sendable {
    /// There are none.
    case off
    /// To public addresses over HTTPS.
    case publicOnly = "public"
    /// Also into private networks and without HTTPS: for a site whose receivers stand beside it.
    case anywhere
}

/// The server that takes e-mail.
public struct MailSettings: Sendable {
    /// How the connection is protected.
    public enum Protection: String, Sendable {
        /// TLS from the first byte (port 465).
        case tls
        /// TLS by STARTTLS, and nothing without it (port 587).
        case startTLS = "starttls"
        /// None: for a server on the same machine.
        case none
    }

    /// Host name, which its certificate must bear.
    public var host: String
    /// Port.
    public var port: Int
    /// How the connection is protected.
    public var protection: Protection
    /// The sender's address.
    public var from: String
    /// The sender's name.
    public var name: String
    /// What to sign in with; nil where the server asks for nothing.
    public var credentials: (user: String, password: String)?
    /// A file of certificates to trust instead of those of the system.
    public var trustFile: String?

    /// A server.
    public init(
        host: String, port: Int, protection: Protection, from: String, name: String = "",
        credentials: (user: String, password: String)? = nil, trustFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.protection = protection
        self.from = from
        self.name = name
        self.credentials = credentials
        self.trustFile = trustFile
    }
}

/// Alibaba Cloud's text messages (阿里云短信服务).
public struct AliyunSettings: Sendable {
    /// The endpoint, `https://dysmsapi.aliyuncs.com/`.
    public var endpoint: String
    /// The id of the access key, of a user who may do nothing else.
    public var keyID: String
    /// The access key's secret.
    public var keySecret: String
    /// The registered signature 短信签名.
    public var signName: String
    /// The registered template of messages, with the variable `title`.
    public var messageTemplate: String
    /// The registered template of codes, with the variable `code`.
    public var codeTemplate: String

    /// A gateway.
    public init(
        endpoint: String = "https://dysmsapi.aliyuncs.com/", keyID: String, keySecret: String,
        signName: String, messageTemplate: String, codeTemplate: String
    ) {
        self.endpoint = endpoint
        self.keyID = keyID
        self.keySecret = keySecret
        self.signName = signName
        self.messageTemplate = messageTemplate
        self.codeTemplate = codeTemplate
    }
}
