// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Paper
import Rules
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Diagnosis

@Suite struct PaperReportTests {
    /// The text of a PDF by Debian's `poppler-utils`, page by page.
    static func pages(_ bytes: [UInt8]) throws -> [String] {
        let place = NSTemporaryDirectory() + "yumiao-report-" + UUID().uuidString + ".pdf"
        try Data(bytes).write(to: URL(filePath: place))
        defer { try? FileManager.default.removeItem(atPath: place) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["pdftotext", "-layout", place, "-"]
        let out = Pipe()
        process.standardOutput = out
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).components(separatedBy: "\u{0C}").dropLast()
            .map { $0.filter { !$0.isWhitespace } }
    }

    @Test(arguments: everyDialect)
    func `the first page has the summary and the groups, then every rule with clause, value, words and gap`(
        dialect: Dialect
    ) async throws {
        try await withKeptSite(dialect) { site in
            try KeptReportTests.state(site)
            let id = try await site.made()
            try await site.visit("applicant") { browser in
                let file = try await browser.open("/reports/\(id)/pdf")
                #expect(file.status == 200 && file.headers[.contentType] == "application/pdf")
                #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
                let pages = try Self.pages(file.bytes)
                let first = try #require(pages.first)
                for words in ["企业匹配报告", "苏州育苗科技有限公司", "可以申请", "差一点", "待补充", "2026年11月", "规则staff"] {
                    #expect(first.contains(words), "\(words)")
                }
                let all = pages.joined()
                for words in ["应当满足各项条件。", "试〔2020〕1号", "人数再增加3人，达到15人", "税务", "2026-06-01", "条件1"] {
                    #expect(all.contains(words), "\(words)")
                }
                #expect(!all.contains("规则elsewhere"))
                #expect(all.contains("1/\(pages.count)") && all.contains("\(pages.count)/\(pages.count)"))
                let again = try await browser.open("/reports/\(id)/pdf")
                #expect(again.bytes == file.bytes)
                let english = try await browser.open("/reports/\(id)/pdf?lang=en")
                #expect(try Self.pages(english.bytes).joined().contains("Youcanapply"))
            }
        }
    }

    @Test func `a report whose version is gone is shown and printed in the words that were kept`()
        async throws
    {
        try await withKeptSite(.sqlite) { site in
            try KeptReportTests.state(site)
            let id = try await site.made()
            var later = site
            later.library = try TestSite.small(rules: [Fixture.rule("new", ["人数 ≥ 1人"])]).library
            try await later.visit("applicant") { browser in
                let page = try await browser.open("/reports/\(id)")
                #expect(page.text.contains("规则staff") && page.text.contains("按留存的文字显示"))
                let pages = try Self.pages(try await browser.open("/reports/\(id)/pdf").bytes)
                #expect(pages.joined().contains("规则staff"))
            }
        }
    }

    @Test func `a report on all official rules is printed in both languages within bounds`() throws {
        let library = try TestSite.national().library
        let room = try Diagnosis(library: library)
        let ground = TestGround().ground
        let enterprise = ReportedEnterprise(
            id: KeptSite.mine, name: "苏州育苗科技有限公司", creditCode: "91350100M000100Y43",
            region: try #require(Region(code: KeptSite.suzhou)))
        let report = library.keptReport(
            ground.id(), on: enterprise, Facts(), asOf: try #require(Day(reading: "2026-11-21")),
            for: .application, madeAt: ground.now())
        for language in Language.allCases {
            let visit = try Visit.example(rooms: [room], in: language)
            let paper = ReportPaper(
                report: report, madeBy: "甲", changes: nil, link: "https://example.gov.cn/reports/1",
                room: room,
                visit: visit)
            let bytes = try paper.printout.pdf()
            let pages = try Self.pages(bytes)
            print("report on \(report.verdicts.count) rules: \(pages.count) pages, \(bytes.count) bytes")
            #expect(pages.count < 100 && bytes.count < 4 << 20)
        }
    }
}
