// SPDX-License-Identifier: Apache-2.0
import Foundation
import Mustache
import Testing

@testable import Site

/// The renderer against swift-mustache, which reads the same structs through `Mirror`.
@Suite struct RenderingTests {
    struct Outer: Sendable {
        var title = "<b>\"5 & 6\" 'x'</b>"
        var small: Int8 = -3
        var isOpen = true
        var isShut = false
        var price: Double? = 1.5
        var note: String?
        var inner: Inner? = Inner(name: "内", note: nil)
        var missing: Inner?
        var rows = (1...3).map { Inner(name: "第\($0)行", note: $0 == 2 ? "n" : nil, tags: ["a", "<"]) }
        var empty: [Inner] = []
        var words: [String]? = ["一", "二"]
        var tone = Tone.good
        var last: UInt64 = .max
    }

    struct Inner: Sendable {
        var isFirst = false
        var name: String
        var note: String?
        var tags: [String] = []
        var children: [Inner] = []
    }

    private func render(_ template: String, _ partials: [String: String] = [:], _ value: some Any) throws
        -> String
    {
        var names = TemplateProgram.Names()
        let program = try TemplateProgram(partials.merging(["_t": template]) { $1 }, names: &names)
        let shapes = ShapeTable(names: names.numbers)
        let number = try #require(program.numbers["_t"])
        var html: [UInt8] = []
        TemplateRun.render(value, with: number, of: program, shapes: shapes, into: &html)
        return String(decoding: html, as: UTF8.self)
    }

    private func reference(_ template: String, _ partials: [String: String] = [:], _ value: some Any) throws
        -> String?
    {
        var library = MustacheLibrary()
        try library.register(template, named: "_t")
        for (name, text) in partials { try library.register(text, named: name) }
        return library.render(value, withTemplate: "_t")
    }

    @Test(arguments: [
        "{{title}}", "{{ title }}-{{small}}-{{last}}-{{tone}}-{{price}}", "{{note}}|{{nothing}}",
        "{{#isOpen}}a{{/isOpen}}{{^isOpen}}b{{/isOpen}}{{#isShut}}c{{/isShut}}{{^isShut}}d{{/isShut}}",
        "{{#inner}}{{name}}{{note}}{{title}}{{/inner}}{{^inner}}none{{/inner}}",
        "{{#missing}}{{name}}{{/missing}}{{^missing}}none{{/missing}}",
        "{{#rows}}\n<li>{{name}}{{#.note}} {{.}}{{/.note}}{{^.note}} -{{/.note}}\n{{#tags}}[{{.}}]{{/tags}}</li>\n{{/rows}}\n",
        "{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}", "{{#words}}{{.}},{{/words}}{{^words}}z{{/words}}",
        "{{inner.name}}{{inner.note}}{{missing.name}}{{.title}}{{inner.name.no}}",
        "a\n  {{#isOpen}}  \n  b\n\t{{/isOpen}}\nc\n", "{{! said to nobody }}\nx {{! y }} z\n",
        "{{#rows}}{{>row}}{{/rows}}{{#rows}}\n{{>row}}\n{{/rows}}",
        "{{#price}}{{.}}{{/price}}{{#title}}{{.}}{{/title}}",
        "x{{#isOpen}}\ny\n{{/isOpen}}", "{ {{title}} } {{#rows}}{{title}}{{/rows}}", "",
    ])
    func `all that templates may hold comes out as swift-mustache writes it`(template: String) throws {
        let partials = ["row": "<p>{{name}}{{#isFirst}}1{{/isFirst}}</p>\n"]
        let full = Outer()
        let bare = Outer(title: "", note: "n", inner: nil, missing: Inner(name: "m"), rows: [], words: nil)
        #expect(try render(template, partials, full) == reference(template, partials, full))
        #expect(try render(template, partials, bare) == reference(template, partials, bare))
    }

    @Test func `a partial may stand in itself`() throws {
        let tree = Inner(
            name: "1", children: [Inner(name: "2", children: [Inner(name: "3")]), Inner(name: "4")])
        let partial = ["node": "({{name}}{{#children}}{{>node}}{{/children}})"]
        #expect(try render("{{>node}}", partial, tree) == "(1(2(3))(4))")
    }

    @Test func `two structs of the same outline are told apart`() throws {
        struct One: Sendable { let first = "1", second = "2" }
        struct Two: Sendable { let second = "2", first = "1" }
        var names = TemplateProgram.Names()
        let program = try TemplateProgram(["_t": "{{first}}{{second}}"], names: &names)
        let shapes = ShapeTable(names: names.numbers)
        var (one, two): ([UInt8], [UInt8]) = ([], [])
        TemplateRun.render(One(), with: 0, of: program, shapes: shapes, into: &one)
        TemplateRun.render(Two(), with: 0, of: program, shapes: shapes, into: &two)
        #expect(String(decoding: one, as: UTF8.self) == "12")
        #expect(two == one)
    }

    @Test(arguments: ["{{{title}}}", "{{&title}}", "{{=<% %>=}}", "{{>none}}", "{{#a}}", "{{a"])
    func `what is not safe to render does not start`(template: String) {
        var names = TemplateProgram.Names()
        #expect(throws: SiteSetupFault.self) { try TemplateProgram(["_t": template], names: &names) }
    }

    @Test func `nothing of a text leaves its place in the page`() throws {
        struct Sheet: Sendable { let text: String }
        for scalar in (0...0x2FF).compactMap(Unicode.Scalar.init) {
            let text = "a\(scalar)b"
            let sheet = Sheet(text: text)
            let safe = try #require(try reference("{{text}}", [:], sheet))
            #expect(try render("<p title=\"{{text}}\">", [:], sheet) == "<p title=\"\(safe)\">")
            let html = try render("<p title=\"{{text}}\">", [:], sheet)
            #expect(html.utf8.filter { "<>\"'".utf8.contains($0) }.count == 4)
        }
    }

    @Test(arguments: Language.allCases)
    func `the pages of the frame come out as swift-mustache writes them`(language: Language) async throws {
        let texts = try Templates.texts(on: [.site])
        let book = try WordBook(shelves: [.site])
        let parts = try Templates.parts(of: texts, in: book[language])
        let templates = try Templates(shelves: [.site], wordBook: book)
        var library = MustacheLibrary()
        for (name, text) in parts { try library.register(text, named: name) }
        for page in try await TemplateTests().framePages() {
            let name = type(of: page).template
            for part in name == "_layout" ? ["_layoutAbove", "_layoutBelow"] : [name] {
                var html: [UInt8] = []
                #expect(templates.render(page, with: part, in: language, into: &html))
                #expect(String(decoding: html, as: UTF8.self) == library.render(page, withTemplate: part))
            }
        }
    }

    @Test func `what the renderer cannot read is found before it starts`() throws {
        struct Sheet: Page {
            let title = "t"
            let any: any CustomStringConvertible & Sendable = 1
            let set: Set<String> = ["a"]
        }
        let shelf = try TemporaryShelf(templates: ["Sheet": "{{title}}{{any}}{{#set}}{{.}}{{/set}}"])
        let findings = try TemplateReview(of: shelf.shelf).findings(in: [Sheet()])
        #expect(findings.contains { $0.contains("{{any}} is no stored property") })
        #expect(findings.contains { $0.contains("{{set}} is no stored property") })
    }
}
