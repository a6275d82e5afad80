// SPDX-License-Identifier: Apache-2.0
import Accounts
import Audience
import Foundation
import Policies
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Entitlements

/// Who applied is told what became of it, and those who owe the money are reminded.
@Suite struct OutcomeNewsTests {
    private static let revenue = "上年度.营业收入 ≥ 2000万元"
    private static let head = "统一社会信用代码,政策编号,申请日期,结果,原因,金额,审定日期,拨付日期"
    private var code: String { World.code(1).text }

    private func upload(_ lines: [String], _ browser: Browser) async throws {
        let page = try await browser.open("/entitlements/outcomes")
        let text = ([Self.head] + lines).joined(separator: "\r\n") + "\r\n"
        let shown = try await browser.send(page, [], file: ("sheet", "结果.csv", Array(text.utf8)))
        #expect(shown.status == 200 && shown.text.contains("退回 0 条"), "\(shown.text)")
    }

    private func all(_ world: World) async throws -> [String] {
        var found: [String] = []
        for stage in OutcomeNews.Stage.allCases {
            found += try await world.told("outcome.\(stage.rawValue)").map(\.title)
        }
        return found
    }

    @Test(arguments: everyDialect)
    func `each step of an application is told once, with amount, reason and remedy`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            let one = try await world.add(1, revenue: 3_000)
            try await world.add(2, revenue: 3_000)
            try await world.audience.load()
            try await world.offer("奖励", [Self.revenue]) {
                $0.items[0].office = "工信局企业科"
                $0.items[0].phone = "0512-1"
            }
            try await world.work()
            try await world.visit(as: world.official) { browser in
                try await upload(["\(code),1,2026-11-10,待审,,,,"], browser)
                let applied = try await world.told("outcome.applied")
                #expect(applied.map(\.to) == [one.text] && applied[0].text.contains("2026年11月10日"))
                try await upload(["\(code),1,2026-11-10,待审,,,,"], browser)
                try await upload(["\(code),1,2026-11-10,不通过,营收不足,,2026-11-12,"], browser)
                let refused = try #require(try await world.told("outcome.refused").first)
                #expect(refused.title == "申请未通过：奖励")
                #expect(refused.text.contains("营收不足") && refused.text.contains("工信局企业科 0512-1"))
                try await upload(["\(code),1,2026-11-10,通过,,50000,2026-11-13,"], browser)
                let approved = try #require(try await world.told("outcome.approved").first)
                #expect(approved.text.contains("5万元") && approved.text.contains("11月13日审定通过"))
                try await upload(["\(code),1,2026-11-10,通过,,40000,2026-11-13,"], browser)
                let mended = try await world.told("outcome.approved").map(\.title)
                #expect(mended == ["申请已通过：奖励", "更正：申请已通过：奖励"])
                for _ in 0..<2 {
                    try await upload(["\(code),1,2026-11-10,通过,,40000,2026-11-13,2026-11-16"], browser)
                }
                let paid = try await world.told("outcome.paid")
                #expect(paid.count == 1 && paid[0].text.contains("4万元") && paid[0].text.contains("11月16日"))
            }
            #expect(try await all(world).count == 5, "nothing twice, nobody else")
        }
    }

    @Test(arguments: everyDialect)
    func `what is brought in from past years is history, and a late answer is none`(
        dialect: Dialect
    ) async throws {
        try await World.with(dialect) { world in
            try await world.add(1, revenue: 3_000)
            try await world.audience.load()
            try await world.offer("奖励", [Self.revenue])
            try await world.visit(as: world.official) { browser in
                try await upload(
                    [
                        "\(code),1,2025-03-01,通过,,50000,2025-05-01,2025-06-01",
                        "\(code),1,2026-03-01,待审,,,,", "\(code),1,2026-04-01,不通过,过期,,,",
                    ], browser)
                #expect(try await all(world).isEmpty)
                // Its applicant was told of it in time; the answer comes late and is owed still.
                try await upload(["\(code),1,2026-11-01,待审,,,,"], browser)
                world.ground.pass(milliseconds: 60 * 86_400_000)
                try await upload(["\(code),1,2026-11-01,通过,,50000,2026-11-20,"], browser)
                #expect(try await all(world) == ["已登记您的申请：奖励", "申请已通过：奖励"])
            }
        }
    }

    @Test(arguments: everyDialect)
    func `what is not paid in time is listed, shown and reminded of`(dialect: Dialect) async throws {
        try await World.with(dialect) { world in
            let one = try await world.add(1, revenue: 3_000)
            try await world.add(2, revenue: 3_000)
            try await world.audience.load()
            try await world.offer("奖励", [Self.revenue])
            let supervisor = try await world.hold(.supervisor, in: World.suzhou)
            _ = try await world.hold(.supervisor, in: World.wuxi)
            _ = try await world.hold(.expert, in: World.suzhou)
            try await world.visit(as: world.official) { browser in
                try await upload(
                    [
                        "\(code),1,2026-08-01,通过,,50000,2026-09-01,",
                        "\(code),1,2026-08-02,通过,,60000,2026-11-10,",
                        "\(code),1,2026-08-03,通过,,70000,,",
                        "\(World.code(2).text),1,2026-08-01,通过,,80000,2026-09-01,2026-10-01",
                    ], browser)
                let page = try await browser.open("/entitlements/unpaid")
                #expect(page.text.contains("超过 30 个工作日仍未拨付的有 1 件；另有 1 件还在期限内"), "\(page.text)")
                #expect(page.text.contains("1 件没有写明审定日期"), "unknown is not late")
                #expect(page.text.contains("示例企业1") && !page.text.contains("示例企业2"))
                #expect(page.text.contains("5万元") && !page.text.contains("6万元"))
                let file = try await browser.open("/entitlements/unpaid.csv")
                #expect(String(decoding: file.bytes, as: UTF8.self).contains(code))
                #expect(try await browser.open("/entitlements").text.contains("已核准未拨付"))
                let english = try await browser.open("/entitlements/unpaid?lang=en")
                #expect(english.text.contains("Overdue payments"))
            }
            try await world.visit(as: world.member(of: one)) { browser in
                #expect(try await browser.open("/entitlements/unpaid").status == 403)
                let page = try await browser.open("/my/policies")
                #expect(page.text.contains("个工作日，尚未拨付（已超过 30 个工作日"), "\(page.text)")
            }
            let day = world.today
            let last = try PaymentTerm.lastOverdue(on: day)
            let letters = UnpaidLetters(
                words: try MessageWords(world.room.shelf), policies: [:], day: day)
            let first = try await world.room.unpaid.remind(overdueTo: last, on: day, letters)
            #expect(first.marked == 1 && first.told == 1)
            #expect(try await world.room.unpaid.remind(overdueTo: last, on: day, letters).marked == 0)
            let next = try await world.room.unpaid.remind(
                overdueTo: last, on: day.adding(days: 6), letters)
            #expect(next.marked == 0, "once a week")
            let told = try await world.told("work.unpaid")
            #expect(told.map(\.to) == [supervisor.text] && told[0].text.contains("2026年9月1日"))
        }
    }

    @Test func `the term ends with its last working day`() throws {
        for day in ["2026-11-18", "2026-11-22", "2026-10-08", "2026-03-01"] {
            let today = try #require(Day(isoText: day))
            let last = try PaymentTerm.lastOverdue(on: today)
            #expect(try WorkCalendar.standard.workingDays(from: last, to: today) > 30)
            #expect(try WorkCalendar.standard.workingDays(from: last.adding(days: 1), to: today) <= 30)
        }
    }
}
