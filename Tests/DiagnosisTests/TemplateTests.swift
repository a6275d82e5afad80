// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Site
import Standards
import Store
import Testing

@testable import Diagnosis

@Suite struct TemplateTests {
    /// Pages in which every optional part is there once.
    private static func samples(in language: Language) throws -> [any Page] {
        let library = try TestSite.national().library
        let room = try Diagnosis(library: library)
        let visit = try Visit.example(rooms: [room], in: language)
        return try plain(room, visit) + sized(room, visit, language) + checked(room, visit) + kept(visit)
    }

    /// What another room may put on the home page.
    private static let contributed = Panel(
        id: "policies", title: "今日申报", text: "说明", links: [Link("全部", "/policies")])

    private static func plain(_ room: Diagnosis, _ visit: Visit) throws -> [any Page] {
        let language = visit.preferences.language
        let old = try Visit.example(rooms: [room], at: "/rules/zjtx?v=2022-08-01", in: language)
        return [
            HomePage(in: visit, room: room, panels: [contributed]), SizeIndustryPage(in: visit, room: room),
            try CheckStartPage(in: visit, room: room), RulesPage(in: visit, room: room),
            try RulePage(in: old, room: room, code: "zjtx"),
            try RulePage(in: visit, room: room, code: "gazelle"),
            VerifyPage(in: visit, room: room),
        ]
    }

    private static func sized(_ room: Diagnosis, _ visit: Visit, _ language: Language) throws -> [any Page] {
        var answers = Answers()
        answers.enterprise = "甲公司"
        func set(_ name: String, _ year: Int, _ value: String) throws {
            let word = try #require(room.library.vocabulary.word(named: name))
            answers.facts[room.name(Facts.Key(word: word.id, year: year))] = value
        }
        try set("所属行业", 0, "66")
        var pages: [any Page] = [try SizeResultPage(in: visit, room: room, answers: answers)]
        try set("所属行业", 0, "39")
        let year = visit.today.year - 1
        try set("从业人员", year, "300人")
        pages.append(try FiguresPage(in: visit, .size(answers, room)))
        try set("营业收入", year, "2000万元")
        pages.append(try SizeResultPage(in: visit, room: room, answers: answers))
        let verdict = try #require(room.sizeVerdict(answers, visit))
        let code = try room.certificate(answers, verdict, visit)
        pages.append(try CertificatePage(in: visit, room: room, packed: code))
        for typed in [code, "x"] {
            let asked = try Visit.example(rooms: [room], at: "/verify?c=\(typed)", in: language)
            pages.append(VerifyPage(in: asked, room: room))
        }
        return pages
    }

    private static func checked(_ room: Diagnosis, _ visit: Visit) throws -> [any Page] {
        var answers = Answers()
        answers.purpose = .review
        let question = try #require(room.nextQuestion(answers, visit))
        var pages: [any Page] = [
            try QuestionPage(in: visit, room: room, answers: answers, question: question),
            try FiguresPage(in: visit, .whatIf(answers, room)),
        ]
        let revenue = try #require(room.library.vocabulary.word(named: "营业收入"))
        let fields = [2024, 2025].map { year in
            FactField(room: room, visit: visit, key: Facts.Key(word: revenue.id, year: year), stored: nil)
        }
        let yearly = Question(
            word: revenue, fields: fields, number: 2, left: 3, isQuick: false, wasSkipped: true, rules: [])
        pages.append(try QuestionPage(in: visit, room: room, answers: answers, question: yearly))
        pages.append(try ReportPage(in: visit, room: room, answers: answers))
        return pages + (try reports(visit))
    }

