// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Testing

@testable import Rules

/// The words that all tests share, and ways to read a line, a rule or an enterprise with them.
enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static func file(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    static let vocabularyText: String = (try? file("good/vocabulary.yaml")) ?? ""

    /// The pack of the tests with these rules, each a file of its own.
    static func files(_ rules: [String], vocabulary: String = vocabularyText) -> [SourceFile] {
        [
            SourceFile(path: "test/pack.yaml", text: "包: 测试\n地域: 全国\n依赖: []\n"),
            SourceFile(path: "test/vocabulary/words.yaml", text: vocabulary),
        ]
            + rules.enumerated().map { SourceFile(path: "test/rules/r\($0).yaml", text: $1) }
    }

    static func read(_ rules: String...) -> (library: Library, faults: [RuleFault]) {
        Library.read(files(rules))
    }

    /// The words alone.
    static let words: Library = Library.read(files([])).library

    /// The library, which must be without faults.
    static func library(_ rules: String...) throws -> Library {
        let (library, faults) = Library.read(files(rules))
        try #require(faults.isEmpty, "\(faults.map { "\($0.place.line): \($0.message(english: false))" })")
        return library
    }

    /// A rule with this body below its head; `head` replaces keys of the head.
    static func rule(
        _ body: String, title: String = "测试规则", code: String = "test", from: String = "2026-01-01",
        region: String = "全国",
        windows: String? = nil
    ) -> String {
        """
        规则: \(title)
        英文: Test
        代码: \(code)
        类别: 资助
        依据: {文件: 测试办法, 文号: 测试〔2026〕1号, 可信: 全文}
        适用: \(windows ?? "[{用途: 新申请, 自: \(from)}]")
        地域: \(region)
        结论: 可以申请
        \(body)
        """
    }

    /// Facts as an enterprise states them, one `词: 值` a line.
    static func facts(_ text: String, year: Int = 2026) throws -> Facts {
        let log = FaultLog()
        var facts = Facts()
        if text.isEmpty { return facts }
        let tree = try #require(TreeReader(file: SourceFile(path: "facts.yaml", text: text), log: log).read())
        FactsReader(vocabulary: words.vocabulary, log: log, year: year).read(tree, into: &facts)
        try #require(log.faults.isEmpty, "\(log.faults.map { $0.message(english: false) })")
        return facts
    }

    static func day(_ text: String) throws -> Day { try #require(Day(reading: text)) }

    /// What becomes of one line for an enterprise on 1 June 2026.
    static func outcome(
        _ line: String, _ facts: String, on day: String = "2026-06-01", purpose: Purpose = .application
    ) throws -> Outcome {
        let library = try library(rule("条件: {当: \"\(line)\"}"))
        return library.judge(
            try self.facts(facts), by: library.rules[0], asOf: try self.day(day), for: purpose
        ).outcome
    }

    /// The condition of one line, or its fault; the score has the groups 创新能力 and 成长性.
    static func condition(_ line: String, groups: [String]? = ["创新能力", "成长性"]) throws(RuleFault) -> Condition
    {
        let vocabulary = words.vocabulary
        var grammar = ConditionGrammar(
            vocabulary: vocabulary, lexicon: Lexicon(vocabulary: vocabulary), scoreGroups: groups)
        let place = Place(file: "line", line: 1, column: 1, length: line.unicodeScalars.count)
        return try grammar.condition(Tree.Text(string: line, place: place, isLiteral: true))
    }
}

/// Text that is compared with a recorded one. `YUMIAO_RECORD=1 swift test --filter Golden` records anew; a
/// person reads what changed before it is committed.
enum Golden {
    static func expect(_ text: String, recorded name: String, _ location: SourceLocation = #_sourceLocation)
        throws
    {
        let url = Fixture.folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["YUMIAO_RECORD"] != nil {
            try Data(text.utf8).write(to: url)
            return
        }
        let recorded = try String(contentsOf: url, encoding: .utf8)
        let (now, before) = (text.components(separatedBy: "\n"), recorded.components(separatedBy: "\n"))
        for (index, (one, other)) in zip(now, before).enumerated() where one != other {
            Issue.record("\(name):\(index + 1): recorded “\(other)”, now “\(one)”", sourceLocation: location)
            return
        }
        #expect(now.count == before.count, sourceLocation: location)
    }
}
