// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules

/// `yumiao check`: faults of packs, drawn as a compiler draws them.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查内容包。 Check packs.",
        discussion: "错误、没用到的词、起不了作用的条款、缺依据的条款、重叠的版本、与原文不合之处，一次列全。有错误时退出码为 1。")

    @Argument(help: "内容包的文件夹；不写则是 Packs 下的全部。 Folders of packs; all under Packs by default.")
    var packs: [String] = []

    @Flag(name: .long, help: "用英文。 In English.")
    var english = false

    func run() throws {
        let sources = try PackFiles(packs)
        let (library, faults) = Library.read(sources.files)
        let drawing = FaultDrawing(files: sources.files)
        let all = (sources.unreadable + faults + library.check())
            .filter { !$0.isWarning || sources.isAsked($0) }
        for fault in all { print(drawing.text(fault, english: english)) }
        let errors = all.count { !$0.isWarning }
        let rules = library.rules.count
        let words = library.vocabulary.words.count
        print(
            english
                ? "\(rules) rules, \(words) words: \(errors) errors, \(all.count - errors) warnings"
                : "\(rules) 条规则，\(words) 个词：\(errors) 处错误，\(all.count - errors) 处提醒")
        if errors > 0 { throw ExitCode(1) }
    }
}
