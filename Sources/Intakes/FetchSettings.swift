// SPDX-License-Identifier: Apache-2.0
import Foundation
import Outreach
import Site

/// How pages of other sites are asked for: by whom, how fast, how much of them.
public struct FetchSettings: Sendable {
    /// The name that other sites see, and that their robots.txt may address.
    public var agent = "yumiao"
    /// Where their keepers find who asks: an address of the web or of mail; stands behind the name when it
    /// is known.
    public var contact: String?
    /// Milliseconds between two requests to one host.
    public var delayMilliseconds = 2_000
    /// Seconds in which a page must be there.
    public var timeoutSeconds = 20
    /// The largest page, unpacked.
    public var largestMiB = 10
    /// How often a page may lead on to another.
    public var mostRedirects = 5
    /// Hosts within the own network that may be asked all the same, as `127.0.0.1:8080`: an intranet's own
    /// site, or the site of a test. Empty by default.
    public var allowedHosts: Set<String> = []

    /// How we sign each request.
    var signature: String { "\(agent)/0.1" + (contact.map { " (+\($0))" } ?? "") }

    /// The default: polite, and nothing within the own network.
    public init() {}

    /// Reads the settings from names and values, `FETCH_CONTACT` and `FETCH_HOSTS`.
    ///
    /// - Parameter site: how the site itself is reached from outside, the contact when no other is named.
    /// - Throws: ``FetchSettingsFault`` for what is neither an address nor a host with its port.
    public static func read(
        site: String?, _ value: (String) -> String?
    ) throws(FetchSettingsFault) -> FetchSettings {
        var settings = FetchSettings()
        settings.contact = site
        let contact = value("FETCH_CONTACT")?.trimmingCharacters(in: .whitespaces) ?? ""
        if !contact.isEmpty {
            guard MailAddress(contact) != nil || WebAddress.isPlain(contact) else {
                throw .notAContact(contact)
            }
            settings.contact = contact
        }
        for host in (value("FETCH_HOSTS") ?? "").split(separator: ",") {
            let host = host.trimmingCharacters(in: .whitespaces)
            let port = host.split(separator: ":").last.flatMap { Int($0) } ?? 0
            guard host.contains(":"), (1...65_535).contains(port) else { throw .notAHost(host) }
            settings.allowedHosts.insert(host)
        }
        return settings
    }
}

/// What is wrong with the settings for asking other sites. Names are without `YUMIAO_`.
public enum FetchSettingsFault: Error, Hashable, Sendable {
    /// The contact is neither an address of the web nor of mail.
    case notAContact(String)
    /// A host is named without its port.
    case notAHost(String)

    /// What happened and what to do, in Chinese and English.
    public var words: (chinese: String, english: String) {
        switch self {
        case .notAContact(let text):
            (
                "YUMIAO_FETCH_CONTACT 的值“\(text)”不是网址或邮箱。请写成 https://主机/… 或 名称@主机。",
                "YUMIAO_FETCH_CONTACT is “\(text)”, neither a web nor a mail address. Write https://host/… or name@host."
            )
        case .notAHost(let text):
            (
                "YUMIAO_FETCH_HOSTS 里的“\(text)”缺端口。请写成 主机:端口，用逗号分开，如 oa.example.gov.cn:443。",
                "“\(text)” in YUMIAO_FETCH_HOSTS has no port. Write host:port with commas between, such as oa.example.gov.cn:443."
            )
        }
    }
}
