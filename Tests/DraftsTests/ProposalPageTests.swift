// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import HTTPTypes
import Policies
import SiteTesting
import Store
import StoreTesting
import Testing

@testable import Drafts

@Suite("An editor and the proposals of a model")
struct ProposalPageTests {
    private static let share = "研发费用占营业收入比重不低于3%"
    private static let shareLine = "上年度.研发费用 / 上年度.营业收入 ≥ 3%"
    private static let rank = "单项产品市场占有率位居全国前三位"
    private static let rankLine = "主导产品国内市场占有率前三"

    private static let answer: [(item: String, quote: String, clause: String)] = [
        ("1", share, shareLine), ("1", "利润率超过同期同行业企业的总体水平", "上年度.营业收入 > 0万元"),
        ("1", "近五年没有事故", "非 被列入经营异常名录"), ("1", "从未受到处罚", "非 被列入经营异常名录"),
        ("1", "近三年未发生重大安全、质量、环境污染事故", "近5年.营业收入 均 > 0万元"),
    ]

    /// A draft about which a model was asked, by its page.
    private func asked(
        _ dialect: Dialect = .sqlite,
        _ body: @escaping @Sendable (World, ModelServer, PolicyVersion) async throws -> Void
    ) async throws {
        try await ModelServer.with { server, address in
            server.answer(try .proposing(Self.answer))
            let settings = try ProposerSettings(address: address, model: "qwen-test")
            try await World.with(dialect, proposer: settings) { world in
                let version = try await world.draft()
                try await world.visit(as: world.writer) { browser in
                    let editor = try await browser.open(version.path())
                    #expect(editor.text.contains("模型建议"))
                    let form = try await browser.open(try #require(editor.link("请求或查看建议")))
                    #expect(form.text.contains("不发送企业数据"))
                    let sent = try await browser.open(try #require(form.link("查看将发送的内容")))
                    #expect(sent.text.contains(Self.share))
                    #expect(!sent.text.contains("王琳"))
                    #expect(server.asked.isEmpty, "looking sends nothing")
                    let waiting = try await browser.send(form, to: "/proposals", [])
                    #expect(waiting.text.contains("进行中"))
                    #expect(!waiting.html.contains("请模型提出建议"), "one question at a time")
                }
                try await JobRunner(world.database, handlers: world.room.handlers, holder: "test").runDue()
                try await body(world, server, version)
            }
        }
    }

    /// The form that holds a piece of a page, alone on its page.
    private func form(_ page: Shown, with html: String) throws -> Shown {
        let form = try #require(page.html.components(separatedBy: "<form ").first { $0.contains(html) })
        return Shown(
            status: 200, headers: page.headers, html: "<main><form " + form, bytes: [], address: page.address)
    }

    @Test("The outcome is counted with its reasons, and what passed stands beside its clause")
    func shown() async throws {
        try await asked { world, _, version in
            try await world.visit(as: world.writer) { browser in
                let page = try await browser.open(version.path("/proposals"))
                #expect(
                    page.text.contains("模型提出 5 条，2 条通过核对。3 条未采用：引文不在原文中 2 条、式子里的数字不在引文中 1 条。"))
                #expect(page.text.contains("式子里的数字不在引文中（近5年）"))
                let editor = try await browser.open(version.path())
                #expect(editor.text.contains("模型 qwen-test 的建议"))
                #expect(editor.html.contains("<mark>\(Self.share)</mark>"), "the quotation is highlighted")
                #expect(editor.html.contains(Shown.encode(Self.shareLine)))
                #expect(!editor.text.contains("近5年.营业收入"), "what did not pass is on its own page only")
                let english = try await browser.open(version.path("/proposals?lang=en"))
                #expect(english.text.contains("The model proposed 5; 2 passed the check. 3 were dropped"))
            }
            try await world.visit(as: world.stranger) { browser in
                let page = try await browser.open(version.path("/proposals"))
                #expect(page.status >= 400)
            }
        }
    }

    @Test(
        "It is taken by the way of every decision, with a note which model proposed it",
        arguments: everyDialect)
    func take(dialect: Dialect) async throws {
        try await asked(dialect) { world, _, version in
            try await world.visit(as: world.writer) { browser in
                let editor = try await browser.open(version.path())
                let taken = try await browser.send(
                    try form(editor, with: "value=\"" + Shown.encode(Self.shareLine) + "\""), [])
                #expect(taken.status == 200)
                #expect(taken.text.contains("已修改"))
                #expect(taken.text.contains("由模型 qwen-test 提出"))
            }
            let now = try #require(try await world.policies.store.version(version.id))
            #expect(now.content.items[0].rule.contains(Self.shareLine))
            let decision = try #require(try await world.room.store.decisions(of: version.id).last)
            #expect(decision.kind == .mended)
            #expect(decision.reason == "模型 qwen-test 提出")
            #expect(decision.personName == world.writer.name)
            let states = try await world.room.store.proposals(of: version.id).map(\.state)
            #expect(states == [.taken, .open, .unfit, .unfit, .unfit])
            let phrases = try await world.room.store.phrases(limit: 10)
            #expect(phrases.map(\.line) == [Self.shareLine], "the phrase is learned as ever")
        }
    }

    @Test("A part of a clause cannot be taken as it is, only mended")
    func part() async throws {
        try await asked { world, _, version in
            try await world.visit(as: world.writer) { browser in
                let editor = try await browser.open(version.path())
                #expect(editor.text.contains("引文只是这一条的一部分"))
                #expect(!editor.html.contains("name=\"line\" value=\"上年度.营业收入 &gt; 0万元\""))
                let block = try #require(
                    editor.html.components(separatedBy: "id=\"suggestion-").last {
                        $0.contains("利润率超过同期")
                    })
                let way = try #require(block.firstMatch(of: /<a href="([^"]*\/clauses\/[^"]*)"/)?.1)
                let form = try await browser.open(Shown.decode(String(way)))
                #expect(form.text.contains("引文只是这一条的一部分"))
                #expect(form.html.contains("上年度.营业收入 &gt; 0万元"))
                let mended = try await browser.send(form, [("line", "上年度.净利润 > 0万元")])
                #expect(mended.status == 200)
                #expect(mended.text.contains("由模型 qwen-test 提出"))
            }
            let proposals = try await world.room.store.proposals(of: version.id)
            #expect(proposals[1].state == .mended)
            #expect(proposals[1].became == "上年度.净利润 > 0万元")
        }
    }

