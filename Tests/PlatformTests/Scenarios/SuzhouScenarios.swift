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

/// What Suzhou's platform gives: policies split into conditions, a report within a second, a new policy that
/// reaches whom it is for.
@Suite struct SuzhouScenarios {
    @Test func `SU1: policies of four levels are split into conditions that each quote the official words`()
        async throws
    {
        let house = try await House.still.value
        let all = try await house.published()
        let member = try await Visitor(house, as: "企业管理员")
        let mine = try await member.open("/my/policies").cards.compactMap(\.number)
        var levels: Set<PolicyLevel> = []
        for number in mine {
            let version = try #require(all.first { $0.policy.number == number })
            let official = version.content.text.filter { !$0.isWhitespace }
            let page = try await member.open("/my/policies/\(number)")
            let quotes = page.main.matches(of: /原文（[^：]*）：“([^<]*)”/).map { Shown.decode(String($0.1)) }
            let strange = quotes.filter { !official.contains($0.filter { !$0.isWhitespace }) }
            #expect(strange == [], "\(version.content.title)")
            if quotes.count > 1 { levels.insert(version.content.level) }
        }
        #expect(levels == Set(PolicyLevel.allCases))
        // Each clause of one call, judged by the data of the enterprise.
        let call = try #require(all.first { $0.content.title.contains("2026年度企业研究开发费用补助") })
        let own = try await house.ownEnterprise()
        let spent = try #require(try house.number("研发费用", 2025, of: own))
        let earned = try #require(try house.number("营业收入", 2025, of: own))
        let page = try await member.open("/my/policies/\(call.policy.number)")
        let text = page.text
        #expect(text.contains("上年度研发费用不低于60万元。") && spent < 600_000)
        #expect(text.contains("再增加 \(Self.tenThousands(600_000 - spent))万元，达到 60万元"), "\(spent)")
        #expect(spent / earned >= 0.03 && text.contains("上年度研发费用占营业收入的比例不低于3%。"))
    }

    static func tenThousands(_ yuan: Double) -> String {
        let value = (yuan / 10_000 * 10_000).rounded() / 10_000
        return value == value.rounded() ? String(Int(value)) : String(value)
    }

    @Test func `SU2: the report says what fits how far, how to apply and what is missing`()
        async throws
    {
        let house = try await House.still.value
        let member = try await Visitor(house, as: "企业管理员")
        let report = try await member.open("/my/policies")
        let inForce = house.platform.audience.policiesInForce.filter { $0.isOffered(on: house.today) }
        #expect(inForce.count > 20)
        var listed = 0
        for group in ["可以申请", "差一点", "待补充", "需人工判断", "不符合"] {
            let cards = Shown.cards(in: report.section(group) ?? "")
            #expect(report.value(group).map { $0 == "\(cards.count) 项" } ?? true, "\(group)")
            listed += cards.count
            for card in cards {
                #expect(card.text.contains(/\d+ 条中符合 \d+ 条/) && card.text.contains("受理单位："), "\(card.text)")
                if group == "可以申请" { #expect(!card.text.contains("没有满足")) }
                if group == "待补充" { #expect(card.text.contains("还缺这些信息")) }
            }
        }
        #expect(listed > 10)
        // “可以申请” on the home page and in the report are the same ones.
        let home = try await member.open("/")
        #expect(home.value("可以申请") == report.value("可以申请"))
    }

    @Test
    func `SU3: a released policy reaches the members of each qualifying enterprise once, with its result`()
        async throws
    {
        let house = try await House.lively.value
        let editor = try await Visitor(house, as: "政策编辑")
        let supervisor = try await Visitor(house, as: "市级督导")
        let notice = Notice(name: "云上车间补助", number: 301)
        let path = try await house.paste(notice, by: editor)
        let member = try await Visitor(house, as: "企业管理员")
        let elsewhere = try await Visitor(house, as: "沭阳企业管理员")
        #expect(try await house.messages(member, naming: notice.name) == [], "nothing before the release")
        try await house.release(path, editor, supervisor)
        try await house.wait("the message arrives") {
            try await !house.messages(member, naming: notice.name).isEmpty
        }
        let version = try await house.policy(titled: notice.title)
        let number = version.policy.number
        let year = try #require(
            Day(year: house.today.year - 1, month: house.today.month, day: house.today.day))
        let qualify = try await house.everybody().filter { known in
            known.enterprise.region.code == "321302" && known.enterprise.founded.map { $0 <= year } == true
        }
        #expect(qualify.count > 20)
        try await house.wait("everybody is settled") {
            try await house.told(number).count >= qualify.count
        }
        #expect(try await house.told(number) == Set(qualify.map(\.enterprise.id.text)))
        // Once: to each one message, and none more after all jobs had their turn again.
        try await Task.sleep(for: .seconds(1))
        let cards = try await house.messages(member, naming: notice.name)
        #expect(cards.count == 1)
        let message = try await member.open(cards[0].link)
        #expect(message.text.contains("按已有信息您符合条件"))
        let onward = try #require(message.links.first { $0.address.contains("policies/\(number)") }?.address)
        let report = try await member.open(onward)
        #expect(report.text.contains(notice.title))
        let result = try await member.open("/my/policies/\(number)")
        #expect(result.text.contains("可以申请") && result.text.contains("“成立满1年”"))
        // The control: an enterprise of another county is not told, and learns why when it asks.
        #expect(try await house.messages(elsewhere, naming: notice.name) == [])
        #expect(try await elsewhere.open("/my/policies/\(number)").text.contains("不符合"))
    }
}

extension House {
    /// Enterprises to which a message of the release of a policy went.
    func told(_ number: Int64) async throws -> Set<String> {
        try await platform.database.read { reader in
            let rows = try reader.rows(
                "SELECT enterprise FROM outreach_message WHERE topic = 'policy.new' AND path = $1 LIMIT 5000",
                "/my/policies/\(number)")
            let all: [String] = try rows.map { try $0["enterprise"] }
            #expect(all.count == Set(all).count, "nobody is told twice")
            return Set(all)
        }
    }
}
