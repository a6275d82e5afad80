// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Site
import Standards
import Testing

@testable import Diagnosis

@Suite struct ReportTests {
    /// A room with its visit, to make states that a journey of many pages would make.
    private struct Bench {
        let room: Diagnosis
        let visit: Visit

        init(_ site: TestSite) throws {
            room = try Diagnosis(library: site.library)
            visit = try Visit.example(rooms: [room])
        }
    }

    private static func signed(_ answers: Answers, _ site: TestSite) throws -> String {
        let room = try Diagnosis(library: site.library)
        let visit = try Visit.example(rooms: [room])
        return try visit.signedState.pack(answers, for: Answers.purposeOfState)
    }

    /// A site that signs as `Visit.example` does.
    private static func site(_ site: TestSite) -> TestSite {
        var site = site
        site.settings.secret = Array(repeating: 1, count: 32)
        return site
    }

    private static func answers(_ facts: [String: String], in library: Library) throws -> Answers {
        let room = try Diagnosis(library: library)
        var answers = Answers()
        answers.depth = .exact
        for (name, value) in facts {
            let parts = name.split(separator: ".").map(String.init)
            let word = try #require(library.vocabulary.word(named: parts[0]))
            let key = Facts.Key(word: word.id, year: parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
            answers.facts[room.name(key)] = value
        }
        return answers
    }

    static let met = [
        "所属行业": "39", "成立日期": "2020-01-01", "收入.2024": "1000万元", "收入.2025": "1200万元", "占比": "3%", "人数": "12人",
        "有资质": "是", "级别": "高", "称号": "甲",
    ]

    @Test func `the page groups as the library's report does`() async throws {
        let site = try Self.site(
            TestSite.small(rules: [
                Fixture.rule, Fixture.rule("near", ["人数 ≥ 15人"]), Fixture.rule("far", ["人数 ≥ 500人"]),
                Fixture.rule("open", ["无关 ≥ 1人"]),
            ]))
        let answers = try Self.answers(Self.met, in: site.library)
        let room = try Diagnosis(library: site.library)
        let report = site.library.report(room.facts(answers), asOf: Day(number: 20_777))
        let state = try Self.signed(answers, site)
        try await site.visit { browser in
            let page = try await browser.open("/check/report?s=\(state)")
            for group in Report.Group.allCases {
                let expected = report.entries(in: group).map(\.verdict.rule.title)
                let section = page.html.components(separatedBy: "<h2 id=\"\(group.rawValue)\"").dropFirst()
                    .first
                let own = section?.components(separatedBy: "<h2").first ?? ""
                let found = own.matches(of: /<h3><a [^>]*>([^<]*)<\/a>/).map { String($0.1) }
                #expect(found == expected, "\(group)")
            }
            #expect(report.entries(in: .near).count == 1)
            #expect(page.text.contains("人数再增加 3人，达到 15人"), "\(page.text)")
        }
    }

    @Test func `figures changed on the sheet show what would follow`() async throws {
        let site = try Self.site(TestSite.small(rules: [Fixture.rule, Fixture.rule("near", ["人数 ≥ 15人"])]))
        let state = try Self.signed(Self.answers(Self.met, in: site.library), site)
        try await site.visit { browser in
            let sheet = try await browser.open("/check/figures?s=\(state)")
            let room = try Diagnosis(library: site.library)
            let staff = room.wordKeys[try #require(site.library.vocabulary.word(named: "人数")).id]
            var fields = sheet.fieldNames.compactMap { name in sheet.value(name).map { (name, $0) } }
            #expect(fields.contains { $0 == (staff, "12") })
            let kept = Self.chosen(sheet)
            fields = fields.filter { field in field.0 != staff && !kept.contains { $0.0 == field.0 } } + kept
            let same = try await browser.send(sheet, fields + [(staff, "12")])
            #expect(same.text.contains("没有规则换组"), "\(same.text)")
            let changed = try await browser.send(sheet, fields + [(staff, "15")])
            #expect(changed.html.contains("href=\"#rule-near\""))
            #expect(!changed.html.contains("href=\"#rule-all\""))
            let wrong = try await browser.send(sheet, fields + [(staff, "x")])
            #expect(wrong.status == 422)
            #expect(wrong.value(staff) == "x")
            #expect(wrong.text.contains("人数："))
        }
    }

    /// What is chosen in menus and check boxes.
    private static func chosen(_ page: Shown) -> [(String, String)] {
        var chosen: [(String, String)] = []
        for menu in page.html.matches(
            of: /<select id="[^"]*" name="([^"]*)".*?<\/select>/.dotMatchesNewlines())
        {
            let option = String(menu.0).firstMatch(of: /<option value="([^"]*)" selected>/)
            chosen.append((String(menu.1), option.map { String($0.1) } ?? ""))
        }
        for box in page.html.matches(of: /name="([^"]*)" value="([^"]*)" checked/) {
            chosen.append((String(box.1), String(box.2)))
        }
        return chosen
    }

    @Test func `another day and purpose show the versions for them`() async throws {
        let site = try Self.site(
            TestSite.small(rules: [
                Fixture.rule("old", ["人数 ≥ 1人"], from: "2021-01-01"),
                Fixture.rule("new", ["人数 ≥ 1人"], from: "2026-01-01", purposes: ["新申请"]),
            ]))
        let state = try Self.signed(Self.answers(Self.met, in: site.library), site)
        try await site.visit { browser in
            let now = try await browser.open("/check/report?s=\(state)")
            #expect(now.text.contains("规则old") && now.text.contains("规则new"))
            let past = try await browser.open("/check/report?s=\(state)&day=2022-05-01&purpose=application")
            #expect(past.status == 200)
            #expect(past.text.contains("2022年5月1日"))
            #expect(past.text.contains("规则old") && !past.text.contains("规则new"))
            let review = try await browser.open("/check/report?s=\(state)&purpose=review")
            #expect(review.text.contains("为复核判断"))
            #expect(!review.text.contains("规则new"))
            let none = try await browser.open("/check/report?s=\(state)&day=2010-01-01")
            #expect(none.text.contains("没有用于这个用途的规则"))
            let wrong = try await browser.open("/check/report?s=\(state)&day=never&purpose=review")
            #expect(wrong.status == 422)
            #expect(wrong.value("day") == "never")
        }
    }

    @Test func `the longest self-test of all packs fits into an address`() throws {
        let site = try TestSite.national()
        let bench = try Bench(site)
        var answers = Answers()
        answers.depth = .exact
        answers.enterprise = String(repeating: "企", count: 60)
        answers.creditCode = "91350100M000100Y43"
        for word in site.library.vocabulary.words {
            let value: String =
                switch word.kind {
                case .number(let unit): "123456.78\(unit.name)"
                case .flag: "是"
                case .option(let options, _): options.max { $0.utf8.count < $1.utf8.count } ?? ""
                case .options(let options): options.joined(separator: "、")
                case .date: "2020-01-01"
                case .industry: "3670"
                case .region: "320505"
                }
            for year in word.isPeriodic ? [2023, 2024, 2025] : [0] {
                answers.facts[bench.room.name(Facts.Key(word: word.id, year: year))] = value
            }
            answers.asked.append(bench.room.wordKeys[word.id])
        }
        let packed = try bench.room.pack(answers, bench.visit)
        #expect(packed.utf8.count <= SignedState.maximumBytes)
        #expect(try bench.room.answers(packed, bench.visit) == answers)
        // The page of the display settings carries the whole address once more in its own.
        #expect(packed.utf8.count + 200 <= SiteLimits().urlBytes)
    }

    @Test func `more than an address bears is said clearly`() throws {
        let bench = try Bench(TestSite.small())
        var answers = Answers()
        answers.facts = Dictionary(uniqueKeysWithValues: (0..<900).map { ("k\(1000 + $0)", "1234567") })
        #expect(throws: SignedStateFault.self) { try bench.room.pack(answers, bench.visit) }
    }

    @Test func `answers come back from a link as they went in`() throws {
        let bench = try Bench(TestSite.small())
        var answers = try Self.answers(Self.met, in: bench.room.library)
        answers.asked = ["aaaaa", "0b0c1"]
        answers.skipped = ["0b0c1"]
        answers.recalled = ["aaaaa": "?", "bbbbb.2024": "12万元", "bbbbb.2025": "13万元"]
        (answers.purpose, answers.day, answers.scope) = (.review, Day(reading: "2022-05-01"), .rule("zjtx"))
        answers.before = ["aaaaa": ""]
        answers.enterprise = "甲\t乙"
        #expect(try bench.room.answers(bench.room.pack(answers, bench.visit), bench.visit) == answers)
        #expect(try bench.room.answers(bench.room.pack(Answers(), bench.visit), bench.visit) == Answers())
    }
}
