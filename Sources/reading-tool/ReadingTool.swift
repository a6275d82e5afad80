// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reading

/// `reading-tool read FILE… --json [--out DIR] [--skip-first-line]`: reads documents and writes their
/// records.
@main
enum ReadingTool {
    static func main() {
        var files: [String] = []
        var out: String?
        var skipsFirstLine = false
        var arguments = CommandLine.arguments.dropFirst(2).makeIterator()
        while let argument = arguments.next() {
            switch argument {
            case "--out": out = arguments.next()
            case "--json": break
            case "--skip-first-line": skipsFirstLine = true
            default: files.append(argument)
            }
        }
        for file in files { read(file, out: out, skipsFirstLine: skipsFirstLine) }
    }

    private static func read(_ file: String, out: String?, skipsFirstLine: Bool) {
        let url = URL(fileURLWithPath: file)
        guard let bytes = try? Data(contentsOf: url) else {
            print("\(file): cannot be opened")
            return
        }
        let text: PolicyText
        do throws(DocumentFault) {
            text = try Document.read(skipsFirstLine ? rest(bytes) : bytes)
        } catch {
            print("\(file): \(error.chineseText)")
            return
        }
        let clock = ContinuousClock()
        var json = ""
        let time = clock.measure { json = Reader.read(text).recordJSON }
        guard let out else {
            print(json)
            return
        }
        let name = url.deletingPathExtension().lastPathComponent
        try? json.write(
            to: URL(fileURLWithPath: out).appendingPathComponent(name + ".json"), atomically: true,
            encoding: .utf8)
        print("\(name): \(text.original.count) characters, \(time)")
    }

    private static func rest(_ bytes: Data) -> Data {
        bytes.firstIndex(of: 0x0A).map { Data(bytes[(bytes.index(after: $0))...]) } ?? bytes
    }
}