    /// A small pack in which there is a rule in each group, and one that moved.
    private static func reports(_ visit: Visit) throws -> [any Page] {
        let library = try TestSite.small(rules: [
            Fixture.rule, Fixture.rule("met", ["人数 ≥ 1人"]), Fixture.rule("near", ["人数 ≥ 15人"]),
            Fixture.rule("far", ["人数 ≥ 500人", "有资质"]),
            Fixture.rule("other", ["所属行业 属于 A"]),
        ]).library
        let room = try Diagnosis(library: library)
        let small = try Visit.example(rooms: [room], in: visit.preferences.language)
        var answers = Answers()
        let staff = try #require(library.vocabulary.word(named: "人数"))
        let key = room.wordKeys[staff.id]
        answers.facts[key] = "12人"
        answers.facts[room.wordKeys[try #require(library.vocabulary.industryWord).id]] = "39"
        answers.before = [key: "0人"]
        answers.scope = .rule("none")
        let empty = try ReportPage(in: small, room: room, answers: answers)
        answers.scope = .ladder
        let question = try #require(room.nextQuestion(answers, small))
        let asked = try QuestionPage(in: small, room: room, answers: answers, question: question)
        return [empty, asked, try ReportPage(in: small, room: room, answers: answers)]
    }

    /// Pages of kept reports: with and without a report before, links, answers.
    private static func kept(_ visit: Visit) throws -> [any Page] {
        let library = try TestSite.small(rules: [
            Fixture.rule("staff", ["人数 ≥ 10人"]), Fixture.rule("near", ["人数 ≥ 15人"]),
            Fixture.rule("new", ["人数 ≥ 1人"], from: "2026-11-10"),
        ]).library
        let room = try Diagnosis(library: library)
        let enterprise = ReportedEnterprise(
            id: KeptSite.mine, name: "甲公司", creditCode: "", region: try #require(Region(code: "320500")))
        let staff = try #require(library.vocabulary.word(named: "人数"))
        func report(_ number: Int, _ day: String, _ value: String) throws -> StoredReport {
            var facts = Facts()
            facts.set(
                Facts.Report(value: try #require(staff.storedValue(value)), source: "税务"),
                for: Facts.Key(word: staff.id))
            let report = library.keptReport(
                try #require(ID("01900000-0000-7000-8000-00000000000\(number)")), on: enterprise, facts,
                asOf: try #require(Day(reading: day)), for: .application, madeAt: 1_795_000_000_000)
            return StoredReport(report: report, json: try report.json(), madeBy: "乙")
        }
        let (old, new) = (try report(1, "2026-11-01", "12人"), try report(2, "2026-11-21", "8人"))
        let share = ReportShare(
            id: try #require(ID("01900000-0000-7000-8000-000000000003")), report: new.report.id, madeAt: 0,
            madeBy: "乙", until: 100, endedAt: nil, opened: 1, openedAt: 50)
        let line = ReportLine(
            id: new.report.id, purpose: .review, asOf: new.report.asOf, madeAt: 0, madeBy: "乙", eligible: 1,
            near: 2)
        var answers = Answers()
        answers.facts[room.wordKeys[staff.id]] = "12人"
        let (many, none) = (Array(repeating: line, count: ReportStore.pageSize + 1), [ReportLine]())
        return [
            ReportsPage(in: visit, enterprise: enterprise, lines: many, mayMake: true),
            ReportsPage(in: visit, enterprise: enterprise, lines: none, mayMake: false),
            KeptReportPage(in: visit, room: room, stored: new, before: old.report, mayShare: true),
            KeptReportPage(in: visit, room: room, stored: old, before: new.report, mayShare: true),
            KeptReportPage(in: visit, room: room, stored: new, before: nil, mayShare: false),
            KeptReportPage(in: visit, room: room, stored: new, hiding: .none),
            SharedReportPage(in: visit, room: room, stored: new, share: share, token: "t"),
            SharesPage(in: visit, report: new.report, shares: [share], now: 10, token: "t"),
            SharesPage(in: visit, report: new.report, shares: [], now: 10),
            KeepAnswersPage(in: visit, room: room, enterprise: enterprise, answers: answers, packed: "s"),
            KeepAnswersPage(in: visit, room: room, enterprise: enterprise, answers: Answers(), packed: "s"),
        ]
    }

    @Test(arguments: Language.allCases)
    func `every tag is a stored property and every part of every template is shown`(language: Language) throws
    {
        let room = try Diagnosis(library: TestSite.small().library)
        let review = try TemplateReview(of: room.shelf)
        let findings = review.findings(in: try Self.samples(in: language))
        #expect(findings == [], "\(findings)")
    }

    @Test func `a template that no page shows is noticed`() throws {
        let room = try Diagnosis(library: TestSite.small().library)
        let visit = try Visit.example(rooms: [room])
        let findings = try TemplateReview(of: room.shelf).findings(in: [
            HomePage(in: visit, room: room, panels: [])
        ])
        #expect(findings.contains("ReportPage is used by no sample"))
    }
}
