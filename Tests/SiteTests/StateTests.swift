// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Site

@Suite struct StateTests {
    private let coder = SignedState(seal: Seal(secret: Array(repeating: 7, count: 32)))

    @Test func `a state comes back as it was packed`() throws {
        let answers = ["行业": "工业", "人员": "58", "": "\u{0}\"\\"]
        let packed = try coder.pack(answers, for: "self-test")
        #expect(packed.utf8.allSatisfy(PercentCoding.isUnreserved))
        #expect(try coder.unpack([String: String].self, from: packed, for: "self-test") == answers)
    }

    @Test func `a state with any one character changed is refused`() throws {
        let packed = try coder.pack(["a": 1, "b": 2], for: "demo")
        for index in packed.indices {
            var changed = packed
            let other: Character = changed[index] == "A" ? "B" : "A"
            changed.replaceSubrange(index...index, with: [other])
            // The last character carries bits that base64 leaves unused, so it may stand for the same bytes.
            if index == packed.indices.last { continue }
            #expect(throws: SignedStateFault.self) {
                try coder.unpack([String: Int].self, from: changed, for: "demo")
            }
        }
        #expect(throws: Never.self) { try coder.unpack([String: Int].self, from: packed, for: "demo") }
    }

    @Test func `a state is worth nothing for another purpose, key or type`() throws {
        let packed = try coder.pack([1, 2], for: "demo")
        #expect(throws: SignedStateFault.changed) { try coder.unpack([Int].self, from: packed, for: "other") }
        let stranger = SignedState(seal: Seal(secret: Array(repeating: 8, count: 32)))
        #expect(throws: SignedStateFault.changed) {
            try stranger.unpack([Int].self, from: packed, for: "demo")
        }
        #expect(throws: SignedStateFault.unknownVersion) {
            try coder.unpack([String].self, from: packed, for: "demo")
        }
    }

    @Test(arguments: ["", ".", "..", "1..", "2.e30.AAAA", "1.e30", "1.%.%", "1.e30.e30.e30"])
    func `what is no state is refused`(text: String) {
        #expect(throws: SignedStateFault.self) { try coder.unpack([Int].self, from: text, for: "demo") }
    }

    @Test func `a state too large for an address is refused in both directions`() {
        #expect(throws: SignedStateFault.self) {
            try coder.pack(Array(repeating: 1_000_000, count: 1000), for: "x")
        }
        let long = String(repeating: "A", count: 8000)
        #expect(throws: SignedStateFault.tooLarge(8000)) {
            try coder.unpack([Int].self, from: long, for: "x")
        }
    }

    @Test func `a changed state in an address gives a page that says so`() async throws {
        let packed = try coder.pack(["a", "b"], for: "demo")
        try await DemoSite().test { client in
            try await client.execute(uri: "/state?state=\(packed)", method: .get) {
                #expect(String(buffer: $0.body).contains("a+b"))
            }
            try await client.execute(uri: "/state?state=\(packed.dropLast(3))", method: .get) {
                #expect($0.status == .badRequest)
                #expect(String(buffer: $0.body).contains("没能接上之前的步骤"))
            }
        }
    }
}
