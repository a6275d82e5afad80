// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Site

@Suite struct PageTests {
    @Test func `a page comes in Chinese by default, with the frame around it`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/", method: .get) { response in
                let html = String(buffer: response.body)
                #expect(response.status == .ok)
                #expect(html.contains("<html lang=\"zh-Hans\""))
                #expect(html.contains("<h1>示例</h1>"))
                #expect(html.contains("<title>示例 – 育苗</title>"))
                #expect(html.hasSuffix("</html>\n"))
                #expect(!html.contains("⟦"))
            }
        }
    }

    @Test func `a page comes in English when the address asks for it, and its links keep asking`()
        async throws
    {
        try await DemoSite().test { client in
            try await client.execute(uri: "/?lang=en", method: .get) { response in
                let html = String(buffer: response.body)
                #expect(html.contains("<html lang=\"en\""))
                #expect(html.contains("<h1>Demonstration</h1>"))
                #expect(html.contains("href=\"/ask?lang=en\""))
                #expect(
                    response.headers[.setCookie]?.hasPrefix("preferences=en_system_normal; Path=/;") == true)
            }
        }
    }

    @Test func `once the cookie has the language, links are short again`() async throws {
        try await DemoSite().test { client in
            let headers: HTTPFields = [.cookie: "preferences=en_system_normal"]
            try await client.execute(uri: "/?lang=en", method: .get, headers: headers) { response in
                #expect(String(buffer: response.body).contains("href=\"/ask\""))
                #expect(response.headers[.setCookie] == nil)
            }
        }
    }

    @Test(arguments: [
        ("en-GB,en;q=0.9", "en"), ("fr, en;q=0.5, zh;q=0.4", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("fr", "zh-Hans"), ("en;q=0, zh", "zh-Hans"), (";;q=,,", "zh-Hans"),
    ])
    func `without a choice, the browser's language counts`(header: String, language: String) async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/", method: .get, headers: [.acceptLanguage: header]) { response in
                #expect(String(buffer: response.body).contains("<html lang=\"\(language)\""))
            }
        }
    }

    @Test func `a choice outranks the browser's language`() async throws {
        try await DemoSite().test { client in
            let headers: HTTPFields = [.acceptLanguage: "en", .cookie: "preferences=zh-Hans_dark_large"]
            try await client.execute(uri: "/", method: .get, headers: headers) { response in
                let html = String(buffer: response.body)
                #expect(html.contains("<html lang=\"zh-Hans\" data-theme=\"dark\" data-text=\"large\">"))
            }
        }
    }

    @Test func `a page's own value called like a preference chooses none and is carried nowhere`()
        async throws
    {
        try await DemoSite().test { client in
            for (value, isCarried) in [("dark", true), ("%E6%8A%80%E6%9C%AF", false)] {
                try await client.execute(uri: "/demo?theme=\(value)", method: .get) { response in
                    let html = String(buffer: response.body)
                    #expect(html.contains("theme=dark") == isCarried && !html.contains("theme=system"))
                    #expect((response.headers[.setCookie] == nil) != isCarried)
                }
            }
        }
    }

    @Test(arguments: ["<script>alert(1)</script>", "\" onload=\"x", "'><img src=x onerror=x>", "{{title}}"])
    func `what visitors bring is shown as text`(payload: String) async throws {
        try await DemoSite().test { client in
            let path = "/demo/" + PercentCoding.encode(payload.replacing("/", with: "|"))
            try await client.execute(uri: path, method: .get) { response in
                let html = String(buffer: response.body)
                #expect(response.status == .ok)
                #expect(!html.contains("<script"))
                #expect(!html.contains("<img src=x"))
                #expect(!html.contains("<p class=\"intro\">\" onload"))
                #expect(
                    html.contains("<p class=\"intro\">\(escapeHTML(payload.replacing("/", with: "|")))</p>"))
            }
        }
    }

    @Test func `below a base path, every address of a page begins with it`() async throws {
        try await DemoSite(basePath: "/a/b").test { client in
            for path in ["/", "/ask", "/display", "/_gallery", "/_gallery/form"] {
                try await client.execute(uri: "/a/b\(path)", method: .get) { response in
                    let html = String(buffer: response.body)
                    #expect(response.status == .ok)
                    for match in html.matches(of: /(?:href|src|action)="([^"#]+)/)
                    where !match.1.hasPrefix("https:") {
                        #expect(match.1.hasPrefix("/a/b"), "\(match.1)")
                    }
                }
            }
            try await client.execute(uri: "/ask", method: .get) { #expect($0.status == .notFound) }
            try await client.execute(uri: "/a/bask", method: .get) { #expect($0.status == .notFound) }
            try await client.execute(uri: "/a/b", method: .get) { #expect($0.status == .ok) }
        }
    }

    @Test func `HEAD answers like GET, without the body`() async throws {
        try await DemoSite().test { client in
            let length = try await client.execute(uri: "/ask", method: .get) { $0.body.readableBytes }
            try await client.execute(uri: "/ask", method: .head) { response in
                #expect(response.status == .ok)
                #expect(response.body.readableBytes == 0)
                #expect(response.headers[.contentLength] == String(length))
            }
        }
    }

    @Test func `a slash too many is taken away for good`() async throws {
        try await DemoSite(basePath: "/a/b").test { client in
            try await client.execute(uri: "/a/b/demo/7/?q=%E4%B8%AD", method: .get) { response in
                #expect(response.status == .permanentRedirect)
                #expect(response.headers[.location] == "/a/b/demo/7?q=%E4%B8%AD")
            }
        }
    }

    @Test func `the menu marks where one is, and hides what one may not enter`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/demo/9", method: .get) { response in
                let html = String(buffer: response.body)
                #expect(html.contains("<a href=\"/demo\" aria-current=\"true\">示例</a>"))
                #expect(!html.contains("/secret"))
            }
        }
    }

    @Test func `the display page leads back only to pages of this site`() async throws {
        try await DemoSite().test { client in
            let ways = [
                ("/demo/3?q=1", "/demo/3?q=1"), ("//evil.example", "/"), ("https://evil.example", "/"),
                ("/\\evil.example", "/"), ("javascript:alert(1)", "/"), ("/\tx", "/"), ("/%2F/evil", "/"),
            ]
            for (way, link) in ways {
                try await client.execute(uri: "/display?back=\(PercentCoding.encode(way))", method: .get) {
                    response in
                    let html = String(buffer: response.body)
                    #expect(
                        html.firstMatch(of: /class="button" href="([^"]*)"/).map { String($0.1) } == link,
                        "\(way)")
                }
            }
        }
    }

    @Test func `a redirect cannot leave the site`() {
        for evil in [
            "//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\r\nSet-Cookie: x",
        ] {
            #expect(!Reply.isInside(evil), "\(evil)")
        }
        #expect(Reply.isInside("/demo/3?q=1"))
    }
}
