// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Standards

@Suite("CreditCode: GB 32100-2015")
struct CreditCodeTests {
    /// Codes of public companies, from standards.md §3; both check characters were computed there
    /// independently.
    static let samples: [(code: String, organisation: String, region: String)] = [
        ("914403001922038216", "19220382-1", "440300"), ("9144030071526726XG", "71526726-X", "440300"),
        ("91110000802100433B", "80210043-3", "110000"), ("91440400192548256N", "19254825-6", "440400"),
        ("91440300192317458F", "19231745-8", "440300"), ("91330100799655058B", "79965505-8", "330100"),
        ("91340111MA2RAD3M4R", "MA2RAD3M-4", "340111"), ("91110108551385082Q", "55138508-2", "110108"),
        ("91350900587527783P", "58752778-3", "350900"),
    ]

    @Test("real codes check and name their region and organisation", arguments: samples)
    func accepts(sample: (code: String, organisation: String, region: String)) throws {
        let code = try CreditCode(sample.code)
        #expect(code.text == sample.code && code.organisationCode == sample.organisation)
        #expect(code.region?.code == sample.region && code.warnings.isEmpty)
        #expect(code.kind == .enterprise && code.registrar?.chineseText == "工商（市场监管）")
        #expect(code.category?.chineseText == "企业" && code.registrar?.isVerified == false)
    }

    @Test("every other last character is refused, and the right one is named", arguments: samples)
    func refusesOtherEnds(sample: (code: String, organisation: String, region: String)) throws {
        for wrong in CreditCode.alphabet where wrong != sample.code.last {
            let text = sample.code.dropLast() + String(wrong)
            do {
                _ = try CreditCode(String(text))
                Issue.record("\(text) was accepted")
            } catch {
                guard case .checkCharacter(let found, let expected, _) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(found == wrong && expected == sample.code.last)
            }
        }
    }

