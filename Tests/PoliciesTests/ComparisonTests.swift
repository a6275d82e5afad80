// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Standards
import Testing

@testable import Policies

@Suite("Comparing versions, and what is missing")
struct ComparisonTests {
    private func content() -> PolicyContent {
        var content = PolicyContent(title: "甲办法", level: .city, region: Office.ningbo)
        content.issuers = ["市经信局"]
        content.text = "第一条。第二条；\n第三条。"
        var item = PolicyItem(key: "1", name: "奖励")
        item.office = "企业处"
        item.phone = "0574-89186321"
        content.items = [item]
        return content
    }

    @Test("Equal contents do not differ")
    func same() {
        #expect(PolicyComparison(of: content(), and: content()).isEmpty)
    }

    @Test("Fields, items and sentences that differ are named, and no others")
    func differs() {
        var after = content()
        after.applyTo = Day(isoText: "2026-12-31")
        after.items[0].mostFen = 50_000_000
        after.items.append(PolicyItem(key: "2", name: "补贴"))
        after.text = "第一条。第二条改；\n第三条。第四条。"
        let comparison = PolicyComparison(of: content(), and: after)
        #expect(comparison.fields.map(\.field) == [.applyTo, .itemMost])
        #expect(comparison.fields.map(\.item) == [nil, "1"])
        #expect(comparison.added == ["2"] && comparison.removed.isEmpty)
        let changed = comparison.text.filter { $0.state != .same }
        #expect(changed.map(\.text) == ["第二条；", "第二条改；", "第四条。"])
        #expect(changed.map(\.state) == [.removed, .added, .added])
    }

    @Test(
        "Texts of random sentences: what stays and what was removed is the old, what stays and was added the new"
    )
    func random() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let old = (0..<Int.random(in: 0...12, using: &generator)).map { _ in "句\(Int.random(in: 0...4))。"
            }
            let new = (0..<Int.random(in: 0...12, using: &generator)).map { _ in "句\(Int.random(in: 0...4))。"
            }
            let pieces = TextDifference(of: old.joined(), and: new.joined()).pieces
            #expect(pieces.filter { $0.state != .added }.map(\.text) == old)
            #expect(pieces.filter { $0.state != .removed }.map(\.text) == new)
        }
    }

    private func readiness(_ content: PolicyContent) -> PolicyReadiness {
        let library = Library.read([]).library
        return PolicyReadiness(
            of: content, rules: PolicyRules(of: content, policy: 1, library: library))
    }

    @Test("A complete policy may be released; without a rule that is only said")
    func ready() {
        let readiness = readiness(content())
        #expect(readiness.mayBeReleased)
        #expect(readiness.lacks.contains(.noRule(item: "1")))
    }

    @Test("Each thing that is missing keeps it back")
    func lacking() {
        let changes: [(String, (inout PolicyContent) -> Void)] = [
            ("title", { $0.title = "" }), ("issuers", { $0.issuers = [] }), ("text", { $0.text = "" }),
            ("items", { $0.items = [] }), ("office", { $0.items[0].office = "" }),
            ("phone", { $0.items[0].phone = "" }), ("itemName", { $0.items[0].name = "" }),
            ("doubledKey", { $0.items.append($0.items[0]) }),
            (
                "sums",
                {
                    $0.items[0].leastFen = 2; $0.items[0].mostFen = 1
                }
            ),
            ("rule", { $0.items[0].rule = "规则: 甲\n条件: [\n" }),
            (
                "window",
                {
                    $0.applyFrom = Day(isoText: "2026-08-01"); $0.applyTo = Day(isoText: "2026-07-01")
                }
            ),
            (
                "term",
                {
                    $0.validFrom = Day(isoText: "2026-08-01"); $0.validTo = Day(isoText: "2026-07-01")
                }
            ),
        ]
        for (name, change) in changes {
            var changed = content()
            change(&changed)
            let readiness = readiness(changed)
            #expect(!readiness.mayBeReleased, "\(name)")
            #expect(readiness.lacks.contains { $0.name == name && $0.isBlocking }, "\(name)")
        }
    }
}
