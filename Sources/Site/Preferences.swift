// SPDX-License-Identifier: Apache-2.0

/// How a visitor wants to see the site. Kept in one cookie; where there is none, carried on in every link.
public struct Preferences: Sendable, Equatable {
    /// The language of all pages.
    public var language = Language.chinese
    /// The colours.
    public var theme = Theme.system
    /// The size of text; `large` is the mode for elderly people (适老).
    public var text = TextSize.normal

    /// Colours of the pages.
    public enum Theme: String, CaseIterable, Sendable {
        /// As the device says.
        case system
        /// Dark ink on light paper.
        case light
        /// Light ink on a dark ground.
        case dark
        /// The strongest contrast.
        case contrast
    }

    /// Size of text and of spacing.
    public enum TextSize: String, CaseIterable, Sendable {
        /// As designed.
        case normal
        /// Larger letters, wider lines, for elderly people (适老).
        case large
    }

    /// The defaults: Chinese, colours of the device, normal text.
    public init() {}
}

/// The preferences of one request, and where they came from.
struct ChosenPreferences: Sendable, Equatable {
    var chosen = Preferences()
    /// What the cookie holds already; nil without a cookie.
    private var kept: Preferences?
    /// What the address asked for and the cookie does not hold yet: to be carried on in links.
    private(set) var carried: [(name: String, value: String)] = []

    static let cookieName = "preferences"

    /// The address outranks the cookie, which outranks the browser's language.
    init(query: NamedValues, cookie: String?, acceptLanguage: String?) {
        kept = cookie.map(Self.read)
        chosen = kept ?? Preferences()
        if kept == nil, let acceptLanguage, let language = Language.preferred(in: acceptLanguage) {
            chosen.language = language
        }
        if let language = query["lang"].flatMap(Language.init) { chosen.language = language }
        if let theme = query["theme"].flatMap(Preferences.Theme.init) { chosen.theme = theme }
        if let text = query["text"].flatMap(Preferences.TextSize.init) { chosen.text = text }
        let asked = Self.names.filter { name in query[name].map { Self.isChoice(name, $0) } ?? false }
        guard !asked.isEmpty, chosen != kept else { return }
        carried = asked.map { ($0, chosen.value($0)) }
    }

    /// The value of the cookie to be set; nil when nothing new was chosen.
    var newCookie: String? {
        carried.isEmpty ? nil : Self.names.map { chosen.value($0) }.joined(separator: "_")
    }

    static func == (one: ChosenPreferences, other: ChosenPreferences) -> Bool {
        one.chosen == other.chosen && one.kept == other.kept
            && one.carried.elementsEqual(other.carried, by: ==)
    }

    static let names = ["lang", "theme", "text"]

    /// Whether a value of the address chooses a preference; a page's own `theme=技术改造` does not.
    static func isChoice(_ name: String, _ value: String) -> Bool {
        switch name {
        case "lang": Language(rawValue: value) != nil
        case "theme": Preferences.Theme(rawValue: value) != nil
        case "text": Preferences.TextSize(rawValue: value) != nil
        default: false
        }
    }

    private static func read(_ cookie: String) -> Preferences {
        let parts = cookie.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        var preferences = Preferences()
        guard parts.count == names.count else { return preferences }
        preferences.language = Language(rawValue: parts[0]) ?? preferences.language
        preferences.theme = Preferences.Theme(rawValue: parts[1]) ?? preferences.theme
        preferences.text = Preferences.TextSize(rawValue: parts[2]) ?? preferences.text
        return preferences
    }
}

extension Preferences {
    /// The value of a preference by its name in the address.
    func value(_ name: String) -> String {
        switch name {
        case "lang": language.rawValue
        case "theme": theme.rawValue
        default: text.rawValue
        }
    }
}
