// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Sheets
import Testing

@testable import Site

@Suite struct ListTests {
    private func shown(_ address: String) throws -> (ShownList, ListQuery) {
        let visit = try Visit.example(rooms: [DemoRoom()], at: address)
        let query = try GalleryList.listing.query(in: visit)
        let found = GalleryList.found(query)
        return (
            GalleryList.listing.shown(found, .numbers(count: GalleryList.count(query)), query, in: visit),
            query
        )
    }

    @Test func `the address says how a list is filtered, sorted and turned over`() throws {
        let (list, query) = try shown("/_gallery?q=区&sort=-count&page=2")
        #expect(query.filter == ["q": "区"])
        #expect(query.offset == 3)
        #expect(list.table.rows.map(\.head.text) == ["吴中区", "姑苏区"])
        #expect(list.count == "共 5 条")
        #expect(list.pager?.previous == "/_gallery?q=%E5%8C%BA&sort=-count&page=1")
        #expect(list.table.columns.map(\.direction) == [nil, nil, "descending"])
        #expect(list.table.columns[2].sort == "/_gallery?q=%E5%8C%BA&sort=count")
        #expect(list.clear?.href == "/_gallery?sort=-count")
        #expect(list.exports.map(\.href).last == "/_gallery?q=%E5%8C%BA&sort=-count&as=xlsx")
    }

    @Test func `sorting again turns the order round`() throws {
        let (list, _) = try shown("/_gallery?sort=code")
        #expect(list.table.columns[1].sort == "/_gallery?sort=-code")
        #expect(list.table.columns[0].sort == "/_gallery?sort=name")
    }

    @Test(arguments: [
        ("sort=secret", "sort"), ("page=0", "page"), ("page=x", "page"), ("page=100001", "page"),
        ("as=pdf", "as"),
        ("after=!", "after"), ("after=e30", "after"),
    ])
    func `what makes no sense is named and not guessed`(query: String, field: String) throws {
        let visit = try Visit.example(rooms: [DemoRoom()], at: "/_gallery?\(query)")
        #expect(throws: SiteFault.badRequest(field: field)) { try GalleryList.listing.query(in: visit) }
    }

    @Test func `a place comes back as it went`() throws {
        let values = ["苏州\"", "", "2026-11-21"]
        #expect(try Cursor(Cursor(values).word).values == values)
    }

    @Test func `a list that pages by places leads on and back to its beginning`() throws {
        let visit = try Visit.example(rooms: [DemoRoom()], at: "/_gallery?after=WyJhIl0&q=区")
        let query = try GalleryList.listing.query(in: visit)
        #expect(query.cursor == Cursor(["a"]))
        let list = GalleryList.listing.shown([], .places(next: Cursor(["b"])), query, in: visit)
        #expect(
            list.places.map(\.href) == [
                "/_gallery?q=%E5%8C%BA", "/_gallery?q=%E5%8C%BA&after=\(Cursor(["b"]).word)",
            ])
        #expect(list.exports.isEmpty)
        #expect(list.table.empty != nil)
    }

    @Test func `a list is given out as files that hold all that the filter finds`() async throws {
        try await DemoSite().test { client in
            for format in ["csv", "xlsx"] {
                let uri = "/_gallery?q=%E5%8C%BA&sort=-count&as=\(format)"
                try await client.execute(uri: uri, method: .get) { response in
                    #expect(response.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
                    let bytes = Array(response.body.readableBytesView)
                    let rows = try SheetFile.open(bytes, name: "x").first.rows
                    #expect(rows.map(\.cells).prefix(2) == [["地区", "代码", "企业数"], ["吴江区", "320509", "77"]])
                    #expect(rows.count == 6)
                }
            }
        }
    }

    @Test func `more than a file bears is refused with what to do`() throws {
        let visit = try Visit.example(rooms: [DemoRoom()], at: "/_gallery")
        let items = Array(
            repeating: GalleryList.Region(code: "1", name: "甲", count: 1),
            count: Listing<GalleryList.Region>.exportLimit + 1)
        #expect(throws: ListFault.self) { try GalleryList.listing.file(of: items, as: .csv, in: visit) }
        let words = ListFault.tooLong(limit: 5).explanation(in: visit.words)
        #expect(words.reason.contains("5") && !words.advice.contains("⟦"))
    }
}

