// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Policies
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Drafts

@Suite("Bad input, rights and revisions of drafts")
struct InputTests {
    @Test("A web page is read, and its original given back byte for byte", arguments: everyDialect)
    func page(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let lines = try World.officialText().split(separator: "\n").map { "<p>\($0)</p>" }
            let html =
                "<!DOCTYPE html><html><head><meta charset=utf-8></head><body>\(lines.joined())</body></html>"
            let bytes = Array(html.utf8)
            try await world.visit(as: world.writer) { browser in
                let page = try await browser.send(
                    try await browser.open("/drafts/new"), to: "/drafts/new", [("text", "")],
                    file: ("file", "通知.html", bytes))
                #expect(page.status == 200)
                #expect(page.text.contains("甬经信企业〔2023〕41号"))
                let version = try await world.latest()
                #expect(version.content.originalDigest.count == 64)
                let original = try await browser.open(version.path("/original"))
                #expect(original.bytes == bytes)
                #expect(original.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            }
        }
    }

    @Test("What is no document is refused in words, and the rest of the form is kept")
    func picture() async throws {
        try await World.with { world in
            try await world.visit(as: world.writer) { browser in
                let form = try await browser.open("/drafts/new")
                let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
                let page = try await browser.send(
                    form, to: "/drafts/new", [("source", "https://www.ningbo.gov.cn/a")],
                    file: ("file", "图.png", picture))
                #expect(page.status == 422)
                #expect(page.text.contains("PNG"))
                #expect(page.html.contains("https://www.ningbo.gov.cn/a"))
                let none = try await browser.send(form, to: "/drafts/new", [("source", "宁波")])
                #expect(none.status == 422)
                #expect(none.text.contains("请选择文件，或在下面粘贴正文"))
                #expect(none.text.contains("请填写完整的网址"))
            }
        }
    }

    @Test("An editor of another city sees no draft, and an official without the role no page")
    func scope() async throws {
        try await World.with { world in
            let version = try await world.draft()
            try await world.visit(as: world.stranger) { browser in
                #expect(try await browser.open(version.path()).status == 404)
                let list = try await browser.open("/drafts")
                #expect(list.status == 200)
                #expect(!list.text.contains("单项冠军"))
            }
            try await world.visit(as: world.writer) { browser in
                let list = try await browser.open("/drafts?view=mine")
                #expect(list.text.contains("单项冠军"))
            }
            let member = World.person("企业", [])
            try await world.visit(as: member) { browser in
                let list = try await browser.open("/drafts")
                #expect(list.status == 403)
            }
        }
    }

    @Test(
        "Who saves over a colleague's change keeps what was typed, and sees what differs",
        arguments: everyDialect)
    func conflict(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let version = try await world.draft()
            try await world.visit(as: world.writer) { browser in
                let form = try await browser.open(version.path("/content"))
                var other = version.content
                other.documentNumber = "甬经信〔2026〕1号"
                try await world.policies.store.save(
                    other, in: version.id, over: version.revision, by: world.checker, once: "other")
                let late = try await browser.send(form, to: "/content", [("title", "我改的标题")])
                #expect(late.status == 422)
                #expect(late.text.contains("别人刚改过"))
                #expect(late.text.contains("我改的标题"))
                #expect(late.text.contains("甬经信〔2026〕1号"))
                let saved = try await browser.send(late, to: "/content", [])
                #expect(saved.status == 200)
            }
            let now = try #require(try await world.policies.store.version(version.id))
            #expect(now.content.title == "我改的标题")
        }
    }

    @Test("Managed tags are offered, other names become their own, and a word that nobody keeps is told")
    func tags() async throws {
        try await World.with { world in
            try await world.policies.tags.add(
                [("数字化转型", .theme), ("绿色制造", .theme)], by: world.checker, once: "tags")
            let kept = try #require(try await world.policies.tags.book().tag(named: "数字化转型"))
            try await world.policies.tags.change(
                kept, name: "数字化", dimension: .theme, by: world.checker, once: "renamed")
            let version = try await world.draft()
            try await world.visit(as: world.writer) { browser in
                let form = try await browser.open(version.path("/content"))
                #expect(form.html.contains("<option value=\"绿色制造\">"))
                let saved = try await browser.send(
                    form, to: "/content", [("tags", "数字化转型、技改贴"), ("oneMoreTag", "绿色制造")])
                #expect(saved.text.contains("标签表中没有：技改贴"))
                let again = try await browser.open(version.path("/content"))
                #expect(!again.html.contains("<option value=\"绿色制造\">"))
                let kept = try #require(try await world.policies.store.version(version.id))
                #expect(kept.content.tags == ["数字化", "技改贴", "绿色制造"])
                let quiet = try await browser.send(again, to: "/content", [("tags", "数字化、绿色制造")])
                #expect(!quiet.text.contains("标签表中没有"))
            }
        }
    }

    @Test("A window that ends before it begins is refused beside its field")
    func backwards() async throws {
        try await World.with { world in
            let version = try await world.draft()
            try await world.visit(as: world.writer) { browser in
                let form = try await browser.open(version.path("/content"))
                let page = try await browser.send(
                    form, to: "/content", [("applyFrom", "2026-08-01"), ("applyTo", "2026-07-01")])
                #expect(page.status == 422)
                #expect(page.text.contains("申报截止早于申报开始"))
                #expect(page.html.contains("value=\"2026-07-01\""))
            }
        }
    }

    @Test("A rule with a fault is drawn and not kept; one that contradicts itself is said so")
    func contradiction() async throws {
        try await World.with { world in
            let version = try await world.draft()
            try await world.visit(as: world.writer) { browser in
                let form = try await browser.open(version.path("/items/1/rule"))
                let broken = version.content.items[0].rule.replacing(
                    "上年度.营业收入 ≥ 4000万元", with: "上年度.营业收人 ≥ 4000万元")
                let refused = try await browser.send(form, to: "/rule", [("rule", broken)])
                #expect(refused.status == 422)
                #expect(refused.html.contains("^^^"), "the place is drawn")
                #expect(refused.text.contains("营业收人"), "what was typed is kept")
                let against = version.content.items[0].rule.replacing(
                    "上年度.营业收入 ≥ 4000万元", with: "上年度.营业收入 ≥ 5000万元 且 上年度.营业收入 ≤ 1000万元")
                let saved = try await browser.send(refused, to: "/rule", [("rule", against)])
                #expect(saved.status == 200)
                let page = try await browser.open(version.path())
                #expect(page.text.contains("规则自相矛盾"))
            }
        }
    }

    @Test("The text of a request is read without keeping anything")
    func data() async throws {
        try await World.with { world in
            let text = try World.officialText()
            let body = String(decoding: try JSONEncoder().encode(["text": text]), as: UTF8.self)
            try await world.visit(as: world.writer) { browser in
                let answer = try await browser.data(.post, "/api/v1/drafts/read", body)
                #expect(answer.status == 200)
                #expect(answer.html.contains("甬经信企业〔2023〕41号"))
                #expect(answer.html.contains("上年度.营业收入 ≥ 4000万元"))
                let list = try await browser.data(.get, "/api/v1/drafts")
                #expect(list.html == "{\"items\":[]}")
            }
        }
    }
}
