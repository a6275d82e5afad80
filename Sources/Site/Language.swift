// SPDX-License-Identifier: Apache-2.0

/// A language in which the whole site exists. Chinese is the first and the default one.
public enum Language: String, CaseIterable, Sendable, Codable {
    /// 简体中文
    case chinese = "zh-Hans"
    /// English
    case english = "en"

    /// The language's own name, as its link shows it.
    public var ownName: String {
        switch self {
        case .chinese: "中文"
        case .english: "English"
        }
    }

    /// The language that the other one's readers are offered.
    public var other: Language { self == .chinese ? .english : .chinese }

    /// The first language of an `Accept-Language` header that the site has; nil when it has none of them.
    /// The weights (`q=`) count, and a weight of 0 refuses (RFC 9110, 12.5.4).
    static func preferred(in header: String) -> Language? {
        var best: (language: Language, weight: Double)?
        for range in header.split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let tag = parts.first, let language = named(tag) else { continue }
            let weight = parts.dropFirst().compactMap(weight).first ?? 1
            if weight > (best?.weight ?? 0) { best = (language, weight) }
        }
        return best?.language
    }

    private static func named(_ tag: String) -> Language? {
        switch tag.split(separator: "-").first {
        case "zh": .chinese
        case "en": .english
        default: nil
        }
    }

    private static func weight(_ parameter: String) -> Double? {
        parameter.hasPrefix("q=") ? Double(parameter.dropFirst(2)) : nil
    }
}
