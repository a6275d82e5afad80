// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Testing

@testable import Outreach

@Suite("Templates and words of messages")
struct TemplateTests {
    private func sample(_ visit: Visit) -> OutreachPage {
        var page = OutreachPage("消息", in: visit)
        page.lead = "a"
        page.notices = [Notice("a", .info, text: "b", link: Link("c", visit.link("/")))]
        page.titleLanguage = "zh-Hans"
        page.paragraphs = [.init(text: "a", language: "zh-Hans"), .init(text: "b", language: nil)]
        page.rows = KeyValueList([.init("a", "b")])
        page.actions = [Link("a", visit.link("/"))]
        page.cardsTitle = "a"
        page.cards = [Card(title: "a", href: visit.link("/"))]
        page.empty = "a"
        page.ways = [Link("a", visit.link("/"))]
        page.form = Form.asking("/", in: visit, fields: [Field("a", "b", .text())], button: "c")
        page.panels = [Panel(id: "a", title: "b", text: "c")]
        return page
    }

    @Test("Every tag is a stored property", arguments: Language.allCases)
    func tags(language: Language) async throws {
        try await World.with { (world: World) async throws -> Void in
            let visit = try Visit.example(rooms: [world.room], in: language)
            let findings = try TemplateReview(of: world.room.shelf).findings(
                in: [sample(visit), OutreachPage("a", in: visit)])
            #expect(findings == [])
        }
    }

    @Test("Both languages have the same words")
    func words() throws {
        #expect(try WordBook(shelves: [.site, Outreach.shelf]).findings() == [])
    }

    @Test("Every topic, state, reason and refusal is worded in both languages", arguments: Language.allCases)
    func worded(language: Language) throws {
        let words = try WordBook(shelves: [.site, Outreach.shelf])[language]
        var keys = MessageTopic.allCases.map(\.word)
        keys += DeliveryState.allCases.map { "outreach.state.\($0.rawValue)" }
        keys += DeliveryReason.allCases.filter { $0 != .none }.map { "outreach.reason.\($0.rawValue)" }
        keys += ChannelKind.allCases.map { "outreach.channel.\($0.rawValue)" }
        #expect(keys.filter { words($0).contains("⟦") } == [])
        #expect(words("outreach.no-such-word").contains("⟦"))
        let faults: [OutreachFault] = [
            .wrongCode, .codeEnded, .tooManyTries, .tooSoon(seconds: 3), .tooManyCodes, .channelOff,
            .brokenLink,
        ]
        for fault in faults {
            let told = fault.explanation(in: words)
            #expect(![told.title, told.reason, told.advice].contains { $0.contains("⟦") })
        }
    }
}
