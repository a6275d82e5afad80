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

    @Test func `a page comes in English when the address asks for it, and its links keep asking`() async throws {
        try await DemoSite().test { client in
            try await client.execute(uri: "/?lang=en", method: .get) { response in
                let html = String(buffer: response.body)
                #expect(html.contains("<html lang=\"en\""))
                #expect(html.contains("<h1>Demonstration</h1>"))
                #expect(html.contains("href=\"/ask?lang=en\""))
                #expect(response.headers[.setCookie]?.hasPrefix("preferences=en_system_normal; Path=/;") == true)
            }
        }
    }
}
