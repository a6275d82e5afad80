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

/// What Zhejiang's platform gives: policies published, pushed and paid.
@Suite struct ZhejiangScenarios {
    @Test
    func `ZJ2: what was decided and paid stands with the policy, with the enterprise and in the figures`()
        async throws
    {
        let house = try await House.lively.value
        let version = try await house.offer("兑现情景补助", ["注册地 属于 宿迁市"], amount: "3万元")
        let number = version.policy.number
        let everybody = try await house.everybody().map(\.enterprise)
        let own = try await house.ownEnterprise().enterprise
        let other = try #require(everybody.first { $0.id != own.id })
        let third = try #require(everybody.first { $0.id != own.id && $0.id != other.id })
        try await house.wait("it is told") { try await house.told(number).count == everybody.count }
        let sheet = """
            统一社会信用代码,政策编号,申请日期,结果,原因,金额,审定日期,拨付日期
            \(own.code.text),\(number),2026-11-02,通过,,30000,2026-11-04,2026-11-12
            \(other.code.text),\(number),2026-11-02,不通过,材料不全,,2026-11-05,
            \(third.code.text),\(number),2026-11-03,待审,,,,
            91320000000000000X,\(number),2026-11-03,待审,,,,
            \(third.code.text),\(number),昨天,通过,,,,

            """
        let official = try await Visitor(house, as: "市工信局经办人")
        let upload = try await official.open("/entitlements/outcomes")
        let report = try await official.send(upload, file: ("sheet", "兑现.csv", Array(sheet.utf8)))
        #expect(report.text.contains("91320000000000000X") && report.text.contains("昨天"))
        let page = try await official.open("/entitlements/\(number)")
        let figures = ["申请": "3", "通过": "1", "未通过": "1", "已拨付": "1"]
        for (key, value) in figures { #expect(page.value(key) == value, "\(key): \(page.value(key) ?? "–")") }
        #expect(page.text.contains("材料不全"))
        let member = try await Visitor(house, as: "企业管理员")
        let mine = try await member.open("/my/policies")
        let paid = try #require(mine.rows.first { $0.first == version.content.title })
        #expect(paid.contains("3万元") && paid.contains("已于2026年11月12日拨付"))
        // The same sheet again changes nothing.
        let again = try await official.send(upload, file: ("sheet", "再传.csv", Array(sheet.utf8)))
        #expect(again.status == 200)
        let after = try await official.open("/entitlements/\(number)")
        for (key, value) in figures { #expect(after.value(key) == value, "\(key)") }
        // The control: nothing of it for another policy.
        let still = try await House.still.value
        let call = try #require(try await still.openCalls().first).policy.number
        #expect(try await official.open("/entitlements/\(call)").value("已拨付") == "0")
    }
}
