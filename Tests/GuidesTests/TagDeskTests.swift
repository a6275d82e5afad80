// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import Testing

@testable import Guides

/// Tags at the desk of editors, through the real router.
@Suite struct TagDeskTests {
    @Test func `names that policies bear are taken in at once, with the dimension that reading knows`()
        async throws
    {
        try await World.with { world in
            try await world.add("甲办法") { $0.tags = ["数字化", "制造业", "本地的词"] }
            try await world.visit(as: World.editor) { browser in
                let desk = try await browser.open("/tags/manage")
                #expect(desk.text.contains("还没有收进来的名称：3 个") && desk.text.contains("类别待定"))
                #expect(desk.html.matches(of: /value="数字化" checked/).count == 1)
                #expect(desk.html.matches(of: /value="本地的词" checked/).isEmpty)
                let open = try await browser.send(desk, [("names", "本地的词"), ("names", "数字化")])
                #expect(open.status == 422 && open.text.contains("请为这些名称选择类别：本地的词"))
                let none = try await browser.send(desk, [])
                #expect(none.status == 422 && none.text.contains("请至少勾选一个名称"))
                let done = try await browser.send(
                    open, [("names", "本地的词"), ("names", "数字化"), ("dimension", "park")])
                #expect(done.text.contains("还没有收进来的名称：1 个"))
            }
            let book = try await world.policies.tags.book()
            #expect(book.tag(named: "数字化")?.dimension == .theme)
            #expect(book.tag(named: "本地的词")?.dimension == .park && book.tag(named: "制造业") == nil)
        }
    }

    @Test func `bad input is told beside its field and stays`() async throws {
        try await World.with { world in
            try await world.manage("展会", "品牌")
            let id = try await world.tag("展会").id.text
            try await world.visit(as: World.editor) { browser in
                let blank = try await browser.open("/tags/manage/new")
                let long = String(repeating: "长", count: 21)
                for (name, told) in [
                    ("", "请填写标签名称"), (long, "最多 20 字"), ("甲、乙", "不能有顿号"), ("展会", "这个名称已经有了"),
                ] {
                    let page = try await browser.send(blank, [("name", name), ("dimension", "theme")])
                    #expect(page.status == 422 && page.text.contains(told), "\(name)")
                    #expect(page.html.contains("value=\"\(name)\""), "what was typed stays")
                }
                let open = try await browser.send(blank, [("name", "新词"), ("dimension", "")])
                #expect(open.status == 422 && open.text.contains("请选择类别"))
                let made = try await browser.send(open, [("name", "新词"), ("dimension", "kind")])
                #expect(made.status == 200 && made.link("新词") != nil)

                let edit = try await browser.open("/tags/manage/\(id)")
                let merge = try edit.form(to: "/merge")
                for (name, told) in [
                    ("", "请填写要并入的标签"), ("没有", "没有叫这个名称的标签"), ("展会", "不能与自己合并"),
                ] {
                    let page = try await browser.send(merge, [("into", name)])
                    #expect(page.status == 422 && page.text.contains(told), "\(name)")
                }
                let merged = try await browser.send(merge, [("into", "品牌")])
                #expect(merged.status == 200 && merged.text.contains("展会"), "it is another name now")
                #expect(try await browser.open("/tags/manage/\(id)").status == 404)
            }
            #expect(try await world.tag("展会").name == "品牌")
        }
    }

    @Test func `who was slower sees it and loses nothing; others have no business there`() async throws {
        try await World.with { world in
            try await world.manage("展会")
            let tag = try await world.tag("展会")
            try await world.visit(as: World.editor) { browser in
                let mine = try await browser.open("/tags/manage/\(tag.id.text)")
                try await world.policies.tags.change(
                    tag, name: "会展", dimension: .theme, by: World.editor, once: "x")
                let late = try await browser.send(mine, [("name", "展览"), ("dimension", "theme")])
                #expect(late.status == 422 && late.text.contains("刚被别人改过"))
                #expect(late.html.contains("value=\"展览\""))
                let again = try await browser.send(late, [("name", "展览"), ("dimension", "theme")])
                #expect(again.status == 200)
            }
            #expect(try await world.tag("展会").name == "展览")
            try await world.visit(as: World.member) { browser in
                for path in ["/tags/manage", "/tags/manage/new", "/tags/propose", "/tags/proposals"] {
                    let page = try await browser.open(path)
                    #expect(page.status == 403, "\(path)")
                }
            }
        }
    }
}
