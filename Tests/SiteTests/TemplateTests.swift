// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Site

@Suite struct TemplateTests {
    struct Sheet: Page {
        static let template = "Sheet"
        var title = "t"
        var items: [Item] = [Item(name: "n")]
        var note: String?
    }

    struct Item: Sendable {
        var name: String
        var note: String?
    }

    private func findings(_ template: String, _ samples: [any Page] = [Sheet(note: "x")]) throws -> [String] {
        let shelf = try TemporaryShelf(templates: ["Sheet": template])
        return try TemplateReview(of: shelf.shelf).findings(in: samples)
    }

    @Test func `a template whose every tag is a stored property passes`() throws {
        #expect(
            try findings("{{title}}{{#items}}{{name}}{{/items}}{{#note}}{{.}}{{/note}}[[site.home]]") == [])
    }

    @Test(arguments: [
        ("{{titel}}", "is no stored property"), ("{{{title}}}", "without escaping"),
        ("{{&title}}", "without escaping"),
        ("{{=<% %>=}}", "without escaping"), ("{{>_none}}", "no partial _none"),
        ("{{#items}}{{nam}}{{/items}}", "nam"),
        ("<p style=\"a\">{{title}}</p>", "inline style"), ("<p onclick=\"a\">", "inline style"),
        ("<a href={{title}}>", "outside quotes"), ("<a href=\"/x\">{{title}}</a>", "base path"),
        ("<script>", "script"), ("[[site.none]]{{title}}", "no word site.none"), ("{{#items}}", "not closed"),
        ("{{title", "not closed"), ("a\n  {{>_print}}", "indented"), ("{{/items}}", "closes nothing"),
    ])
    func `each fault of a template is found`(template: String, finding: String) throws {
        let found = try findings(template)
        #expect(found.contains { $0.contains(finding) }, "\(found)")
    }

    @Test func `a tag that no sample reaches is found`() throws {
        let found = try findings("{{title}}{{#note}}{{.}}{{/note}}", [Sheet(note: nil)])
        #expect(found == ["Sheet: {{.}} is reached by no sample"])
        #expect(try findings("{{title}}{{^note}}{{title}}{{/note}}", [Sheet(note: nil)]) == [])
    }

    @Test func `an empty part that would show the outer one of the same name is found`() throws {
        let found = try findings("{{#items}}{{note}}{{name}}{{/items}}")
        #expect(found == ["Sheet: {{note}} is empty and would show that of Sheet; write {{.note}}"])
        #expect(try findings("{{#items}}{{.note}}{{name}}{{/items}}") == [])
    }

    @Test func `a template that no sample uses is found`() throws {
        #expect(try findings("{{title}}", []) == ["Sheet is used by no sample"])
    }

    @Test func `the templates of the frame pass, with the pages of the gallery as samples`() async throws {
        let pages = try await framePages()
        let findings = try TemplateReview(of: .site).findings(in: pages, alsoUsed: ["_layout"])
        #expect(findings == [])
    }

    @Test func `the templates of the demonstration pass`() async throws {
        let visit = try Visit.example(rooms: [DemoRoom()])
        let asked = DemoAsk(
            in: visit, submission: Submission(fields: []),
            faults: [FieldFault("name", "x"), FieldFault("kind", "y")])
        let review = try TemplateReview(of: DemoRoom().shelf)
        #expect(review.findings(in: [DemoHome(in: visit), asked]) == [])
    }

    /// The pages that together reach every tag of the frame.
    func framePages() async throws -> [any Page] {
        let visit = try Visit.example(rooms: [DemoRoom()])
        let searches: [any Page] = [
            try await SearchPage(in: .example(rooms: [DemoRoom()], at: "/search?q=轴承")),
            try await SearchPage(in: .example(rooms: [DemoRoom()], at: "/search?q=无")),
        ]
        let filtered = try Visit.example(rooms: [DemoRoom()], at: "/_gallery?q=区&after=WyJhIl0&sort=-count")
        let query = try GalleryList.listing.query(in: filtered)
        let carried = try Visit.example(rooms: [DemoRoom()], at: "/?lang=en")
        let first = try Visit.example(rooms: [DemoRoom()], at: "/?page=1")
        let faulty = GalleryFormPage.faultyExample
        return [
            GalleryPage(in: filtered, query: query), GalleryFormPage(in: visit),
            GalleryFormPage(in: visit, submission: faulty),
            GalleryCertificatePage(in: visit), DisplayPage(in: first),
            FaultPage(
                title: "t", reason: "r", advice: "a", links: [Link("l", "/")], reference: "1"),
            try await FramePage(around: GalleryPage(in: visit, query: query), for: carried),
        ] + searches
    }

    /// The frame as a page, so that the layout is reviewed like any template.
    private struct FramePage: Page {
        static let template = "_layout"
        let frame: Frame
        let title: String
        let language: String
        let theme: String
        let text: String
        let home: String
        let styleSheet: String
        let icon: String
        let logo: String
        let menu: [Frame.MenuEntry]
        let hasMenu: Bool
        let footer: [Frame.MenuEntry]
        let headerLinks: [Link]
        let otherLanguage: Link
        let otherLanguageTag: String
        let display: Link
        let breadcrumbs: Breadcrumbs?
        let search: Frame.SearchBox?
        let flash: Notice?
        let dark: Frame.DarkSheet?

        init(around page: any Page, for visit: Visit) async throws {
            frame = try await Frame(around: page, for: visit)
            title = frame.title
            language = frame.language
            theme = frame.theme
            text = frame.text
            home = frame.home
            styleSheet = frame.styleSheet
            icon = frame.icon
            logo = frame.logo
            menu = frame.menu
            hasMenu = frame.hasMenu
            footer = frame.footer
            headerLinks = [Link("a", "/")]
            otherLanguage = frame.otherLanguage
            otherLanguageTag = frame.otherLanguageTag
            display = frame.display
            breadcrumbs = frame.breadcrumbs
            search = frame.search
            flash = Notice("t", .good)
            dark = frame.dark
        }
    }
}
