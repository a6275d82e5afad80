// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules
import Standards

/// `yumiao match`: judges the enterprises of a file by every rule in force.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "判断企业符合哪些规则，差在哪里。 Judge which rules enterprises meet, and what they miss.",
        discussion: """
            文件是 YAML、JSON，或 JSON Lines（.jsonl，一行一个企业）；- 表示标准输入（按 JSON Lines 读）。
            加 --json 时一行一个判断，格式见 Documentation/formats.md；可用 yumiao recompute 逐字节复算。
            Exit codes: 0 judged; 1 something in the files could not be read.
            """)

    @Argument(help: "企业文件。 Files of enterprises.")
    var enterprises: [String]

    @OptionGroup var options: JudgingOptions

    @Option(name: .long, help: "只判断这条规则（代码或名称）。 Only this rule, by code or title.")
    var rule: String?

    @Flag(name: .long, help: "连只关于一份合同的规则（款项投诉等）也列出。 List rules about one contract too.")
    var all = false

    @Flag(name: .long, help: "一行一个判断的 JSON。 JSON, a verdict a line.")
    var json = false

    func run() throws {
        let library = try options.library()
        let (day, purpose) = (try options.day(), try options.judgedPurpose())
        if let rule, library.versions(of: rule).isEmpty {
            let near = Nearest.nearest(to: rule, in: library.ruleCodes + library.rules.map(\.title), limit: 3)
            throw ValidationError("没有规则“\(rule)”。 No such rule. \(near.joined(separator: ", "))")
        }
        var hasFaults = false
        for path in enterprises {
            let file = try EnterpriseFile.read(path)
            let (stated, faults) = library.enterprises(in: file, asOf: day)
            let drawing = FaultDrawing(files: [file])
            for fault in faults { printError(drawing.text(fault, english: options.english)) }
            hasFaults = hasFaults || !faults.isEmpty
            for enterprise in stated {
                let report = library.report(enterprise.facts, asOf: day, for: purpose)
                try show(enterprise, report, library)
            }
        }
        if hasFaults { throw ExitCode(1) }
    }

    private func show(_ enterprise: StatedEnterprise, _ report: Report, _ library: Library) throws {
        let entries = report.entries.filter { entry in
            guard let rule else { return all || !entry.verdict.rule.isAboutContract }
            return entry.verdict.rule.code == rule || entry.verdict.rule.title == rule
        }
        if json {
            for entry in entries {
                print(try VerdictLine(enterprise: enterprise, record: library.record(entry)).json())
            }
            return
        }
        let text = ReportText(library: library, english: options.english)
        print(text.report(enterprise, report, entries))
    }
}

/// Files of enterprises; `-` is standard input.
enum EnterpriseFile {
    static func read(_ path: String) throws -> SourceFile {
        let data: Data
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard let found = FileManager.default.contents(atPath: path) else {
                throw ValidationError("读不到文件 \(path)。 Can't read \(path).")
            }
            data = found
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ValidationError("\(path) 不是 UTF-8 编码。 \(path) is not UTF-8.")
        }
        return SourceFile(path: path == "-" ? "stdin.jsonl" : path, text: text)
    }
}

/// A verdict with the enterprise that it is about, as one line of JSON with sorted keys.
struct VerdictLine: Codable {
    let enterprise: String
    let creditCode: String
    let verdict: VerdictRecord

    init(enterprise: StatedEnterprise, record: VerdictRecord) {
        self.enterprise = enterprise.name
        creditCode = enterprise.creditCode
        verdict = record
    }

    init(enterprise: String, creditCode: String, verdict: VerdictRecord) {
        (self.enterprise, self.creditCode, self.verdict) = (enterprise, creditCode, verdict)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
