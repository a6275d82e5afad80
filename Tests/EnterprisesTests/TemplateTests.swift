// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Rules
import Site
import Testing

@testable import Enterprises

@Suite("Templates and words of enterprises")
struct TemplateTests {
    private func sample(_ visit: Visit) -> EnterprisePage {
        var page = EnterprisePage("甲厂", in: visit)
        page.titleLanguage = "zh-Hans"
        page.lead = "a"
        page.badges = [Status("a", .good)]
        page.notices = [Notice("a", .info, text: "b", link: Link("c", visit.link("/")))]
        page.code = QRCode("a", label: "b")
        page.rows = KeyValueList([.init("a", "b")])
        page.text = "a"
        page.actions = [Link("a", visit.link("/"))]
        page.form = Form.asking("/", in: visit, fields: [Field("a", "b", .text())], button: "c")
        page.panels = [Panel(id: "a", title: "b", text: "c")]
        page.isPrinted = true
        return page
    }

    @Test("Every tag is a stored property", arguments: Language.allCases)
    func tags(language: Language) async throws {
        try await World.with { (world: World) async throws -> Void in
            let visit = try Visit.example(rooms: [world.room], in: language)
            let findings = try TemplateReview(of: world.room.shelf).findings(
                in: [sample(visit), EnterprisePage("a", in: visit)])
            #expect(findings == [])
        }
    }

    @Test("Both languages have the same words")
    func words() async throws {
        try await World.with { (world: World) async throws -> Void in
            #expect(try WordBook(shelves: [.site, world.room.shelf]).findings() == [])
        }
    }

    @Test("Every refusal of a code is worded in both languages", arguments: CodeFault.allCases)
    func faults(fault: CodeFault) async throws {
        try await World.with { (world: World) async throws -> Void in
            for language in Language.allCases {
                let words = try Visit.example(rooms: [world.room], in: language).words
                let told = fault.explanation(in: words)
                #expect(![told.title, told.reason, told.advice].contains { $0.contains("⟦") })
            }
        }
    }

    @Test("Every kind of moment, state and purpose is worded")
    func kinds() async throws {
        try await World.with { (world: World) async throws -> Void in
            let words = try Visit.example(rooms: [world.room]).words
            let keys =
                Moment.Kind.allCases.map { "moment.\($0.rawValue)" }
                + Enterprise.State.allCases.map { "state.\($0.rawValue)" }
                + Consent.Purpose.allCases.map { "purpose.\($0.rawValue)" }
            for key in keys { #expect(!words("enterprises.\(key)").contains("⟦"), "\(key)") }
        }
    }
}
