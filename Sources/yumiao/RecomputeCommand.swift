// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Diagnosis
import Foundation
import Rules

/// `yumiao recompute`: judges kept verdicts and reports again and compares every byte.
struct RecomputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "复算留存的判断或报告，逐字节比较。 Judge kept verdicts or reports again and compare every byte.",
        discussion: "Exit codes: 0 all equal; 1 some differ or can't be recomputed.")

    @Argument(help: "match --json 的输出，或下载的报告 JSON。 What match --json printed, or a report's JSON.")
    var files: [String]

    @OptionGroup var options: JudgingOptions

    func run() throws {
        let library = try options.library()
        var (equal, different) = (0, 0)
        for path in files {
            let text = try EnterpriseFile.read(path).text
            for (index, line) in text.split(separator: "\n").enumerated() {
                if let problem = problem(String(line), library) {
                    different += 1
                    print("\(path):\(index + 1): \(problem)")
                } else {
                    equal += 1
                }
            }
        }
        print("\(equal) 条逐字节相同，\(different) 条不同。 \(equal) equal, \(different) different")
        if different > 0 { throw ExitCode(1) }
    }

    private func problem(_ line: String, _ library: Library) -> String? {
        do {
            // Both are one line of JSON; only a report has a list of verdicts.
            if line.contains("\"verdicts\":[") {
                return try KeptReport(json: line).recomputed(by: library).json() == line
                    ? nil : "复算结果不同。 The recomputed report differs."
            }
            let kept = try JSONDecoder().decode(VerdictLine.self, from: Data(line.utf8))
            let again = VerdictLine(
                enterprise: kept.enterprise, creditCode: kept.creditCode,
                verdict: try library.recompute(kept.verdict))
            return try again.json() == line ? nil : "复算结果不同。 The recomputed verdict differs."
        } catch let fault as RecomputeFault {
            return fault.text
        } catch {
            return "不是 match --json 的一行，也不是一份报告。 Neither a line of match --json nor a report."
        }
    }
}

extension RecomputeFault {
    /// What happened, in both languages.
    var text: String {
        switch self {
        case .otherFormat(let format): "格式 \(format) 不是本程序写的。 Format \(format) is not this program's."
        case .versionMissing(let rule, let digest):
            "内容包里没有当时的版本 \(rule)（\(digest.prefix(12))…）。 The packs no longer hold that version."
        case .factUnreadable(let name, let value):
            "读不出事实 \(name)：\(value)。 The fact can't be read."
        }
    }
}
