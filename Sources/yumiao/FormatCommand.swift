// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules

/// `yumiao format`: lines of packs written in one way.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "统一式子的写法，不改意思、注释和版面。 Write lines in one way; meaning, comments and layout stay.")

    @Argument(help: "内容包的文件夹；不写则是 Packs 下的全部。 Folders of packs; all under Packs by default.")
    var packs: [String] = []

    @Flag(name: .long, help: "只列出要改的文件，不改；有的话退出码为 1。 Only list; exit code 1 when there are any.")
    var check = false

    func run() throws {
        let sources = try PackFiles(packs)
        let formatting = Formatting(library: Library.read(sources.files).library)
        var changed = 0
        for file in sources.files {
            let text = formatting.formatted(file)
            guard text != file.text, let url = sources.urls[file.path] else { continue }
            changed += 1
            print(file.path)
            if !check { try Data(text.utf8).write(to: url, options: .atomic) }
        }
        if check && changed > 0 { throw ExitCode(1) }
    }
}
