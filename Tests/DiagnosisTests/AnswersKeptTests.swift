// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Site
import Store
import StoreTesting
import Testing

@testable import Diagnosis

@Suite struct AnswersKeptTests {
    @Test(arguments: everyDialect)
    func `a member keeps the answers of a self-test once, with their periods`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            let state = try Self.state(site)
            let register = site.register
            try await site.visit("applicant") { browser in
                let report = try await browser.open("/check/report?s=\(state)")
                let link = try #require(report.link("把这些回答存入企业档案"))
                let page = try await browser.open(link)
                #expect(page.text.contains("收入（2025年度）") || page.text.contains("收入"))
                #expect(page.text.contains("1200万元") && page.text.contains("企业自报"))
                #expect(register.declared == [])
                let kept = try await browser.send(page, [])
                #expect(kept.address.hasPrefix("/reports"))
                _ = try await browser.send(page, [])
            }
            let (revenue, staff) = (
                try #require(site.library.vocabulary.word(named: "收入")),
                try #require(site.library.vocabulary.word(named: "人数"))
            )
            let expected = [
                Facts.Key(word: revenue.id, year: 2025): "1200万元", Facts.Key(word: staff.id): "12人",
            ]
            #expect(register.declared == [expected])
        }
    }

    @Test func `strangers and readers are not offered to keep answers`() async throws {
        try await withKeptSite(.sqlite) { site in
            let state = try Self.state(site)
            for name in ["viewer", "official", nil] {
                try await site.visit(name) { browser in
                    let report = try await browser.open("/check/report?s=\(state)")
                    #expect(report.status == 200 && report.link("存入企业档案") == nil)
                    try await browser.expect(403, at: "/check/keep?s=\(state)")
                }
            }
        }
    }

    /// Packed answers, signed as the test's site signs.
    private static func state(_ site: KeptSite) throws -> String {
        let room = try site.room
        var answers = Answers()
        for (name, year, value) in [("人数", 0, "12人"), ("收入", 2025, "1200万元")] {
            let word = try #require(site.library.vocabulary.word(named: name))
            answers.facts[room.name(Facts.Key(word: word.id, year: year))] = value
        }
        return try room.pack(answers, try Visit.example(rooms: [room]))
    }
}
