// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Reading
import Standards

/// `yumiao read`: a policy document as a record of what it says.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "读政策文件，得到标题、日期、条件、金额和联系方式。 Read a policy document into a record.",
        discussion: """
            收 .txt、.html、.docx、.pdf（按内容识别，不看文件名）；- 表示标准输入。没有写明的一律是 null 或 []，从不编造。
            Exit codes: 0 read; 1 a file could not be read.
            """)

    @Argument(help: "政策文件。 Policy documents.")
    var files: [String]

    @Flag(name: .long, help: "输出 JSON（Documentation/reading.md）。 Print JSON.")
    var json = false

    @Option(name: .long, help: "每个文件写成这个文件夹里的一个 .json。 Folder for a .json of each file.")
    var output: String?

    func run() throws {
        var failed = false
        for file in files {
            do {
                try read(file)
            } catch let fault as DocumentFault {
                printError("\(file): \(fault.chineseText) \(fault.englishText)")
                failed = true
            }
        }
        if failed { throw ExitCode(1) }
    }

    private func read(_ file: String) throws {
        let data =
            file == "-"
            ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
        guard let data else { throw ValidationError("读不到文件 \(file)。 Can't read \(file).") }
        let text = try Document.read(ReadCommand.withoutSourceNote(data))
        let record = Reader.read(text)
        if let output {
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent + ".json"
            let url = URL(fileURLWithPath: output).appendingPathComponent(name)
            try record.recordJSON.write(to: url, atomically: true, encoding: .utf8)
        } else if json {
            print(record.recordJSON)
        } else {
            print(summary(record))
        }
    }

    /// Whoever saves a text often notes on its first line where it is from; that line is not part of the
    /// text.
    static func withoutSourceNote(_ data: Data) -> Data {
        let notes = ["来源：", "来源:", "http://", "https://"].map { Data($0.utf8) }
        let byteOrderMark = Data([0xEF, 0xBB, 0xBF])
        let start = data.starts(with: byteOrderMark) ? data.dropFirst(3) : data[...]
        guard notes.contains(where: { start.starts(with: $0) }), let end = start.firstIndex(of: 0x0A) else {
            return data
        }
        return Data(start[start.index(after: end)...])
    }

    /// The record in a few lines for a person.
    private func summary(_ record: PolicyRecord) -> String {
        var lines = [record.title?.value ?? "（没有标题）"]
        let head: [(String, String?)] = [
            ("文号", record.number?.value), ("发文", record.issuers.map(\.value).joined(separator: "、")),
            ("地区", record.region.map { "\($0.value.name) \($0.value.code ?? "")" }),
            ("级别", record.level?.value.rawValue), ("发布", record.published?.value.isoText),
            ("有效", range(record.validFrom?.value.isoText, record.validTo?.value.isoText)),
            ("申报", range(record.applyFrom?.value.isoText, record.applyTo?.value.isoText)),
            ("种类", record.kinds.map(\.rawValue).joined(separator: "、")),
        ]
        for (name, value) in head { if let value, !value.isEmpty { lines.append("  \(name)：\(value)") } }
        for item in record.items {
            lines.append("◆ \(item.name?.value ?? "（未命名）")")
            lines += item.supports.map { "  ＋ \($0.text)" }
            lines += item.conditions.map { "  \($0.isJudgement ? "☐" : "·") \($0.text)" }
        }
        lines += record.contacts.map { "  ☎ \($0.name ?? "") \($0.phone)" }
        return lines.joined(separator: "\n")
    }

    private func range(_ from: String?, _ to: String?) -> String? {
        from == nil && to == nil ? nil : "\(from ?? "") 至 \(to ?? "")"
    }
}
