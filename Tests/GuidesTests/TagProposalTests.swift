// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Guides

/// Tags that enterprises propose.
@Suite struct TagProposalTests {
    @Test(arguments: everyDialect)
    func `what is taken up stands beside the policy's own, finds, counts, and is told`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            try await world.add("甲办法") { $0.tags = ["展会"] }
            let (editor, member) = (try await world.editorHere(), try await world.memberHere())
            try await world.visit(as: member) { browser in
                let policy = try await browser.open("/policies/1")
                let form = try await browser.open(try #require(policy.link("建议标签")))
                #expect(form.text.contains("2026年11月25日前答复"), "five working days after the 18th")
                let sent = try await browser.send(form, [("name", "直播带货"), ("reason", "同行这样找")])
                #expect(sent.text.contains("直播带货") && sent.text.contains("还有 5 个工作日"))
                let twice = try await browser.send(form, [("name", "直播带货"), ("reason", "同行这样找")])
                #expect(twice.status == 200, "the same form takes effect once")
            }
            #expect(try await world.told(editor) == ["企业建议标签“直播带货”"])
            try await world.visit(as: editor) { browser in
                let desk = try await browser.open("/tags/manage")
                let page = try await browser.open(try #require(desk.link("直播带货")))
                let elsewhere = try await browser.open("/tags/manage/proposals/1")
                #expect(page.text.contains("示例企业1") && page.text.contains("同行这样找"))
                let open = try await browser.send(page, [("verdict", "accept"), ("name", "直播带货")])
                #expect(open.status == 422 && open.text.contains("请选择类别"))
                let done = try await browser.send(
                    open, [("verdict", "accept"), ("name", "直播电商"), ("dimension", "theme")])
                #expect(done.status == 200 && done.link("直播电商") != nil)
                let late = try await browser.send(
                    elsewhere, [("verdict", "decline"), ("name", ""), ("words", "晚了")])
                #expect(late.status == 409, "another answer comes too late")
            }
            #expect(try await world.told(member) == ["您建议的标签“直播带货”已采纳"])
            let found = try await world.find(theme: "直播电商")
            #expect(found.numbers == [1] && found.counts == ["展会": 1, "直播电商": 1])
            #expect(try await world.room.live.current().numbers("直播电商") == [1])
            try await world.visit(as: member) { browser in
                let policy = try await browser.open("/policies/1")
                #expect(policy.text.contains("直播电商（企业建议）") && policy.text.contains("展会"))
                let own = try await browser.open("/tags/proposals")
                #expect(own.text.contains("已采纳") && own.link("按“直播电商”找政策") != nil)
                let form = try await browser.open("/tags/propose?policy=1")
                for name in ["直播电商", "展会"] {
                    let again = try await browser.send(form, [("name", name), ("reason", "x")])
                    #expect(again.status == 422 && again.text.contains("已有标签"), "\(name)")
                }
            }
            let policy = try #require(try await world.policies.store.policy(numbered: 1))
            let content = try await world.policies.store.shown(policy)?.content
            #expect(content?.tags == ["展会"], "the published version is as it was")
        }
    }

    @Test func `a refusal needs a reason, which the proposer reads`() async throws {
        try await World.with { world in
            let (editor, member) = (try await world.editorHere(), try await world.memberHere())
            try await world.manage("展会")
            try await world.visit(as: member) { browser in
                let form = try await browser.open("/tags/propose")
                for (name, reason, told) in [
                    ("", "x", "请填写标签名称"), ("展会", "x", "已经有标签“展会”"), ("低空经济", "", "请填写理由"),
                ] {
                    let page = try await browser.send(form, [("name", name), ("reason", reason)])
                    #expect(page.status == 422 && page.text.contains(told), "\(told)")
                }
                _ = try await browser.send(form, [("name", "低空经济"), ("reason", "新行业")])
                #expect(try await browser.open("/tags/propose?policy=9").status == 404)
            }
            try await world.visit(as: editor) { browser in
                let page = try await browser.open("/tags/manage/proposals/1")
                let bare = try await browser.send(page, [("verdict", "decline"), ("words", "")])
                #expect(bare.status == 422 && bare.text.contains("请写明理由"))
                _ = try await browser.send(bare, [("verdict", "decline"), ("words", "暂无对应政策")])
                #expect(try await browser.open("/tags/manage/proposals/2").status == 404)
            }
            #expect(try await world.told(member) == ["您建议的标签“低空经济”未采纳"])
            #expect(try await world.policies.tags.book().tag(named: "低空经济") == nil)
            try await world.visit(as: member) { browser in
                let own = try await browser.open("/tags/proposals")
                #expect(own.text.contains("未采纳") && own.text.contains("暂无对应政策"))
            }
        }
    }

    @Test(arguments: everyDialect)
    func `one open proposal of a name, ten of an enterprise, each enterprise for itself`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let (first, second) = (try await world.memberHere(1), try await world.memberHere(2))
            func propose(_ name: String, _ who: Identity) async throws {
                let enterprise = try #require(who.enterprise)
                _ = try await world.room.proposals.propose(
                    NewTagProposal(
                        enterprise: enterprise, enterpriseName: "示例企业", region: World.suqian, policy: nil,
                        name: name, reason: "理由"), by: who, once: UUID().uuidString)
            }
            for number in 1...9 { try await propose("词\(number)", first) }
            await #expect(throws: GuideFault.proposalOpen) { try await propose("词1", first) }
            try await propose("词10", first)
            await #expect(throws: GuideFault.proposalsMany) { try await propose("词11", first) }
            try await propose("词1", second)
            try await world.room.proposals.answer(
                1, .declined, words: "不需要", by: World.editor, once: "a")
            try await propose("词1", first)
            #expect(try await world.room.proposals.open().count == 11)
        }
    }

    @Test func `the clock counts working days and says when it is late`() async throws {
        try await World.with { world in
            let member = try await world.memberHere()
            let editor = try await world.editorHere()
            try await world.visit(as: member) { browser in
                let form = try await browser.open("/tags/propose")
                _ = try await browser.send(form, [("name", "低空经济"), ("reason", "新行业")])
            }
            let proposal = try #require(try await world.room.proposals.open().first)
            #expect(proposal.dueOn == Day(isoText: "2026-11-25"))
            let last = try #require(proposal.dueOn)
            #expect(proposal.clock(on: World.today) == .running(left: 5, last: last))
            #expect(proposal.clock(on: last) == .running(left: 0, last: last))
            #expect(proposal.clock(on: last.adding(days: 1)) == .overdue(since: last))
            #expect(TagProposal.dueDay(from: try #require(Day(isoText: "2026-12-28"))) == nil)
            world.ground.pass(milliseconds: 9 * 86_400_000)
            try await world.visit(as: editor) { browser in
                let desk = try await browser.open("/tags/manage")
                #expect(desk.text.contains("已超期"))
            }
        }
    }
}
