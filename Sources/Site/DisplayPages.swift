// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

/// The room of the frame itself: how the site looks, and the gallery of its components.
struct SiteOwnRoom: Room {
    let hasGallery: Bool
    /// The site's own shelf is always there.
    var shelf: Shelf { Shelf(folder: nil) }
    var navigation: [NavigationEntry] { [] }

    var routes: [Route] {
        let display = Route.page("/display", "site.display", .everyone) { .page(DisplayPage(in: $0)) }
        let search = Route.page("/search", "site.search", .everyone) { .page(try await SearchPage(in: $0)) }
            .limited(as: .costly)
        let document = Route.data(
            .get, OpenAPIDocument.path, "site.api", .everyone,
            endpoint: Endpoint(.word("site.api.document"), response: .anything)
        ) { visit in
            .bytes(visit.parts.apiDocuments[visit.preferences.language] ?? [], type: "application/json")
        }
        return [display, search, document] + (hasGallery ? Gallery.routes : [])
    }
}

/// The page on which language, colours and size of text are chosen, by links that set a cookie.
struct DisplayPage: Page {
    let title: String
    let groups: [Group]
    let back: String
    let breadcrumbs: Breadcrumbs?

    struct Group: Sendable {
        let id: String
        let heading: String
        let options: [Option]
    }

    struct Option: Sendable {
        let text: String
        let hint: String
        let href: String
        let isCurrent: Bool
    }

    init(in visit: Visit) {
        let words = visit.words
        title = words("site.display")
        groups = ["text", "theme", "lang"].map { Self.group($0, in: visit) }
        back = Self.way(back: visit.query["back"] ?? "/", in: visit)
        breadcrumbs = Breadcrumbs([Link(words("site.home"), visit.link("/"))], here: title)
    }

    private static func group(_ name: String, in visit: Visit) -> Group {
        let options = values(of: name).map { value in
            Option(
                text: visit.words("site.display.\(name).\(value)"),
                hint: visit.words("site.display.\(name).\(value).hint"),
                href: visit.linkHere(changing: [(name, value)]),
                isCurrent: visit.preferences.value(name) == value)
        }
        return Group(id: "choose-\(name)", heading: visit.words("site.display.\(name)"), options: options)
    }

    private static func values(of name: String) -> [String] {
        switch name {
        case "lang": Language.allCases.map(\.rawValue)
        case "theme": Preferences.Theme.allCases.map(\.rawValue)
        default: Preferences.TextSize.allCases.map(\.rawValue)
        }
    }

    /// A link to where the visitor came from, if that is a page of this site, else home.
    private static func way(back: String, in visit: Visit) -> String {
        guard let way = visit.way(to: back) else { return visit.link("/") }
        return visit.link(way.path, way.query.filter { !ChosenPreferences.isChoice($0.0, $0.1) })
    }
}
