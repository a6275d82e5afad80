// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Intakes
import Platform
import Standards
import Store

/// `yumiao import`: what exists elsewhere, brought in.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入已有的资料。 Bring in what exists elsewhere.",
        subcommands: [ImportPoliciesCommand.self])
}

/// `yumiao import policies`.
struct ImportPoliciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policies",
        abstract: "从 CSV、XLSX、JSON 或 YAML 导入政策。 Import policies from CSV, XLSX, JSON or YAML.",
        discussion: """
            格式见 Documentation/intakes.md；/intakes/sample/csv 是示例文件。不写 --release 时成为草稿，由编辑核对后发布；
            --release 直接成为已发布的政策，不通知企业。有问题的政策逐份说明，其余照常导入；改好后可整份再导，已有的不会重复。
            Exit codes: 0 all in; 1 some refused, the others are in; 2 the file or the data could not be read.
            """)

    @OptionGroup var options: JudgingOptions
    @OptionGroup var data: DataOptions

    @Argument(help: "政策文件。 The file of policies.")
    var file: String

    @Option(name: .long, help: "由哪个地区维护，六位代码。 Code of the region that keeps them; the nation by default.")
    var region = Region.nation.code

    @Flag(name: .long, help: "只检查，不改动政策库。 Only try; the library stays as it is.")
    var dry = false

    @Flag(name: .long, help: "作为已发布的政策。 As released policies instead of drafts.")
    var release = false

    @Flag(name: .long, help: "输出 JSON。 Print JSON.")
    var json = false

    func run() async throws {
        guard let keeper = Region(code: region) else {
            throw ValidationError("--region \(region) 不是行政区划代码。 Not a code of a region.")
        }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            printError("读不到文件 \(file)。请检查路径和权限。")
            printError("Cannot read \(file). Please check the path and the rights.")
            throw ExitCode(2)
        }
        let platform = try await open()
        let summary: ImportSummary
        do {
            summary = try await platform.importPolicies(
                Array(bytes), named: URL(fileURLWithPath: file).lastPathComponent, isRelease: release,
                keptBy: keeper, isDry: dry)
        } catch let refused as ImportRefused {
            await platform.close()
            printError("\(file): \(refused.words.chinese)")
            printError("\(file): \(refused.words.english)")
            throw ExitCode(2)
        } catch {
            await platform.close()
            throw error
        }
        await platform.close()
        print(try json ? summary.json(isDry: dry) : summary.lines(isDry: dry).joined(separator: "\n"))
        if summary.refused > 0 { throw ExitCode(1) }
    }

    /// The site that is there; data that cannot be opened is 2 here, for 1 means that policies were refused.
    private func open() async throws -> Platform {
        var platform: Platform?
        do {
            try await reportingFaults {
                platform = try await Platform.open(
                    library: try options.library(), home: try data.usedHome(), ground: .machine())
            }
        } catch is ExitCode {
            throw ExitCode(2)
        }
        guard let platform else { throw ExitCode(2) }
        return platform
    }
}

extension ImportSummary {
    /// The report for people, in both languages.
    func lines(isDry: Bool) -> [String] {
        var lines = [
            isDry
                ? "试导入 \(total) 份政策，政策库没有改动：" : "导入 \(total) 份政策：",
            isDry ? "Tried \(total) policies; the library is as it was:" : "Imported \(total) policies:",
            "  新增 added \(added)，新版本 revised \(revised)，无变化 unchanged \(unchanged)，退回 refused \(refused)",
        ]
        if !unknownHeads.isEmpty {
            let heads = unknownHeads.joined(separator: "、")
            lines.append("  不认识的列，没有读取 Unknown columns, not read: \(heads)")
        }
        for refusal in refusals {
            let found = refusal.found.isEmpty ? "空 empty" : "“\(refusal.found)”"
            lines.append("第 \(refusal.line) 行 line \(refusal.line)，\(refusal.head)：\(found)")
            lines.append("  \(refusal.chinese)")
            lines.append("  \(refusal.english)")
        }
        return lines
    }

    /// The report for programs.
    func json(isDry: Bool) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Report(self, isDry: isDry)), as: UTF8.self)
    }

    private struct Report: Encodable {
        struct Refusal: Encodable {
            let line: Int
            let head, found, chinese, english: String
        }

        let dry: Bool
        let total, added, revised, unchanged, refused: Int
        let unknownHeads: [String]
        let refusals: [Refusal]

        init(_ summary: ImportSummary, isDry: Bool) {
            dry = isDry
            (total, added, revised) = (summary.total, summary.added, summary.revised)
            (unchanged, refused) = (summary.unchanged, summary.refused)
            unknownHeads = summary.unknownHeads
            refusals = summary.refusals.map {
                Refusal(
                    line: $0.line, head: $0.head, found: $0.found, chinese: $0.chinese, english: $0.english)
            }
        }
    }
}
