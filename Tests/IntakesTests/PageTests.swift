// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Site
import SiteTesting
import Store
import Testing

@testable import Intakes

@Suite("Pages of imports")
struct PageTests {
    private func sample(_ visit: Visit) -> IntakePage {
        var page = IntakePage("甲", in: visit)
        page.lead = "a"
        page.badges = [Status("a", .good)]
        page.notices = [Notice("a", .info, text: "b", link: Link("c", visit.link("/")))]
        page.rows = KeyValueList([.init("a", "b")])
        page.actions = [Link("a", visit.link("/"))]
        page.change = TextChange(
            title: "a",
            lines: [
                .init(text: "a", isAdded: false, isRemoved: false, isKept: true),
                .init(text: "b", isAdded: true, isRemoved: false, isKept: false),
                .init(text: "c", isAdded: false, isRemoved: true, isKept: false),
            ])
        page.form = Form.asking("/", in: visit, fields: [Field("a", "b", .text())], button: "c")
        page.panels = [Panel(id: "a", title: "b", text: "c")]
        return page
    }

    @Test("Every tag is a stored property, and every word is there", arguments: Language.allCases)
    func templates(language: Language) async throws {
        try await World.with { world in
            let visit = try Visit.example(rooms: [world.room], in: language)
            let findings = try TemplateReview(of: world.room.shelf).findings(
                in: [sample(visit), IntakePage("a", in: visit)])
            #expect(findings == [])
            #expect(try WordBook(shelves: [.site, world.room.shelf]).findings() == [])
            for fault in IntakeFault.allCases {
                let told = fault.explanation(in: visit.words)
                #expect(![told.title, told.reason, told.advice].contains { $0.contains("⟦") })
            }
        }
    }

    @Test("A private address is refused beside its field and what was typed stays; a name may be known later")
    func addresses() async throws {
        try await World.with { world in
            try await world.visit(as: world.editor) { browser in
                let form = try await browser.open("/intakes/sources/new")
                let fields = [
                    ("name", "情景来源"), ("kind", "feed"), ("pattern", ""), ("region", "320500"),
                    ("interval", "24"),
                ]
                let secret = "http://169.254.169.254/feed.xml"
                let refused = try await browser.send(form, fields + [("address", secret)])
                #expect(refused.status == 422 && refused.text.contains("指向内部网络"))
                #expect(refused.html.contains(secret) && refused.html.contains("情景来源"))
                #expect(try await world.room.sourceStore.sources().isEmpty)
                let unknown = "http://nobody-knows-this.invalid/feed.xml"
                let kept = try await browser.send(form, fields + [("address", unknown)])
                #expect(kept.status == 200)
                #expect(try await world.room.sourceStore.sources().map(\.entry.address) == [unknown])
            }
        }
    }

    @Test("An editor sends a file, sees what would happen, and a colleague confirms it")
    func journey() async throws {
        try await World.with { world in
            let bytes = try PolicyTable(entries: Intakes.sample).bytes(.csv)
            try await world.visit(as: world.editor) { browser in
                let form = try await browser.open("/intakes/import")
                let refused = try await browser.send(form, [("way", "release")])
                #expect(refused.status == 422 && refused.text.contains("请选择一个文件"))
                let broken = try await browser.send(
                    form, [("way", "release"), ("region", "320500")],
                    file: ("file", "a.json", Array("[{]".utf8)))
                #expect(broken.status == 422 && broken.text.contains("第 1 行第 3 列"))
                let sent = try await browser.send(
                    form, [("way", "release"), ("region", "320500")], file: ("file", "甲.csv", bytes))
                #expect(sent.status == 200 && sent.text.contains("正在检查 1 份"))
            }
            try await world.work()
            let id = try #require(try await world.room.runStore.runs(in: [World.suzhou]).first).id
            let path = "/intakes/import/\(id.text)"
            #expect(try await world.room.runStore.runs(in: [World.wuxi]).isEmpty)
            // The second person finds it on the desk; who sent it does not, nor does another city.
            for (who, isTold) in [(world.editor, false), (world.colleague, true), (world.stranger, false)] {
                let told = try await world.room.runsToBegin(by: who).map(\.fileName)
                #expect(told == (isTold ? ["甲.csv"] : []))
            }
            try await world.visit(as: world.editor) { browser in
                let waiting = try await browser.open(path)
                #expect(waiting.text.contains("需要另一位同事确认"))
            }
            try await world.visit(as: world.stranger) { browser in
                let closed = try await browser.open(path)
                #expect(closed.status == 404)
                let others = try await browser.open("/intakes")
                #expect(!others.text.contains("甲.csv"))
            }
            try await world.visit(as: world.colleague) { browser in
                let page = try await browser.open(path)
                #expect(page.text.contains("将新增 1"))
                let begun = try await browser.send(page, [])
                #expect(begun.text.contains("正在导入 1 份"))
            }
            try await world.work()
            try await world.visit(as: world.colleague) { browser in
                #expect(try await browser.open(path).text.contains("1 份政策已处理完"))
                let export = try await browser.open("/intakes/export/json")
                #expect(export.html.contains("示例发〔2026〕1号"))
                #expect(try await browser.open("/intakes/export/exe").status == 404)
                #expect(try await browser.open("/intakes?lang=en").text.contains("Imports"))
            }
            try await world.visit(as: nil) { browser in
                let refused = try await browser.open("/intakes")
                #expect(refused.status == 403)
            }
        }
    }
}
