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

/// What Qingdao's platform gives, as far as it does not hang on the clock.
@Suite struct QingdaoScenarios {
    @Test func `QD1: the sum within reach is the sum of what can be applied for now, and of nothing else`()
        async throws
    {
        let house = try await House.still.value
        let member = try await Visitor(house, as: "企业管理员")
        let page = try await member.open("/my/policies")
        let offered = Set(
            house.platform.audience.policiesInForce.filter { $0.isOffered(on: house.today) }.map(\.number))
        let eligible = Shown.cards(in: try #require(page.section("可以申请")))
        #expect(eligible.count > 2)
        var sum = Amounts(least: 0, most: 0)
        var open = 0
        for card in eligible where card.number.map(offered.contains) == true {
            let figure = page.main.firstMatch(
                of: try Regex("\(card.link)\">[^<]*</a></h3>\\s*<p class=\"card-figure\">([^<]*)</p>"))
            guard let text = figure?.output[1].substring, let amounts = Amounts(String(text)) else {
                open += 1
                continue
            }
            sum.least += amounts.least
            sum.most += amounts.most
        }
        let shown = page.main.firstMatch(of: /可同时享受的支持<\/span>\s*<strong>([^<]*)<\/strong>/)
        #expect(Amounts(String(try #require(shown).1)) == sum && sum.most > 0)
        #expect(page.text.contains("另有 \(open) 项没有写明金额，未计入") || open == 0)
        // The portrait: groups of facts, each with its source and its day.
        let own = try await house.ownEnterprise().enterprise
        let file = try await member.open("/enterprises/\(own.id.text)")
        let earned = try #require(try house.number("营业收入", 2025, of: try await house.ownEnterprise()))
        #expect(file.text.contains("\(SuzhouScenarios.tenThousands(earned))万元 〔"))
        let groups = try await member.open("/enterprises/\(own.id.text)/declare").rows.filter {
            $0.count == 3
        }
        #expect(groups.dropFirst().count >= 10, "\(groups.map { $0[0] })")
    }

    @Test func `QD2: a code brings a colleague to the policy without an account, and says who shared it`()
        async throws
    {
        let house = try await House.lively.value
        let version = try await house.offer("分享码情景补助", ["注册地 属于 宿迁市"], amount: "3万元")
        let member = try await Visitor(house, as: "企业管理员")
        let page = try await member.open("/policies/\(version.policy.number)/share")
        let shared = try await member.send(page)
        let code = try #require(shared.html.firstMatch(of: /\/p\/[0-9a-z]+/)).0
        let stranger = Visitor(house)
        let opened = try await stranger.open(String(code))
        #expect(opened.status == 200 && opened.heading == version.content.title)
        #expect(opened.text.contains("赵总 分享给您的政策"))
        #expect(!opened.text.contains("云杉") && !opened.text.contains("可以申请"), "nothing of the enterprise")
        // The controls: another code leads nowhere, and who is not signed in makes none.
        #expect(try await stranger.open("/p/0000000000").status == 404)
        let refused = try await stranger.open("/policies/\(version.policy.number)/share")
        #expect(!refused.forms.contains { $0.isPost && $0.address.contains("/share") })
    }

    @Test func `QD2: a message goes to newly registered enterprises, and to no older one`() async throws {
        let house = try await House.lively.value
        let operators = try await Visitor(house, as: "平台运营")
        let everybody = try await house.everybody().map(\.enterprise)
        let members = try await house.withMembers()
        let reached = everybody.filter { members.contains($0.id.text) }
        let since = try #require(reached.compactMap(\.founded).max())
        let all = everybody.filter { $0.founded.map { $0 >= since } == true }
        let some = reached.filter { $0.founded.map { $0 >= since } == true }
        #expect(some.count < reached.count, "the control: some are older")
        let words = "新登记企业政策礼包情景"
        let blank = try await operators.open("/outreach/mailings/new")
        let check = try await operators.send(
            blank,
            [
                "region": "321300", "since": since.isoText, "topic": "notice", "title-zh": words,
                "text-zh": "欢迎落户，这些政策可能用得上。", "title-en": words, "text-en": "Welcome.",
                "path": "/policies",
            ])
        #expect(check.text.contains("符合条件的企业 \(all.count) 家，其中 \(some.count) 家"), "\(check.text.prefix(300))")
        // A wrong number sends nothing.
        let wrong = try await operators.send(check, ["count": "9999"])
        #expect(wrong.status == 422)
        try await operators.send(wrong, ["count": String(some.count)])
        try await house.wait("it is told") { try await house.addressees(words).count == some.count }
        #expect(try await house.addressees(words) == Set(some.map(\.id.text)))
    }

    @Test func `QD3: the home page differs for every visitor and says why`() async throws {
        let house = try await House.still.value
        let calls = try await house.openCalls()
        let stranger = Visitor(house)
        let before = try await stranger.open("/")
        let first = Shown.cards(in: try #require(before.section("现在可以申报"))).compactMap(\.number)
        let ends = Dictionary(uniqueKeysWithValues: calls.map { ($0.policy.number, $0.content.applyTo) })
        #expect(first.count == 3 && first.map { ends[$0] } == calls.prefix(3).map(\.content.applyTo))

        let member = try await Visitor(house, as: "企业管理员")
        let report = try await member.open("/my/policies")
        let fitting = ["可以申请", "差一点"].flatMap {
            Shown.cards(in: report.section($0) ?? "").compactMap(\.number)
        }
        let home = try #require(try await member.open("/").section("现在可以申报"))
        let mine = Shown.cards(in: home).compactMap(\.number)
        #expect(!mine.isEmpty && Set(mine).isSubset(of: Set(fitting).intersection(ends.keys)))
        #expect(Shown.words(home).contains("按贵企业的资料"))
        #expect(mine != first)

        // Who has read of a theme is shown more of it.
        let read = try #require(calls.first { $0.content.themes.contains("技术改造") })
        _ = try await stranger.open("/policies/\(read.policy.number)")
        let after = try #require(try await stranger.open("/").section("现在可以申报"))
        let themes = Set(read.content.themes)
        let alike = Shown.cards(in: after).compactMap(\.number)
        for number in alike {
            let call = try #require(calls.first { $0.policy.number == number })
            #expect(!themes.isDisjoint(with: call.content.themes + call.content.tags))
        }
        #expect(!alike.isEmpty && alike != first && !alike.contains(read.policy.number))
        #expect(
            themes.contains { Shown.words(after).contains($0) },
            "it says why: \(Shown.words(after).prefix(200))")
    }
}

extension House {
    /// Enterprises of which somebody is a member.
    func withMembers() async throws -> Set<String> {
        try await platform.database.read { reader in
            let rows = try reader.rows(
                "SELECT DISTINCT enterprise FROM membership WHERE ended_at IS NULL LIMIT 1000")
            return Set(try rows.map { try $0["enterprise"] })
        }
    }

    /// Enterprises to which a message with a title went.
    func addressees(_ title: String) async throws -> Set<String> {
        try await platform.database.read { reader in
            let rows = try reader.rows(
                "SELECT enterprise FROM outreach_message WHERE title_zh = $1 LIMIT 5000", title)
            return Set(try rows.map { try $0["enterprise"] })
        }
    }
}