    @Test("the published counterexample should end in N")
    func counterexample() {
        #expect(throws: CreditCodeFault.checkCharacter(found: "H", expected: "N", candidate: nil)) {
            try CreditCode("91520000714305752H")
        }
    }

    @Test("each single wrong character is found")
    func findsSingleErrors() {
        for sample in Self.samples.prefix(4) {
            let characters = Array(sample.code)
            for index in characters.indices {
                for other in CreditCode.alphabet where other != characters[index] {
                    var changed = characters
                    changed[index] = other
                    #expect(throws: CreditCodeFault.self) { try CreditCode(String(changed)) }
                }
            }
        }
    }

    @Test(
        "spaces, hyphens, full-width and small letters are put right",
        arguments: [
            "9144 0300 7152 6726 XG", "91440300-71526726X-G", "９１４４０３００７１５２６７２６ＸＧ", "9144030071526726xg",
            "\u{FEFF}9144030071526726XG\n",
        ])
    func normalises(text: String) throws {
        #expect(try CreditCode(text).text == "9144030071526726XG")
    }

    @Test("O for 0 and I for 1 are noticed, with the code that was meant")
    func hintsLookalikes() {
        #expect(throws: CreditCodeFault.character("O", position: 7, candidate: "914403001922038216")) {
            try CreditCode("914403O01922038216")
        }
        #expect(throws: CreditCodeFault.character("I", position: 2, candidate: "914403001922038216")) {
            try CreditCode("9I44O3OO192203821６")
        }
        #expect(throws: CreditCodeFault.character("O", position: 7, candidate: nil)) {
            try CreditCode("914403O01922038217")
        }
    }

    @Test("a swap of neighbours and a misread letter lead to the one code that checks")
    func hintsSlips() {
        #expect(
            throws: CreditCodeFault.checkCharacter(found: "6", expected: "P", candidate: "914403001922038216")
        ) {
            try CreditCode("914403001922308216")
        }
        #expect(
            throws: CreditCodeFault.checkCharacter(found: "R", expected: "T", candidate: "91340111MA2RAD3M4R")
        ) {
            try CreditCode("91340111MA2RAD3N4R")
        }
    }

    @Test("the 17th character counts letters as GB 11714 does, from A = 10 to Z = 35")
    func usesTwoTables() throws {
        #expect(CreditCode.organisationCheckCharacter("MA2RAD3M") == "4")
        // With the values of the other table the same code would be doubtful.
        let wrongTable = zip("MA2RAD3M", [3, 7, 9, 10, 5, 8, 4, 2]).reduce(0) {
            $0 + (CreditCode.value(of: $1.0) ?? 0) * $1.1
        }
        #expect(11 - wrongTable % 11 != 4)
    }

    @Test("a doubtful 17th character is a warning, not an error")
    func warnsOfOrganisationCode() throws {
        let front = Array("9144030019220382") + ["2"]
        let code = try CreditCode(String(front + [CreditCode.checkCharacter(front)]))
        #expect(code.warnings == [.organisationCheckCharacter(expected: "1")])
        #expect(code.warnings.allSatisfy { !$0.chineseText.isEmpty && !$0.englishText.isEmpty })
    }

    @Test("withdrawn regions are known, unknown ones are a warning")
    func knowsOldRegions() throws {
        let county = try #require(Region(code: "371523"))
        let old = try #require(CreditCode.make(region: county, body: "12345678"))
        #expect(old.region?.name == "茌平县" && old.region?.isWithdrawn == true && old.warnings.isEmpty)
        let national = try #require(CreditCode.make(region: .nation, body: "71092841"))
        #expect(national.regionCode == "100000" && national.region == .nation && national.warnings.isEmpty)
        let front = Array("91999999MA000000")
        let seventeen = front + [CreditCode.organisationCheckCharacter(front[8...])]
        let unknown = try CreditCode(String(seventeen + [CreditCode.checkCharacter(seventeen)]))
        #expect(unknown.region == nil && unknown.warnings == [.unknownRegion("999999")])
    }

    @Test(
        "what is no code says why",
        arguments: [
            ("", .empty), (" - ", .empty), ("123456789012345", .length(15)), ("192203821", .length(9)),
            ("91", .length(2)),
            ("9144030019220382166", .length(19)),
            ("91A40300192203821A", .regionNotDigits(position: 3, found: "A")),
            ("91440300192203821汉", .character("汉", position: 18, candidate: nil)),
        ] as [(String, CreditCodeFault)])
    func refuses(example: (text: String, fault: CreditCodeFault)) {
        #expect(throws: example.fault) { try CreditCode(example.text) }
        #expect(!example.fault.chineseText.isEmpty && !example.fault.englishText.isEmpty)
        #expect(CreditCode(codedText: example.text) == nil)
    }

    @Test("made codes are valid, without warning, and the same for the same seed")
    func makes() throws {
        var first = SeededGenerator(seed: 1)
        var second = SeededGenerator(seed: 1)
        for _ in 0..<1_000 {
            let code = CreditCode.random(using: &first)
            #expect(try CreditCode(code.text) == code && code.warnings.isEmpty && code.kind == .enterprise)
            #expect(CreditCode.random(using: &second) == code)
        }
        let suzhou = try #require(Region(code: "320500"))
        #expect(CreditCode.random(in: suzhou, using: &first).region == suzhou)
        #expect(CreditCode.make(kind: "92", region: suzhou, body: "MA000001")?.kind == .individualBusiness)
        #expect(CreditCode.make(region: suzhou, body: "MA0000O1") == nil)
        #expect(CreditCode.make(region: suzhou, body: "1") == nil)
    }

    @Test("JSON holds the 18 characters, and refuses wrong ones")
    func codes() throws {
        let data = Data("[\"914403001922038216\"]".utf8)
        #expect(try JSONDecoder().decode([CreditCode].self, from: data).map(\.text) == ["914403001922038216"])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CreditCode].self, from: Data("[\"914403001922038217\"]".utf8))
        }
    }
}
