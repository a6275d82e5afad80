// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import SiteTesting
import Standards
import Store
import StoreTesting
import Testing

@testable import Intakes

/// Sources on a site of this machine, which only these tests allow.
@Suite("Watched sources", .serialized)
struct WatchTests {
    private static func policy(_ number: Int, _ amount: Int) -> String {
        """
        <html><head><title>x</title></head><body><p>苏州市工业和信息化局关于印发第\(number)项措施的通知</p>
        <p>苏工信〔2026〕\(number)号</p>
        <p>第一条 对首次认定的高新技术企业，给予\(amount)万元奖励。</p><p>第二条 本通知自2026年4月1日起施行。</p></body></html>
        """
    }

    /// While all tests run at once, the site of this machine waits minutes for its turn: that must not look
    /// like a slow site.
    private static let patience = 600

    private static func settings(_ host: String, _ seconds: Int) -> FetchSettings {
        var settings = FetchSettings()
        settings.allowedHosts = [host]
        settings.delayMilliseconds = 30
        settings.timeoutSeconds = seconds
        settings.largestMiB = 1
        return settings
    }

    /// Runs a test with a site and a world that may ask it.
    private func watching(
        _ dialect: Dialect = .sqlite, within seconds: Int = patience,
        _ body: @escaping @Sendable (World, LocalSite, String) async throws -> Void
    ) async throws {
        try await LocalSite.with { site, host in
            try await World.with(dialect, fetching: Self.settings(host, seconds)) { world in
                try await body(world, site, "http://\(host)")
            }
        }
    }

    private func declare(
        _ world: World, _ address: String, _ kind: WatchedSource.Kind = .feed, pattern: String = ""
    ) async throws -> ID<WatchedSource> {
        let entry = SourceEntry(
            name: "市工信局", address: address, kind: kind, pattern: pattern, region: World.suzhou,
            department: nil, intervalHours: 24)
        return try await world.room.sourceStore.declare(entry, by: world.editor, once: UUID().uuidString)
    }

    private static let feed = LocalSite.Page.html(
        """
        <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>政策</title>
        <entry><title>第1项</title><link href="/a/1.html"/></entry>
        <entry><title>第2项</title><link rel="alternate" href="/a/2.html"/></entry></feed>
        """, tag: "\"f1\"")

    @Test(
        "New documents become findings, changed ones show what changed, the rest is not taken again",
        arguments: everyDialect)
    func findings(_ dialect: Dialect) async throws {
        try await watching(dialect) { world, site, base in
            site["/feed"] = Self.feed
            site["/a/1.html"] = .html(Self.policy(1, 20), tag: "\"a1\"")
            site["/a/2.html"] = .html(Self.policy(2, 30), tag: "\"a2\"")
            let id = try await declare(world, base + "/feed")
            try await world.work()
            let found = try await world.room.findingStore.findings(in: .open, of: [World.suzhou])
            #expect(found.count == 2 && found.allSatisfy { $0.before == nil })
            // Of another city none, however few are asked for; of the nation all, each once.
            let store = world.room.findingStore
            #expect(try await store.findings(in: .open, of: [World.wuxi]).isEmpty)
            let both = try await store.findings(in: .open, of: [.nation, World.suzhou])
            #expect(both.map(\.id) == found.map(\.id))
            #expect(try await store.findings(in: .open, of: [World.suzhou], limit: 1).count == 1)
            let source = try #require(try await world.room.sourceStore.source(id))
            #expect(source.fault == "")
            #expect(site.agents.count == 1 && site.agents.first?.hasPrefix("yumiao/") == true)
            #expect(site.asked.first == "/robots.txt" && site.shortestPause >= 25)

            // A day later the first one says something else.
            site.forget()
            site["/a/1.html"] = .html(Self.policy(1, 25), tag: "\"a1b\"")
            let first = try #require(found.first { $0.address.hasSuffix("/a/1.html") })
            try await world.room.findingStore.decide(
                .ignored(reason: "试"), about: first.id, by: world.editor, once: "d")
            world.ground.pass(milliseconds: 25 * 3_600_000)
            let runner = JobRunner(
                world.database, handlers: world.room.handlers, schedules: world.room.schedules, holder: "t")
            while try await runner.runDue() > 0 {}
            world.ground.pass(milliseconds: 6 * 60_000)
            while try await runner.runDue() > 0 {}
            let changed = try await world.room.findingStore.findings(in: .open, of: [World.suzhou]).filter {
                $0.before != nil
            }
            #expect(changed.count == 1)
            let change = TextChange(
                from: try #require(changed.first).before, to: try #require(changed.first).text, titled: "")
            #expect(change.lines.filter(\.isRemoved).map(\.text).allSatisfy { $0.contains("20万元") })
            #expect(change.lines.filter(\.isAdded).map(\.text).contains { $0.contains("25万元") })
            #expect(change.lines.contains { $0.isKept })
        }
    }

    @Test("What a finding says becomes a draft; the same decision twice makes one")
    func draft() async throws {
        try await watching { world, site, base in
            site["/list"] = .html(
                "<a href='/a/7.html' title='第7项措施'>第7项…</a> <a href=\"/about.html\">关于</a>")
            site["/a/7.html"] = .html(Self.policy(7, 20))
            _ = try await declare(world, base + "/list", .list, pattern: "*/a/*.html")
            try await world.work()
            let finding = try #require(
                try await world.room.findingStore.findings(in: .open, of: [World.suzhou]).first)
            #expect(!site.asked.contains("/about.html"))
            try await world.visit(as: world.editor) { browser in
                let page = try await browser.open(finding.path)
                let refused = try await browser.send(page, [("decision", "ignored")])
                #expect(refused.status == 422 && refused.text.contains("请写明忽略的原因"))
                let wrong = try await browser.send(page, [("decision", "same"), ("number", "99")])
                #expect(wrong.status == 422 && wrong.text.contains("没有这个编号"))
                let taken = try await browser.send(page, [("decision", "taken")])
                #expect(taken.status == 200 && taken.text.contains("打开草稿"))
                // The form that a colleague had open, sent afterwards.
                let late = try await browser.send(page, [("decision", "taken")])
                #expect([200, 409].contains(late.status))
            }
            let drafts = try await world.room.policies.store.versions(at: .draft)
            #expect(drafts.count == 1)
            let content = try #require(drafts.first).content
            #expect(content.documentNumber == "苏工信〔2026〕7号" && content.title.contains("第7项措施"))
            #expect(content.sourceAddress == base + "/a/7.html")
            #expect(content.validFrom == Day(isoText: "2026-04-01"))
            try await world.visit(as: world.stranger) { browser in
                let closed = try await browser.open(finding.path)
                #expect(closed.status == 404)
            }
        }
    }

