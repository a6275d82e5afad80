// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Reading
import Rules
import Standards

/// `yumiao draft`: rule files drafted from a policy document, for a person to confirm.
struct DraftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "由政策文件起草规则。 Draft rules from a policy document.",
        discussion: """
            每一句官方文字是一条；整句都读懂的写成式子，其余照录原文，写成“需人工判断”，并说明原因。从不编造；由人核对后才能用。
            Exit codes: 0 drafted; 1 the file could not be read, or nothing in it asks anything.
            """)

    @Argument(help: "政策文件；- 表示标准输入。 A policy document; - for standard input.")
    var file: String

    @Option(
        name: .customLong("pack"),
        help: "用哪些内容包的词；不写则是 Packs 下的全部。 Packs whose words are used; all under Packs by default.")
    var packs: [String] = []

    @Option(name: .long, help: "每条规则写成这个文件夹里的一个 .yaml。 Folder for a .yaml of each rule.")
    var output: String?

    @Flag(name: .long, help: "输出 JSON：条款、出处、结果和原因（Documentation/formats.md）。 Print JSON.")
    var json = false

    @Flag(name: .long, help: "用英文说明原因。 Reasons in English.")
    var english = false

    func run() throws {
        let text: PolicyText
        do {
            text = try Document.read(ReadCommand.withoutSourceNote(try data()))
        } catch let fault as DocumentFault {
            printError("\(file): \(english ? fault.englishText : fault.chineseText)")
            throw ExitCode(1)
        }
        let library = Library.read(try PackFiles(packs).files).library
        let drafts = Drafting(library: library).drafts(of: text)
        if let output { try write(drafts, to: output) }
        if json {
            print(DraftRule.json(drafts), terminator: "")
        } else {
            drafts.forEach { print(summary($0, withRule: output == nil)) }
        }
        guard !drafts.isEmpty else {
            printError(english ? "\(file): nothing in it asks anything." : "\(file)：没有读到条件。")
            throw ExitCode(1)
        }
    }

    private func data() throws -> Data {
        if file == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ValidationError("读不到文件 \(file)。 Can't read \(file).")
        }
        return data
    }

    private func write(_ drafts: [DraftRule], to output: String) throws {
        let folder = URL(fileURLWithPath: output)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for draft in drafts {
            let url = folder.appendingPathComponent(draft.code + ".yaml")
            try Data(draft.text.utf8).write(to: url, options: .atomic)
        }
    }

    /// The rule, and below it what stayed with a person and why.
    private func summary(_ draft: DraftRule, withRule: Bool) -> String {
        var lines = withRule ? [draft.text] : ["\(draft.code).yaml  \(draft.title)"]
        for clause in draft.clauses + draft.amounts {
            guard let reason = clause.reason else { continue }
            lines.append("# \(clause.number) \(english ? reason.english : reason.chinese)")
        }
        let computed = draft.clauses.count { $0.line != nil }
        lines.append(
            english
                ? "# \(computed) of \(draft.clauses.count) clauses computed"
                : "# \(draft.clauses.count) 条中 \(computed) 条写成式子")
        return lines.joined(separator: "\n") + "\n"
    }
}
