// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules
import Standards

/// `yumiao coverage`: what became of each official text.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "原文有哪些写进了规则，哪些没有。 Which official texts the rules encode, and which not.",
        discussion: "有原文既没有写进规则又没有说明理由时，退出码为 1。 Exit code 1 when a text is neither encoded nor explained.")

    @Argument(help: "内容包的文件夹；不写则是 Packs 下的全部。 Folders of packs; all under Packs by default.")
    var packs: [String] = []

    @Option(name: .long, help: "只看这个代码的规则。 Only the rule of this code.")
    var rule: String?

    @Flag(name: .long, help: "输出 JSON。 As JSON.")
    var json = false

    @Flag(name: .long, help: "用英文。 In English.")
    var english = false

    func run() throws {
        let (library, _) = Library.read(try PackFiles(packs).files)
        let rules = library.rules.filter { rule == nil || $0.code == rule }
        let covered = rules.map { (rule: $0, coverage: Coverage(rule: $0)) }
        if json {
            try print(CoverageReport(covered).text)
        } else {
            for (rule, coverage) in covered { print(text(rule, coverage)) }
            for pack in library.packs {
                let entries = covered.filter { $0.rule.pack == pack.folder }.flatMap(\.coverage.entries)
                let title = english && !pack.titleEnglish.isEmpty ? pack.titleEnglish : pack.title
                print("\(title) (\(pack.folder)): \(Coverage.summary(entries, english: english))")
            }
        }
        if covered.contains(where: { $0.coverage.count(.open) > 0 }) { throw ExitCode(1) }
    }

    private func text(_ rule: Rule, _ coverage: Coverage) -> String {
        let title = english && !rule.titleEnglish.isEmpty ? rule.titleEnglish : "《\(rule.title)》"
        let from = rule.firstDay?.isoText ?? ""
        var lines = ["\(title) \(rule.code) \(from): \(coverage.summary(english: english))"]
        for entry in coverage.entries {
            let state = english ? entry.state.english : entry.state.chinese
            let why = entry.text.omission.map { english ? " [\($0.reason)]" : "（\($0.reason)）" } ?? ""
            let by =
                entry.citedBy.isEmpty ? "" : " ← " + entry.citedBy.joined(separator: english ? "; " : "；")
            lines.append("  [\(state)] \(entry.text.number) \(entry.text.text)\(why)\(by)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// The report as JSON: totals and texts by rule.
private struct CoverageReport: Encodable {
    let rules: [Item]

    struct Item: Encodable {
        let code: String
        let title: String
        let pack: String
        let file: String
        let total: Int
        let counts: [String: Int]
        let texts: [Text]
    }

    struct Text: Encodable {
        let number: String
        let text: String
        let isParaphrase: Bool
        let state: Coverage.State
        let reason: String?
        let citedBy: [String]
    }

    init(_ covered: [(rule: Rule, coverage: Coverage)]) {
        rules = covered.map { rule, coverage in
            let counts = Coverage.State.allCases.map { ($0.rawValue, coverage.count($0)) }
            return Item(
                code: rule.code, title: rule.title, pack: rule.pack, file: rule.place.file,
                total: coverage.total,
                counts: Dictionary(uniqueKeysWithValues: counts),
                texts: coverage.entries.map { entry in
                    Text(
                        number: entry.text.number, text: entry.text.text,
                        isParaphrase: entry.text.isParaphrase,
                        state: entry.state, reason: entry.text.omission?.reason, citedBy: entry.citedBy)
                })
        }
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
