// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Policies
import SiteTesting
import Standards
import Testing

@testable import Consultations

@Suite("Questions through the API")
struct APITests {
    @Test("A program asks once under a key, and reads the state of its questions and of nobody else's")
    func asking() async throws {
        try await World.with { world in
            let policy = try await world.adopt("技改奖补", department: world.bureau)
            let body = """
                {"kind": "question", "words": "分公司可以申报吗？", "policy": \(policy.policy.number)}
                """
            try await world.visit(as: world.person("提问人")) { browser in
                let key = UUID().uuidString
                let first = try await browser.data(.post, "/api/v1/questions", body, key: key)
                #expect(first.status == 200)
                #expect(first.html.contains("\"number\":\"ZX2026-000001\""))
                #expect(first.html.contains("\"due\":\"2026-11-23\""))
                let again = try await browser.data(.post, "/api/v1/questions", body, key: key)
                #expect(again.html == first.html)
                let list = try await browser.data(.get, "/api/v1/questions")
                #expect(list.html.contains("\"clock\":\"ample\""))
                #expect(list.html.components(separatedBy: "\"number\"").count == 2)
            }
            try await world.visit(as: world.person("旁人")) { browser in
                let list = try await browser.data(.get, "/api/v1/questions")
                #expect(list.html == "{\"items\":[]}")
            }
            try await world.visit(as: nil) { browser in
                let refused = try await browser.data(.get, "/api/v1/questions")
                #expect(refused.status == 403)
            }
        }
    }

    @Test(
        "What does not fit is refused before anything is kept",
        arguments: [
            "{\"kind\": \"joke\", \"words\": \"分公司可以申报吗？\"}", "{\"kind\": \"question\", \"words\": \"短\"}",
            "{\"kind\": \"question\"}", "[]",
        ])
    func refused(body: String) async throws {
        try await World.with { world in
            try await world.visit(as: world.person("提问人")) { browser in
                let refused = try await browser.data(.post, "/api/v1/questions", body)
                #expect(refused.status == 422)
                let list = try await browser.data(.get, "/api/v1/questions")
                #expect(list.html == "{\"items\":[]}")
            }
        }
    }
}
