// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import SiteTesting
import Standards
import Testing

@testable import Platform

/// What Shanghai's platform gives: watched sites, a page that joins search, match and guidance, a report with
/// advice, figures.
@Suite struct ShanghaiScenarios {
    @Test func `SH2: the list of open calls says for each what the own enterprise lacks`() async throws {
        let house = try await House.still.value
        let calls = Set(try await house.openCalls().map(\.policy.number))
        let member = try await Visitor(house, as: "企业管理员")
        let mine = try await member.open("/my/policies")
        let words = ["可以申请": "可以申请", "待补充": "待补充", "需人工判断": "需人工判断"]
        let page = try await member.open("/policies?status=open&sort=days")
        #expect(Set(page.cards.compactMap(\.number)).isSubset(of: calls) && page.cards.count > 10)
        var compared = 0
        for (group, said) in words {
            guard let section = mine.section(group) else { continue }
            let numbers = Set(Shown.cards(in: section).compactMap(\.number)).intersection(calls)
            for card in page.cards where card.number.map(numbers.contains) == true {
                #expect(card.text.contains("为您匹配") && card.text.contains(said), "\(group): \(card.text)")
                compared += 1
            }
        }
        #expect(compared > 2)
        // The control: who has not signed in is told nothing of a match.
        let stranger = try await Visitor(house).open("/policies?status=open&sort=days")
        #expect(stranger.cards.map(\.number) == page.cards.map(\.number))
        #expect(!stranger.html.contains("为您匹配"))
    }

    @Test func `SH11: the figures by province, level, kind and standing are those that one counts`()
        async throws
    {
        let house = try await House.still.value
        let all = try await house.published()
        let page = try await Visitor(house).open("/policies/statistics")
        #expect(page.text.contains("库内共 \(all.count) 项政策"))
        func table(_ heading: String) throws -> [String: Int] {
            let rows = Shown.rows(in: try #require(page.section(heading), "\(heading)"))
            return Dictionary(
                rows.compactMap { row in row.count == 2 ? Int(row[1]).map { (row[0], $0) } : nil },
                uniquingKeysWith: { first, _ in first })
        }
        func counted(_ names: (PolicyVersion) -> [String]) -> [String: Int] {
            all.reduce(into: [:]) { counts, version in
                for name in Set(names(version)) { counts[name, default: 0] += 1 }
            }
        }
        let levels: [PolicyLevel: String] = [.nation: "国家", .province: "省级", .city: "市级", .county: "县区"]
        #expect(try table("按层级") == counted { [levels[$0.content.level] ?? ""] })
        #expect(try table("按省份") == counted { [$0.content.level == .nation ? "全国" : "江苏省"] })
        #expect(try table("按发文机关") == counted { $0.content.issuers })
        let day = house.today
        let standings = try table("按状态")
        let open = all.filter { Facet.status(of: $0, on: day) == "open" }.count
        #expect(standings["申报中"] == open && standings.values.reduce(0, +) == all.count)
        let kinds = try table("按方式")
        #expect(kinds["奖励"] == all.filter { $0.content.kinds.contains(.award) }.count)
        #expect(kinds["贴息"] == all.filter { $0.content.kinds.contains(.interest) }.count)
    }
}
