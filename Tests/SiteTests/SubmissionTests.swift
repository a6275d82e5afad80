// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Testing

@testable import Site

@Suite struct SubmissionTests {
    static let limits = SiteLimits()

    static func read(_ body: String, type: String = "multipart/form-data; boundary=XX") throws(SiteFault)
        -> Submission
    {
        try Submission(Array(body.utf8), headers: [.contentType: type], limits: limits)
    }

    @Test func `bytes of a file arrive as they were, line ends and boundaries-to-be included`() throws {
        let content: [UInt8] = Array(" --XX\r\n--X".utf8) + [0, 255, 13, 10, 45, 45]
        var body = Array("--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n".utf8)
        body += content + Array("\r\n--XX--".utf8)
        let submission = try Submission(
            body, headers: [.contentType: "Multipart/Form-Data; boundary=\"XX\""], limits: Self.limits)
        #expect(submission.file("f")?.bytes == content)
    }

    @Test(arguments: [
        "", "--XX", "--XX\r\n", "--XX\r\n\r\n\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "--YY--", "--XX--XX--XX",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\0b\r\n--XX--",
    ])
    func `a broken multipart body is refused`(body: String) {
        // `--XX--XX--XX` is an empty form with something after its end, which RFC 2046 lets pass.
        if body == "--XX--XX--XX" {
            #expect((try? Self.read(body))?.fields.pairs.isEmpty == true)
        } else {
            #expect(throws: SiteFault.self) { try Self.read(body) }
        }
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%C3", "%00=a", "a=\u{0}"])
    func `a broken encoding is refused`(body: String) {
        #expect(throws: SiteFault.self) { try Self.read(body, type: "application/x-www-form-urlencoded") }
    }

    @Test func `plus and percent are read as browsers write them`() throws {
        let submission = try Self.read(
            "a=b+c%2Bd&a=2&n=%0D%0Ax%0D%0A", type: "application/x-www-form-urlencoded; charset=UTF-8")
        #expect(submission.text("a") == "b c+d")
        #expect(submission.all("a") == ["b c+d", "2"])
        #expect(submission.text("n") == "x")
    }

    @Test func `more fields than allowed are refused`() {
        let few = (1...1000).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: Never.self) { try Self.read(few, type: "application/x-www-form-urlencoded") }
        #expect(throws: SiteFault.self) {
            try Self.read(few + "&x=1", type: "application/x-www-form-urlencoded")
        }
    }

    @Test func `random bytes never crash a reader`() {
        var source = Seeded(state: 42)
        let alphabet = Array(
            "--XX\r\n\r\nContent-Disposition: form-data; name=\"a\"; filename=%00&=+\u{e9}".utf8)
        for _ in 0..<3000 {
            let body = (0..<Int.random(in: 0...120, using: &source)).map { _ in
                Bool.random(using: &source)
                    ? alphabet.randomElement(using: &source) ?? 0 : UInt8.random(in: 0...255, using: &source)
            }
            for type in ["multipart/form-data; boundary=XX", "application/x-www-form-urlencoded", "x"] {
                _ = try? Submission(body, headers: [.contentType: type], limits: Self.limits)
            }
            let text = String(decoding: body, as: UTF8.self)
            _ = try? Address("/" + text, basePath: "", limits: Self.limits)
            _ = Language.preferred(in: text)
            _ = Base64URL.decode(text)
        }
    }
}

/// Repeatable chance for tests (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
