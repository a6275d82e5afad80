// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Site
import Standards
import Testing

@testable import Diagnosis

@Suite struct QuestionTests {
    /// What a visitor of the small pack answers, by the word's name.
    static let answers = [
        "注册地": "江苏省苏州市", "所属行业": "39", "成立日期": "2020-01-01", "收入": "1200", "占比": "3.5%", "人数": "12",
        "有资质": "是", "级别": "高", "称号": "甲",
    ]

    /// Answers the question of a page, or says 不清楚 where the answer is nil.
    private static func reply(_ browser: Browser, _ page: Shown, _ answer: String?) async throws -> Shown {
        let names = page.fieldNames
        let isUnknown = answer == nil
        if isUnknown, names.contains("unknown") { return try await browser.send(page, [("unknown", "1")]) }
        let own = names.filter { $0 != "unknown" }
        return try await browser.send(page, own.map { ($0, answer ?? "不清楚") })
    }

    private static func asked(_ page: Shown) -> String? {
        page.html.firstMatch(of: /<h1>(.*?)是多少？<\/h1>/).map { String($0.1) }
    }

    private static func isReport(_ page: Shown) -> Bool { page.address.contains("/check/report") }

    /// Goes on until the report, and tells what was asked in which order.
    private static func walk(
        _ browser: Browser, from link: String, answer: (String) -> String?
    ) async throws -> (asked: [String], report: Shown) {
        let start = try await browser.open("/check")
        var page = try await browser.open(try #require(start.link(link)))
        var all: [String] = []
        while !isReport(page) {
            let word = try #require(asked(page), "\(page.text)")
            all.append(word)
            try #require(all.count < 40)
            page = try await reply(browser, page, answer(word))
        }
        return (all, page)
    }

    @Test func `every kind of word can be asked, answered, and leads to the verdict`() async throws {
        try await TestSite.small().visit { browser in
            let (asked, report) = try await Self.walk(browser, from: "精确自测") { Self.answers[$0] }
            #expect(Set(asked) == Set(Self.answers.keys).subtracting(["注册地"]))
            #expect(asked.first == "所属行业")
            #expect(report.text.contains("可以申请（1）"))
            #expect(report.text.contains("符合all"))
        }
    }

    @Test func `a fact on which nothing hangs is never asked`() async throws {
        let region = Fixture.rule("local", ["人数 ≥ 1人"], region: "\"320500\"")
        try await TestSite.small().visit { browser in
            let (asked, _) = try await Self.walk(browser, from: "精确自测") { Self.answers[$0] }
            #expect(!asked.contains("无关"))
            #expect(!asked.contains("注册地"))
        }
        // With a rule of one city the place is asked, because that rule hangs on it.
        try await TestSite.small(rules: [Fixture.rule, region]).visit { browser in
            let (asked, _) = try await Self.walk(browser, from: "精确自测") { Self.answers[$0] }
            #expect(asked.contains("注册地"))
        }
    }

    @Test func `a verdict that is missed already asks nothing more`() async throws {
        try await TestSite.small().visit { browser in
            let (asked, report) = try await Self.walk(browser, from: "精确自测") { word in
                word == "所属行业" ? "01" : Self.answers[word]
            }
            #expect(asked == ["所属行业"])
            #expect(report.text.contains("不符合（1）"))
        }
    }

    @Test func `the quick test asks at most seven`() async throws {
        try await TestSite.small().visit { browser in
            let (asked, report) = try await Self.walk(browser, from: "快速自测") { Self.answers[$0] }
            #expect(asked.count == Answers.quickCount)
            #expect(report.text.contains("待补充（1）"))
            #expect(report.link("继续回答") != nil)
        }
        try await TestSite.national().visit { browser in
            var page = try await browser.open("/check/question")
            var count = 0
            while !Self.isReport(page) {
                count += 1
                try #require(count <= Answers.quickCount)
                page = try await Self.reply(browser, page, nil)
            }
            #expect(count == Answers.quickCount)
        }
    }

    @Test func `an unknown answer is not asked again`() async throws {
        try await TestSite.small().visit { browser in
            let (asked, report) = try await Self.walk(browser, from: "精确自测") { _ in nil }
            #expect(asked.count == Set(asked).count)
            #expect(report.text.contains("待补充（1）"))
            #expect(report.link("继续回答") == nil)
        }
    }

    @Test func `the way back shows the earlier answer and loses none`() async throws {
        try await TestSite.small().visit { browser in
            let start = try await browser.open("/check")
            var page = try await browser.open(try #require(start.link("精确自测")))
            while Self.asked(page) != "收入" {
                page = try await Self.reply(browser, page, Self.answers[Self.asked(page) ?? ""])
            }
            let names = page.fieldNames
            let next = try await browser.send(page, [(names[0], "1100"), (names[1], "1,300万")])
            let back = try await browser.open(try #require(next.link("上一题")))
            #expect(Self.asked(back) == "收入")
            #expect(back.value(names[0]) == "1100")
            #expect(back.value(names[1]) == "1300")
            let twice = try await browser.open(try #require(back.link("上一题")))
            let again = try await Self.reply(browser, twice, Self.answers[Self.asked(twice) ?? ""])
            #expect(again.value(names[1]) == "1300")
        }
    }

    @Test(arguments: [
        ("收入", "1.200,5", "可能有两种读法"), ("占比", "0.03", "是 3% 还是 0.03%"), ("人数", "约12", "请填写实际的数"),
        ("成立日期", "去年", "不是日期"), ("人数", "12万元", "单位"),
    ])
    func `a wrong answer keeps what was typed and says how to write it`(
        word: String, typed: String, said: String
    ) async throws {
        try await TestSite.small().visit { browser in
            let start = try await browser.open("/check")
            var page = try await browser.open(try #require(start.link("精确自测")))
            while let asked = Self.asked(page), asked != word {
                page = try await Self.reply(browser, page, Self.answers[asked])
            }
            let refused = try await Self.reply(browser, page, typed)
            #expect(refused.status == 422)
            #expect(refused.text.contains(said), "\(refused.text)")
            #expect(refused.value(page.fieldNames[0]) == typed)
            #expect(refused.html.contains("aria-invalid=\"true\""))
            #expect(try await Self.reply(browser, refused, Self.answers[word]).status == 200)
        }
    }

    @Test func `nothing typed and nothing ticked asks for one of them`() async throws {
        try await TestSite.small().visit { browser in
            let page = try await browser.open("/check/question")
            let refused = try await browser.send(page, [(page.fieldNames[0], "")])
            #expect(refused.status == 422)
            #expect(refused.text.contains("不清楚，跳过这一题"))
        }
    }

    @Test func `a place of which there are several is offered as a choice`() async throws {
        let region = Fixture.rule("local", ["人数 ≥ 1人"], region: "\"320500\"")
        try await TestSite.small(rules: [region]).visit { browser in
            let page = try await browser.open("/check/question")
            let name = page.fieldNames[0]
            let refused = try await browser.send(page, [(name, "鼓楼区")])
            #expect(refused.status == 422)
            #expect(refused.fieldNames.contains(name + "-near"))
            let next = try await browser.send(refused, [(name, "鼓楼区"), (name + "-near", "江苏省南京市鼓楼区")])
            #expect(next.status == 200)
        }
    }

    @Test func `progress is honest in both tests`() async throws {
        try await TestSite.small().visit { browser in
            let start = try await browser.open("/check")
            let quick = try await browser.open(try #require(start.link("快速自测")))
            #expect(quick.text.contains("第 1 题，最多 7 题"))
            let exact = try await browser.open(try #require(start.link("精确自测")))
            #expect(exact.text.contains("第 1 题，现在还有 8 题没有答"))
        }
    }

    @Test func `a rule alone asks only what it needs`() async throws {
        let other = Fixture.rule("other", ["人数 ≥ 100人"])
        try await TestSite.small(rules: [Fixture.rule, other]).visit { browser in
            let rule = try await browser.open("/rules/other")
            var page = try await browser.open(try #require(rule.link("只测这一条")))
            #expect(Self.asked(page) == "人数")
            page = try await Self.reply(browser, page, "90")
            #expect(Self.isReport(page))
            #expect(page.text.contains("规则other"))
            #expect(!page.text.contains("规则all"))
            let all = try await browser.open(try #require(page.link("看全部规则的报告")))
            #expect(all.text.contains("规则all"))
        }
    }
}
