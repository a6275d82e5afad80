// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Rules

@Suite("Hostile input: no crash, no hang, always a list of faults", .serialized)
struct HostileTests {
    /// Reads as a rule and as a vocabulary, and checks; fails when it takes longer than any file may.
    private func read(_ text: String, seconds: Double = 10, _ location: SourceLocation = #_sourceLocation)
        -> [RuleFault]
    {
        let clock = ContinuousClock()
        var faults: [RuleFault] = []
        let time = clock.measure {
            for files in [Fixture.files([text]), Fixture.files([], vocabulary: text)] {
                let (library, found) = Library.read(files)
                faults += found + library.check()
                let drawing = FaultDrawing(files: files)
                for fault in found.prefix(50) {
                    #expect(!drawing.text(fault, english: false).isEmpty)
                    #expect(!drawing.text(fault, english: true).isEmpty)
                }
                for file in files.prefix(3) { _ = library.formatted(file) }
            }
        }
        #expect(time < .seconds(seconds), sourceLocation: location)
        return faults
    }

    @Test("random bytes")
    func randomBytes() {
        var random = Seeded(7)
        for _ in 0..<120 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = read(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test("random pieces of the language")
    func randomPieces() {
        let pieces = [
            "规则", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "\"", "'", "条件", "全部", "任一", "均不", "至少2项", "当",
            "据", "评分", "组", "指标",
            "上年度", ".", "营业收入", "≥", "1500", "万元", "且", "或", "非", "（", "）", "+", "-", "*", "/", "得分", "%",
            "近2年", "均", "|", ">", "#",
            "&a", "*a", "!!x", "---", "...", "\t", "\r\n", "\u{FEFF}", "\0", "档", "其余", "例", "表", "适用", "自",
            "2026-01-01", "地域", "全国", "代码",
            "依据", "文件", "原文", "号", "文", "分类", "金额", "项", "算", "沿用", "改", "增", "🦄", "𠀀",
        ]
        var random = Seeded(11)
        for _ in 0..<150 {
            let count = Int.random(in: 1...60, using: &random)
            _ = read((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined())
        }
    }

    @Test("random mutations of a good rule still end in a rule or in faults")
    func mutatedRule() throws {
        let good = Array(
            try Fixture.file("good/scoring.yaml").dropFirst("=== rules/scoring.yaml\n".count).unicodeScalars)
        let signs = Array("：:,、[]{}\"'-+*/%.≥<>()（）且或非 \n0159年万元".unicodeScalars)
        var random = Seeded(13)
        for _ in 0..<60 {
            var text = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: text.remove(at: index)
                case 1: text.insert(signs.randomElement(using: &random) ?? " ", at: index)
                default: text[index] = signs.randomElement(using: &random) ?? " "
                }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: text)
            let (library, _) = Library.read(Fixture.files([String(view)]))
            for rule in library.rules { _ = library.runExamples(of: rule) }
        }
    }

    @Test("deep nesting", arguments: ["[", "{a: ", "- ", "全部: [", "? "])
    func deep(opening: String) {
        for depth in [50, 2_000, 20_000] {
            #expect(!read("规则: " + String(repeating: opening, count: depth)).isEmpty)
            #expect(!read(String(repeating: opening, count: depth)).isEmpty)
        }
    }

    @Test("deep brackets and negations in a line", arguments: ["（", "非 ", "-", "(-"])
    func deepLine(opening: String) {
        for depth in [31, 500, 1_900, 100_000] {
            let line = String(repeating: opening, count: depth) + "有自主品牌"
            #expect(!read(Fixture.rule("条件: {当: \"\(line)\"}")).isEmpty)
        }
    }

    @Test("a line of a megabyte", arguments: ["九", "（", "有自主品牌 且 ", "a: "])
    func longLine(part: String) {
        let line = String(repeating: part, count: 1_000_000 / part.utf8.count)
        #expect(!read(Fixture.rule("条件: {当: \"\(line)\"}"), seconds: 20).isEmpty)
        _ = read(line, seconds: 20)
    }

    @Test("many unknown keys do not take the time of many suggestions")
    func manyKeys() {
        let keys = (0..<6_000).map { "键\($0): 1" }.joined(separator: "\n")
        #expect(!read(Fixture.rule(keys), seconds: 30).isEmpty)
        let facts = (0..<2_000).map { "词\($0): 1" }.joined(separator: ", ")
        let rule = Fixture.rule("条件: {当: 有自主品牌}\n例: {表: [{情形: x, 日: 2026-01-01, 改: {\(facts)}}]}")
        #expect(!read(rule, seconds: 30).isEmpty)
    }

    @Test("a billion laughs, as values and as keys, are refused at once")
    func laughs() {
        var values = "规则: x\na0: &a0 [x, x]\n"
        var keys = "规则: x\nk0: &a0 {x: y}\n"
        for level in 1...40 {
            let list = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            values += "a\(level): &a\(level) [\(list)]\n"
            keys += "k\(level): &a\(level) {? *a\(level - 1) : *a\(level - 1)}\n"
        }
        for text in [values, keys, keys + "? *a40\n: x\n"] {
            #expect(read(text, seconds: 2).contains { $0.problem == .anchor })
        }
    }

    @Test("many products and research costs are no aliases")
    func products() {
        let clauses = (0..<40).map { "    - 上年度.营业收入 * \($0 + 2) ≥ 1元" }.joined(separator: "\n")
        let rule = Fixture.rule("条件:\n  全部:\n\(clauses)\n原文: [{号: 'R&D', 文: 'R &D *'}]")
        #expect(Library.read(Fixture.files([rule])).faults.isEmpty)
    }

    @Test("a single anchor is found where it stands", arguments: ["规则: &a 甲\n代码: b\n", "规则: &a 甲\n代码: *a\n"])
    func anchor(text: String) {
        let faults = Library.read(Fixture.files([text])).faults
        #expect(faults.contains { $0.problem == .anchor && $0.place.line == 1 })
    }

    @Test("a file that is too large is refused unread")
    func large() {
        let text = "规则: " + String(repeating: "大", count: 400_000)
        #expect(read(text).contains { $0.problem == .fileTooLarge(limitKiB: 1024) })
    }

    @Test("a byte-order mark, line ends of Windows, and both, change nothing")
    func editors() throws {
        let good = Fixture.rule("条件: {当: 上年度.营业收入 ≥ 1500万元}")
        let wrong = Fixture.rule("条件: {当: 上年度.营业收人 ≥ 1500万元}")
        for change in [{ "\u{FEFF}" + $0 }, { $0.replacingOccurrences(of: "\n", with: "\r\n") }]
            as [(String) -> String]
        {
            #expect(Library.read(Fixture.files([change(good)])).faults.isEmpty)
            let files = Fixture.files([change(wrong)])
            let faults = Library.read(files).faults
            try #require(faults.count == 1)
            #expect(faults[0].place.line == 9 && faults[0].place.column == 13)
            #expect(FaultDrawing(files: files).text(faults[0], english: false).contains("9 | 条件"))
        }
    }

    @Test("numbers of a rule are changed by one step also in files of Windows")
    func mutationOnWindows() throws {
        let text = Fixture.rule("条件: {当: 发明专利数 ≥ 3项}").replacingOccurrences(of: "\n", with: "\r\n")
        let files = Fixture.files([text])
        let library = Library.read(files).library
        // The threshold and the date in force, each up and down; no example notices.
        #expect(library.mutate(library.rules[0], in: files[2]).tried == 4)
        #expect(library.mutate(library.rules[0], in: files[2]).survivors.count == 4)
    }

    @Test("a key that stands twice is a fault")
    func duplicate() {
        #expect(
            Library.read(Fixture.files(["规则: 甲\n规则: 乙\n"])).faults.contains {
                if case .duplicateName("规则", _) = $0.problem { true } else { false }
            })
    }
}

/// The same numbers on every run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
