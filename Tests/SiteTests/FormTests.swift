// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Site

/// A form as a browser got it.
struct ShownForm: Sendable {
    let cookie: String
    let token: String
    let submission: String

    init(from client: any TestClientProtocol, path: String = "/ask") async throws {
        self = try await client.execute(uri: path, method: .get) { response in
            let html = String(buffer: response.body)
            return try ShownForm(
                cookie: #require(response.headers[.setCookie]?.split(separator: ";").first.map(String.init)),
                token: #require(html.firstMatch(of: /name="_token" value="([^"]*)"/).map { String($0.1) }),
                submission: #require(
                    html.firstMatch(of: /name="_submission" value="([^"]*)"/).map { String($0.1) }))
        }
    }

    init(cookie: String, token: String, submission: String) {
        self.cookie = cookie
        self.token = token
        self.submission = submission
    }

    func body(_ fields: String, token: String? = nil) -> ByteBuffer {
        ByteBuffer(string: "_token=\(token ?? self.token)&_submission=\(submission)&\(fields)")
    }

    var headers: HTTPFields {
        [.contentType: "application/x-www-form-urlencoded", .cookie: cookie]
    }
}

@Suite struct FormTests {
    @Test func `a form with its token takes effect`() async throws {
        try await DemoSite().test { client in
            let form = try await ShownForm(from: client)
            try await client.execute(
                uri: "/ask", method: .post, headers: form.headers, body: form.body("name=A")
            ) {
                #expect($0.status == .seeOther)
                #expect($0.headers[.location] == "/demo/thanks?file=")
            }
        }
    }

    @Test(arguments: ["", "1.x", "1790000000.AAAA", "9999999999.AAAA"])
    func `a form without a right token takes no effect, keeps what was typed and asks again`(token: String)
        async throws
    {
        try await DemoSite().test { client in
            let form = try await ShownForm(from: client)
            let body = form.body("name=%E8%82%B2%22%E8%8B%97&kind=b", token: token)
            try await client.execute(uri: "/ask", method: .post, headers: form.headers, body: body) {
                response in
                let html = String(buffer: response.body)
                #expect(response.status == .ok)
                #expect(html.contains("value=\"育&quot;苗\""))
                #expect(html.contains("value=\"b\" checked"))
                #expect(html.contains("还没有提交"))
                #expect(html.contains("<title>错误："))
                #expect(html.contains("value=\"\(form.submission)\""))
            }
        }
    }

    @Test func `a token is worth nothing in another browser, and nothing without the cookie`() async throws {
        try await DemoSite().test { client in
            let mine = try await ShownForm(from: client)
            let other = try await ShownForm(from: client)
            #expect(mine.cookie != other.cookie)
            for cookie in [other.cookie, ""] {
                var headers = mine.headers
                headers[.cookie] = cookie
                try await client.execute(
                    uri: "/ask", method: .post, headers: headers, body: mine.body("name=A")
                ) {
                    #expect($0.status == .ok)
                }
            }
        }
    }

    @Test func `a token is good for a day`() async throws {
        let form = try await withForm()
        for (hours, status) in [(23, HTTPResponse.Status.seeOther), (25, .ok)] {
            var site = DemoSite()
            site.settings.now = { DemoSite.moment.addingTimeInterval(Double(hours) * 3600) }
            try await site.test { client in
                try await client.execute(
                    uri: "/ask", method: .post, headers: form.headers, body: form.body("name=A")
                ) {
                    #expect($0.status == status)
                }
            }
        }
    }

    @Test func `a token made with another key is refused`() async throws {
        let form = try await withForm()
        var site = DemoSite()
        site.settings.secret = Array(repeating: 8, count: 32)
        try await site.test { client in
            try await client.execute(
                uri: "/ask", method: .post, headers: form.headers, body: form.body("name=A")
            ) {
                #expect($0.status == .ok)
            }
        }
    }

    @Test(arguments: [
        ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"),
        ("Origin", "null"),
    ])
    func `a form from another site is refused, even with its token`(name: String, value: String) async throws
    {
        try await DemoSite(publicOrigin: "https://example.gov.cn").test { client in
            let form = try await ShownForm(from: client)
            var headers = form.headers
            headers[try #require(HTTPField.Name(name))] = value
            try await client.execute(uri: "/ask", method: .post, headers: headers, body: form.body("name=A"))
            {
                #expect($0.status == .forbidden)
            }
            // The same with this site's own headers: the check does not simply refuse everything.
            var own = form.headers
            own[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
            own[try #require(HTTPField.Name("Origin"))] = "https://example.gov.cn"
            try await client.execute(uri: "/ask", method: .post, headers: own, body: form.body("name=A")) {
                #expect($0.status == .seeOther)
            }
        }
    }

    @Test func `a fault stands beside its field, in the summary and in the title`() async throws {
        try await DemoSite().test { client in
            let form = try await ShownForm(from: client)
            try await client.execute(
                uri: "/ask", method: .post, headers: form.headers, body: form.body("kind=a")
            ) {
                let html = String(buffer: $0.body)
                #expect($0.status == .unprocessableContent)
                #expect(html.contains("<title>错误：填写示例表单 – 育苗</title>"))
                #expect(html.contains("<a href=\"#field-name\">请填写企业名称</a>"))
                #expect(html.contains("id=\"fault-name\""))
                #expect(html.contains("aria-describedby=\"fault-name\" aria-invalid=\"true\""))
                #expect(html.contains("value=\"a\" checked"))
                #expect(html.contains("tabindex=\"-1\" autofocus"))
            }
        }
    }

    @Test func `a file comes in with its form`() async throws {
        try await DemoSite().test { client in
            let form = try await ShownForm(from: client)
            var headers = form.headers
            headers[.contentType] = "multipart/form-data; boundary=XX"
            let body = multipart(form, file: "C:\\tmp\\执照\"1.pdf")
            try await client.execute(
                uri: "/ask", method: .post, headers: headers, body: ByteBuffer(string: body)
            ) {
                #expect($0.status == .seeOther)
                #expect($0.headers[.location]?.hasSuffix(PercentCoding.encode("执照\"1.pdf")) == true)
            }
        }
    }

    @Test func `a body over the limit is refused with the limit`() async throws {
        let limits = SiteLimits(formBytes: 100, uploadBytes: 2048)
        try await DemoSite(limits: limits).test { client in
            let form = try await ShownForm(from: client)
            let body = form.body("name=" + String(repeating: "a", count: 3000))
            try await client.execute(uri: "/ask", method: .post, headers: form.headers, body: body) {
                #expect($0.status == .contentTooLarge)
                #expect(String(buffer: $0.body).contains("一次最多提交 2 KB"))
            }
        }
    }

    private func withForm() async throws -> ShownForm {
        let box = Box()
        try await DemoSite().test { client in await box.set(try await ShownForm(from: client)) }
        return try #require(await box.form)
    }

    private actor Box {
        var form: ShownForm?
        func set(_ form: ShownForm) { self.form = form }
    }

    private func multipart(_ form: ShownForm, file: String) -> String {
        let name = file.replacing("\"", with: "%22")
        return """
            --XX\r\nContent-Disposition: form-data; name="_token"\r\n\r\n\(form.token)\r
            --XX\r\nContent-Disposition: form-data; name="name"\r\n\r\n育苗\r
            --XX\r\nContent-Disposition: form-data; name="paper"; filename="\(name)"\r
            Content-Type: application/pdf\r\n\r\n%PDF--XX-\r\n\r
            --XX--\r\n
            """
    }
}
