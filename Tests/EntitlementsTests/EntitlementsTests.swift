// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import Rules
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Entitlements

/// What the room promises as a whole.
@Suite struct EntitlementsTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"

    @Test(arguments: everyDialect)
    func `a member sees each policy in its group, with gap, source and sum`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let one = try await world.add(1, revenue: 1_900)
            try await world.offer("甲奖励", [Self.revenue])
            try await world.offer("乙奖励", ["上年度.营业收入 ≥ 1000万元"], amount: "上年度.营业收入 × 1%") {
                $0.applyTo = world.today.adding(days: 5)
            }
            try await world.offer("丙奖励", ["上年末.从业人员 ≥ 10人"])
            try await world.offer("丁奖励", [Self.revenue], in: World.wuxi)
            try await world.audience.load()
            try await world.visit(as: world.member(of: one)) { browser in
                let page = try await browser.open("/my/policies")
                #expect(page.status == 200)
                #expect(page.text.contains("19万元"), "the sum within reach")
                #expect(page.text.contains("还有 5 天截止"))
                #expect(page.text.contains("再增加 100"), "the gap of the near one")
                #expect(page.text.contains("从业人员"), "what is missing")
                #expect(!page.text.contains("丁奖励"), "not met stays behind its link")
                let missed = try await browser.open("/my/policies?group=missed")
                #expect(missed.text.contains("丁奖励") && !missed.text.contains("甲奖励"))
                let full = try await browser.open("/my/policies/1")
                #expect(full.text.contains("税务") && full.text.contains("1900"), "value and source")
                let english = try await browser.open("/my/policies?lang=en")
                #expect(english.text.contains("You can apply") && english.html.contains("lang=\"zh"))
            }
        }
    }

    @Test func `a card states what fits, not the most that the policy gives`() async throws {
        try await World.with { world in
            let one = try await world.add(1, revenue: 3_000)
            let small = Array(repeating: "上年度.营业收入 ≥ 1000万元", count: 4)
            try await world.offer("分级奖励", small + ["上年度.营业收入 ≥ 90000万元"]) { content in
                for place in 0..<5 { content.items[place].mostFen = Int64(place + 1) * 1_000_000 }
                content.items[4].mostFen = 800_000_000
            }
            try await world.audience.load()
            try await world.visit(as: world.member(of: one)) { browser in
                for address in ["/my/policies", "/my/policies/1"] {
                    let page = try await browser.open(address)
                    #expect(page.text.contains("最高 4万元"), "the best of four that fit: \(page.text)")
                    #expect(!page.text.contains("800万元"), "what is out of reach")
                }
            }
        }
    }

    private func expect(_ status: Int, at address: String, _ browser: Browser) async throws {
        let page = try await browser.open(address)
        #expect(page.status == status, "\(address)")
    }

    @Test func `until the policies are read, pages say so and answer`() async throws {
        try await World.with { world in
            let one = try await world.add(1, revenue: 3_000)
            let number = try await world.offer("奖励", [Self.revenue]).policy.number
            let addresses = ["/my/policies", "/my/policies/\(number)", "/match", "/match/report"]
            try await world.visit(as: world.member(of: one)) { browser in
                for address in addresses {
                    let page = try await browser.open(address)
                    #expect(page.status == 200 && page.text.contains("正在载入政策"), "\(address)")
                }
            }
            try await world.audience.load()
            try await world.visit(as: world.member(of: one)) { browser in
                for address in addresses {
                    let page = try await browser.open(address)
                    #expect(page.status == 200 && !page.text.contains("正在载入政策"), "\(address)")
                }
            }
        }
    }

    @Test func `strangers are shown nothing, and who acts for nobody is told so`() async throws {
        try await World.with { world in
            try await world.audience.load()
            try await world.visit(as: nil) { browser in
                try await expect(403, at: "/my/policies", browser)
                try await expect(403, at: "/entitlements", browser)
            }
            let other = try await world.add(2, revenue: 1)
            try await world.visit(as: world.member(of: other)) { browser in
                try await expect(404, at: "/my/policies/77", browser)
                try await expect(403, at: "/entitlements", browser)
            }
        }
    }

    @Test func `the quick match asks for place and trade first and ends with a report`() async throws {
        try await World.with { world in
            try await world.offer("甲奖励", [Self.revenue])
            try await world.offer("乙奖励", [Self.revenue + "\n上年末.从业人员 ≥ 10人"])
            try await world.audience.load()
            try await world.visit(as: nil) { browser in
                var page = try await browser.open("/match")
                #expect(page.text.contains("第 1 题"))
                let place = try #require(page.fieldNames.first { $0.hasPrefix("f") })
                let wrong = try await browser.send(page, [(place, "没有这个地方")])
                #expect(wrong.status == 422 && wrong.html.contains("没有这个地方"), "kept what was typed")
                let empty = try await browser.send(page, [])
                #expect(empty.status == 422)
                page = try await browser.send(page, [(place, "姑苏区")])
                page = try await browser.send(page, [("unknown", "1")])
                let revenue = try #require(page.fieldNames.first { $0.hasPrefix("f") })
                #expect(page.text.contains("营业收入"), "on which two policies hang: \(page.text)")
                page = try await browser.send(page, [(revenue, "3000")])
                #expect(page.text.contains("从业人员"))
                page = try await browser.send(page, [("unknown", "1")])
                #expect(page.address.hasPrefix("/match/report"))
                #expect(page.text.contains("可以申请") && page.text.contains("甲奖励"))
            }
        }
    }
}