    @Test("Refused, it is gone from its clause, and the clause is as it was")
    func refuse() async throws {
        try await asked { world, _, version in
            let before = try #require(try await world.policies.store.version(version.id)).content
            try await world.visit(as: world.writer) { browser in
                let id = try await world.room.store.proposals(of: version.id)[0].id.text
                let editor = try await browser.open(version.path())
                let after = try await browser.send(editor, to: "/proposals/\(id)", [])
                let isSaid = after.html.contains("已记为不采用")
                let isShown = after.html.contains("suggestion-\(id)")
                #expect(isSaid)
                #expect(!isShown)
                let list = try await browser.open(version.path("/proposals"))
                let isListed = list.text.contains("不采用：林编辑")
                #expect(isListed)
            }
            let after = try #require(try await world.policies.store.version(version.id)).content
            let isSame = after == before
            #expect(isSame)
        }
    }

    @Test("Another clause in its place: the proposal is not shown, and taking it changes nothing")
    func stale() async throws {
        try await asked { world, _, version in
            try await world.visit(as: world.writer) { browser in
                let editor = try await browser.open(version.path())
                let old = try form(editor, with: "value=\"" + Shown.encode(Self.shareLine) + "\"")
                var content = try #require(try await world.policies.store.version(version.id)).content
                content.items[0].rule = content.items[0].rule.replacing(
                    "需人工判断: \(Self.share)", with: "需人工判断: 研发投入是否达到要求")
                try await world.policies.store.save(
                    content, in: version.id, over: version.revision, by: world.checker, once: "s")
                let late = try await browser.send(old, [])
                #expect(late.status == 422)
                #expect(late.text.contains("这一条刚被改过"))
                #expect(!(try await browser.open(version.path())).html.contains("<mark>\(Self.share)</mark>"))
            }
        }
    }

    @Test("A failure is told with the next step, and may be tried again")
    func failed() async throws {
        try await ModelServer.with { server, address in
            server.answer(.init(status: 401))
            let settings = try ProposerSettings(address: address, model: "qwen-test", key: "sk-wrong")
            try await World.with(proposer: settings) { world in
                let version = try await world.draft()
                try await world.visit(as: world.writer) { browser in
                    let form = try await browser.open(version.path("/proposals"))
                    _ = try await browser.send(form, to: "/proposals", [])
                    try await JobRunner(world.database, handlers: world.room.handlers, holder: "test")
                        .runDue()
                    let page = try await browser.open(version.path("/proposals"))
                    #expect(page.text.contains("没成功"))
                    #expect(page.text.contains("不接受本平台的密钥（状态 401）。请联系平台运营检查密钥"))
                    #expect(!page.html.contains("sk-wrong"))
                    #expect(page.html.contains("再试一次"))
                    server.answer(try .proposing([]))
                    _ = try await browser.send(page, to: "/proposals", [])
                    try await JobRunner(world.database, handlers: world.room.handlers, holder: "test")
                        .runDue()
                    let done = try await browser.open(version.path("/proposals"))
                    #expect(done.text.contains("模型没有提出建议"))
                }
            }
        }
    }

    @Test("Without settings there is no button, no page and no request")
    func off() async throws {
        try await World.with { world in
            let version = try await world.draft()
            try await world.visit(as: world.writer) { browser in
                let editor = try await browser.open(version.path())
                #expect(!editor.text.contains("模型建议"))
                #expect(try await browser.open(version.path("/proposals")).status == 404)
                #expect(try await browser.open(version.path("/proposals/sent")).status == 404)
            }
            // A question from before it was switched off ends without a request.
            _ = try await world.room.store.ask("m", about: version, by: world.writer, once: "a")
            try await JobRunner(world.database, handlers: world.room.handlers, holder: "test").runDue()
            #expect(try await world.room.store.proposalRuns(of: version.id).first?.fault == .off)
        }
    }
}
