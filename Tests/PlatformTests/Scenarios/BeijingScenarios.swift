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

/// What Beijing's platform gives: a library, a countdown of open calls, a match by many dimensions.
@Suite struct BeijingScenarios {
    @Test func `BJ1: one library holds nation, province, city and county, and each policy is found in it`()
        async throws
    {
        let house = try await House.still.value
        let all = try await house.published()
        let visitor = Visitor(house)
        let page = try await visitor.open("/policies")
        let names: [PolicyLevel: String] = [.nation: "国家", .province: "省级", .city: "市级", .county: "县区"]
        for level in PolicyLevel.allCases {
            let mine = all.filter { $0.content.level == level }
            #expect(mine.count > 1, "the city has policies of \(level)")
            let name = try #require(names[level])
            #expect(page.links.contains { $0.words == "\(name) (\(mine.count))" }, "\(name) \(mine.count)")
            let found = try await visitor.numbers("/policies?level=\(level.rawValue)")
            #expect(found.sorted() == mine.map(\.policy.number))
        }
        let call = try #require(all.first { $0.content.title.contains("技术改造综合奖补") && $0.stage == .released })
        let number = Browser.encode(call.content.documentNumber)
        #expect(try await visitor.numbers("/policies?q=\(number)").first == call.policy.number)
        // The first letters of 技术改造, and the traditional characters for it.
        for words in ["jsgz", "技術改造"] {
            let found = try await visitor.numbers("/policies?q=\(Browser.encode(words))")
            #expect(found.contains(call.policy.number), "\(words)")
        }
        let shown = try await visitor.open("/policies/\(call.policy.number)")
        let lines = call.content.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.count > 20 && lines.filter { !shown.text.contains($0) } == [])
        // The control: what is not in the library is not found.
        #expect(try await visitor.numbers("/policies?q=\(Browser.encode("火星移民安置"))") == [])
    }

    @Test func `BJ2: today's open calls stand in the order of the days that are left, each with its way`()
        async throws
    {
        let house = try await House.still.value
        let calls = try await house.openCalls()
        #expect(calls.count > 10)
        let visitor = Visitor(house)
        let page = try await visitor.open("/policies/today")
        let day = house.today
        let soon = Shown.cards(in: try #require(page.section("7 天内截止")))
        let later = Shown.cards(in: try #require(page.section("正在申报")))
        let listed = soon + later
        #expect(Set(listed.compactMap(\.number)) == Set(calls.map(\.policy.number)))
        let ends = Dictionary(
            uniqueKeysWithValues: calls.map { ($0.policy.number, $0.content.applyTo ?? day) })
        let left = listed.compactMap(\.number).compactMap { ends[$0].map { day.days(until: $0) } }
        #expect(left == left.sorted() && left.count == calls.count)
        #expect(soon.count == left.filter { $0 <= 7 }.count)
        for (card, days) in zip(listed, left) {
            #expect(card.text.contains(days == 0 ? "今天截止" : "还剩 \(days) 天"), "\(card.text)")
        }
        // One step from the list to how, where, with what, and until when.
        let first = try #require(calls.first { !$0.content.materials.isEmpty })
        let call = try await visitor.open("/policies/\(first.policy.number)")
        #expect(call.value("怎么办") == "线上申报")
        #expect(call.value("问谁")?.contains(first.content.items[0].phone) == true)
        let materials = Shown.words(try #require(call.section("申报材料")))
        #expect(first.content.materials.filter { !materials.contains($0) } == [])
    }

    @Test func `BJ3: every facet counts what one counts by hand, and two of them together narrow further`()
        async throws
    {
        let house = try await House.still.value
        let all = try await house.published()
        let visitor = Visitor(house)
        let page = try await visitor.open("/policies")
        let day = house.today
        for facet in Facet.allCases {
            let values = all.reduce(into: Set<String>()) { $0.formUnion(facet.values(of: $1, on: day)) }
            func count(_ value: String) -> Int { all.count { facet.shows($0, under: value, on: day) } }
            var shown: [String: Int] = [:]
            for (words, address) in page.links where address.hasPrefix("/policies?\(facet.rawValue)=") {
                let value = address.split(separator: "=", maxSplits: 1)[1].removingPercentEncoding ?? ""
                shown[value] = words.firstMatch(of: /\((\d+)\)$/).flatMap { Int($0.1) }
            }
            // Long lists show the most frequent ones, each with its right count; the rest stands in a menu.
            let hidden = values.filter { shown[$0] == nil }
            for (value, told) in shown { #expect(told == count(value), "\(facet) \(value)") }
            #expect(hidden.isEmpty || shown.count >= 20, "\(facet)")
            #expect((hidden.map(count).max() ?? 0) <= (shown.values.min() ?? 0), "\(facet)")
            #expect(shown.count > 1, "\(facet)")
        }
        let both = all.filter { $0.content.kinds.contains(.award) && $0.content.level == .city }
        let award = all.filter { $0.content.kinds.contains(.award) }
        #expect(both.count < award.count && !both.isEmpty)
        #expect(
            try await visitor.numbers("/policies?kind=award&level=city").sorted()
                == both.map(\.policy.number))
        // What an enterprise's place and trade rule out is not offered to it.
        let member = try await Visitor(house, as: "企业管理员")
        let mine = try await member.open("/my/policies?group=missed")
        let missed = Shown.cards(in: try #require(mine.section("不符合"))).compactMap(\.number)
        let own = try await house.ownEnterprise().enterprise
        let elsewhere = all.filter { version in
            Facet.status(of: version, on: day) == "open" && version.content.level == .county
                && version.content.region != own.region
        }
        #expect(!elsewhere.isEmpty)
        for version in elsewhere {
            #expect(missed.contains(version.policy.number), "\(version.content.title)")
        }
    }
}