    private func fault(_ world: World, _ id: ID<WatchedSource>) async throws -> String? {
        try await world.work()
        return try await world.room.sourceStore.source(id)?.fault
    }

    @Test("Private addresses are refused after resolution, also those that a site leads on to")
    func privateAddresses() async throws {
        try await watching { world, site, base in
            for address in [
                "http://127.0.0.1:1/", "http://localhost/x", "http://10" + ".0.0.8/",
                "http://169.254.169.254/latest",
                "http://[::1]/", "http://2130706433/", "http://[::ffff:192.168.1.1]/", "http://0/",
            ] {
                let id = try await declare(world, address)
                #expect(try await fault(world, id) == "privateAddress", "\(address)")
            }
            site["/feed"] = .redirect("http://169.254.169.254/latest/meta-data")
            let id = try await declare(world, base + "/feed")
            #expect(try await fault(world, id) == "redirectedToPrivate")
            try await world.visit(as: world.editor) { browser in
                let page = try await browser.open("/intakes/sources/\(id.text)")
                #expect(page.text.contains("内部网络") && page.text.contains("出错"))
            }
            // The control: the same redirect to the allowed site is followed.
            site["/other"] = .redirect(base + "/real")
            site["/real"] = Self.feed
            #expect(try await fault(world, try await declare(world, base + "/other")) == "")
        }
    }

    @Test("A site that does not answer in time is left, and says so")
    func slow() async throws {
        try await watching(within: 1) { world, site, base in
            site["/feed"] = Self.feed
            site["/feed"]?.pause = .seconds(30)
            let id = try await declare(world, base + "/feed")
            #expect(try await fault(world, id) == "timedOut 1")
        }
    }

