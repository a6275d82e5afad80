// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Diagnosis

@Suite struct ShareTests {
    private static func token(_ page: Shown) throws -> String {
        String(try #require(page.html.firstMatch(of: /\/shared\/([0-9a-f]{64})/)?.1))
    }

    @Test(arguments: everyDialect)
    func `a link shows one report to a stranger, is counted, and ends by itself`(dialect: Dialect)
        async throws
    {
        try await withKeptSite(dialect) { site in
            try KeptReportTests.state(site)
            let id = try await site.made()
            let clock = site.clock
            try await site.visit("applicant") { browser in
                let form = try await browser.open("/reports/\(id)/shares")
                #expect(form.text.contains("还没有分享过"))
                let made = try await browser.send(form, [("days", "7")])
                let token = try Self.token(made)
                try await site.visit { stranger in
                    let page = try await stranger.open("/shared/\(token)")
                    #expect(page.status == 200 && page.text.contains("苏州育苗科技有限公司"))
                    #expect(page.text.contains("申报人 与您分享了这份报告"))
                    #expect(page.headers[.cacheControl] == "no-store")
                    #expect(page.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
                    #expect(page.headers[HTTPField.Name("X-Robots-Tag")!]?.contains("noindex") == true)
                    #expect(!page.html.contains("/reports") && !page.html.contains(id.text))
                    let file = try await stranger.open("/shared/\(token)/pdf")
                    #expect(file.bytes.starts(with: Array("%PDF".utf8)))
                    try await stranger.expect(403, at: "/reports/\(id)")
                }
                let list = try await browser.open("/reports/\(id)/shares")
                #expect(list.text.contains("2 次"), "\(list.text)")
                #expect(!list.html.contains(token))
                clock.pass(days: 7)
                try await site.visit { stranger in
                    let over = try await stranger.open("/shared/\(token)")
                    #expect(over.status == 410 && over.text.contains("这个链接已经失效"))
                    try await stranger.expect(404, at: "/shared/\(String(token.reversed()))")
                }
                let after = try await browser.open("/reports/\(id)/shares")
                #expect(after.text.contains("2 次"))
            }
        }
    }

    @Test(arguments: everyDialect)
    func `only people count as readers of a link`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            let id = try await site.made()
            try await site.visit("applicant") { browser in
                let path = "/reports/\(id)/shares"
                let token = try Self.token(
                    try await browser.send(try await browser.open(path), [("days", "7")]))
                let store = ReportStore(database: site.database)
                try await site.visit { other in
                    for headers in [
                        ["Sec-Purpose": "prefetch;prerender"], ["Purpose": "prefetch"], ["X-Moz": "prefetch"],
                        ["Sec-Fetch-Mode": "no-cors"],
                        ["User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"],
                        ["User-Agent": "facebookexternalhit/1.1"], ["User-Agent": "curl/8.5"],
                    ] {
                        let page = try await other.fetch("/shared/\(token)", .get, headers)
                        #expect(page.status == 200 && page.text.contains("苏州育苗科技有限公司"))
                    }
                    _ = try await other.fetch("/shared/\(token)", .head, [:])
                    #expect(try await store.shares(of: id).map(\.opened) == [0])
                    let person = [
                        "User-Agent": "Mozilla/5.0 (iPhone) MicroMessenger/8.0", "Sec-Fetch-Mode": "navigate",
                    ]
                    _ = try await other.fetch("/shared/\(token)", .get, person)
                    #expect(try await store.shares(of: id).map(\.opened) == [1])
                }
            }
        }
    }

    @Test(arguments: everyDialect)
    func `a link that was ended opens no more, and other links do`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            let id = try await site.made()
            try await site.visit("applicant") { browser in
                let path = "/reports/\(id)/shares"
                let first = try Self.token(
                    try await browser.send(try await browser.open(path), [("days", "30")]))
                let second = try Self.token(
                    try await browser.send(try await browser.open(path), [("days", "1")]))
                let shares = try await ReportStore(database: site.database).shares(of: id)
                #expect(shares.count == 2)
                let newest = try #require(shares.first)
                let ended = try await browser.send(try await browser.open(path), [("end", newest.id.text)])
                #expect(ended.text.contains("已终止"))
                try await site.visit { stranger in
                    try await stranger.expect(410, at: "/shared/\(second)")
                    try await stranger.expect(200, at: "/shared/\(first)")
                }
            }
            try await site.visit("stranger") { browser in
                try await browser.expect(404, at: "/reports/\(id)/shares")
            }
        }
    }

    @Test(arguments: everyDialect)
    func `only the digest of a token is in the database`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            let id = try await site.made()
            try await site.visit("applicant") { browser in
                let form = try await browser.open("/reports/\(id)/shares")
                let token = try Self.token(try await browser.send(form, [("days", "7")]))
                let again = try await browser.send(form, [("days", "7")])
                #expect(again.html.firstMatch(of: /\/shared\/[0-9a-f]{64}/) == nil)
                let texts = try await site.database.read { reader in
                    let shares: [String] = try reader.rows("SELECT digest FROM diagnosis_share").map {
                        try $0[0]
                    }
                    let once: [String] = try reader.rows("SELECT outcome FROM store_once").map { try $0[0] }
                    return (shares, once)
                }
                #expect(texts.0 == [ReportShare.digest(of: token)])
                #expect(!texts.1.joined().contains(token))
                let wrong = try await browser.send(form, [("days", "365")])
                #expect(wrong.status == 422 && wrong.text.contains("请选择有效天数"))
            }
        }
    }

    @Test(arguments: everyDialect)
    func `what is done to an enterprise's reports is in the audit`(dialect: Dialect) async throws {
        try await withKeptSite(dialect) { site in
            let id = try await site.made()
            try await site.visit("applicant") { browser in
                let path = "/reports/\(id)/shares"
                _ = try await browser.send(try await browser.open(path), [("days", "7")])
                let share = try #require(try await ReportStore(database: site.database).shares(of: id).first)
                _ = try await browser.send(try await browser.open(path), [("end", share.id.text)])
            }
            let actions = try await site.database.read { reader in
                try reader.auditEntries(of: KeptSite.mine.text).map(\.action)
            }
            #expect(actions == ["report.keep", "report.share", "report.share.end"])
        }
    }
}
