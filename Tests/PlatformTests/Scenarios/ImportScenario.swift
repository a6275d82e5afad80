// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The built command beside the tests, on a site of its own.
@Suite struct ImportScenario {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs the command; gives its exit code and what it printed.
    private static func yumiao(_ arguments: [String]) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "yumiao")
        process.currentDirectoryURL = root
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    private struct Report: Decodable {
        struct Refusal: Decodable {
            let line: Int
            let head, found, chinese, english: String
        }
        let dry: Bool
        let total, added, revised, unchanged, refused: Int
        let unknownHeads: [String]
        let refusals: [Refusal]
    }

    private static let head = "政策标题,文号,发文机关,层级,适用地区,申报开始,申报截止,条目1.名称,条目1.最高金额,心情"
    private static let good = "云雀补助通知,测〔2026〕1号,测试局,市,宿迁市,2026-05-01,2027-05-31,云雀补助,5万元,好"
    private static let bad = "云雁补助通知,测〔2026〕2号,测试局,市,宿迁市,2026-05-01,昨天,云雁补助,许多,好"

    @Test
    func `the command tries, imports, tells each fault with its place, and a second time changes nothing`()
        throws
    {
        let folder = FileManager.default.temporaryDirectory.path + "/yumiao-import-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (data, file) = (folder + "/data", folder + "/policies.csv")
        func run(_ more: String...) throws -> (code: Int32, output: String) {
            try Self.yumiao(["import", "policies", file, "--data", data] + more)
        }
        func report(_ text: String) throws -> Report {
            try JSONDecoder().decode(Report.self, from: Data(text.utf8))
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "\(Self.head)\n\(Self.good)\n".write(toFile: file, atomically: true, encoding: .utf8)
        // Where there is no site none is made.
        let nowhere = try run()
        #expect(nowhere.code == 2 && nowhere.output.contains("没有数据"), "\(nowhere.output)")
        #expect(try Self.yumiao(["example", "create", "--data", data, "--enterprises", "1"]).code == 0)

        let tried = try run("--dry", "--json")
        let dry = try report(tried.output)
        #expect(tried.code == 0 && dry.dry && dry.total == 1 && dry.added == 1)
        #expect(dry.unknownHeads == ["心情"])
        // Trying left nothing behind: it is still new.
        #expect(try report(try run("--json").output).added == 1)
        #expect(try report(try run("--json").output).unchanged == 1)

        try "\(Self.head)\n\(Self.good)\n\(Self.bad)\n".write(toFile: file, atomically: true, encoding: .utf8)
        let partly = try run()
        #expect(partly.code == 1)
        for words in ["退回 refused 1", "第 3 行 line 3", "申报截止：“昨天”", "条目1.最高金额：“许多”", "不是日期"] {
            #expect(partly.output.contains(words), "\(words): \(partly.output)")
        }
        let refused = try report(try run("--json").output)
        #expect(refused.refusals.allSatisfy { $0.line == 3 && !$0.chinese.isEmpty && !$0.english.isEmpty })

        try "[{".write(toFile: folder + "/broken.json", atomically: true, encoding: .utf8)
        for name in ["broken.json", "missing.csv"] {
            let broken = try Self.yumiao(["import", "policies", folder + "/" + name, "--data", data])
            #expect(broken.code == 2 && !broken.output.isEmpty, "\(broken.output)")
        }
    }
}