    @Test("Robots, endless redirects, bombs and broken answers each have their words")
    func faults() async throws {
        try await watching { world, site, base in
            site["/robots.txt"] = .html("User-agent: *\nDisallow: /closed\nAllow: /closed/open\n")
            site["/closed/x"] = Self.feed
            site["/closed/open"] = Self.feed
            site["/loop"] = .redirect(base + "/loop")
            site["/large"] = .html(String(repeating: "a", count: 2 << 20))
            site["/entities"] = .html(
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]>"
                    + "<rss><item><link>&a;</link></item></rss>"
            )
            site["/text"] = .html("no feed")
            site["/empty"] = .html("<html><a href='/z'>z</a></html>")
            site["/gone"] = LocalSite.Page(status: 410)
            let bomb = try #require(Data(base64Encoded: Self.bomb))
            site["/bomb"] = LocalSite.Page(body: [UInt8](bomb), headers: [("Content-Encoding", "gzip")])
            let cases: [(String, WatchedSource.Kind, String)] = [
                ("/closed/x", .feed, "robots"), ("/closed/open", .feed, ""),
                ("/loop", .feed, "tooManyRedirects"), ("/large", .feed, "tooLarge 1"),
                ("/entities", .feed, "unsafeFeed"), ("/text", .feed, "notAFeed"),
                ("/empty", .list, "noLinks"),
                ("/gone", .feed, "status 410"), ("/bomb", .feed, "tooLarge 1"),
            ]
            for (path, kind, code) in cases {
                let id = try await declare(
                    world, base + path, kind, pattern: kind == .list ? "*/zc/*.html" : "")
                #expect(try await fault(world, id) == code, "\(path)")
            }
            #expect(!site.asked.contains("/closed/x"))
            #expect(
                try await fault(world, try await declare(world, "http://gibt-es-nicht.invalid/"))
                    == "unresolvable")
        }
    }

    /// 4 MiB of zeros, packed by gzip a thousandfold.
    private static let bomb =
        "H4sIAAAAAAACA+3BAQEAAACCIP+vbkhAAQ" + String(repeating: "A", count: 5416) + "B8G2pARxEAAEAA"

    @Test("A failing source rests longer each time, and comes back")
    func backOff() async throws {
        try await watching { world, site, base in
            let id = try await declare(world, base + "/feed")
            #expect(try await fault(world, id) == "status 404")
            let first = try #require(try await world.room.sourceStore.source(id))
            #expect(first.failures == 1 && first.nextAt >= world.ground.ground.now() + 24 * 3_600_000)
            site["/feed"] = Self.feed
            world.ground.pass(milliseconds: 49 * 3_600_000)
            try await world.database.write { try $0.enqueue(SourceStore.round, 0, key: .whileWaiting("r")) }
            try await world.work()
            let second = try #require(try await world.room.sourceStore.source(id))
            #expect(second.failures == 0 && second.succeededAt != nil)
        }
    }

    @Test("Every kept code is worded in both languages")
    func words() async throws {
        try await World.with { world in
            for language in Language.allCases {
                let words = try Visit.example(rooms: [world.room], in: language).words
                for fault in FetchFault.all {
                    let told = try #require(FetchFault.words(of: fault.code, in: words))
                    #expect(!told.contains("⟦") && !told.contains("{"), "\(fault)")
                }
            }
        }
    }

    @Test("Links are found however their tags are written; other tags that begin alike are none")
    func links() {
        let html = """
            <A HREF="/1.html">一</A><a
            class="x" href='/2.html' title="第二项措施">二</a><abbr href="/3.html">三</abbr><a\thref=/4.html>四
            <a href="/5.html">五</a>
            """
        let found = PageLinks.links(in: html)
        #expect(found.map(\.0) == ["/1.html", "/2.html", "/4.html", "/5.html"])
        #expect(found.map(\.1) == ["一", "第二项措施", "", "五"])
    }

    @Test("Robots: the longest rule decides, for the program that is named")
    func robots() {
        let text =
            "User-agent: other\nDisallow: /\n\n"
            + "User-agent: Yumiao\nCrawl-delay: 7\nDisallow: /*.pdf$\nAllow: /a\n"
        let rules = Robots(text, for: "yumiao")
        #expect(rules.delaySeconds == 7)
        #expect(!rules.allows("/x.pdf") && rules.allows("/x.pdf?y") && rules.allows("/b"))
        #expect(!Robots(text, for: "other").allows("/b") && Robots(text, for: "third").allows("/b"))
    }

    @Test("A file of sources is declared whole or not at all")
    func sourceFile() async throws {
        try await World.with { world in
            let good = "- 名称: 甲\n  网址: https://a.gov.cn/feed\n  方式: 订阅源\n  地区: 苏州市\n"
            try await world.visit(as: world.editor) { browser in
                let form = try await browser.open("/intakes/sources/file")
                let broken = try await browser.send(
                    form, [], file: ("file", "a.yaml", Array((good + "- 名称: 乙\n  网址: ftp://x\n").utf8)))
                #expect(broken.status == 422 && broken.text.contains("第 5 行"))
                #expect(try await world.room.sourceStore.sources().isEmpty)
                let sent = try await browser.send(form, [], file: ("file", "a.yaml", Array(good.utf8)))
                #expect(sent.status == 200 && sent.text.contains("甲"))
                let new = try await browser.open("/intakes/sources/new")
                let doubled = try await browser.send(
                    new,
                    [
                        ("name", "甲"), ("address", "https://a.gov.cn/feed"), ("kind", "feed"),
                        ("pattern", ""),
                        ("region", "320500"), ("interval", "24"),
                    ])
                #expect(doubled.status == 422 && doubled.text.contains("已经登记过"))
            }
        }
    }
}