@Suite struct FlashTests {
    @Test func `what a form says is shown once by the next page`() async throws {
        try await DemoSite().test { client in
            let (cookie, token) = try await client.execute(uri: "/ask", method: .get) { response in
                let cookie = try #require(response.headers[.setCookie]).prefix { $0 != ";" }
                let html = String(buffer: response.body)
                let token = try #require(html.firstMatch(of: /name="_token" value="([^"]+)"/)?.1)
                return (String(cookie), String(token))
            }
            let headers: HTTPFields = [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"]
            let body = ByteBuffer(string: "_token=\(token)&name=%3Cb%3E%E7%94%B2")
            let flash = try await client.execute(uri: "/ask", method: .post, headers: headers, body: body) {
                #expect($0.status == .seeOther)
                return try #require($0.headers[values: .setCookie].first { $0.hasPrefix("flash=") })
            }
            #expect(flash.contains("HttpOnly"))
            let kept = String(flash.prefix { $0 != ";" })
            try await client.execute(uri: "/demo", method: .get, headers: [.cookie: kept]) { response in
                #expect(String(buffer: response.body).contains("已收到“&lt;b&gt;甲”"))
                #expect(
                    response.headers[values: .setCookie].contains {
                        $0.hasPrefix("flash=;") && $0.contains("Max-Age=0")
                    })
                #expect(response.headers[.cacheControl] == "private, no-cache")
            }
            let changed = kept.dropLast(2) + "xx"
            try await client.execute(uri: "/demo", method: .get, headers: [.cookie: String(changed)]) {
                response in
                #expect(response.status == .ok)
                #expect(!String(buffer: response.body).contains("已收到"))
            }
        }
    }

    @Test func `what was said long ago is not shown`() async throws {
        var site = DemoSite()
        let cookie = try Visit.example(rooms: []).flashCookie("旧", .good)
        site.settings.secret = Array(repeating: 1, count: 32)
        for (age, isShown) in [(600.0, true), (601, false)] {
            site.settings.now = { DemoSite.moment.addingTimeInterval(age) }
            try await site.test { client in
                try await client.execute(
                    uri: "/demo", method: .get, headers: [.cookie: "flash=\(cookie.value)"]
                ) {
                    #expect(String(buffer: $0.body).contains("旧") == isShown)
                }
            }
        }
    }
}

@Suite struct SearchTests {
    @Test func `every room that the visitor may see is asked, by kind`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/search?q=%E8%BD%B4%E6%89%BF", method: .get) { response in
                let html = String(buffer: response.body)
                #expect(html.contains("找到 2 条"))
                #expect(html.contains("/demo/%E8%BD%B4%E6%89%BF%E5%BA%A7"))
                #expect(!html.contains("canary"))
            }
        }
    }

    @Test func `nothing found is said, with ways on, and what was typed stays`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/search?q=%3Ci%3E", method: .get) { response in
                let html = String(buffer: response.body)
                #expect(html.contains("没有找到与“&lt;i&gt;”有关的内容"))
                #expect(html.contains("value=\"&lt;i&gt;\""))
                #expect(!html.contains("<i>"))
            }
        }
    }

    @Test func `the box stands in the header of other pages, and not where nothing can be searched`()
        async throws
    {
        try await DemoSite(basePath: "/a").test { client in
            try await client.execute(uri: "/a/demo?lang=en", method: .get) { response in
                let html = String(buffer: response.body)
                #expect(html.contains("role=\"search\" action=\"/a/search"))
                #expect(html.contains("<input type=\"hidden\" name=\"lang\" value=\"en\">"))
            }
            try await client.execute(uri: "/a/search", method: .get) {
                #expect(!String(buffer: $0.body).contains("role=\"search\""))
            }
        }
    }

    @Test func `dark colours are a sheet of their own, never for paper`() async throws {
        try await DemoSite().test { client in
            for (theme, media) in [("dark", "screen"), ("system", "screen and (prefers-color-scheme: dark)")]
            {
                try await client.execute(uri: "/demo?theme=\(theme)", method: .get) {
                    #expect(String(buffer: $0.body).contains("media=\"\(media)\""))
                }
            }
            for theme in ["light", "contrast"] {
                try await client.execute(uri: "/demo?theme=\(theme)", method: .get) {
                    #expect(!String(buffer: $0.body).contains("dark."))
                }
            }
        }
    }
}
