// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site

/// Which language model may propose clauses, and how it is reached. Without settings there is none: no
/// button, no request.
public struct ProposerSettings: Sendable {
    /// The endpoint without a slash at its end: `https://model.example.gov.cn/v1`.
    public let address: String
    /// The model's name, as the endpoint knows it.
    public let model: String
    /// What the endpoint knows us by; nil where it asks for nothing. Neither shown nor logged.
    let key: String?
    /// How long a whole answer may take.
    var timeoutSeconds = 60
    /// Larger answers are not read.
    var largestBytes = 1 << 20

    /// Settings of an endpoint that speaks the format of OpenAI's chat completions.
    ///
    /// - Throws: ``ProposerSettingsFault`` for an address that is none, or that would send in the clear over
    ///   the open network.
    public init(address: String, model: String, key: String? = nil) throws(ProposerSettingsFault) {
        self.address = try Self.checked(address)
        self.model = model
        self.key = key
    }

    /// Reads the settings from names and values, `PROPOSER_URL` and the like; nil when none is set.
    ///
    /// - Throws: ``ProposerSettingsFault`` when they are set in part only, so that it is not off by mistake.
    public static func read(
        _ value: (String) -> String?
    ) throws(ProposerSettingsFault) -> ProposerSettings? {
        func given(_ name: String) -> String? {
            let text = value(name)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            return text.isEmpty ? nil : text
        }
        let (address, model, path) = (
            given("PROPOSER_URL"), given("PROPOSER_MODEL"), given("PROPOSER_KEY_FILE")
        )
        if address == nil, model == nil, path == nil { return nil }
        guard let address else { throw .missing("PROPOSER_URL") }
        guard let model else { throw .missing("PROPOSER_MODEL") }
        return try ProposerSettings(address: address, model: model, key: try path.map(Self.key(in:)))
    }

    private static func key(in path: String) throws(ProposerSettingsFault) -> String {
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .unreadable(path) }
        let key = text.trimmingCharacters(in: .whitespacesAndNewlines)
        // Whatever else would break the header that it travels in.
        guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .unreadable(path)
        }
        return key
    }

    private static func checked(_ text: String) throws(ProposerSettingsFault) -> String {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
            parts.query == nil, parts.fragment == nil, scheme == "https" || scheme == "http"
        else { throw .notAnAddress(text) }
        if scheme == "http", !isOwnNetwork(host) { throw .inTheClear(text) }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// This machine, or an address of the own network. A name is not looked up: it could lead elsewhere
    /// tomorrow.
    private static func isOwnNetwork(_ host: String) -> Bool {
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        if bare == "localhost" { return true }
        return NetworkAddress(bare) != nil && !NetworkAddress.isPublic(bare)
    }
}

extension ProposerSettings: CustomStringConvertible, CustomDebugStringConvertible {
    /// Model and endpoint; never the key.
    public var description: String { "\(model) @ \(address)" }
    /// The same.
    public var debugDescription: String { description }
}

/// What is wrong with the settings of the proposer. Names are without `YUMIAO_`.
public enum ProposerSettingsFault: Error, Hashable, Sendable {
    /// A setting that the others need is not there.
    case missing(String)
    /// The endpoint is not an address of the web.
    case notAnAddress(String)
    /// It would send over the open network without TLS.
    case inTheClear(String)
    /// The file of the key cannot be read, or does not hold a key.
    case unreadable(String)

    /// What happened and what to do, in Chinese and English.
    public var words: (chinese: String, english: String) {
        switch self {
        case .missing(let name):
            (
                "缺少设置 YUMIAO_\(name)：条款建议模型已部分配置，但少了它无法使用。请补上，或去掉其余 YUMIAO_PROPOSER_… 设置。",
                "The setting YUMIAO_\(name) is missing: the proposer is set up in part only. Add it, or remove the other YUMIAO_PROPOSER_… settings."
            )
        case .notAnAddress(let text):
            (
                "YUMIAO_PROPOSER_URL 的值“\(text)”不是接口地址。请写成 https://主机/v1，不带用户名、参数和 #。",
                "YUMIAO_PROPOSER_URL is “\(text)”, which is no endpoint. Write https://host/v1 without user, query or fragment."
            )
        case .inTheClear(let text):
            (
                "YUMIAO_PROPOSER_URL 的值“\(text)”会不加密地经过公网。请改用 https://；http:// 只能用于本机或内网 IP 地址。",
                """
                YUMIAO_PROPOSER_URL “\(text)” would send in the clear. Use https://; http:// is for this \
                machine or a private IP address only.
                """
            )
        case .unreadable(let path):
            (
                "YUMIAO_PROPOSER_KEY_FILE 指向的文件 \(path) 读不到，或里面不是一行密钥。请检查文件与权限。",
                "The file \(path) of YUMIAO_PROPOSER_KEY_FILE cannot be read or does not hold one key. Check it and its permissions."
            )
        }
    }
}
