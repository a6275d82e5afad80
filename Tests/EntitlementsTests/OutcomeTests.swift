// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Enterprises
import Foundation
import Policies
import Rules
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Entitlements

/// What became of applications, and who never applied.
@Suite struct OutcomeTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"
    private static let head = "统一社会信用代码,政策编号,项目,申请日期,结果,原因,金额,审定日期,拨付日期"

    private func counted(_ world: World) async throws -> PolicyCounts {
        let policy: ID<Policy>? = try await world.database.read {
            try $0.value("SELECT id FROM policy WHERE number = 1")
        }
        let (id, today) = (try #require(policy), world.today)
        return try await world.database.read {
            try $0.counts(of: id, from: today.adding(days: -365), to: today)
        }
    }

    private func upload(
        _ lines: [String], _ browser: Browser, name: String = "结果.csv"
    ) async throws -> Shown {
        let page = try await browser.open("/entitlements/outcomes")
        let text = ([Self.head] + lines).joined(separator: "\r\n") + "\r\n"
        return try await browser.send(page, [], file: ("sheet", name, Array(text.utf8)))
    }

    @Test(arguments: everyDialect)
    func `a sheet is brought in, each wrong row with its reason`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let one = try await world.add(1, revenue: 3_000)
            try await world.add(2, revenue: 3_000, in: World.binhu)
            try await world.audience.load()
            try await world.offer("奖励", [Self.revenue])
            try await world.work()
            let (code, other) = (World.code(1).text, World.code(2).text)
            try await world.visit(as: world.official) { browser in
                let report = try await upload(
                    [
                        "\(code),1,1,2026-10-01,通过,,50000,2026-10-20,2026-11-01",
                        "\(other),1,1,2026-10-01,通过,,1,,",
                        "123,1,1,2026-10-01,通过,,1,,",
                        "\(code),99,1,2026-10-01,通过,,1,,",
                        "\(code),1,9,2026-10-01,通过,,1,,",
                        "\(code),1,1,2026-13-01,通过,,1,,",
                        "\(code),1,1,2026-10-02,也许,,1,,",
                        "\(code),1,1,2026-10-03,不通过,,1,,2026-11-01",
                        "\(code),1,1,2099-10-03,待审,,,,",
                    ], browser)
                #expect(report.status == 200)
                #expect(report.text.contains("新增 1 条") && report.text.contains("退回 8 条"), "\(report.text)")
                #expect(report.text.contains("第 3 行") && report.text.contains("不在您负责的地区"))
                let again = try await upload(
                    ["\(code),1,1,2026-10-01,通过,,50000,2026-10-20,2026-11-01"], browser)
                #expect(again.text.contains("无变化 1 条"))
                let counts = try await counted(world)
                #expect(counts[.matches] == 1 && counts[.applications] == 1 && counts[.approvals] == 1)
                // 20 October to 1 November 2026, a Sunday: eight working days after the first.
                #expect(counts[.payments] == 1 && counts[.paidDays] == 8)
                let mended = try await upload(
                    ["\(code),1,1,2026-10-01,不通过,营收不足,,2026-10-21,"], browser)
                #expect(mended.text.contains("更新 1 条"), "\(mended.text)")
                let later = try await counted(world)
                #expect(later[.applications] == 1 && later[.approvals] == 0 && later[.payments] == 0)
                #expect(later[.paidDays] == 0)
                _ = try await upload(
                    ["\(code),1,1,2026-10-01,通过,,50000,2026-10-20,2026-11-01"], browser)
                let figures = try await browser.open("/entitlements/1")
                #expect(figures.text.contains("已审定 1 件，通过 1 件"))
            }
            try await world.visit(as: world.member(of: one)) { browser in
                let page = try await browser.open("/my/policies")
                #expect(page.text.contains("已于2026年11月1日拨付") && page.text.contains("5万元"))
            }
        }
    }

    @Test func `a file that is no sheet, and one without its columns, is refused beside the field`()
        async throws
    {
        try await World.with { world in
            try await world.audience.load()
            try await world.visit(as: world.official) { browser in
                let page = try await browser.open("/entitlements/outcomes")
                let none = try await browser.send(page, [])
                #expect(none.status == 422)
                let wrong = try await browser.send(
                    page, [], file: ("sheet", "x.csv", Array("a,b\r\n1,2\r\n".utf8)))
                #expect(wrong.status == 422 && wrong.text.contains("统一社会信用代码"))
            }
        }
    }

    @Test(arguments: everyDialect)
    func `each night says who qualifies and never applied, within one's region`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            for number in 1...3 { try await world.add(number, revenue: 3_000) }
            try await world.add(4, revenue: 3_000, in: World.binhu)
            try await world.audience.load()
            try await world.offer("奖励", [Self.revenue], in: Region(code: "320000")!)
            try await world.work()
            try await world.visit(as: world.official) { browser in
                let never = try await browser.open("/entitlements")
                #expect(never.text.contains("还没有统计过"))
                _ = try await upload(
                    ["\(World.code(1).text),1,1,2026-10-01,不通过,营收不足,,2026-10-20,"], browser)
            }
            // Due at two in the night.
            world.ground.pass(milliseconds: 86_400_000)
            try await world.audience.refresh()
            try await world.work()
            let lines = try await world.room.nights.lines(within: [World.suzhou])
            #expect(lines.map(\.eligible) == [3] && lines.map(\.unapplied) == [2])
            #expect(try await world.room.nights.lines(within: [World.wuxi]).map(\.unapplied) == [1])
            try await world.visit(as: world.official) { browser in
                let page = try await browser.open("/entitlements/1")
                #expect(page.text.contains("姑苏区") && page.text.contains("营收不足"))
                let file = try await browser.open("/entitlements/1/enterprises.csv")
                let text = String(decoding: file.bytes, as: UTF8.self)
                #expect(!text.contains(World.code(1).text) && text.contains(World.code(2).text))
                #expect(!text.contains(World.code(4).text), "another city's")
            }
        }
    }
}
