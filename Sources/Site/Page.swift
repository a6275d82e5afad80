// SPDX-License-Identifier: Apache-2.0

/// What a page shows: a struct whose stored properties are ready text, links and components. Its template
/// has the same name.
///
/// Mustache reads stored properties only; `TemplateReview` checks that each tag has one.
public protocol Page: Sendable {
    /// The file in `Templates/`, without `.mustache`; by default the name of the type.
    static var template: String { get }
    /// What stands in the browser's tab, before the site's name; by convention the `h1` too.
    var title: String { get }
    /// The way from the home page to here, shown above the content; nil on the home page.
    var breadcrumbs: Breadcrumbs? { get }
    /// Whether the page shows a form with faults, so that its title begins with 错误：.
    var hasFaults: Bool { get }
}

extension Page {
    /// The name of the type.
    public static var template: String { String(describing: Self.self) }
    /// None.
    public var breadcrumbs: Breadcrumbs? { nil }
    /// False.
    public var hasFaults: Bool { false }
}

/// A link with its words.
public struct Link: Sendable {
    /// What is clicked on.
    public let text: String
    /// Where it leads, made by `visit.link`.
    public let href: String

    /// A link to an address made by `visit.link`.
    public init(_ text: String, _ href: String) {
        self.text = text
        self.href = href
    }
}

/// The way from the home page to the present one.
public struct Breadcrumbs: Sendable {
    /// The pages above, the highest first.
    public let links: [Link]
    /// The present page.
    public let here: String

    /// The way through `links` to `here`.
    public init(_ links: [Link], here: String) {
        self.links = links
        self.here = here
    }
}

/// What the layout shows around every page.
struct Frame: Sendable {
    /// The sheet of dark colours, where they were chosen or the device may say so. Printing never gets it.
    struct DarkSheet: Sendable {
        let href: String
        let media: String

        init?(_ theme: Preferences.Theme, in visit: Visit) {
            switch theme {
            case .dark: media = "screen"
            case .system: media = "screen and (prefers-color-scheme: dark)"
            case .light, .contrast: return nil
            }
            href = visit.asset("dark.css")
        }
    }

    struct MenuEntry: Sendable {
        let text: String
        let href: String
        let isCurrent: Bool
    }

    let language: String
    let theme: String
    let text: String
    let title: String
    let home: String
    let styleSheet: String
    let dark: DarkSheet?
    let icon: String
    let logo: String
    let menu: [MenuEntry]
    let hasMenu: Bool
    let footer: [MenuEntry]
    let headerLinks: [Link]
    let otherLanguage: Link
    let otherLanguageTag: String
    let display: Link
    let breadcrumbs: Breadcrumbs?
    let search: SearchBox?
    let flash: Notice?

    /// The box in the header, where any room can be searched.
    struct SearchBox: Sendable {
        let action: String
        let hidden: [Form.HiddenField]
    }

    init(around page: any Page, for visit: Visit) async throws {
        let words = visit.words
        let start = page.hasFaults ? words("site.error") : ""
        let other = visit.preferences.language.other
        language = visit.preferences.language.rawValue
        theme = visit.preferences.theme.rawValue
        text = visit.preferences.text.rawValue
        title = "\(start)\(page.title) – \(words("site.name"))"
        home = visit.link("/")
        styleSheet = visit.asset("site.css")
        dark = DarkSheet(visit.preferences.theme, in: visit)
        icon = visit.asset("icon.svg")
        logo = visit.asset("logo.svg")
        menu = try await Self.entries(at: .header, for: visit)
        hasMenu = !menu.isEmpty
        footer = try await Self.entries(at: .footer, for: visit)
        headerLinks = try await visit.parts.gate.headerLinks(for: visit)
        // A page that answers a form has no address of its own in the other language, so the link leads to
        // its form.
        otherLanguage = Link(other.ownName, visit.linkHere(changing: [("lang", other.rawValue)]))
        otherLanguageTag = other.rawValue
        display = Link(words("site.display"), visit.link("/display", [("back", visit.here)]))
        breadcrumbs = page.breadcrumbs
        search =
            visit.parts.searches.isEmpty || visit.path == "/search"
            ? nil
            : SearchBox(
                action: visit.parts.settings.basePath + "/search",
                hidden: visit.chosen.carried.map { Form.HiddenField(name: $0.name, value: $0.value) })
        flash = visit.flash
    }

    private static func entries(
        at place: NavigationEntry.Place, for visit: Visit
    ) async throws -> [MenuEntry] {
        var entries: [MenuEntry] = []
        for entry in visit.parts.navigation where entry.place == place {
            guard try await visit.parts.gate.admits(visit, to: entry.permission) else { continue }
            let isInside = visit.path == entry.path || visit.path.hasPrefix(entry.path + "/")
            entries.append(
                MenuEntry(text: visit.words(entry.word), href: visit.link(entry.path), isCurrent: isInside))
        }
        return entries
    }
}
