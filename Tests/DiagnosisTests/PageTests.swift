// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Rules
import Site
import Standards
import Testing

@testable import Diagnosis

@Suite struct PageTests {
    /// Headers that every response has, whatever it is.
    private static let headers = [
        "content-security-policy":
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'",
        "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
    ]

    private static func check(_ page: Shown, _ language: Language, status: Int = 200) {
        #expect(page.status == status, "\(page.address)")
        #expect(!page.html.contains("⟦"), "\(page.address)")
        #expect(page.html.contains("<html lang=\"\(language.rawValue)\""), "\(page.address)")
        for (name, value) in headers {
            let found = page.headers.first { $0.name.canonicalName == name }?.value
            #expect(found == value, "\(page.address): \(name)")
        }
    }

    @Test(arguments: Language.allCases)
    func `each page shows in both languages with its headers and no missing word`(language: Language)
        async throws
    {
        try await TestSite.national().visit { browser in
            let paths = [
                "/", "/size", "/check", "/check/question", "/check/report", "/check/figures", "/rules",
                "/verify",
            ]
            for path in paths {
                Self.check(try await browser.open("\(path)?lang=\(language.rawValue)"), language)
            }
            for rule in try TestSite.national().library.ruleCodes {
                Self.check(try await browser.open("/rules/\(rule)"), language)
            }
            let start = try await browser.open("/size")
            let figures = try await browser.send(
                start, [("industry", "39"), ("enterprise", "甲公司"), ("code", "")])
            Self.check(figures, language)
            let names = figures.fieldNames
            let wrong = try await browser.send(figures, [(names[0], "x")])
            Self.check(wrong, language, status: 422)
            let result = try await browser.send(figures, [(names[0], "100"), (names[1], "3000")])
            Self.check(result, language)
            let certificate = try #require(result.html.firstMatch(of: /href="(\/size\/certificate[^"]*)"/)?.1)
            Self.check(try await browser.open(Shown.decode(String(certificate))), language)
        }
    }

    /// English pages hold Chinese only where it says so.
    @Test func `an English page marks what is Chinese`() async throws {
        try await TestSite.national().visit { browser in
            _ = try await browser.open("/?lang=en")
            var page = try await browser.open("/check/question")
            #expect(Self.unmarked(page) == [])
            page = try await browser.send(page, [("\(page.fieldNames[0])", "39")])
            for path in [
                "/", "/size", "/check", "/check/report", "/rules", "/rules/zjtx", "/rules/gazelle", "/verify",
            ] {
                #expect(Self.unmarked(try await browser.open(path)) == [], "\(path)")
            }
        }
    }

    @Test func `a Chinese word without a mark is noticed`() {
        let page = Shown(
            status: 200, headers: [:], html: "<main><p>not 标记</p><p lang=\"zh-Hans\">原文</p></main>",
            address: "")
        #expect(Self.unmarked(page) == ["not 标记"])
    }

    /// Texts with Chinese outside an element that is marked as Chinese.
    private static func unmarked(_ page: Shown) -> [String] {
        let main =
            page.html.components(separatedBy: "<main").last?.components(separatedBy: "</main>").first ?? ""
        // The innermost marked element holds text only; figures and table cells hold a link at most.
        let plain = main.replacing(
            /<([a-z]+)[^>]* lang="zh-Hans"[^>]*>(?:[^<]|<a [^>]*>|<\/a>)*<\/\1>/, with: "")
        return plain.components(separatedBy: "<")
            .compactMap { part in part.split(separator: ">", maxSplits: 1).last.map(String.init) }
            .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            .filter { $0.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) } && !$0.contains("中小企业划型标准规定") }
    }

    @Test func `the words are complete in both languages`() throws {
        let library = try TestSite.small().library
        let shelf = try Diagnosis(library: library).shelf
        #expect(try WordBook(shelves: [.site, shelf]).findings() == [])
    }

    @Test(arguments: [
        "/check/report?s=x", "/check/report?s=1.a.b", "/check/question?s=%00", "/check/figures?s=1..",
        "/size/figures?s=1.e30.AAAA",
        "/size/result?s=", "/size/certificate", "/size/certificate?c=1.e30.AAAA", "/rules/none",
        "/rules/%2e%2e",
        "/check/report?purpose=none", "/check/report?day=1999-01-01", "/check/report?day=x",
        "/check/report?day=99999999-01-01",
        "/verify?c=%F0%9F", "/rules/zjtx?v=%27",
    ])
    func `a hostile address is refused and never breaks the server`(address: String) async throws {
        try await TestSite.national().visit { browser in
            let page = try await browser.open(address)
            #expect((200..<500).contains(page.status), "\(page.status)")
            // Nothing given is the start; a certificate that is none is said to be none.
            let isHarmless = ["/verify", "/rules/zjtx", "/size/result"].contains { address.hasPrefix($0) }
            #expect(page.status >= 400 || isHarmless)
            #expect(page.isPage)
        }
    }

    @Test func `what is typed is shown as text and never as mark-up`() async throws {
        try await TestSite.national().visit { browser in
            let start = try await browser.open("/size")
            let name = "<script>alert(1)</script>&\"'"
            let refused = try await browser.send(
                start, [("industry", ""), ("enterprise", name), ("code", "")])
            #expect(refused.status == 422)
            #expect(refused.value("enterprise") == name)
            let result = try await browser.send(
                start, [("industry", "ZZ"), ("enterprise", name), ("code", "")])
            #expect(result.status == 422)
            for page in [refused, result] { #expect(!page.html.contains("<script")) }
        }
    }
}
