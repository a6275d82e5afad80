// SPDX-License-Identifier: Apache-2.0
import Foundation

extension OutreachSettings {
    /// Reads the settings from names and values, `SMTP_HOST` and the like; what is not named is off.
    ///
    /// - Parameters:
    ///   - value: the value of a name; nil where it is not set.
    ///   - site: how the site is reached.
    /// - Throws: ``OutreachSettingsFault`` that names the setting, so that no channel is off by mistake.
    public init(
        site: SiteAddress, value: (String) -> String?
    ) throws(OutreachSettingsFault) {
        self.init(site: site)
        mail = try Self.mail(value)
        sms = try Self.sms(value)
        if let text = value("WEBHOOK") {
            guard let reach = WebhookReach(rawValue: text) else { throw .unknownValue("WEBHOOK", text) }
            webhook = reach
        }
        if let text = value("LETTERBOX") {
            guard ["on", "off"].contains(text) else { throw .unknownValue("LETTERBOX", text) }
            hasLetterbox = text == "on"
        }
        if mail != nil, site.origin == nil { throw .missing("ORIGIN") }
    }

    private static func mail(_ value: (String) -> String?) throws(OutreachSettingsFault) -> MailSettings? {
        guard let host = value("SMTP_HOST") else { return nil }
        let word = value("SMTP_TLS") ?? MailSettings.Protection.startTLS.rawValue
        guard let protection = MailSettings.Protection(rawValue: word) else {
            throw .unknownValue("SMTP_TLS", word)
        }
        let number = value("SMTP_PORT") ?? (protection == .tls ? "465" : "587")
        guard let port = Int(number), (1...65_535).contains(port) else {
            throw .unknownValue("SMTP_PORT", number)
        }
        guard let from = value("SMTP_FROM") else { throw .missing("SMTP_FROM") }
        guard let address = MailAddress(from) else { throw .unknownValue("SMTP_FROM", from) }
        let credentials = try pair("SMTP_CREDENTIALS_FILE", value)
        return MailSettings(
            host: host, port: port, protection: protection, from: address.text,
            name: value("SMTP_FROM_NAME") ?? "", credentials: credentials.map { ($0.0, $0.1) },
            trustFile: value("SMTP_CA_FILE"))
    }

    private static func sms(_ value: (String) -> String?) throws(OutreachSettingsFault) -> AliyunSettings? {
        guard let gateway = value("SMS_GATEWAY") else { return nil }
        guard gateway == "aliyun" else { throw .unknownValue("SMS_GATEWAY", gateway) }
        guard let key = try pair("SMS_CREDENTIALS_FILE", value) else {
            throw .missing("SMS_CREDENTIALS_FILE")
        }
        guard let sign = value("SMS_SIGN") else { throw .missing("SMS_SIGN") }
        guard let message = value("SMS_TEMPLATE") else { throw .missing("SMS_TEMPLATE") }
        guard let code = value("SMS_CODE_TEMPLATE") else { throw .missing("SMS_CODE_TEMPLATE") }
        return AliyunSettings(
            keyID: key.0, keySecret: key.1, signName: sign, messageTemplate: message, codeTemplate: code)
    }

    /// The two lines of a file: who, and the secret.
    private static func pair(
        _ name: String, _ value: (String) -> String?
    ) throws(OutreachSettingsFault) -> (String, String)? {
        guard let path = value(name) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .unreadable(name, path) }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        guard lines.count == 2 else { throw .unreadable(name, path) }
        return (lines[0], lines[1])
    }
}

/// What is wrong with the settings of channels. Names are without `YUMIAO_`.
public enum OutreachSettingsFault: Error, Hashable, Sendable {
    /// A setting that the others need is not there.
    case missing(String)
    /// A setting has a value that means nothing.
    case unknownValue(String, String)
    /// A file of two lines cannot be read, or does not have two.
    case unreadable(String, String)

    /// What happened and what to do, in Chinese and English.
    public var words: (chinese: String, english: String) {
        switch self {
        case .missing(let name):
            (
                "缺少设置 YUMIAO_\(name)：消息渠道已部分配置，但少了它无法发送。请补上，或去掉该渠道的其余设置。",
                "The setting YUMIAO_\(name) is missing: the channel is set up in part only. Add it, or remove the rest."
            )
        case .unknownValue(let name, let value):
            (
                "设置 YUMIAO_\(name) 的值“\(value)”无法识别。可用的值见 Documentation/outreach.md。",
                "The setting YUMIAO_\(name) has the unknown value “\(value)”. Documentation/outreach.md lists the values."
            )
        case .unreadable(let name, let path):
            (
                "YUMIAO_\(name) 指向的文件 \(path) 读不到，或不是两行（第一行账号，第二行密钥）。请检查文件与权限。",
                "The file \(path) of YUMIAO_\(name) cannot be read or does not have two lines (name, secret). Check it and its permissions."
            )
        }
    }
}
