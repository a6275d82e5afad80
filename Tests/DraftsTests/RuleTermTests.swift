// SPDX-License-Identifier: Apache-2.0
import Policies
import Rules
import SiteTesting
import Standards
import Testing

@testable import Drafts
@testable import Site

@Suite("Rules keep the term of their policy")
struct RuleTermTests {
    private func content(_ from: String?, _ to: String?) -> PolicyContent {
        var content = PolicyContent(title: "甲", level: .city, region: .nation)
        content.validFrom = from.flatMap { Day(isoText: $0) }
        content.validTo = to.flatMap { Day(isoText: $0) }
        return content
    }

    private func rule(_ applying: String) -> String {
        "规则: 甲\n适用:\n  - {用途: 新申请, \(applying)}\n地域: \"321300\"\n原文:\n  - {号: \"1\", 文: 至: 2026-12-31}\n"
    }

    @Test("A policy that is prolonged, shortened or left open takes its rules along")
    func followed() {
        let (old, longer) = (content("2026-01-01", "2026-12-31"), content("2026-01-01", "2027-12-31"))
        let open = content("2026-01-01", nil)
        let text = rule("自: 2026-01-01, 至: 2026-12-31")
        #expect(
            RuleTerm(before: old, after: longer).followed(text) == rule("自: 2026-01-01, 至: 2027-12-31"))
        #expect(RuleTerm(before: old, after: open).followed(text) == rule("自: 2026-01-01"))
        #expect(RuleTerm(before: open, after: old).followed(rule("自: 2026-01-01")) == text)
        let later = content("2026-02-01", "2026-12-31")
        #expect(
            RuleTerm(before: old, after: later).followed(text) == rule("自: 2026-02-01, 至: 2026-12-31"))
    }

    @Test("Days that were not the policy's stay, and so does all below 适用")
    func apart() {
        let (old, longer) = (content("2026-01-01", "2026-12-31"), content("2026-01-01", "2027-12-31"))
        let text = rule("自: 2026-03-01, 至: 2026-06-30")
        #expect(RuleTerm(before: old, after: longer).followed(text) == text)
        #expect(RuleTerm(before: old, after: old).followed(text) == text)
        #expect(RuleTerm(before: old, after: longer).followed("规则: 甲\n") == "规则: 甲\n")
    }

    @Test("Of a long rule the lines that differ are shown, and names in words", arguments: Language.allCases)
    func shown(language: Language) async throws {
        try await World.with { world in
            let visit = try Visit.example(rooms: [world.policies, world.room], at: "/drafts", in: language)
            let head = String(repeating: "  - {号: \"1\", 文: 条件很长的原文。}\n", count: 60)
            var (old, new) = (content(nil, nil), content(nil, nil))
            old.items = [PolicyItem(key: "1", name: "甲")]
            new.items = old.items
            old.items[0].rule = head + "当: 营业收入 ≥ 1000万元"
            new.items[0].rule = head + "当: 营业收入 ≥ 2000万元"
            new.level = .province
            let changes = PolicyComparison(of: old, and: new).fields
            let change = try #require(changes.first { $0.field == .itemRule })
            let shown = ShownChange(change, in: visit)
            #expect(shown.before.text == "当: 营业收入 ≥ 1000万元" && shown.after.text == "当: 营业收入 ≥ 2000万元")
            let level = try #require(changes.first { $0.field == .level })
            let names = ShownChange(level, in: visit)
            #expect(names.after.text == visit.words("policies.level.province"))
            #expect(names.after.text != "province")
        }
    }

    @Test(
        "Telephones with blanks stay whole",
        arguments: [
            ("市工信局 0527 8435 1234", "市工信局", "0527 8435 1234"),
            ("王琳 0574-89186321", "王琳", "0574-89186321"),
            ("3号窗口 0527-84351234转802", "3号窗口", "0527-84351234转802"),
            ("0527-84351234", "", "0527-84351234"),
        ])
    func telephones(line: String, name: String, phone: String) async throws {
        try await World.with { world in
            let version = try await world.draft()
            try await world.visit(as: world.writer) { browser in
                let form = try await browser.open(version.path("/content"))
                #expect(try await browser.send(form, to: "/content", [("contacts", line)]).status == 200)
                let again = try await browser.open(version.path("/content"))
                #expect(try await browser.send(again, to: "/content", []).status == 200)
                let wrong = try await browser.send(again, to: "/content", [("contacts", "王琳")])
                #expect(wrong.status == 422)
            }
            let now = try #require(try await world.policies.store.version(version.id))
            #expect(now.content.contacts == [PolicyContact(name: name, phone: phone)])
        }
    }
}
