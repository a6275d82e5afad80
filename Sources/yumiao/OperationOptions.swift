// SPDX-License-Identifier: Apache-2.0
import Accounts
import ArgumentParser
import Foundation
import Logging
import Site

/// What whoever runs the server states beyond its place: proxies, figures, logs.
struct OperationOptions: ParsableArguments {
    /// How log lines look.
    enum LogFormat: String, ExpressibleByArgument, CaseIterable {
        /// For people.
        case text
        /// For programs: one line of JSON for each event, requests included.
        case json
    }

    @Option(
        name: .customLong("trusted-proxy"),
        help: "可信的代理，如 10.0.0.0/8；可写多次。 Proxies whose X-Forwarded-For is believed (YUMIAO_TRUSTED_PROXIES).")
    var trustedProxies: [String] =
        Environment["TRUSTED_PROXIES"].map { $0.split(separator: ",").map(String.init) } ?? []

    @Option(
        name: .customLong("metrics-token-file"),
        help: "存放 /metrics 令牌的文件，16 字节以上。 File of the token for /metrics (YUMIAO_METRICS_TOKEN_FILE).")
    var metricsTokenFile: String?

    @Option(
        name: .customLong("identity-providers"),
        help:
            "统一身份认证的 JSON 文件，见 Documentation/accounts.md。 OpenID Connect providers (YUMIAO_IDENTITY_PROVIDERS)."
    )
    var identityProviders: String?

    @Option(name: .customLong("log-format"), help: "日志格式。 Format of the log (YUMIAO_LOG_FORMAT).")
    var logFormat: LogFormat = Environment["LOG_FORMAT"].flatMap { LogFormat(rawValue: $0) } ?? .text

    /// Where else people may sign in: a JSON list of id, chinese, english, issuer, clientID, clientSecret.
    func providers() throws -> [IdentityProvider] {
        guard let path = identityProviders ?? Environment["IDENTITY_PROVIDERS"] else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("读不到 \(path)。 Can't read \(path).")
        }
        do {
            return try JSONDecoder().decode([IdentityProvider].self, from: data)
        } catch let fault as DecodingError {
            throw ValidationError(
                "\(path) 写得不对，见 Documentation/accounts.md。 Not as described there: \(fault)")
        }
    }

    func ranges() throws -> [AddressRange] {
        try trustedProxies.map { text in
            guard let range = AddressRange(text.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("“\(text)” 不是地址或网段，请写成 10.0.0.0/8。 Not an address or a range.")
            }
            return range
        }
    }

    func metricsToken() throws -> String? {
        guard let path = metricsTokenFile ?? Environment["METRICS_TOKEN_FILE"] else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("读不到令牌文件 \(path)。 Can't read the token file \(path).")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard token.utf8.count >= 16 else {
            throw ValidationError("\(path) 中的令牌不足 16 字节。 The token in \(path) is under 16 bytes.")
        }
        return token
    }

    /// The log on standard error. In JSON it holds each request; as text only what needs a person.
    func logger() -> Logger {
        switch logFormat {
        case .text:
            var logger = Logger(label: "yumiao", factory: { StreamLogHandler.standardError(label: $0) })
            logger.logLevel = .notice
            return logger
        case .json: return Logger(label: "yumiao", factory: { JSONLog(label: $0, now: { Date() }) })
        }
    }
}
