// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import Testing

@testable import Platform

extension ShanghaiScenarios {
    @Test func `SH1: a watched site's new notice is put to an editor; followers of a search are told`()
        async throws
    {
        let house = try await House.lively.value
        let site = try await NoticeSite.shared.value
        let editor = try await Visitor(house, as: "政策编辑")
        let fields = ["name": "情景市政府网站", "kind": "feed", "interval": "24"]
        func watch(_ address: String) async throws -> Shown {
            try await editor.send(
                try await editor.open("/intakes/sources/new"), fields.merging(["address": address]) { $1 })
        }
        // The control: a private address that nobody allowed is refused in the form, and never asked.
        let secret = try await watch("http://169.254.169.254/feed.xml")
        #expect(secret.status == 422 && secret.text.contains("指向内部网络，出于安全不访问"))
        let kept = try await watch("http://\(site.host)/feed.xml")
        #expect(kept.status == 200, "\(kept.text.prefix(300))")
        let notice = NoticeSite.notice
        try await house.wait("the notice is found") {
            try await editor.open("/intakes/findings").links.contains { $0.words.contains(notice.name) }
        }
        let findings = try await editor.open("/intakes/findings")
        let link = try #require(findings.links.first { $0.words.contains(notice.name) }?.address)
        let finding = try await editor.open(link)
        let draft = try await editor.send(finding, ["decision": "taken"])
        #expect(draft.text.contains(notice.title) && draft.text.contains("宿工信情景〔2026〕\(notice.number)号"))
        #expect(await site.agents.allSatisfy { $0.hasPrefix("yumiao") })
        #expect(try await house.published().contains { $0.content.title == notice.title } == false)
        // Every year has its list.
        let page = try await Visitor(try await House.still.value).open("/policies/yearly/2026")
        let mine = try await House.still.value.published().filter { $0.content.publishedOn?.year == 2026 }
        let listed = page.rows.filter { $0.count == 6 && $0[0] != "政策" }.map { $0[0] }
        #expect(listed.count == mine.count && Set(listed) == Set(mine.map(\.content.title)))
    }

    @Test
    func `SH4: the report tells from the own figures by how much one misses, and a new figure moves it`()
        async throws
    {
        let house = try await House.lively.value
        let own = try await house.ownEnterprise()
        let member = try await Visitor(house, as: "企业管理员")
        let earned = try #require(try house.number("营业收入", 2025, of: own))
        let target = (earned / 10_000 * 1.02).rounded(.up)
        let near = try await house.offer(
            "营收情景奖励", ["上年度.营业收入 ≥ \(Int(target))万元"], amount: "5万元")
        let gap = SuzhouScenarios.tenThousands(target * 10_000 - earned)
        let report = try await member.open("/my/policies")
        let card = try #require(
            Shown.cards(in: report.section("差一点") ?? "").first { $0.number == near.policy.number })
        #expect(card.text.contains("再增加 \(gap)万元，达到 \(Int(target))万元"), "\(card.text)")

        // A figure that nobody knows is asked for, and is no “no”.
        #expect(try house.number("从业人员", 2025, of: own) == nil)
        let open = try await house.offer("用工情景奖励", ["上年末.从业人员 ≥ 12人"], amount: "2万元")
        let number = open.policy.number
        let before = try await member.open("/my/policies/\(number)")
        #expect(before.text.contains("待补充") && before.text.contains("还不知道：从业人员"), "\(before.text)")
        let groups = try await member.open("/enterprises/\(own.enterprise.id.text)/declare")
        let people = try #require(groups.links.first { $0.words == "人员" }?.address)
        let form = try await member.open(people)
        let field = try #require(
            form.main.firstMatch(of: /从业人员（2025年末）[\s\S]*?name="(f\d+-2025)"/).map { String($0.1) })
        try await member.send(form, [field: "15"])
        try await house.wait("the figure counts") {
            try await member.open("/my/policies/\(number)").text.contains("可以申请")
        }
        let after = try await member.open("/my/policies/\(number)")
        #expect(after.text.contains("15人") && after.text.contains("自报"))
        // And whoever states it is told what it changed, once.
        try await house.wait("the change is told") {
            try await house.platform.database.read { reader in
                let count: Int? = try reader.value(
                    "SELECT count(*) FROM outreach_message WHERE topic = 'policy.facts' AND enterprise = $1",
                    own.enterprise.id)
                return (count ?? 0) == 1
            }
        }
    }
}
